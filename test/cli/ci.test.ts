/** The set-ups of docs/ci.md: they are YAML, ask for what there is, and their scripts do what they say. */
import { strict as assert } from 'node:assert';
import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, readFileSync } from 'node:fs';
import { delimiter, join, resolve } from 'node:path';
import { load } from 'js-yaml';
import { readOptions } from '../../src/cli/options';
import { parseTeamFile } from '../../src/core/review/team/parseTeamFile';
import { COMMENT_TAG, PLATFORMS } from '../../src/core/render/review/pullRequestComment';
import { changedRepository } from './change';
import { GIT_ENVIRONMENT, type TestRepository } from './repository';
import { folder, type Folder } from './run';

const page = readFileSync('docs/ci.md', 'utf8');
const blocks = (language: string): string[] =>
  [...page.matchAll(new RegExp(`\`\`\`${language}\\n([^]*?)\`\`\``, 'g'))].map(([, block]) => block!);

interface Step {
  readonly name?: string;
  readonly run?: string;
  readonly with?: Readonly<Record<string, unknown>>;
}
interface Workflow {
  readonly permissions: Readonly<Record<string, string>>;
  readonly jobs: Readonly<Record<string, { readonly steps: readonly Step[] }>>;
}
interface Pipeline {
  readonly 'modal-cost': { readonly script: readonly string[] };
}
interface PreCommit {
  readonly repos: readonly {
    readonly hooks: readonly { readonly entry: string; readonly files: string }[];
  }[];
}

const [workflow, pipeline, preCommit] = blocks('yaml').map((text) => load(text)) as [
  Workflow,
  Pipeline,
  PreCommit,
];
const steps = Object.values(workflow.jobs).flatMap((job) => job.steps);
const hook = preCommit.repos[0]!.hooks[0]!;
const scripts = [
  ...steps.flatMap(({ run }) => run ?? []),
  ...pipeline['modal-cost'].script,
  hook.entry,
  ...blocks('sh'),
];

/** Each `modal-cost …` of a script, as arguments. */
function commandsIn(script: string): string[][] {
  return [...script.matchAll(/(?<![\w./-])modal-cost ((?:[^\n|>;]|\\\n)+)/g)].map(([, args]) =>
    args!
      .trim()
      .split(/\s+/)
      .map((word) => word.replace(/"/g, '')),
  );
}

describe('docs/ci.md', () => {
  it('asks only for commands and options that there are', () => {
    const commands = scripts.flatMap(commandsIn);
    assert.ok(commands.length >= 7, String(commands.length));
    for (const args of commands) assert.ok('format' in readOptions(args), args.join(' '));
    const platforms = commands.flatMap((args) => args[args.indexOf('--platform') + 1] ?? []);
    for (const platform of PLATFORMS) assert.ok(platforms.includes(platform));
    assert.throws(() => readOptions(commandsIn('modal-cost check --bse HEAD')[0]!));
  });

  it('asks for no more rights than it uses, and checks out what it compares', () => {
    assert.deepEqual(workflow.permissions, {
      contents: 'read',
      'pull-requests': 'write',
      'security-events': 'write',
    });
    assert.equal(steps[0]!.with?.['fetch-depth'], 2);
  });

  it('has a hook for the files that bear on it', () => {
    for (const file of ['app.py', 'a/b.py', 'modal-cost.json', 'a/modal-cost.json'])
      assert.match(file, new RegExp(hook.files));
    for (const file of ['app.pyc', 'a/my-modal-cost.json', 'README.md'])
      assert.doesNotMatch(file, new RegExp(hook.files));
  });

  it('has a team file that is right', () => {
    const [team] = blocks('jsonc');
    assert.deepEqual(parseTeamFile(team!).problems, []);
  });

  it('finds its comment again by the tag', () => {
    assert.equal(page.split(COMMENT_TAG).length - 1, 2);
  });

  describe('has scripts that', () => {
    let repo: TestRepository;
    let tools: Folder;
    before(function () {
      if (process.platform === 'win32') this.skip();
      repo = changedRepository();
      repo.git('checkout', '--quiet', 'main');
      repo.git('merge', '--quiet', '--no-ff', '-m', 'merge', 'feature');
      tools = folder({
        'modal-cost': `#!/bin/sh\nexec "${process.execPath}" "${resolve('dist/modal-cost.js')}" "$@"\n`,
        node: `#!/bin/sh\nexec "${process.execPath}" "$@"\n`,
        npm: '#!/bin/sh\n',
        // Says what it was asked, and knows the notes and comments that LAST names.
        gh: '#!/bin/sh\necho "gh $*" >> "$ASKED"\ncase "$*" in *--jq*) printf "%s\\n" "$LAST";; esac\n',
        curl: '#!/bin/sh\necho "curl $*" >> "$ASKED"\ncase "$*" in *per_page*) printf "%s\\n" "$NOTES";; */user) echo "{\\"id\\": 42}";; esac\n',
      });
      for (const name of ['modal-cost', 'node', 'npm', 'gh', 'curl'])
        chmodSync(join(tools.path, name), 0o755);
    });
    after(() => {
      repo.remove();
      tools.remove();
    });

    function run(script: string, env: NodeJS.ProcessEnv = {}): { status: number | null; asked: string } {
      const asked = join(tools.path, `asked${Math.random()}`);
      const { status, stderr } = spawnSync('bash', ['-e', '-o', 'pipefail', '-c', script], {
        cwd: repo.path,
        encoding: 'utf8',
        env: {
          ...GIT_ENVIRONMENT,
          PATH: `${tools.path}${delimiter}${process.env.PATH ?? ''}`,
          ASKED: asked,
          GITHUB_STEP_SUMMARY: join(tools.path, 'summary.md'),
          GITHUB_REPOSITORY: 'acme/models',
          PULL: '7',
          CI_API_V4_URL: 'https://gitlab.example.com/api/v4',
          CI_PROJECT_ID: '3',
          CI_MERGE_REQUEST_IID: '7',
          CI_MERGE_REQUEST_DIFF_BASE_SHA: repo.git('rev-parse', 'HEAD^1'),
          MODAL_COST_TOKEN: 'secret',
          ...env,
        },
      });
      assert.ok(!/not found|error:/i.test(stderr), stderr);
      return { status, asked: existsSync(asked) ? readFileSync(asked, 'utf8') : '' };
    }
    const step = (name: string): string => steps.find((each) => each.name === name)!.run!;

    it('write one comment on GitHub, and change it the next time', () => {
      assert.equal(run(step('Compare')).status, 0);
      const comment = readFileSync(join(repo.path, 'comment.md'), 'utf8');
      assert.ok(comment.startsWith(COMMENT_TAG));
      assert.match(comment, /\| changed \| `app\/serve\.py:6` \| `Model`/);
      assert.equal(readFileSync(join(tools.path, 'summary.md'), 'utf8'), comment);
      const first = run(step('Comment'), { LAST: '' });
      assert.equal(first.status, 0);
      assert.match(
        first.asked,
        /^gh api --method POST repos\/acme\/models\/issues\/7\/comments --field body=@comment\.md$/m,
      );
      const next = run(step('Comment'), { LAST: '4\n5' });
      assert.match(
        next.asked,
        /--method PATCH repos\/acme\/models\/issues\/comments\/5 --field body=@comment\.md$/m,
      );
      assert.doesNotMatch(next.asked, /POST/);
    });

    it('scan whatever the check says, and fail by the check', () => {
      assert.equal(run(step('Scan')).status, 0);
      const { runs } = JSON.parse(readFileSync(join(repo.path, 'modal-cost.sarif'), 'utf8')) as {
        runs: unknown[];
      };
      assert.equal(runs.length, 1);
      assert.equal(run(step('Check')).status, 1);
      repo.write('modal-cost.json', '{');
      assert.notEqual(run(step('Scan')).status, 0, 'a bad team file is a mistake in the set-up');
      repo.git('checkout', '--quiet', '--', 'modal-cost.json');
    });

    it('write one note on GitLab, and change it the next time', () => {
      const all = pipeline['modal-cost'].script;
      const post = all.slice(0, -1).join('\n');
      const first = run(post, { NOTES: JSON.stringify([{ id: 1, author: { id: 42 }, body: 'a word' }]) });
      assert.equal(first.status, 0);
      const notes = 'https://gitlab.example.com/api/v4/projects/3/merge_requests/7/notes';
      assert.ok(
        first.asked.includes(
          `--request POST --header PRIVATE-TOKEN: secret --data-urlencode body@comment.md ${notes}\n`,
        ),
        first.asked,
      );
      const note = (id: number, author: number): object => ({
        id,
        author: { id: author },
        body: `${COMMENT_TAG}\n…`,
      });
      const next = run(post, { NOTES: JSON.stringify([note(8, 7), note(9, 42), note(10, 42)]) });
      assert.ok(next.asked.includes(`--request PUT`) && next.asked.includes(`${notes}/9\n`), next.asked);
      // One that somebody else has begun with the same line is theirs.
      const others = run(post, { NOTES: JSON.stringify([note(8, 7)]) });
      assert.ok(others.asked.includes('--request POST'), others.asked);
      assert.equal(run(all.at(-1)!).status, 1);
    });

    it('let a commit through that adds nothing wrong, and no other', () => {
      assert.equal(run(hook.entry).status, 0);
      assert.equal(run(blocks('sh')[0]!).status, 0);
      repo.write(
        'bad.py',
        'import modal\napp = modal.App()\n@app.function(min_containers=3, max_containers=1)\ndef f(): ...\n',
      );
      assert.equal(run(hook.entry).status, 1);
    });
  });
});
