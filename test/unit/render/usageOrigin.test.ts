import { strict as assert } from 'node:assert';
import { escapeMarkdown } from '../../../src/core/render/escape';
import { originText } from '../../../src/core/render/usageOrigin';

describe('the origin of a usage field', () => {
  it('is named, with its place if there is one', () => {
    assert.equal(originText({ source: 'comment' }), 'the comment');
    assert.equal(
      originText({ source: 'team', where: { kind: 'setting', name: 'a_b.json' } }),
      'the team file, a_b.json',
    );
  });

  it('has its place as text in Markdown', () => {
    assert.equal(
      originText({ source: 'setting', where: { kind: 'setting', name: 'a_b' } }, escapeMarkdown),
      `a setting, ${escapeMarkdown('a_b')}`,
    );
  });
});
