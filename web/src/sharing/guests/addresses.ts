/** Addresses as people paste them: what is taken, what is refused, whole domains. Pure; what an address is says the server. */
import type { PastedAddress, PastedAddresses, RefusedAddress } from '../../api/types';

export type Addresses = {
  /** What is typed and not read yet. */
  text: string;
  taken: PastedAddress[];
  refused: RefusedAddress[];
  domains: string[];
  /** How many were there already, in this or another writing. */
  folded: number;
};

export const noAddresses: Addresses = { text: '', taken: [], refused: [], domains: [], folded: 0 };

/** `@united.example` and `*@united.example` mean everybody there. */
const wholeDomain = /^\*?@([^\s@<>]+\.[^\s@<>]+)$/;

/** Takes whole domains out of a text; what is left are addresses. */
export function splitDomains(text: string): { domains: string[]; rest: string } {
  const parts = text.split(/[,;\n]/).map((one) => one.trim());
  const domains = parts.flatMap((one) => wholeDomain.exec(one)?.[1]?.toLowerCase() ?? []);
  if (domains.length === 0) return { domains, rest: text };
  return { domains, rest: parts.filter((one) => !wholeDomain.test(one)).join('\n') };
}

/** Is something whole in the text, so that it can be read while the rest is still typed? */
export function isWhole(text: string): boolean {
  return /@[^\s,;@]+[^,;\n]*[,;\n]/.test(text);
}

/** As the server reads it again: with the name, as far as a name can be written without marks. */
export function written({ address, name }: PastedAddress): string {
  const plain = name
    ?.replace(/[<>",;\n]/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  return plain ? `${plain} <${address}>` : address;
}

/** What is sent to be read: all together, for a look-alike is one of another. */
export function toRead({ taken }: Addresses, rest: string): string {
  return [...taken.map(written), rest].join('\n');
}

/** The state after a text was read. */
export function withRead(before: Addresses, read: PastedAddresses, domains: readonly string[]): Addresses {
  const refused = read.refused.filter(({ text }) => !before.refused.some((one) => one.text === text));
  const given = read.addresses.reduce((sum, one) => sum + one.given.length, 0);
  const known = new Map(before.taken.map((one) => [one.address, one]));
  return {
    ...before,
    // Read again as it is written now; how it was written at first is what people look for.
    taken: read.addresses.map((one) => ({
      ...one,
      given: [...(known.get(one.address)?.given ?? one.given)],
    })),
    refused: [...before.refused, ...refused],
    domains: [...new Set([...before.domains, ...domains])],
    folded: before.folded + given - read.addresses.length,
  };
}

/** Letters that are not of the plain alphabet, each once: what tells two addresses apart that look the same. */
function foreign(shown: string): string[] {
  return [...new Set([...shown].filter((letter) => letter > '~'))];
}

/**
 * Addresses that look like another one of the list or like somebody who is known here, with the letters that are others. Of
 * two that look the same, one is looked at: that with the foreign letters.
 */
export function alike({ taken }: Addresses): { shown: string; like: string[]; letters: string[] }[] {
  const found = taken.flatMap(({ shown, alike: like = [] }) =>
    like.length > 0 ? [{ shown, like, letters: foreign(shown) }] : [],
  );
  const told = (one: string) => found.some(({ like, letters }) => letters.length > 0 && like.includes(one));
  return found.filter(({ shown, letters }) => letters.length > 0 || !told(shown));
}
