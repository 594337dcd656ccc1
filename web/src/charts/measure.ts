/** Widths of texts in the browser, by a canvas. Paper has a measure of its own (server.ts). */

let canvas: CanvasRenderingContext2D | null | undefined;
declare global {
  // Given by the host where there is no browser (server.ts).
  var __measure: ((text: string, px: number, weight: number) => number) | undefined;
}

/** Width of a text in the page's own font. */
export function measure(text: string, px: number, weight: number): number {
  if (typeof globalThis.__measure === 'function') return globalThis.__measure(text, px, weight);
  if (typeof document === 'undefined') return text.length * px * 0.58;
  if (canvas === undefined) canvas = document.createElement('canvas').getContext('2d');
  if (!canvas) return text.length * px * 0.58;
  canvas.font = `${weight} ${px}px "Inter Variable", Inter, system-ui, sans-serif`;
  return canvas.measureText(text).width;
}
