/**
 * What the element on another site's page and our page inside of it say to each other, and how each looks at what it is
 * told: a message of an unknown kind, with a missing or unknown part, or of more than 64 KB is nobody's. Where messages
 * come from is looked at by who listens. Imports nothing: the element is small.
 */

/** What a reader has chosen: the whole of it, as one value. */
export interface EmbedState {
  readonly variables: Readonly<Record<string, unknown>>;
  /** `{last}` or `{from, to}`; absent: the dashboard's own. */
  readonly time?: unknown;
}

export type EmbedTheme = 'light' | 'dark' | 'system';

/** How the page is to look. */
export interface EmbedLook {
  readonly theme?: EmbedTheme | undefined;
  /** `en` or `de`; others are passed over. */
  readonly language?: string | undefined;
  /** Without title and controls. */
  readonly bare?: boolean | undefined;
}

/** A place of a chart that was clicked. */
export interface EmbedPoint {
  readonly widget: string;
  readonly title: string;
  /** The column that the place stands for, where it is one. */
  readonly column: string | null;
  /** What the place is called, as the data has it. */
  readonly name: string;
  readonly series: string | null;
  readonly value: number | null;
}

/** From the element to the page. */
export type ToPage =
  /** Answers `hello`: lets the reader in. `fits`: the element takes the height of what is shown. */
  | { type: 'open'; token: string; fits: boolean; look: EmbedLook; state?: EmbedState | undefined }
  /** Answers `renew`. */
  | { type: 'token'; token: string }
  /** There is no token. */
  | { type: 'none' }
  | { type: 'look'; look: EmbedLook }
  | { type: 'state'; state: EmbedState }
  | { type: 'variable'; name: string; value: unknown }
  | { type: 'time'; time: unknown }
  /** Answers `select`: whether the site does something else. */
  | { type: 'selected'; id: number; prevented: boolean };

/** From the page to the element. */
export type FromPage =
  | { type: 'hello' }
  | { type: 'renew' }
  | { type: 'ready'; title: string; state: EmbedState }
  | { type: 'resized'; height: number }
  | { type: 'filter'; state: EmbedState }
  | { type: 'select'; id: number; point: EmbedPoint }
  /** It is over: `session_over`, or why the share ended. */
  | { type: 'ended'; reason: string }
  /** The token lets nobody in; the reasons are for whoever signed it. */
  | { type: 'denied'; detail: string; errors: readonly { pointer: string; message: string }[] }
  | { type: 'error'; detail: string };

type Check = (value: unknown) => boolean;
type Shape = Readonly<Record<string, Check>>;

const MOST = 64_000;
const text: Check = (value) => typeof value === 'string';
const yes: Check = (value) => typeof value === 'boolean';
const number: Check = (value) => typeof value === 'number' && Number.isFinite(value);
const any: Check = (value) => value !== undefined;
const maybe =
  (check: Check): Check =>
  (value) =>
    value === undefined || check(value);
const orNull =
  (check: Check): Check =>
  (value) =>
    value === null || check(value);

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Has all parts of a shape and no others. */
function fits(value: unknown, shape: Shape): boolean {
  if (!isRecord(value)) return false;
  return (
    Object.keys(value).every((key) => Object.hasOwn(shape, key)) &&
    Object.entries(shape).every(([key, check]) => check(value[key]))
  );
}

const state: Check = (value) => fits(value, { variables: isRecord, time: maybe(any) });
const look: Check = (value) =>
  fits(value, {
    theme: maybe((theme) => theme === 'light' || theme === 'dark' || theme === 'system'),
    language: maybe(text),
    bare: maybe(yes),
  });
const point: Check = (value) =>
  fits(value, {
    widget: text,
    title: text,
    column: orNull(text),
    name: text,
    series: orNull(text),
    value: orNull(number),
  });
const errors: Check = (value) =>
  Array.isArray(value) && value.every((one) => fits(one, { pointer: text, message: text }));

export const toPage: Readonly<Record<ToPage['type'], Shape>> = {
  open: { token: text, fits: yes, look, state: maybe(state) },
  token: { token: text },
  none: {},
  look: { look },
  state: { state },
  variable: { name: text, value: maybe(any) },
  time: { time: maybe(any) },
  selected: { id: number, prevented: yes },
};

export const fromPage: Readonly<Record<FromPage['type'], Shape>> = {
  hello: {},
  renew: {},
  ready: { title: text, state },
  resized: { height: number },
  filter: { state },
  select: { id: number, point },
  ended: { reason: text },
  denied: { detail: text, errors },
  error: { detail: text },
};

/** The mark of our messages: other scripts talk on the same channel. */
const MARK = 1;

/** A message as it travels. */
export function marked<T extends ToPage | FromPage>(message: T): T & { vitrine: number } {
  return { vitrine: MARK, ...message };
}

/** The message that somebody sent, if it is one of these; null for all others. */
export function readMessage<T extends ToPage | FromPage>(
  data: unknown,
  shapes: Readonly<Record<T['type'], Shape>>,
): T | null {
  if (!isRecord(data) || data['vitrine'] !== MARK) return null;
  const { vitrine: _, type, ...rest } = data;
  if (typeof type !== 'string' || !Object.hasOwn(shapes, type)) return null;
  try {
    if (JSON.stringify(rest).length > MOST) return null;
  } catch {
    return null;
  }
  return fits(rest, shapes[type as T['type']]) ? ({ type, ...rest } as unknown as T) : null;
}
