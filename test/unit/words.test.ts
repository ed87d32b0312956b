import { strict as assert } from 'node:assert';
import { setTranslate, t } from '../../src/core/render/words/translate';

describe('words', () => {
  afterEach(() => setTranslate(undefined));

  it('are English unless a host sets a language, with arguments filled in', () => {
    assert.equal(t('{0} of {1}, {0} again', 'a', 2), 'a of 2, a again');
    assert.equal(t('no {1} given', 'a'), 'no {1} given');
    assert.equal(t('{0}', '{1}', 'x'), '{1}', 'what is put in is not looked at again');
  });

  it('are the host’s translation afterwards', () => {
    setTranslate((message, ...args) => `${message.toUpperCase()} ${args.join()}`);
    assert.equal(t('a {0}', 1), 'A {0} 1');
    setTranslate(undefined);
    assert.equal(t('a {0}', 1), 'a 1');
  });
});
