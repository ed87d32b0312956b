import { strict as assert } from 'node:assert';
import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { DiskTree } from '../../src/cli/fileTree';
import { ExcludeRules, RuleSteps } from '../../src/core/workspace/excludeRules';
import { GIT_ENVIRONMENT, repository, type TestRepository } from '../cli/repository';
import { check, TIMEOUT } from './support';

const FOLDERS = ['', 'a', 'a/a', 'a/b', 'a/b/a', 'b', 'ab', '#a', '[a]', 'a b', 'a/!b'];
const NAMES = [
  'a.py',
  'b.py',
  'ab.py',
  'aab.py',
  '#a.py',
  '!b.py',
  'a b.py',
  ' a.py',
  '[a].py',
  'A1_.py',
  'a-b.py',
];

/** What rules are made of, the odd and the broken among it. */
const piece = fc.constantFrom(
  ...[
    'a',
    'b',
    'ab',
    '.py',
    '/',
    '/',
    '*',
    '*',
    '**',
    '**/',
    '/**',
    '/**/',
    '?',
    ' ',
    '\\ ',
    '\\',
    '\\*',
    '***',
  ],
  ...[
    '[ab]',
    '[!a]',
    '[^b]',
    '[a-b]',
    '[]a]',
    '[',
    ']',
    '[[:alpha:]]',
    '[[:digit:]_]',
    '[[:nope:]]',
    '[a',
    '[b-a]',
  ],
  ...['#', '!', '\\#', '\\!', 'é', '-', '[\\]a]', '[a-]', '1'],
);
const line = fc
  .tuple(fc.constantFrom('', '', '', '!', '/', '!/', '#', '\\'), fc.array(piece, { maxLength: 6 }))
  .map(([start, parts]) => start + parts.join(''));
const rules = fc
  .tuple(fc.array(line, { maxLength: 6 }), fc.constantFrom('\n', '\r\n'), fc.boolean())
  .map(([lines, end, hasMark]) => (hasMark ? '\ufeff' : '') + lines.join(end));

describe('rules of a .gitignore', function () {
  this.timeout(TIMEOUT);
  let repo: TestRepository;
  before(() => {
    repo = repository();
    for (const folder of FOLDERS) {
      mkdirSync(join(repo.path, folder), { recursive: true });
      for (const name of NAMES) repo.write(join(folder, name), '');
    }
  });
  after(() => {
    repo.remove();
  });

  it('leave out what they do for Git, in any folders', () => {
    check(fc.tuple(rules, rules, fc.constantFrom('a', 'a/b')), 100, ([top, below, folder]) => {
      repo.write('.gitignore', top);
      repo.write(join(folder, '.gitignore'), below);
      const git = execFileSync('git', ['ls-files', '-z', '--others', '--exclude-standard', '--', '*.py'], {
        cwd: repo.path,
        env: GIT_ENVIRONMENT,
        encoding: 'utf8',
      });
      const { files } = new DiskTree([repo.path]).list();
      assert.deepEqual([...files], git.split('\0').slice(0, -1).sort());
      rmSync(join(repo.path, folder, '.gitignore'));
    });
  });

  it('take no more than their share of work, whatever they are', () => {
    const long = fc.array(piece, { minLength: 50, maxLength: 900 }).map((parts) => parts.join(''));
    const path = fc
      .array(fc.constantFrom('a', 'b', '/', 'ab'), { minLength: 1, maxLength: 2_000 })
      .map((parts) => parts.join(''));
    check(fc.tuple(fc.array(long, { maxLength: 200 }), path), 20, ([lines, text]) => {
      const left = new RuleSteps();
      const before = left.steps;
      ExcludeRules.ofGitignore(lines.join('\n')).decide(text, false, left);
      assert.ok(before - left.steps <= 200 * 1_000 * (text.length + 2));
    });
  });
});
