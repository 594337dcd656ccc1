/**
 * What the server has drawn into the page before scripts ran (reader/painted draws it). It stands there until the page that
 * follows is ready to take its place in one step; each widget goes on showing its drawing until its own answer is there.
 */

const whole = (): HTMLElement | null => document.getElementById('painted');

let drawings: ReadonlyMap<string, HTMLElement> | null = null;

function found(): ReadonlyMap<string, HTMLElement> {
  // Only what was drawn for an address without choices is drawn at all, so it is what this page begins with.
  drawings ??= new Map(
    [...(whole()?.querySelectorAll<HTMLElement>('[data-painted]') ?? [])].map((one) => [
      one.dataset['painted'] ?? '',
      one,
    ]),
  );
  return drawings;
}

/** Does the server's page still stand there? */
export function isPainted(): boolean {
  return whole() !== null;
}

/** The drawing of a widget, to be put where the page wants it. */
export function paintedOf(widget: string): Node | undefined {
  return found().get(widget)?.cloneNode(true);
}

/** The page that follows is drawn: shows it in place of the server's. */
export function takeOver(): void {
  const page = whole();
  if (page === null) return;
  // Before they leave the page, the drawings are noted.
  found();
  page.remove();
}

/** From here on the page shows something else than it began with. */
export function forgetPainted(): void {
  drawings = new Map();
}
