import { strict as assert } from 'node:assert';
import { rowName } from '../../../src/core/render/rowName';

describe('a name in the row of a list', () => {
  const beside = ['≈ $5,835/mo ($5,800–13,000)', 'long.py:7'] as const;

  it('is left as it is where there is room', () => {
    const name = 'Model.generate_embeddings_of_images';
    assert.equal(rowName(name, '$5,776/mo warm', 'line 12'), name);
  });

  it('is cut where it would cut what stands after it', () => {
    const shown = rowName('x'.repeat(200), ...beside);
    assert.ok(shown.endsWith('x…') && shown.length + beside.join('').length + 6 <= 76, shown);
    assert.ok(shown.length > 30, shown);
  });

  it('is cut sooner where its letters are wide', () => {
    for (const char of ['W', 'm', '長'])
      assert.equal(
        rowName(char.repeat(200), ...beside).length,
        1 + ((rowName('x'.repeat(200), ...beside).length - 1) >> 1),
      );
  });

  it('keeps its beginning beside a path of any length', () => {
    assert.equal(rowName('x'.repeat(200), beside[0], 'a/'.repeat(200)), `${'x'.repeat(22)}…`);
    assert.equal(rowName('x'.repeat(200), '$'.repeat(100), ''), `${'x'.repeat(11)}…`);
  });
});
