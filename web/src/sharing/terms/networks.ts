/**
 * Networks as somebody types them, one a line, and as a share holds them. Finds slips of the pen before anything is sent;
 * what counts is what the server says. Pure.
 */

/** The lines that say something, each with its number as a person counts. */
function lines(text: string): { line: number; said: string }[] {
  return text
    .split('\n')
    .map((said, at) => ({ line: at + 1, said: said.trim() }))
    .filter(({ said }) => said !== '');
}

export function networksOf(text: string): string[] {
  return lines(text).map(({ said }) => said);
}

/** The line of the text that the n-th network stands in. */
export function lineOf(text: string, network: number): { line: number; said: string } | undefined {
  return lines(text)[network];
}

function isFour(address: string): boolean {
  const parts = address.split('.');
  return parts.length === 4 && parts.every((part) => /^(0|[1-9]\d{0,2})$/.test(part) && Number(part) <= 255);
}

/** The browser's own reading of addresses knows every way to write one. */
function isSix(address: string): boolean {
  return /^[\da-f:.]*:[\da-f:.]*$/i.test(address) && URL.canParse(`http://[${address}]`);
}

function isNetwork(said: string): boolean {
  const [address = '', length, ...more] = said.split('/');
  const bits = isFour(address) ? 32 : isSix(address) ? 128 : null;
  if (bits === null || more.length > 0) return false;
  return length === undefined || (/^[1-9]\d{0,2}$/.test(length) && Number(length) <= bits);
}

/** The first line that is no address and no range. All addresses there are is none, either: that is no limit. */
export function badNetwork(text: string): { line: number; said: string } | undefined {
  return lines(text).find(({ said }) => !isNetwork(said));
}
