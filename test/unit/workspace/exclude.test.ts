import { strict as assert } from 'node:assert';
import { ExcludeRules } from '../../../src/core/workspace/excludeRules';

describe('what a .gitignore leaves out', () => {
  const rules = ExcludeRules.ofGitignore(
    '\uFEFF# a comment\r\nbuild/\r\n*.py\n!keep.py\n/top\n\n   \ndocs/**/old\n',
  );

  it('is what its last rule that matches says', () => {
    assert.equal(rules.decide('a/b.py', false), true);
    assert.equal(rules.decide('a/keep.py', false), false);
    assert.equal(rules.decide('a/b.txt', false), undefined);
  });

  it('minds folders, anchors and **', () => {
    assert.equal(rules.decide('x/build', true), true);
    assert.equal(rules.decide('x/build', false), undefined);
    assert.equal(rules.decide('top', true), true);
    assert.equal(rules.decide('x/top', true), undefined);
    assert.equal(rules.decide('docs/a/b/old', true), true);
  });

  it('minds case, on every machine', () => {
    assert.equal(rules.decide('Build', true), undefined);
  });

  it('says the same after a rest', () => {
    rules.rest();
    assert.equal(rules.decide('a/b.py', false), true);
  });

  it('is nothing for an empty one', () => {
    assert.equal(ExcludeRules.ofGitignore('\n# nothing\n').decide('a.py', false), undefined);
    assert.equal(ExcludeRules.ofGitignore('').decide('a.py', false), undefined);
  });

  it('takes no time to speak of, whatever stands in it', () => {
    const hostile = [
      `${'*a'.repeat(400)}b`,
      `${'**/'.repeat(300)}x`,
      '['.repeat(900),
      '\\',
      '!',
      '/',
      'a'.repeat(2_000),
    ];
    const all = ExcludeRules.ofGitignore(
      hostile.concat(Array.from({ length: 5_000 }, (_, i) => `f${i}`)).join('\n'),
    );
    assert.equal(all.decide(`${'a/'.repeat(100)}${'a'.repeat(100)}`, false), undefined);
    assert.equal(all.decide('f1', false), true);
    // Rules beyond the limit count for nothing.
    assert.equal(all.decide('f4999', false), undefined);
  });
});

describe('what files.exclude leaves out', () => {
  const rules = ExcludeRules.ofGlobs([
    '**/.git',
    'out',
    '**/*.{gen,pb}.py',
    'a b/[xy]?.py',
    '**/{old,{very,most}_old}/**',
  ]);
  const isOut = (path: string, isFolder = false): boolean => rules.decide(path, isFolder) === true;

  it('counts globs from the folder', () => {
    assert.ok(isOut('out', true));
    assert.ok(!isOut('x/out', true));
    assert.ok(isOut('x/.git', true));
    assert.ok(isOut('.git', true));
  });

  it('opens braces, one inside the other too', () => {
    assert.ok(isOut('a/b.gen.py'));
    assert.ok(isOut('b.pb.py'));
    assert.ok(!isOut('b.py'));
    for (const name of ['old', 'very_old', 'most_old']) assert.ok(isOut(`x/${name}/y.py`), name);
  });

  it('knows characters of a set, and blanks', () => {
    assert.ok(isOut('a b/x1.py'));
    assert.ok(!isOut('a b/z1.py'));
    assert.ok(!isOut('x1.py'));
  });

  it('has no comments and no exceptions', () => {
    const odd = ExcludeRules.ofGlobs(['#x', '!y']);
    assert.equal(odd.decide('#x', false), true);
    assert.equal(odd.decide('!y', false), true);
    assert.equal(odd.decide('y', false), undefined);
  });

  it('does not explode', () => {
    const braces = ExcludeRules.ofGlobs(['{a,b}'.repeat(60), '{'.repeat(500), '}{'.repeat(300)]);
    assert.equal(braces.decide('c', false), undefined);
  });
});
