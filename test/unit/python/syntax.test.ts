import { strict as assert } from 'node:assert';
import { pathAt } from '../../../src/core/python/syntax';
import { loadParser } from '../../support/python';

describe('the path to a place in the text', () => {
  // Characters of one, two and three bytes and of two UTF-16 units: indices must be in the latter.
  const text = 'größe = "é"  # 😀😀\ndef f(名前=π):\n  return "😀😀", größe.Ω\n';

  for (const word of ['größe', 'f', '名前', 'π', 'Ω']) {
    it(`ends at ${word}`, async () => {
      const tree = (await loadParser()).parse(text)!;
      const path = pathAt(tree.rootNode, text.lastIndexOf(word));
      assert.equal(path.at(-1)?.text, word);
      assert.equal(path[0]?.type, 'module');
      for (const [i, node] of path.entries()) if (i > 0) assert.equal(node.parent?.id, path[i - 1]?.id);
      tree.delete();
    });
  }

  it('stops at what covers the place, and no child does', async () => {
    const tree = (await loadParser()).parse(text)!;
    const types = (index: number): string[] => pathAt(tree.rootNode, index).map((node) => node.type);
    assert.deepEqual(types(text.indexOf('return')), [
      'module',
      'function_definition',
      'block',
      'return_statement',
    ]);
    assert.deepEqual(types(text.indexOf(' =')), ['module', 'expression_statement', 'assignment']);
    assert.deepEqual(types(text.length + 10), ['module']);
    tree.delete();
  });
});
