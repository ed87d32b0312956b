/** action.yml and templates/modal-cost.yml: their scripts, run with bash in a small repository, with a server in the place of the API. */
import { strict as assert } from 'node:assert';
import { spawn } from 'node:child_process';
import { chmodSync, existsSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { delimiter, join, resolve } from 'node:path';
import { load, loadAll } from 'js-yaml';
import { COMMENT_TAG } from '../../src/core/render/review/pullRequestComment';
import { changedRepository } from './change';
import { GIT_ENVIRONMENT, type TestRepository } from './repository';
import { folder, type Folder } from './run';

interface Step {
  readonly name: string;
  readonly id?: string;
  readonly if?: string;
  readonly uses?: string;
  readonly run?: string;
  readonly shell?: string;
  readonly env?: Readonly<Record<string, string>>;
}
interface Action {
  readonly inputs: Readonly<Record<string, { readonly description: string; readonly default: string }>>;
  readonly outputs: Readonly<Record<string, { readonly value: string }>>;
  readonly runs: { readonly using: string; readonly steps: readonly Step[] };
}
interface Component {
  readonly 'modal-cost': {
    readonly script: readonly string[];
    readonly variables: Readonly<
      Record<string, number | string | { readonly value: string; readonly expand: boolean }>
    >;
  };
}

const action = load(readFileSync('action.yml', 'utf8')) as Action;
const [header, component] = loadAll(readFileSync('templates/modal-cost.yml', 'utf8')) as [
  { readonly spec: { readonly inputs: Readonly<Record<string, { readonly default: unknown }>> } },
  Component,
];
const { script, variables } = component['modal-cost'];

/** A comment as both platforms have it. */
interface Note {
  id: number;
  body: string;
  author: { id: number; login: string };
}

/** Keeps comments as the API of GitHub and that of GitLab do, and writes down what it is asked. */
class Api {
  readonly notes: Note[] = [];
  readonly asked: string[] = [];
  status = 200;
  private readonly server: Server = createServer((request, response) => {
    void this.answer(request).then(({ status, data }) => {
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(data));
    });
  });

  async start(): Promise<string> {
    await new Promise<void>((done) => this.server.listen(0, '127.0.0.1', done));
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  stop(): void {
    this.server.closeAllConnections();
    this.server.close();
  }

  private async answer(request: IncomingMessage): Promise<{ status: number; data: unknown }> {
    const { method = '', url = '', headers } = request;
    const { pathname, searchParams } = new URL(url, 'http://api');
    this.asked.push(`${method} ${pathname}`);
    if (this.status !== 200) return { status: this.status, data: { message: '::error::no' } };
    if ((headers.authorization ?? headers['private-token']) === undefined) return { status: 401, data: {} };
    if (pathname.endsWith('/user')) return { status: 200, data: { id: 42 } };
    let body = '';
    for await (const chunk of request) body += String(chunk);
    if (method === 'GET') {
      const from = (Number(searchParams.get('page')) - 1) * 100;
      const page = this.notes.slice(from, from + 100);
      return { status: 200, data: page.map(({ author, ...note }) => ({ ...note, author, user: author })) };
    }
    const text = (JSON.parse(body) as { body: string }).body;
    if (method === 'POST') return { status: 201, data: this.add(text) };
    const note = this.notes.find(({ id }) => pathname.endsWith(`/${id}`));
    if (!note) return { status: 404, data: {} };
    note.body = text;
    return { status: 200, data: note };
  }

  add(body: string, author = { id: 42, login: 'github-actions[bot]' }): Note {
    const note = { id: 1000 + this.notes.length, body, author };
    this.notes.push(note);
    return note;
  }
}

interface Ended {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** `modal-cost`, started once for the same arguments and the same commit, for which it prints the same. */
const programOnce = (printed: string): string => `#!/bin/sh
once="${printed}/$({ git rev-parse HEAD; printf '%s\\0' "$@"; } | git hash-object --stdin)"
if [ ! -e "$once.status" ]; then
  status=0
  "${process.execPath}" "${resolve('dist/modal-cost.js')}" "$@" > "$once.out" 2> "$once.err" || status=$?
  echo "$status" > "$once.status"
fi
cat "$once.out"
cat "$once.err" >&2
exit "$(cat "$once.status")"
`;

describe('the set-ups of continuous integration', function () {
  let repo: TestRepository;
  /** What `modal-cost` has printed so far, for the arguments and the commit. */
  let printed: Folder;
  let tools: Folder;
  let api: Api;
  let url: string;
  before(function () {
    if (process.platform === 'win32') this.skip();
    printed = folder();
    repo = changedRepository();
    repo.git('checkout', '--quiet', 'main');
    repo.git('merge', '--quiet', '--no-ff', '-m', 'merge', 'feature');
  });
  beforeEach(async () => {
    const program = programOnce(printed.path);
    tools = folder({
      'modal-cost': program,
      // Installs by a link, and writes down what it is asked for.
      npm: '#!/bin/sh\necho "npm $*" >> "$ASKED"\nif [ "$1" = root ]; then echo "$ROOT"; fi\n',
      'temp/modal-cost/bin/modal-cost': program,
      'root/modal-cost-lens/package.json': '{}',
    });
    symlinkSync(resolve('ci'), join(tools.path, 'root/modal-cost-lens/ci'));
    for (const file of ['modal-cost', 'npm', 'temp/modal-cost/bin/modal-cost'])
      chmodSync(join(tools.path, file), 0o755);
    api = new Api();
    url = await api.start();
  });
  afterEach(() => {
    api.stop();
    tools.remove();
  });
  after(() => {
    repo.remove();
    printed.remove();
  });

  /** Asynchronously: the server is in this process. */
  function bash(text: string, env: NodeJS.ProcessEnv): Promise<Ended> {
    return new Promise((done) => {
      const child = spawn('bash', ['--noprofile', '--norc', '-eo', 'pipefail', '-c', text], {
        cwd: repo.path,
        env: {
          ...GIT_ENVIRONMENT,
          SOURCE_DATE_EPOCH: String(Date.UTC(2026, 5, 1) / 1_000),
          PATH: [tools.path, join(process.execPath, '..'), process.env.PATH].join(delimiter),
          ASKED: join(tools.path, 'asked'),
          ROOT: join(tools.path, 'root'),
          ...env,
        },
        stdio: ['ignore', 'pipe', 'pipe'],
      });
      const [out, err] = [[], []] as [Buffer[], Buffer[]];
      child.stdout.on('data', (chunk: Buffer) => out.push(chunk));
      child.stderr.on('data', (chunk: Buffer) => err.push(chunk));
      child.once('close', (status) => {
        done({ status, stdout: Buffer.concat(out).toString(), stderr: Buffer.concat(err).toString() });
      });
    });
  }

  describe('action.yml', () => {
    interface Run {
      readonly ended: Readonly<Record<string, Ended>>;
      readonly outputs: Readonly<Record<string, string>>;
      readonly summary: string;
    }

    /** Runs the steps with a `run:` as a runner does, and works out the expressions of their environment. */
    async function runAction(inputs: Readonly<Record<string, string>> = {}): Promise<Run> {
      const context: Record<string, string> = {
        'github.token': 'secret',
        'github.action_path': resolve('.'),
        'github.event.pull_request.number': '7',
        'runner.temp': join(tools.path, 'temp'),
      };
      const value = (text: string): string =>
        text.replace(/\$\{\{ ([\w.-]+) \}\}/g, (_, name: string) => {
          assert.ok(context[name] !== undefined, name);
          return context[name];
        });
      for (const [name, { default: text }] of Object.entries(action.inputs))
        context[`inputs.${name}`] = inputs[name] ?? value(text);
      const summary = join(tools.path, 'summary.md');
      const ended: Record<string, Ended> = {};
      for (const step of action.runs.steps) {
        if (step.run === undefined) continue;
        const off = /inputs\.(\w+) == 'true'/.exec(step.if ?? '')?.[1];
        if (off !== undefined && context[`inputs.${off}`] !== 'true') continue;
        const output = join(tools.path, `output-${step.name}`);
        writeFileSync(output, '');
        const env = Object.entries(step.env ?? {}).map(([name, text]) => [name, value(text)]);
        ended[step.name] = await bash(step.run, {
          GITHUB_OUTPUT: output,
          GITHUB_STEP_SUMMARY: summary,
          GITHUB_API_URL: url,
          GITHUB_REPOSITORY: 'acme/models',
          ...(Object.fromEntries(env) as NodeJS.ProcessEnv),
        });
        for (const line of readFileSync(output, 'utf8').split('\n').filter(Boolean)) {
          const [, name, text] = /^([\w-]+)=(.*)$/.exec(line)!;
          context[`steps.${step.id!}.outputs.${name!}`] = text!;
        }
        if (ended[step.name]!.status !== 0) break;
      }
      const outputs = Object.entries(action.outputs).map(([name, { value: text }]) => {
        const key = /^\$\{\{ ([\w.-]+) \}\}$/.exec(text)![1]!;
        return [name, context[key] ?? ''];
      });
      return {
        ended,
        outputs: Object.fromEntries(outputs) as Record<string, string>,
        summary: existsSync(summary) ? readFileSync(summary, 'utf8') : '',
      };
    }

    it('has no expression in a script, and names each action by its commit', () => {
      assert.equal(action.runs.using, 'composite');
      for (const { run, uses, shell } of action.runs.steps) {
        assert.ok((run === undefined) !== (uses === undefined));
        assert.doesNotMatch(run ?? '', /\$\{\{/);
        if (run !== undefined) assert.equal(shell, 'bash');
        if (uses !== undefined) assert.match(uses, /^[\w-]+\/[\w/-]+@[0-9a-f]{40}$/);
      }
      const page = readFileSync('docs/ci.md', 'utf8');
      for (const name of [...Object.keys(action.inputs), ...Object.keys(action.outputs)])
        assert.ok(page.includes(`\`${name}\``), name);
    });

    it('compares, comments, scans and checks', async () => {
      const { ended, outputs, summary } = await runAction({ check: 'false' });
      assert.deepEqual(Object.keys(ended), ['Install modal-cost', 'Compare', 'Comment', 'Scan', 'Check']);
      for (const { status, stderr } of Object.values(ended)) assert.equal(status, 0, stderr);
      assert.match(
        readFileSync(join(tools.path, 'asked'), 'utf8'),
        /^npm install .*modal-cost-lens\/releases\/download\/v[\d.]+\/modal-cost-lens-[\d.]+\.tgz$/m,
      );
      assert.deepEqual(api.notes.length, 1);
      assert.ok(api.notes[0]!.body.startsWith(COMMENT_TAG));
      assert.match(api.notes[0]!.body, /\| changed \| `app\/serve\.py:6` \| `Model`/);
      assert.equal(summary, api.notes[0]!.body);
      assert.equal(outputs['comment-id'], '1000');
      assert.equal(outputs.passes, 'false');
      const { difference } = JSON.parse(readFileSync(outputs.diff!, 'utf8')) as {
        difference: { usdPerMonth: { likely: number }; unknown: number };
      };
      assert.ok(difference.usdPerMonth.likely > 1000);
      assert.deepEqual(
        [Number(outputs.increase), Number(outputs.unknown)],
        [difference.usdPerMonth.likely, difference.unknown],
      );
      assert.equal((JSON.parse(readFileSync(outputs.sarif!, 'utf8')) as { runs: unknown[] }).runs.length, 1);
    });

    it('changes its comment and no other, wherever that is in the list', async () => {
      api.add(`${COMMENT_TAG}\nsomebody else's`, { id: 7, login: 'mallory' });
      for (let i = 0; i < 150; i++) api.add('a word');
      await runAction();
      assert.equal(api.notes.length, 152);
      const own = api.notes[151]!;
      own.body = `${COMMENT_TAG}\nold`;
      await runAction();
      assert.equal(api.notes.length, 152);
      assert.match(own.body, /### Modal cost: /);
      assert.equal(api.notes[0]!.body, `${COMMENT_TAG}\nsomebody else's`);
      assert.ok(api.asked.includes(`PATCH /repos/acme/models/issues/comments/${own.id}`));
      // Another job's.
      await runAction({ 'comment-id': 'chat' });
      assert.equal(api.notes.length, 153);
      assert.ok(api.notes[152]!.body.startsWith('<!-- modal-cost-lens: chat -->\n'));
      await runAction({ 'comment-id': 'chat' });
      await runAction();
      assert.equal(api.notes.length, 153);
    });

    it('fails by the check, and by a mistake in the set-up whatever the check says', async () => {
      const failed = await runAction({ sarif: 'false', comment: 'false' });
      assert.deepEqual(Object.keys(failed.ended), ['Install modal-cost', 'Compare', 'Check']);
      assert.equal(failed.ended.Check!.status, 1);
      const good = await runAction({ paths: 'app/nightly.py', 'fail-above': '100000' });
      assert.equal(good.ended.Check!.status, 0, good.ended.Check!.stderr);
      assert.equal(good.outputs.passes, 'true');
      const above = await runAction({ paths: '\napp/nightly.py\n\ntraining\n', 'fail-above': '0' });
      assert.match(above.ended.Check!.stdout, /limit of \$0/);
      const wrong = await runAction({ 'fail-above': 'much', check: 'false' });
      assert.equal(wrong.ended.Check!.status, 2);
    });

    it('says in one line where the API refuses', async () => {
      api.status = 403;
      const { ended } = await runAction();
      assert.equal(ended.Comment!.status, 1);
      assert.equal(
        ended.Comment!.stderr,
        'modal-cost: the comment is not written: GET /repos/acme/models/issues/7/comments: status 403\n',
      );
    });

    it('takes nothing that it is given for code, an option or a command', async () => {
      const hostile = `'; touch pwned; echo "$(touch pwned)\`touch pwned\`" #`;
      for (const name of ['paths', 'base', 'head', 'fail-above', 'package', 'comment-id', 'token'])
        await runAction({ [name]: hostile });
      for (const name of ['base', 'paths']) await runAction({ [name]: '--format=json' });
      assert.ok(!existsSync(join(repo.path, 'pwned')));
      const odd = '::set-output name=x::y ##[error] $(touch pwned).py';
      const work = repo.commit({ [odd]: readFileSync(join(repo.path, 'app/serve.py')) });
      const { ended, outputs } = await runAction({ base: `${work}^1`, check: 'false' });
      for (const { stdout, stderr } of Object.values(ended)) {
        assert.doesNotMatch(stdout + stderr, /^\s*::/m);
        assert.doesNotMatch(stdout + stderr, /##\[/);
      }
      assert.ok(Number(outputs.increase) > 0);
      assert.ok(!existsSync(join(repo.path, 'pwned')));
      repo.git('reset', '--quiet', '--hard', `${work}^`);
    });
  });

  describe('templates/modal-cost.yml', () => {
    /** Runs its script as a runner does, with the inputs put in where GitLab does. */
    function runJob(
      inputs: Readonly<Record<string, string>> = {},
      env: NodeJS.ProcessEnv = {},
    ): Promise<Ended> {
      const value = (text: string): string =>
        text.replace(/\$\[\[ inputs\.(\w+) \]\]/g, (_, name: string) => {
          const input = header.spec.inputs[name];
          assert.ok(input, name);
          return inputs[name] ?? String(input.default);
        });
      const set = Object.entries(variables).map(([name, given]) => [
        name,
        value(typeof given === 'object' ? given.value : String(given)),
      ]);
      return bash(script.join('\n'), {
        ...(Object.fromEntries(set) as NodeJS.ProcessEnv),
        CI_API_V4_URL: url,
        CI_PROJECT_ID: '3',
        CI_MERGE_REQUEST_IID: '7',
        CI_MERGE_REQUEST_DIFF_BASE_SHA: repo.git('rev-parse', 'HEAD^1'),
        MODAL_COST_TOKEN: 'secret',
        ...env,
      });
    }

    it('has no input in a script, and none that is expanded twice', () => {
      assert.doesNotMatch(script.join('\n'), /\$\[\[/);
      for (const [name, given] of Object.entries(variables)) {
        const text = typeof given === 'object' ? given.value : String(given);
        if (!text.includes('$[[')) continue;
        const { type } = header.spec.inputs[/inputs\.(\w+)/.exec(text)![1]!] as { type?: string };
        assert.ok(type === 'boolean' || (typeof given === 'object' && !given.expand), name);
      }
      const page = readFileSync('docs/ci.md', 'utf8');
      for (const name of Object.keys(header.spec.inputs)) assert.ok(page.includes(`\`${name}\``), name);
    });

    it('writes one note and changes it, and fails by the check', async () => {
      api.add(`${COMMENT_TAG}\nsomebody else's`, { id: 7, login: 'mallory' });
      const first = await runJob();
      assert.equal(first.status, 1, first.stderr);
      assert.match(first.stdout, /Comment 1001 written\./);
      const second = await runJob();
      assert.match(second.stdout, /Comment 1001 changed\./);
      assert.equal(api.notes.length, 2);
      assert.match(api.notes[1]!.body, /\| changed \| `app\/serve\.py:6` \| `Model`/);
      assert.ok(api.asked.includes('PUT /projects/3/merge_requests/7/notes/1001'));
      const passes = await runJob({ paths: 'app/nightly.py', fail_above: '100000' });
      assert.equal(passes.status, 0, passes.stderr);
    });

    it('prints the text where it has no token, and takes no input for code', async () => {
      const { stdout } = await runJob({}, { MODAL_COST_TOKEN: '' });
      assert.match(stdout, /### Modal cost: /);
      assert.deepEqual(api.asked, []);
      const hostile = `'; touch pwned; echo "$(touch pwned)\`touch pwned\`" #`;
      for (const name of ['paths', 'fail_above', 'package', 'comment_id']) await runJob({ [name]: hostile });
      assert.ok(!existsSync(join(repo.path, 'pwned')));
    });
  });
});
