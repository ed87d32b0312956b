import { strict as assert } from 'node:assert';
import { globMatches, parseGlob } from '../../../../src/core/review/team/glob';
import { bySpecificity, parseKey, type KeyPattern } from '../../../../src/core/review/team/keyPattern';

const matches = (glob: string, text: string): boolean => globMatches(parseGlob(glob), text);

describe('globs of the team file', () => {
  it('stay within a folder with *, cross folders with **', () => {
    for (const [glob, text, expected] of [
      ['app/serve.py', 'app/serve.py', true],
      ['app/serve.py', 'app/serve_py', false],
      ['app/*.py', 'app/serve.py', true],
      ['app/*.py', 'app/a/serve.py', false],
      ['*.py', 'serve.py', true],
      ['**', 'a/b/c.py', true],
      ['**/serve.py', 'serve.py', true],
      ['**/serve.py', 'a/b/serve.py', true],
      ['**/serve.py', 'a/observe.py', false],
      ['app/**/x.py', 'app/x.py', true],
      ['app/**/x.py', 'app/a/b/x.py', true],
      ['app/**', 'app/', true],
      ['app/**', 'application/x.py', false],
      ['a?c.py', 'abc.py', true],
      ['a?c.py', 'a/c.py', false],
      ['a?c.py', 'ac.py', false],
      ['*a*a*', 'banana', true],
      ['*a*a*a*a*', 'banana', false],
      ['', '', true],
      ['[ab].py', 'a.py', false],
      ['a.c', 'abc', false],
    ] as const)
      assert.equal(matches(glob, text), expected, `${glob} on ${text}`);
  });

  it('are matched in bounded time', () => {
    const glob = parseGlob('*a*a*a*a*a*a*a*b');
    const text = 'a'.repeat(20_000);
    const start = process.hrtime.bigint();
    assert.equal(globMatches(glob, text), false);
    assert.ok(process.hrtime.bigint() - start < 5_000_000_000n);
  });
});

describe('keys of the team file', () => {
  const key = (source: string): KeyPattern => {
    const found = parseKey(source, 'a.py::f');
    if ('problem' in found) throw new Error(found.problem.kind);
    return found;
  };

  it('go from the most specific to the least', () => {
    const keys = [
      '**::*',
      '**::Model',
      'app/**::*',
      'app/*.py::*',
      '**/app/serve.py::Model',
      'app/serve.py::*',
      'app/serve.py::M*',
      'app/serve.py::Model',
    ];
    const sorted = [...keys].map(key).sort(bySpecificity);
    assert.deepEqual(
      sorted.map(({ source }) => source),
      [...keys].reverse(),
    );
    assert.equal(bySpecificity(key('a*::f'), key('*a::f')), 0);
  });

  it('report their problems', () => {
    for (const [source, expected] of [
      ['', 'notFileAndName'],
      ['::f', 'notFileAndName'],
      ['a.py::', 'notFileAndName'],
      ['a.py::b::c', 'notFileAndName'],
      ['a\\b.py::f', 'backslash'],
      ['/a.py::f', 'startsWithSlash'],
      ['../a.py::f', 'outsideFolder'],
      [`${'*a'.repeat(9)}::f`, 'tooManyWildcards'],
      [`${'a'.repeat(300)}::f`, 'tooLong'],
      ['a\u0000.py::f', 'controlCharacter'],
    ] as const) {
      const found = parseKey(source, 'a.py::f');
      assert.equal('problem' in found ? found.problem.kind : 'fine', expected, source);
    }
    assert.equal(key('././a.py::f').file.source, 'a.py');
  });
});
