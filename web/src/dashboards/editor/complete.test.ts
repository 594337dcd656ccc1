/** What is offered where. `|` marks the cursor. */
import { describe, expect, it } from 'vitest';
import { caret, complete, type Names } from './complete';
import { optionsOf } from './kindOptions';

const names: Names = {
  optionsOf,
  datasets: [
    {
      name: 'flights',
      label: 'Flights',
      columns: [
        { name: 'carrier', type: 'string' },
        { name: 'dep_delay', type: 'float', label: 'Departure delay' },
      ],
    },
    { name: 'airports', label: 'airports', columns: [{ name: 'faa', type: 'string' }] },
  ],
};
const offered = (marked: string) => complete(marked.replace('|', ''), marked.indexOf('|'), names);
const labels = (marked: string) => offered(marked)?.options.map(({ label }) => label) ?? [];
/** The text after choosing an option. */
function chosen(marked: string, label: string): string {
  const text = marked.replace('|', '');
  const found = offered(marked);
  const option = found?.options.find((one) => one.label === label);
  if (!found || !option) throw new Error(`${label} is not offered`);
  return text.slice(0, found.from) + option.insert.replace(caret, '|') + text.slice(found.to);
}
const widget = (inner: string) =>
  `{"variables": [{"name": "origin"}], "widgets": [{"id": "a", "kind": "bar", ${inner}}]}`;
const question = (inner: string) => widget(`"question": {"dataset": "flights", ${inner}}`);

describe('keys', () => {
  it('offers those of the document that are not there yet', () => {
    expect(labels('{"version": 1, |}')).toEqual(['time', 'variables', 'widgets']);
  });
  it('offers those of a widget', () => {
    expect(labels(widget('"|"'))).toEqual(['title', 'place', 'question', 'refresh', 'options']);
  });
  it('leaves out what the keys already written rule out', () => {
    expect(labels(widget('"question": {"sql": "select 1", |}'))).toEqual(['limit']);
    expect(labels(question('|'))).toEqual(['select', 'where', 'order', 'limit']);
  });
  it('offers the options of the very kind', () => {
    const of = labels(widget('"options": {|}'));
    expect(of).toContain('horizontal');
    expect(of).not.toContain('sparkline');
  });
  it('writes quotes, colon and the start of the value', () => {
    expect(chosen('{"version": 1, |}', 'widgets')).toBe('{"version": 1, "widgets": [|]}');
    expect(chosen(widget('"ti|"'), 'title')).toBe(widget('"title": "|"'));
    expect(chosen('{"ver|": 1}', 'version')).toBe('{"version": 1}');
  });
});

describe('values', () => {
  it('offers kinds', () => {
    expect(labels('{"widgets": [{"kind": "|"}]}')).toEqual([
      'stat',
      'line',
      'area',
      'bar',
      'pie',
      'table',
      'text',
      'dropdown',
      'time-range',
    ]);
    expect(chosen('{"widgets": [{"kind": |}]}', 'bar')).toBe('{"widgets": [{"kind": "bar"}]}');
  });
  it('offers datasets, and columns of the dataset named above', () => {
    expect(labels(widget('"question": {"dataset": "|"}'))).toEqual(['flights', 'airports']);
    expect(labels(question('"select": [{"column": "|"}]'))).toEqual(['carrier', 'dep_delay']);
    expect(labels(question('"select": [{"avg": "|"}]'))).toEqual(['carrier', 'dep_delay']);
  });
  it('offers columns and variables inside predicates, however deep', () => {
    expect(labels(question('"where": {"and": [{"eq": ["|"]}]}'))).toEqual(['carrier', 'dep_delay']);
    expect(labels(question('"where": {"not": {"eq": ["carrier", {"var": "|"}]}}'))).toEqual(['origin']);
    expect(labels(question('"where": {"in": ["carrier", {"var": "|"}]}'))).toEqual(['origin']);
    expect(labels(question('"where": {"time": "|"}'))).toEqual(['carrier', 'dep_delay']);
  });
  it('orders by columns of the answer', () => {
    expect(
      labels(
        question(
          '"select": [{"column": "carrier"}, {"avg": "dep_delay", "as": "mean"}], "order": [{"by": "|"}]',
        ),
      ),
    ).toEqual(['carrier', 'mean']);
  });
  it('knows truth values', () => {
    expect(labels(widget('"options": {"horizontal": |}'))).toEqual(['true', 'false']);
  });
  it('offers datasets, their columns and variables inside SQL', () => {
    const of = labels(widget('"question": {"sql": "select car| from flights"}'));
    expect(of).toEqual(['$origin', 'flights', 'airports', 'carrier', 'dep_delay']);
    expect(chosen(widget('"question": {"sql": "select car| from flights"}'), 'carrier')).toBe(
      widget('"question": {"sql": "select carrier from flights"}'),
    );
  });
  it('offers nothing for free texts', () => {
    expect(offered(widget('"title": "|"'))).toBeNull();
  });
});
