/** What every view in the browser is given. Types and one context; the dashboard fills them. */
import { createContext, use } from 'react';
import type { Answer } from './answer';
import type { Period } from './context';
import type { LabelColours, Theme } from './palette';

/** How a whole dashboard looks: the same for all its widgets. */
export interface Look {
  readonly theme: Theme;
  readonly locale: string;
  readonly timeZone: string;
  readonly colours: LabelColours;
  /** The range of time that is shown, where there is one. */
  readonly period?: Period | undefined;
}

export interface ViewProps {
  readonly title: string;
  readonly options: unknown;
  /** Absent for kinds that ask nothing. */
  readonly answer: Answer;
  readonly look: Look;
}

/** One value a variable may take. */
export interface Choice {
  readonly value: unknown;
  readonly label: string;
}

/** What control widgets do to the dashboard around them. */
export interface Controls {
  /** Draws the control of a variable; null when there is none of this name. */
  readonly variable: (name: string, label: string | undefined) => React.ReactNode;
  /** Draws the control of the time range, offering these ranges. */
  readonly time: (ranges: readonly string[] | undefined) => React.ReactNode;
}

const PickContext = createContext<((clicked: unknown) => void) | null>(null);
export const PickProvider = PickContext.Provider;

/** Hears of clicks in a drawing, as ECharts tells of them; null where nobody wants to know. */
export function usePick(): ((clicked: unknown) => void) | null {
  return use(PickContext);
}

const ControlsContext = createContext<Controls | null>(null);
export const ControlsProvider = ControlsContext.Provider;

/** The controls of the dashboard around; null where there is none (a preview of a single widget). */
export function useControls(): Controls | null {
  return use(ControlsContext);
}
