import { strict as assert } from 'node:assert';
import { cursorContext } from '../../../src/core/python/cursorContext';

/** The open brackets at `|`, each with what stands before its last item, and the items before that. */
function open(marked: string): string | null {
  const at = marked.indexOf('|');
  const before = marked.slice(0, at).split('\n');
  const context = cursorContext(
    marked.replace('|', '').split('\n'),
    before.length - 1,
    before.at(-1)!.length,
  );
  if (!context) return null;
  const brackets = context.brackets.map(
    ({ char, at: from, item, commas }) => `${char}${context.text.slice(from, item)}${commas}`,
  );
  return [...brackets, ...(context.string ? ['string'] : []), ...(context.isComment ? ['comment'] : [])].join(
    ' ',
  );
}

describe('where a cursor stands', () => {
  for (const [marked, expected] of [
    ['f(|', '((0'],
    ['f(a, b|', '((a,1'],
    ['f(a, g(b, [c, |', '((a,1 ((b,1 [[c,1'],
    ['f(a, (b, c), |', '((a, (b, c),2'],
    ['f(a)|', ''],
    ['f("a, (|', '((0 string'],
    ['f(\'a\', "b", |', '((\'a\', "b",2'],
    ['f("\\"(", |', '(("\\"(",1'],
    ['f(a, # b, (|', '((a,1 comment'],
    ['f(a, # b\n  c, |', '((a,    \n  c,2'],
    ['f(a,\n  """x\n(|', '((a,1 string'],
    ['x = f"{|', '{{0'],
    ['x = f"a {b, c|', '{{b,1'],
    ['x = f"a {b} (|', 'string'],
    ['x = f"{{|', 'string'],
    ['x = "{|', 'string'],
    ['x = rf"\\d{f(a, |', '{{0 ((a,1'],
    ['x = "a\n|', ''],
  ] as const)
    it(JSON.stringify(marked), () => assert.equal(open(marked), expected));
});
