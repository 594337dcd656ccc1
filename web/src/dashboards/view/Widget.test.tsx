/** A widget without an answer says so in the reader's language; the engine's own words are for who can mend the question. */
import { render, screen } from '@testing-library/react';
import { afterEach, describe, expect, it } from 'vitest';
import { ApiError } from '../../api/problem';
import type { ProblemCode, Widget as WidgetDoc } from '../../api/types';
import { loadTexts } from '../../i18n';
import { refusalDetail, refusalText } from './refusal';
import { Widget } from './Widget';

const ENGINE = 'a value cannot be read as the type that the question wants';
const refused = (pointer: string, code: ProblemCode = 'invalid') =>
  new ApiError(code, 400, 'The request is not right.', 'req_1', [{ pointer, message: ENGINE }]);
const widget: WidgetDoc = { id: 'w', kind: 'table', title: 'Flights', place: { x: 0, y: 0, w: 6, h: 4 } };
const look = { timeZone: 'UTC', locale: 'de' } as Parameters<typeof Widget>[0]['look'];
const show = (mends: boolean) =>
  render(
    <Widget widget={widget} data={{ error: refused('/sql'), loading: false }} look={look} mends={mends} />,
  );

afterEach(() => loadTexts('en'));

describe('a widget whose question is refused', () => {
  it('tells readers in their language, and nothing of the engine', async () => {
    await loadTexts('de', 'reader');
    show(false);
    expect(screen.getByText(/Was hier gefragt wird, hat so keine Antwort/)).toBeVisible();
    expect(document.body.textContent).not.toContain(ENGINE);
  });

  it('tells who may change the question what the engine says, below the sentence', async () => {
    await loadTexts('de');
    show(true);
    expect(screen.getByText(/Was hier gefragt wird, hat so keine Antwort/)).toBeVisible();
    expect(screen.getByText(ENGINE)).toHaveAttribute('lang', 'en');
  });

  it('tells apart what was chosen, the time, the question and its size', () => {
    const texts = [
      refusalText(refused('/variables/carrier')),
      refusalText(refused('/time')),
      refusalText(refused('/sql')),
      refusalText(refused('/time_zone')),
      refusalText(refused('', 'too_large')),
    ];
    expect(new Set(texts).size).toBe(4);
    expect(texts[2]).toBe(texts[3]);
  });

  it('has nothing to add where the code says it all', () => {
    expect(refusalDetail(refused('', 'timeout'))).toBe('');
    expect(refusalDetail(new Error('anything'))).toBe('');
    expect(refusalDetail(new ApiError('too_large', 413, 'Ask for less.'))).toBe('Ask for less.');
  });
});
