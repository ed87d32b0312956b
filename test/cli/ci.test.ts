/** The set-ups of docs/ci.md: they are YAML, ask for what there is, and their hooks do what they say. `action.test.ts` runs the others. */
import { strict as assert } from 'node:assert';
import { spawnSync } from 'node:child_process';
import { chmodSync, readFileSync } from 'node:fs';
import { delimiter, join, resolve } from 'node:path';
import { load, loadAll } from 'js-yaml';
import { version } from '../../package.json';
import { readOptions } from '../../src/cli/options';
import { parseTeamFile } from '../../src/core/review/team/parseTeamFile';
import { PLATFORMS } from '../../src/core/render/review/pullRequestComment';
import { changedRepository } from './change';
import { GIT_ENVIRONMENT, type TestRepository } from './repository';
import { folder, type Folder } from './run';

const page = readFileSync('docs/ci.md', 'utf8');
const blocks = (language: string): string[] =>
  [...page.matchAll(new RegExp(`\`\`\`${language}\\n([^]*?)\`\`\``, 'g'))].map(([, block]) => block!);

interface Step {
  readonly name?: string;
  readonly uses: string;
  readonly with?: Readonly<Record<string, unknown>>;
}
interface Workflow {
  readonly permissions: Readonly<Record<string, string>>;
  readonly jobs: Readonly<Record<string, { readonly steps: readonly Step[] }>>;
}
interface Pipeline {
  readonly include: readonly { readonly remote: string; readonly inputs: Readonly<Record<string, string>> }[];
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
const { steps } = workflow.jobs['modal-cost']!;
const hook = preCommit.repos[0]!.hooks[0]!;
const gitHook = blocks('sh').find((text) => text.startsWith('#!'))!;
const [, component] = loadAll(readFileSync('templates/modal-cost.yml', 'utf8')) as [
  unknown,
  { readonly 'modal-cost': { readonly script: readonly string[] } },
];
const { runs } = load(readFileSync('action.yml', 'utf8')) as {
  readonly runs: { readonly steps: readonly { readonly run?: string }[] };
};
const scripts = [
  ...runs.steps.flatMap(({ run }) => run ?? []),
  ...component['modal-cost'].script,
  hook.entry,
  ...blocks('sh').filter((text) => text.startsWith('#!')),
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
  it('and what it includes ask only for commands and options that there are', () => {
    const commands = scripts.flatMap(commandsIn);
    assert.ok(commands.length >= 8, String(commands.length));
    for (const args of commands) assert.ok('format' in readOptions(args), args.join(' '));
    const platforms = commands.flatMap((args) => args[args.indexOf('--platform') + 1] ?? []);
    for (const platform of PLATFORMS) assert.ok(platforms.includes(platform));
    assert.throws(() => readOptions(commandsIn('modal-cost check --bse HEAD')[0]!));
  });

  it('is three lines for the action and for the component, of this version, with inputs that they have', () => {
    const [checkout, action, ...more] = steps;
    assert.match(checkout!.uses, /^actions\/checkout@/);
    assert.equal(action!.uses, `modal-cost-lens/modal-cost-lens@v${version}`);
    assert.deepEqual(more, []);
    const [{ remote, inputs }] = pipeline.include as [Pipeline['include'][number]];
    assert.equal(
      remote,
      `https://raw.githubusercontent.com/modal-cost-lens/modal-cost-lens/v${version}/templates/modal-cost.yml`,
    );
    const [header] = loadAll(readFileSync('templates/modal-cost.yml', 'utf8')) as [
      { readonly spec: { readonly inputs: object } },
    ];
    for (const name of Object.keys(inputs)) assert.ok(name in header.spec.inputs, name);
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

  describe('has hooks that', () => {
    let repo: TestRepository;
    let tools: Folder;
    before(function () {
      if (process.platform === 'win32') this.skip();
      repo = changedRepository();
      repo.git('checkout', '--quiet', 'main');
      repo.git('merge', '--quiet', '--no-ff', '-m', 'merge', 'feature');
      tools = folder({
        'modal-cost': `#!/bin/sh\nexec "${process.execPath}" "${resolve('dist/modal-cost.js')}" "$@"\n`,
      });
      chmodSync(join(tools.path, 'modal-cost'), 0o755);
    });
    after(() => {
      repo.remove();
      tools.remove();
    });

    function run(script: string): number | null {
      const { status, stderr } = spawnSync('bash', ['-e', '-o', 'pipefail', '-c', script], {
        cwd: repo.path,
        encoding: 'utf8',
        env: { ...GIT_ENVIRONMENT, PATH: `${tools.path}${delimiter}${process.env.PATH ?? ''}` },
      });
      assert.ok(!/not found|error:/i.test(stderr), stderr);
      return status;
    }

    it('let a commit through that adds nothing wrong, and no other', () => {
      assert.equal(run(hook.entry), 0);
      assert.equal(run(gitHook), 0);
      repo.write(
        'bad.py',
        'import modal\napp = modal.App()\n@app.function(min_containers=3, max_containers=1)\ndef f(): ...\n',
      );
      assert.equal(run(hook.entry), 1);
    });
  });
});
