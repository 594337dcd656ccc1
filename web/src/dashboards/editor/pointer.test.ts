/** Pointers of the server's check → ranges of the text. */
import { expect, it } from 'vitest';
import { findings, lineAndColumn, pointerRange, pointerSteps, syntaxFault, toPointer } from './pointer';

const text = `{
  "version": 1,
  "widgets": [
    { "id": "a", "kind": "barr", "place": { "x": 0 } },
    { "id": "b/c", "a/b~c": 5 }
  ]
}`;
const marked = (pointer: string) => {
  const { from, to } = pointerRange(text, pointer);
  return text.slice(from, to);
};

it.each([
  ['/widgets/0/kind', '"barr"'],
  ['/version', '1'],
  ['/widgets/0/place', '"place"'],
  ['/widgets/0/place/x', '0'],
  // What is missing is marked at what should hold it.
  ['/widgets/0/place/w', '"place"'],
  ['/widgets/0/question/dataset', '{'],
  ['/widgets/1/a~1b~0c', '5'],
  ['/widgets/7', '"widgets"'],
  ['', '{'],
])('%s marks %s', (pointer, expected) => {
  expect(marked(pointer)).toBe(expected);
});

it('takes pointers from inside the checked request', () => {
  const [found] = findings(text, [{ pointer: '/document/widgets/0/kind', message: 'unknown kind' }]);
  expect(found).toMatchObject({ pointer: '/widgets/0/kind', message: 'unknown kind' });
  expect(text.slice(found?.from, found?.to)).toBe('"barr"');
  expect(lineAndColumn(text, found?.from ?? 0)).toEqual({ line: 4, column: 26 });
});

it('goes there and back', () => {
  expect(toPointer(pointerSteps('/a~1b/0/c~0d'))).toBe('/a~1b/0/c~0d');
});

it('finds where the syntax breaks', () => {
  expect(syntaxFault(text)).toBeNull();
  const broken = text.replace('1,', '1');
  const fault = syntaxFault(broken);
  expect(broken.slice(fault?.from, (fault?.from ?? 0) + 9)).toBe('"widgets"');
  expect(syntaxFault('{"a": ')).toMatchObject({ pointer: '' });
});
