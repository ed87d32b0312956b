import { strict as assert } from 'node:assert';
import { globMatches, parseGlob } from '../../../../src/core/review/team/glob';
import { keysMatching } from '../../../../src/core/review/team/keyIndex';
import { bySpecificity, parseKey, type KeyPattern } from '../../../../src/core/review/team/keyPattern';
import { Wildcards } from '../../../../src/core/text/wildcards';

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

  it('are matched in work that is in proportion to the text', () => {
    const text = 'a'.repeat(20_000);
    for (const source of ['*a*a*a*a*a*a*a*b', '**a**a**a**a**a**a**a**b', '**/a**/a**/a**/b*b', '?*?*?*?*b?'])
      for (const all of [text, 'a/'.repeat(10_000)]) {
        const { pattern } = parseGlob(source);
        const left = { steps: 1e9 };
        assert.equal(pattern.matches(`${all}ac`, left), false);
        assert.ok(1e9 - left.steps <= 20 * all.length, `${source}: ${1e9 - left.steps} steps`);
      }
  });
});

describe('which keys match', () => {
  const keys = Array.from({ length: 50 }, (_, i) => ({ pattern: key(`**/*a*${i % 5}*.py::*f*`) }));
  let matched = 0;
  const original: (this: Wildcards, text: string) => boolean = Reflect.get(Wildcards.prototype, 'matches');
  before(() => {
    Wildcards.prototype.matches = function (text) {
      matched++;
      return original.call(this, text);
    };
  });
  after(() => {
    Wildcards.prototype.matches = original;
  });
  beforeEach(() => {
    matched = 0;
  });
  const find = (letter: string, files: number, names: number, times: number): void => {
    const asked = [...keys];
    for (let i = 0; i < files * names * times; i++) {
      const name = `f${i % names}`;
      const file = `${letter}${Math.floor(i / names) % files}.py`;
      assert.ok(keysMatching(asked, { file, name, qualname: name }).length <= 50);
    }
  };

  it('is found once for a file, however many declarations it has', () => {
    find('a', 1, 1_000, 1);
    assert.ok(matched <= 50 + 50 * 1_000, String(matched));
    assert.ok(matched >= 50);
  });

  it('is found once for a declaration, however often it is asked', () => {
    find('a', 1, 10, 100);
    assert.ok(matched <= 50 + 50 * 10, String(matched));
  });

  it('is not asked about names in a file that no key matches', () => {
    find('b', 1_000, 1, 1);
    assert.ok(matched <= 50 * 1_000, String(matched));
  });

  it('is told from the most specific to the least', () => {
    const sources = ['**::f', 'app/*.py::f', 'app/a.py::*', 'app/a.py::f', '**::*'];
    const some = sources.map((source) => ({ pattern: key(source) }));
    assert.deepEqual(
      keysMatching(some, { file: 'app/a.py', name: 'f', qualname: 'C.f' }).map(
        ({ pattern }) => pattern.source,
      ),
      ['app/a.py::f', 'app/a.py::*', 'app/*.py::f', '**::f', '**::*'],
    );
    assert.deepEqual(keysMatching(some, { file: 'b.py', name: 'g', qualname: 'f' }).length, 2);
  });
});

function key(source: string): KeyPattern {
  const found = parseKey(source, 'a.py::f');
  if ('problem' in found) throw new Error(found.problem.kind);
  return found;
}

describe('keys of the team file', () => {
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
