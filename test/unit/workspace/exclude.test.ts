import { strict as assert } from 'node:assert';
import { ExcludeRules, RuleSteps } from '../../../src/core/workspace/excludeRules';

describe('what a .gitignore excludes', () => {
  const rules = ExcludeRules.ofGitignore(
    '\uFEFF# a comment\r\nbuild/\r\n*.py\n!keep.py\n/top\n\n   \ndocs/**/old\n',
  );

  it('is decided by the last rule that matches', () => {
    assert.equal(rules.decide('a/b.py', false), true);
    assert.equal(rules.decide('a/keep.py', false), false);
    assert.equal(rules.decide('a/b.txt', false), undefined);
  });

  it('follows folders, anchors and **', () => {
    assert.equal(rules.decide('x/build', true), true);
    assert.equal(rules.decide('x/build', false), undefined);
    assert.equal(rules.decide('top', true), true);
    assert.equal(rules.decide('x/top', true), undefined);
    assert.equal(rules.decide('docs/a/b/old', true), true);
  });

  it('is case-sensitive on every machine', () => {
    assert.equal(rules.decide('Build', true), undefined);
  });

  it('is nothing for an empty one', () => {
    assert.equal(ExcludeRules.ofGitignore('\n# nothing\n').decide('a.py', false), undefined);
    assert.equal(ExcludeRules.ofGitignore('').decide('a.py', false), undefined);
  });

  it('takes bounded time, for any content', () => {
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

  const DEEP = 'a/'.repeat(40);
  const HOSTILE: Readonly<Record<string, readonly [string, string]>> = {
    'folders that may be anywhere, one below the other': [`${'a/**/'.repeat(12)}b`, `${DEEP}x.py`],
    'the same at the start of a path': [`${'**/a/'.repeat(12)}b`, `${DEEP}x.py`],
    'stars in one name': [`${'*a'.repeat(30)}b`, 'a'.repeat(255)],
    'stars over many folders': [`${'*/a*'.repeat(12)}/b`, `${'aa/'.repeat(60)}x.py`],
    'sets among stars': [`${'*[ab]'.repeat(30)}c`, 'ab'.repeat(120)],
  };
  for (const [title, [rule, path]] of Object.entries(HOSTILE))
    it(`takes work in proportion to a path: ${title}`, () => {
      const left = new RuleSteps();
      const all = left.steps;
      assert.equal(ExcludeRules.ofGitignore(rule).decide(path, false, left), undefined);
      const taken = all - left.steps;
      assert.ok(taken > 0 && taken <= 2 * rule.length * (path.length + 1), `${taken} steps`);
    });

  it('leaves nothing out where a walk has used up the work for it', () => {
    const left = new RuleSteps();
    left.steps = 3;
    const one = ExcludeRules.ofGitignore('*a*.py');
    assert.equal(one.decide('bab.py', false, left), undefined);
    assert.equal(one.decide('bab.py', false), true);
    left.refill();
    assert.equal(one.decide('bab.py', false, left), true);
  });
});

describe('what files.exclude excludes', () => {
  const rules = ExcludeRules.ofGlobs([
    '**/.git',
    'out',
    '**/*.{gen,pb}.py',
    'a b/[xy]?.py',
    '**/{old,{very,most}_old}/**',
  ]);
  const isOut = (path: string, isFolder = false): boolean => rules.decide(path, isFolder) === true;

  it('matches globs from the folder', () => {
    assert.ok(isOut('out', true));
    assert.ok(!isOut('x/out', true));
    assert.ok(isOut('x/.git', true));
    assert.ok(isOut('.git', true));
  });

  it('expands braces, also nested ones', () => {
    assert.ok(isOut('a/b.gen.py'));
    assert.ok(isOut('b.pb.py'));
    assert.ok(!isOut('b.py'));
    for (const name of ['old', 'very_old', 'most_old']) assert.ok(isOut(`x/${name}/y.py`), name);
  });

  it('supports character sets, and spaces', () => {
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

  it('takes bounded time', () => {
    const many = `{${'a,'.repeat(5_000)}}`;
    const braces = ExcludeRules.ofGlobs(['{a,b}'.repeat(60), '{'.repeat(500), '}{'.repeat(300), many]);
    assert.equal(braces.decide('c', false), undefined);
  });
});
