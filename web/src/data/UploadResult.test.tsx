/** What the result of an upload says, and that an offer is taken by its button. */
import '@testing-library/jest-dom/vitest';
import { render, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { uploaded } from '../../mock/uploads';
import type { ColumnOffer, Dataset, Uploaded } from '../api/types';
import { loadTexts } from '../i18n';
import { ColumnChanges } from './ColumnChanges';
import { changeText, offerTitle, readAs, typeAsRead, typesWithClock } from './readWords';
import { readAgain } from './sendFile';
import { UploadResult } from './UploadResult';

const dataset = { id: 'dst_1', workspace: 'wsp_1', columns: [] } as unknown as Dataset;
const result = (types: string | null): Uploaded => uploaded(dataset, types);

it('says how the file was read, what was left out and what is empty now', () => {
  render(<UploadResult result={result(null)} onAgain={() => undefined} />);
  expect(screen.getByText(/cells separated by semicolons\s· names of the columns in line 4/)).toBeVisible();
  expect(screen.getByText('3 lines above the names were left out as a title.')).toBeVisible();
  expect(screen.getByText(/2 rows have fewer cells .* \(first in line 17\)/)).toBeVisible();
  expect(screen.getByText(/4 cells say that they are missing .* \(line 5: “NA”\)/)).toBeVisible();
  expect(screen.getByText(/26,115 moments have no time zone and were taken as UTC/)).toBeVisible();
});

it('offers another type with its price, and takes it by a button', async () => {
  const onAgain = vi.fn();
  render(<UploadResult result={result(null)} onAgain={onAgain} />);
  expect(screen.getByText('“gate” is text, so that nothing is lost')).toBeVisible();
  expect(
    screen.getByText(/1 cell would become empty\. 2 cells would be written in another way\./),
  ).toBeVisible();
  expect(screen.getByText('line 3: “007” becomes “7”')).toBeVisible();
  expect(screen.getByText('line 9: “A1” becomes empty')).toBeVisible();
  await userEvent.click(screen.getByRole('button', { name: 'Read as a whole number' }));
  expect(onAgain).toHaveBeenCalledWith({ types: 'gate:int' });
});

it('asks whether figures in the place of names are values, and reads them so by a button', async () => {
  const onAgain = vi.fn();
  const base = result(null);
  const notes = [{ kind: 'figures_as_names', count: 1, line: 1 } as const];
  render(<UploadResult result={{ ...base, read: { ...base.read, notes } }} onAgain={onAgain} />);
  expect(screen.getByText('Are these names or values?')).toBeVisible();
  expect(screen.queryByText('How the file was read')).toBeNull();
  await userEvent.click(screen.getByRole('button', { name: 'Read that line as values' }));
  expect(onAgain).toHaveBeenCalledWith({ header: 'none' });
});

it('goes on reading without names when a type is chosen next', () => {
  const { read } = result(null);
  expect(readAgain({ ...read, head_line: null }, { types: 'a:int' })).toEqual({
    header: 'none',
    types: 'a:int',
  });
  expect(readAgain(read, { types: 'a:int' })).toEqual({ types: 'a:int' });
  expect(readAgain({ ...read, format: 'parquet', head_line: null }, { types: 'a:int' })).toEqual({
    types: 'a:int',
  });
});

it('says what a file changes of columns only where somebody may read them', () => {
  const changed = { ...result(null), opens: ['extra'] };
  const { rerender } = render(<UploadResult result={changed} onAgain={vi.fn()} />);
  expect(screen.getByText('1 new column is open')).toBeVisible();
  rerender(<UploadResult isNew result={changed} onAgain={vi.fn()} />);
  expect(screen.queryByText('1 new column is open')).toBeNull();
});

it('does not call it good when no row came', () => {
  const base = result(null);
  const notes = [{ kind: 'no_rows', count: 1, line: null } as const];
  render(<UploadResult result={{ ...base, loaded: 0, read: { ...base.read, notes } }} onAgain={vi.fn()} />);
  expect(screen.getByText('No rows loaded')).toBeVisible();
  expect(screen.getByText('The file has no rows: the dataset is empty now.')).toBeVisible();
  expect(screen.queryByText('How the file was read')).toBeNull();
});

it('asks whose clock times without a zone stood on, and reads them so', async () => {
  const onAgain = vi.fn();
  render(<UploadResult result={result(null)} onAgain={onAgain} />);
  expect(screen.getByText('Whose clock did the times of “at” stand on?')).toBeVisible();
  const zone = screen.getByLabelText('Time zone');
  await userEvent.clear(zone);
  await userEvent.type(zone, 'Mars');
  expect(screen.getByRole('button', { name: 'Choose a zone of the list' })).toBeDisabled();
  await userEvent.clear(zone);
  await userEvent.type(zone, 'America/New_York');
  await userEvent.click(screen.getByRole('button', { name: 'Read as times in America/New York' }));
  expect(onAgain).toHaveBeenCalledWith({ types: 'at:timestamp@America/New_York' });
  const at = result(null).read.columns.find((column) => column.name === 'at');
  if (at === undefined) throw new Error('there is no such column');
  const comma = { ...at, name: 'a,b', read_as: 'timestamp@UTC:%d.%m.%Y, %H:%M' };
  expect(typesWithClock(comma, 'Asia/Tokyo')).toBe('a\\,b:timestamp@Asia/Tokyo:%d.%m.%Y\\, %H:%M');
  expect(typeAsRead({ ...comma, chosen: true })).toBe(
    'date and time (written as DD.MM.YYYY, hh:mm, on the clock of UTC), as chosen',
  );
});

it('says that a type was chosen and what it cost', () => {
  render(<UploadResult result={result('gate:int')} onAgain={() => undefined} />);
  const row = screen.getByRole('row', { name: /gate/ });
  expect(within(row).getByText('whole number, as chosen')).toBeVisible();
  expect(within(row).getByText('1 cell could not be read and is empty. (line 9: “A1”)')).toBeVisible();
});

it('says which columns start hidden, and what reads those that changed', () => {
  render(
    <ColumnChanges
      opens={['extra']}
      startHidden={['wage']}
      changes={[{ name: 'site', before: 'string', now: null, in_row_rules: true, dashboards: ['Stock'] }]}
    />,
  );
  expect(screen.getByText('1 new column is open')).toBeVisible();
  expect(screen.getByText('1 new column starts hidden')).toBeVisible();
  expect(
    screen.getByText('“site” is not in the file any more · row rules read it · read by “Stock”'),
  ).toBeVisible();
  const retyped = { name: 'n', before: 'int', now: 'string', in_row_rules: false, dashboards: [] } as const;
  expect(changeText({ ...retyped, dashboards: [] })).toBe('“n” was whole number and is text now');
});

it('shows formats where they are not the usual ones', () => {
  const base = { empty: 0, rewritten: 0, cells: [], type: 'date' } as const;
  expect(offerTitle({ ...base, cells: [], types: 'at:date:%d/%m/%Y' }, 'at')).toBe(
    'Read as a date, written as DD/MM/YYYY',
  );
  expect(offerTitle({ ...base, cells: [], types: 'a\\:b:date:%d/%m/%Y' }, 'a:b')).toBe(
    'Read as a date, written as DD/MM/YYYY',
  );
  const [column] = result(null).read.columns;
  if (column)
    expect(typeAsRead({ ...column, type: 'float', read_as: 'float:comma' })).toBe(
      'number (a comma before the decimals)',
    );
  expect(readAs({ ...result(null).read, head_line: null, separator: '~' })).toContain(
    'cells separated by “~”',
  );
});

describe('what an offer says', () => {
  // As the server writes readings into `types`.
  const offered: [type: ColumnOffer['type'], how: string, english: string, german: string][] = [
    ['string', '', 'Read as text', 'Als Text lesen'],
    ['bool', '', 'Read as yes or no', 'Als Ja oder Nein lesen'],
    [
      'int',
      ':point',
      'Read as a whole number, commas between thousands',
      'Als ganze Zahl lesen, Kommas zwischen Tausendern',
    ],
    ['float', '', 'Read as a number', 'Als Zahl lesen'],
    [
      'decimal',
      ':comma',
      'Read as an exact number, a comma before the decimals',
      'Als genaue Zahl lesen, Komma trennt die Nachkommastellen',
    ],
    [
      'date',
      ':%m/%d/%Y',
      'Read as a date, written as MM/DD/YYYY',
      'Als Datum lesen, geschrieben als MM/TT/JJJJ',
    ],
    [
      'timestamp',
      ':%d.%m.%Y %H\\:%M\\:%S',
      'Read as a date and time, written as DD.MM.YYYY hh:mm:ss',
      'Als Datum und Uhrzeit lesen, geschrieben als TT.MM.JJJJ hh:mm:ss',
    ],
    ['date', ':%e %b %Y', 'Read as a date, written as %e %b %Y', 'Als Datum lesen, geschrieben als %e %b %Y'],
    ['time', '', 'Read as a time of day', 'Als Uhrzeit lesen'],
    ['duration', '', 'Read as a duration', 'Als Dauer lesen'],
  ];
  afterEach(() => loadTexts('en'));
  it.each(offered)('is a sentence in both languages: %s%s', async (type, how, english, german) => {
    const offer = { type, types: `n:${type}${how}`, empty: 0, rewritten: 0, cells: [] };
    expect(offerTitle(offer, 'n')).toBe(english);
    await loadTexts('de');
    expect(offerTitle(offer, 'n')).toBe(german);
  });
});
