import { strict as assert } from 'node:assert';
import { logBug } from '../../src/host/logBug';

describe('a bug in the log', () => {
  const logged = (error: unknown): string => {
    const lines: string[] = [];
    logBug({ error: (text) => lines.push(text) }, error);
    return lines.join('\n');
  };

  it('has its message, and the place in the code', () => {
    assert.match(logged(new TypeError('no such thing')), /^TypeError: no such thing\n +at /);
  });

  it('is logged even if it is not an Error', () => {
    assert.equal(logged('out of paper'), 'out of paper');
  });
});
