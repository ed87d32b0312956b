import { strict as assert } from 'node:assert';
import { escapeMarkdown, inlineCode, oneLine, shorten } from '../../../src/core/render/escape';

describe('text of a workspace', () => {
  it('is one line without anything that hides or reorders', () => {
    assert.equal(oneLine('a\r\n\tb\u202e\u200b\u0000\u001b[31mc\u0085\ue000'), 'a b[31mc');
  });

  it('is shortened by whole characters', () => {
    assert.equal(shorten('😀😀😀', 3), '😀😀😀');
    assert.equal(shorten('😀😀😀😀', 3), '😀😀…');
  });

  it('is code with a fence that the text cannot close', () => {
    assert.equal(inlineCode('a'), '`a`');
    assert.equal(inlineCode('a`b'), '``a`b``');
    assert.equal(inlineCode('`a``'), '``` `a`` ```');
    assert.equal(inlineCode('a|b'), '`a¦b`');
    assert.equal(inlineCode(''), '');
    assert.equal(inlineCode('abcdef', 4), '`abc…`');
  });

  it('is never read as Markdown', () => {
    assert.equal(
      escapeMarkdown('*a* _b_ <c> & `d` | e'),
      '&#42;a&#42; &#95;b&#95; &#60;c&#62; &#38; &#96;d&#96; &#124; e',
    );
    assert.equal(escapeMarkdown('[a](https://b)'), '&#91;a&#93;(https&#58;//b)');
    assert.equal(escapeMarkdown('# 1. - www.x.y'), '&#35; 1. - www&#46;x.y');
  });
});
