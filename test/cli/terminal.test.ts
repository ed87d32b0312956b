import { strict as assert } from 'node:assert';
import { styled, terminal, type Terminal } from '../../src/cli/terminal';

describe('color', () => {
  const { isTTY } = process.stdout;
  const { NO_COLOR, TERM } = process.env;

  /** How a terminal looks with these variables, and without a terminal. */
  function on(tty: boolean, env: NodeJS.ProcessEnv): Terminal {
    Object.defineProperty(process.stdout, 'isTTY', { value: tty, configurable: true });
    for (const name of ['NO_COLOR', 'TERM']) {
      if (env[name] === undefined) Reflect.deleteProperty(process.env, name);
      else process.env[name] = env[name];
    }
    return terminal();
  }

  afterEach(() => {
    on(isTTY, { NO_COLOR, TERM });
  });

  it('is for terminals that have it, unless NO_COLOR says otherwise', () => {
    assert.equal(on(true, {}).color, true);
    assert.equal(on(true, { NO_COLOR: '' }).color, true);
    assert.equal(on(true, { NO_COLOR: '1' }).color, false);
    assert.equal(on(true, { TERM: 'dumb' }).color, false);
    assert.equal(on(false, { TERM: 'xterm' }).color, false);
  });

  it('goes with a width, and leaves text alone where there is none', () => {
    assert.equal(on(false, {}).width, undefined);
    assert.equal(styled(on(false, {}), 'bold', 'a'), 'a');
  });
});
