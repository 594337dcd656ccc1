/**
 * Markdown as blocks and runs. Safe by construction: the model has no place for markup, so raw HTML can only become
 * visible text, and addresses other than http, https, mailto and this site's own are dropped. React and Typst draw it.
 */
import { Lexer, type Token, type Tokens } from 'marked';
import { safeHref } from '../href';
import type { TextSpec } from './spec';

/** A run of text in one style. `br` is a line break. */
export interface Run {
  readonly text: string;
  readonly strong?: true;
  readonly em?: true;
  readonly strike?: true;
  readonly code?: true;
  readonly href?: string;
  readonly br?: true;
}

export type Block =
  | { readonly type: 'heading'; readonly level: number; readonly runs: readonly Run[] }
  | { readonly type: 'paragraph'; readonly runs: readonly Run[] }
  | {
      readonly type: 'list';
      readonly ordered: boolean;
      readonly start: number;
      readonly items: readonly (readonly Block[])[];
    }
  | { readonly type: 'quote'; readonly blocks: readonly Block[] }
  | { readonly type: 'code'; readonly text: string }
  | {
      readonly type: 'table';
      readonly head: readonly (readonly Run[])[];
      readonly rows: readonly (readonly (readonly Run[])[])[];
    }
  | { readonly type: 'rule' };

export interface TextLayout {
  readonly kind: 'text';
  readonly align: 'left' | 'center';
  readonly blocks: readonly Block[];
}

type Style = Omit<Run, 'text' | 'br'>;

const ENTITIES: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: '\u00a0',
};

function decode(text: string): string {
  return text.replace(
    /&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|(\w+));/gi,
    (all: string, dec?: string, hex?: string, name?: string) => {
      const code = dec !== undefined ? Number(dec) : hex !== undefined ? Number.parseInt(hex, 16) : 0;
      if (name !== undefined) return ENTITIES[name.toLowerCase()] ?? all;
      return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : all;
    },
  );
}

function isKind<T extends Token>(token: Token, type: T['type']): token is T {
  return token.type === type;
}

function runsOf(tokens: readonly Token[] | undefined, style: Style): Run[] {
  return (tokens ?? []).flatMap((token) => runOf(token, style));
}

function runOf(token: Token, style: Style): Run[] {
  if (isKind<Tokens.Strong>(token, 'strong')) return runsOf(token.tokens, { ...style, strong: true });
  if (isKind<Tokens.Em>(token, 'em')) return runsOf(token.tokens, { ...style, em: true });
  if (isKind<Tokens.Del>(token, 'del')) return runsOf(token.tokens, { ...style, strike: true });
  if (isKind<Tokens.Codespan>(token, 'codespan')) return [{ ...style, text: decode(token.text), code: true }];
  if (isKind<Tokens.Br>(token, 'br')) return [{ text: '', br: true }];
  if (isKind<Tokens.Link>(token, 'link')) {
    const href = safeHref(decode(token.href));
    return runsOf(token.tokens, href === undefined ? style : { ...style, href });
  }
  // A picture would make the reader's browser call elsewhere: its description stands for it.
  if (isKind<Tokens.Image>(token, 'image'))
    return token.text === '' ? [] : [{ ...style, text: decode(token.text), em: true }];
  if (isKind<Tokens.Text>(token, 'text') && token.tokens !== undefined) return runsOf(token.tokens, style);
  if (isKind<Tokens.Escape>(token, 'escape')) return [{ ...style, text: token.text }];
  if (isKind<Tokens.Text>(token, 'text')) return [{ ...style, text: decode(token.text) }];
  return token.raw === '' ? [] : [{ ...style, text: token.raw }];
}

function blocksOf(tokens: readonly Token[]): Block[] {
  return tokens.flatMap((token) => blockOf(token));
}

function blockOf(token: Token): Block[] {
  if (isKind<Tokens.Space>(token, 'space') || isKind<Tokens.Def>(token, 'def')) return [];
  if (isKind<Tokens.Heading>(token, 'heading'))
    return [{ type: 'heading', level: token.depth, runs: runsOf(token.tokens, {}) }];
  if (isKind<Tokens.Paragraph>(token, 'paragraph'))
    return [{ type: 'paragraph', runs: runsOf(token.tokens, {}) }];
  if (isKind<Tokens.Hr>(token, 'hr')) return [{ type: 'rule' }];
  if (isKind<Tokens.Code>(token, 'code')) return [{ type: 'code', text: token.text }];
  if (isKind<Tokens.Blockquote>(token, 'blockquote'))
    return [{ type: 'quote', blocks: blocksOf(token.tokens) }];
  if (isKind<Tokens.List>(token, 'list')) {
    const start = typeof token.start === 'number' ? token.start : 1;
    return [
      {
        type: 'list',
        ordered: token.ordered,
        start,
        items: token.items.map((item) => blocksOf(item.tokens)),
      },
    ];
  }
  if (isKind<Tokens.Table>(token, 'table')) {
    return [
      {
        type: 'table',
        head: token.header.map((c) => runsOf(c.tokens, {})),
        rows: token.rows.map((r) => r.map((c) => runsOf(c.tokens, {}))),
      },
    ];
  }
  if (isKind<Tokens.Text>(token, 'text')) return [{ type: 'paragraph', runs: runOf(token, {}) }];
  const raw = token.raw.trim();
  return raw === '' ? [] : [{ type: 'paragraph', runs: [{ text: raw }] }];
}

/** Markdown as blocks. */
export function textLayout(spec: TextSpec): TextLayout {
  return { kind: 'text', align: spec.align, blocks: blocksOf(new Lexer({ gfm: true }).lex(spec.markdown)) };
}
