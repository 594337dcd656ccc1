/** Which values are written at their bars: those that fit there. Pure. */
import { type DrawContext, textWidth } from '../context';

/** Height of a label, and air beside it, px. */
const HIGH = 13;
const AIR = 4;

export interface LabelRoom {
  readonly horizontal: boolean;
  readonly stacked: boolean;
  /** Room of one place on the category axis, px. */
  readonly step: number;
  /** Bars side by side at a place. */
  readonly beside: number;
  /** Pixels for one unit of value. */
  readonly scale: number;
}

/** Does this text fit at, or inside of, a bar of this value? */
export function fits(ctx: DrawContext, room: LabelRoom, value: number, text: string): boolean {
  const width = textWidth(ctx, text, 11, 500) + AIR;
  const thick = (room.step * 0.74) / room.beside;
  if (!room.stacked) {
    // At the end of the bar: only its neighbours are in the way.
    return room.horizontal ? thick >= HIGH - 1 : room.step / room.beside >= width;
  }
  const long = Math.abs(value) * room.scale;
  return room.horizontal ? long >= width && thick >= HIGH - 1 : long >= HIGH && Math.min(48, thick) >= width;
}

function lightness(colour: string): number {
  const part = (at: number) => {
    const c = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
  };
  return 0.2126 * part(1) + 0.7152 * part(3) + 0.0722 * part(5);
}

/** Ink that reads on a bar of this colour (`#rrggbb`), whatever the theme. */
export function inkOn(colour: string): string {
  const light = lightness(colour);
  return 1.05 / (light + 0.05) >= (light + 0.05) / (lightness('#12161c') + 0.05) ? '#ffffff' : '#12161c';
}
