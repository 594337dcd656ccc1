/**
 * Numbers that JavaScript's own cannot hold: integers beyond 2^53 and decimals. They come as text and stay text: read
 * from a field or an address, compared, added and rounded here without losing a figure. How they look is not said here.
 */

const PLAIN = /^([+-]?)(\d+)(?:\.(\d+))?$/;

interface Decimal {
  /** The number without its point. */
  readonly units: bigint;
  /** Figures after the point. */
  readonly scale: number;
}

function decimal(value: unknown): Decimal | null {
  const text = typeof value === 'number' && Number.isFinite(value) ? plainText(value) : value;
  if (typeof text !== 'string') return null;
  const m = PLAIN.exec(text.trim());
  if (m === null) return null;
  const fraction = m[3] ?? '';
  const units = BigInt(`${m[2] ?? ''}${fraction}`);
  return { units: m[1] === '-' ? -units : units, scale: fraction.length };
}

/** As a number is written without an exponent; the shortest text that means it. */
export function plainText(n: number): string {
  const text = String(n);
  const m = /^(-?)(\d)(?:\.(\d+))?e([+-]\d+)$/.exec(text);
  if (m === null) return text;
  const digits = `${m[2] ?? ''}${m[3] ?? ''}`;
  const point = 1 + Number(m[4]);
  if (point <= 0) return `${m[1]}0.${'0'.repeat(-point)}${digits}`;
  if (point >= digits.length) return `${m[1]}${digits}${'0'.repeat(point - digits.length)}`;
  return `${m[1]}${digits.slice(0, point)}.${digits.slice(point)}`;
}

function scaled(value: Decimal, scale: number): bigint {
  return value.units * 10n ** BigInt(scale - value.scale);
}

function textOf({ units, scale }: Decimal): string {
  const negative = units < 0n;
  const digits = String(negative ? -units : units).padStart(scale + 1, '0');
  const whole = digits.slice(0, digits.length - scale);
  return `${negative ? '-' : ''}${whole}${scale === 0 ? '' : `.${digits.slice(digits.length - scale)}`}`;
}

/** What somebody typed as a number: a number where that holds every figure, else the text itself; null for no number. */
export function exactNumber(text: string): number | string | null {
  const trimmed = text.trim();
  const n = Number(trimmed);
  if (trimmed === '' || !Number.isFinite(n)) return null;
  const read = decimal(trimmed);
  // 1e3 and the like name a number by its nearest one; 0x10 is none that people write.
  if (read === null) return /^[+-]?\d+(\.\d+)?[eE][+-]?\d+$/.test(trimmed) ? n : null;
  const kept = decimal(n);
  const scale = Math.max(read.scale, kept?.scale ?? 0);
  return kept !== null && scaled(read, scale) === scaled(kept, scale) ? n : trimmed.replace(/^\+/, '');
}

const TOKENS = /"(?:[^"\\]|\\.)*"|-?\d[\d.eE+-]*/g;

/** As JSON.parse, but numbers that would lose figures become texts, which the server takes for the numbers they are. */
export function parseExact(json: string): unknown {
  return JSON.parse(
    json.replace(TOKENS, (token) =>
      token.startsWith('"') || typeof exactNumber(token) !== 'string' ? token : `"${token}"`,
    ),
  );
}

/** Order of two cells of a column of numbers: negative, zero or positive. What is no number comes last. */
export function compareNumbers(a: unknown, b: unknown): number {
  const [x, y] = [decimal(a), decimal(b)];
  if (x === null || y === null) return x === y ? 0 : x === null ? 1 : -1;
  const scale = Math.max(x.scale, y.scale);
  const [left, right] = [scaled(x, scale), scaled(y, scale)];
  return left === right ? 0 : left < right ? -1 : 1;
}

/** The sum of cells as text, to the last figure; null when one of them is no number. */
export function sumExact(cells: readonly unknown[]): string | null {
  let sum: Decimal = { units: 0n, scale: 0 };
  for (const cell of cells) {
    const one = decimal(cell);
    if (one === null) return null;
    const scale = Math.max(sum.scale, one.scale);
    sum = { units: scaled(sum, scale) + scaled(one, scale), scale };
  }
  return textOf(sum);
}

/** A number in text with so many decimals, halves away from zero; as it is when it is no plain number. */
export function roundText(text: string, decimals: number): string {
  const read = decimal(text);
  if (read === null) return text;
  if (read.scale <= decimals) return textOf({ units: scaled(read, decimals), scale: decimals });
  const cut = 10n ** BigInt(read.scale - decimals);
  const half = read.units < 0n ? -cut / 2n : cut / 2n;
  return textOf({ units: (read.units + half) / cut, scale: decimals });
}

/** Is this a number that travels as text because no other kind holds it? */
export function isExactText(value: unknown): value is string {
  return typeof value === 'string' && PLAIN.test(value);
}
