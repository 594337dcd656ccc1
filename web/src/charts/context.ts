/** What every drawing is given besides its options and its answer. Pure data; built by the browser or by the host. */
import type { AnswerColumn } from './answer';
import type { LabelColours, Theme } from './palette';

export interface Size {
  /** CSS pixels. */
  readonly width: number;
  readonly height: number;
}

/** The time a dashboard shows, epoch milliseconds; the end is not in it. */
export interface Period {
  readonly from: number;
  readonly to: number;
}

/** Places on the axis: from this one on, up to the one before `to`. */
export interface Part {
  readonly from: number;
  readonly to: number;
}

export interface DrawContext {
  readonly theme: Theme;
  readonly size: Size;
  /** BCP 47, such as `de-AT`. */
  readonly locale: string;
  /** IANA zone that instants are shown in. */
  readonly timeZone: string;
  /** The dashboard's own assignment of colours to labels. */
  readonly colours: LabelColours;
  /** The chosen range of time, where there is one. */
  readonly period?: Period | undefined;
  /** All series of a crowd, and all bars however narrow: the reader asked for them. */
  readonly all?: boolean | undefined;
  /** On paper, one of several drawings of the same widget: which of its bars, from this one on. */
  readonly part?: Part | undefined;
  /** Paper: nobody can scroll, hover or click, so everything has to be visible. */
  readonly still?: boolean | undefined;
  /** Width of a text in pixels; absent = guessed. */
  readonly measure?: ((text: string, px: number, weight: number) => number) | undefined;
}

/** Unit wished by the options, else the column's own. */
export function unitOf(column: AnswerColumn | undefined, wished: string | undefined): string | undefined {
  return wished ?? column?.unit;
}

/** Width of a text, measured where the host can, else by the average letter of the font. */
export function textWidth(ctx: DrawContext, text: string, px: number, weight = 400): number {
  return ctx.measure === undefined ? text.length * px * 0.58 : ctx.measure(text, px, weight);
}
