/** The answer of an upload as the server gives it: a file with an odd column, and the same file with a type chosen for it. */
import type { ColumnRead, Dataset, Uploaded } from '../src/api/types';

const plain = { chosen: false, missing_words: 0, bad_cells: 0, cells: [], notes: [], offers: [] };

export function uploaded(dataset: Dataset, types: string | null): Uploaded {
  const text: ColumnRead = {
    ...plain,
    name: 'gate',
    type: 'string',
    read_as: 'string',
    offers: [
      {
        types: 'gate:int',
        type: 'int',
        empty: 1,
        rewritten: 2,
        cells: [
          { line: 3, text: '007', becomes: '7' },
          { line: 9, text: 'A1', becomes: null },
        ],
      },
    ],
  };
  const chosen: ColumnRead = {
    ...plain,
    name: 'gate',
    type: 'int',
    read_as: 'int',
    chosen: true,
    bad_cells: 1,
    cells: [{ line: 9, text: 'A1', becomes: null }],
  };
  return {
    dataset,
    replaced: true,
    loaded: 26_115,
    bad_rows: 2,
    changes: [],
    opens: [],
    start_hidden: [],
    read: {
      format: 'csv',
      encoding: 'windows-1252',
      separator: ';',
      quote: '"',
      head_line: 4,
      notes: [
        { kind: 'title_lines', count: 3, line: 1 },
        { kind: 'guessed_encoding', count: 1, line: null },
        { kind: 'short_rows', count: 2, line: 17 },
      ],
      columns: [
        types === 'gate:int' ? chosen : text,
        {
          ...plain,
          name: 'wait',
          type: 'int',
          read_as: 'int',
          missing_words: 4,
          cells: [{ line: 5, text: 'NA', becomes: null }],
        },
        {
          ...plain,
          name: 'at',
          type: 'timestamp',
          read_as: 'timestamp',
          notes: [{ kind: 'without_zone', count: 26_115, line: 5 }],
        },
      ],
    },
  };
}
