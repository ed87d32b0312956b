import { strict as assert } from 'node:assert';
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, symlinkSync, unlinkSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { version } from '../../package.json';
import { ACTUAL_TOOL } from '../../src/core/tools/actualAnswer';
import { COMPARE_TOOL, ESTIMATE_TOOL, INPUT_SCHEMA, TOOLS } from '../../src/core/tools/toolDefinitions';
import { REVIEW_INPUTS, REVIEW_TOOLS } from '../../src/core/tools/reviewTools';
import { BOOK_INPUTS, BOOK_TOOLS, GPUS_TOOL, PROVIDERS_TOOL } from '../../src/core/tools/bookTools';
import { callTool } from '../../src/cli/mcp';
import { McpFolders } from '../../src/cli/mcpFolders';
import { McpReviews } from '../../src/cli/mcpReviews';
import { readOptions, type Options } from '../../src/cli/options';
import { loadParser } from '../support/python';
import { folder, modalCost, type Folder } from './run';

const SERVE =
  'import modal\nfrom sizes import GPU\napp = modal.App()\n@app.function(gpu=GPU, min_containers=2)\ndef serve(): ...\n';
const INPUTS: Readonly<Record<string, object>> = { ...BOOK_INPUTS, ...REVIEW_INPUTS };
const USAGE = { requests_per_day: 50_000, seconds_per_request: 0.2 };

const OWN_BOOK = JSON.stringify({
  version: 1,
  id: 'ours',
  title: 'Ours',
  date: '2026-10-01',
  extends: 'review-2026-05',
});
const MANY = `import modal\napp = modal.App()\n${'@app.function(gpu="H100")\ndef f(): ...\n'.repeat(3_000)}`;

interface Answer {
  readonly text: string;
  readonly failed: boolean;
  readonly data: Record<string, unknown>;
}

describe('modal-cost mcp', () => {
  let work: Folder;
  let client: Client;

  async function start(...args: string[]): Promise<Client> {
    const connected = new Client({ name: 'test', version: '1' });
    const transport = new StdioClientTransport({
      command: process.execPath,
      args: [resolve('dist/modal-cost.js'), 'mcp', ...args],
      cwd: work.path,
      stderr: 'pipe',
    });
    await connected.connect(transport);
    return connected;
  }

  /** The SDK's client refuses an answer that is not as the tool's output schema says. */
  async function ask(name: string, input: object, signal?: AbortSignal): Promise<Answer> {
    const result = await client.callTool(
      { name, arguments: { ...input } },
      undefined,
      signal ? { signal } : {},
    );
    const [part] = result.content as [{ readonly type: string; readonly text: string }];
    assert.equal(part.type, 'text');
    return {
      text: part.text,
      failed: result.isError === true,
      data: (result.structuredContent ?? {}) as Record<string, unknown>,
    };
  }

  const estimate = (input: object): Promise<Answer> => ask(ESTIMATE_TOOL.name, input);

  before(async () => {
    work = folder({ 'app/serve.py': SERVE, 'sizes.py': 'GPU = "H100"\n', 'notes.txt': SERVE });
    client = await start();
    // The client learns the output schemas from the list.
    await client.listTools();
  });
  after(async () => {
    await client.close();
    work.remove();
  });

  it('says who it is and what it has, all of it only reading', async () => {
    assert.deepEqual(client.getServerVersion(), { name: 'modal-cost', title: 'Modal Cost', version });
    const { tools } = await client.listTools();
    assert.equal(tools.at(-1)!.name, ACTUAL_TOOL.name);
    assert.deepEqual(
      tools.slice(0, -1).map(({ name, description, inputSchema }) => ({ name, description, inputSchema })),
      [...TOOLS, ...BOOK_TOOLS, ...REVIEW_TOOLS].map(({ name, description }) => ({
        name,
        description,
        inputSchema: JSON.parse(JSON.stringify(INPUTS[name] ?? INPUT_SCHEMA)) as unknown,
      })),
    );
    for (const { annotations, outputSchema } of tools) {
      assert.equal(annotations?.readOnlyHint, true);
      assert.equal(annotations.openWorldHint, false);
      assert.ok(outputSchema);
    }
  });

  it('estimates a file, with what it imports from the folder', async () => {
    const { text, data, failed } = await estimate({ path: 'app/serve.py' });
    assert.equal(failed, false, text);
    assert.match(text, /app\/serve\.py:4 serve \(H100\)/);
    assert.match(text, /= \$5,775\.90\/mo/);
    // The very objects of the command line.
    const { stdout } = await modalCost(['estimate', work.path, '--format', 'json']);
    const [printed] = (JSON.parse(stdout) as { estimates: Record<string, unknown>[] }).estimates;
    const { comparison, fit, ...rest } = printed!;
    assert.deepEqual((data.estimates as unknown[])[0], rest);
    assert.ok(comparison === null && fit !== undefined);
    const absolute = await estimate({ path: join(work.path, 'app/serve.py') });
    assert.equal(absolute.text, text);
  });

  it('says what apps did cost, by the files that the team file names', async () => {
    const none = await ask(ACTUAL_TOOL.name, {});
    assert.ok(none.failed);
    assert.match(none.text, /no modal-cost\.json of these folders names files of one\. Ask the user/);
    work.write(
      'bill/app.py',
      'import modal\napp = modal.App("llama")\n# modal-cost: requests_per_day=100 seconds_per_request=2\n@app.function(gpu="H100", min_containers=1)\ndef serve(): ...\n',
    );
    const cost = (app: string, usd: string): object => ({
      object_id: `ap-${app}`,
      description: app,
      environment: 'main',
      interval_start: '2026-05-31T00:00:00',
      resource: 'H100',
      cost: usd,
    });
    work.write('bill/bills/may.json', JSON.stringify([cost('llama', '110.5'), cost('forgotten', '5')]));
    work.write('bill/modal-cost.json', '{ "version": 1, "actual": "bills/*.json" }');
    const [other, own] = [client, await start('bill')];
    client = own;
    try {
      await client.listTools();
      const all = await ask(ACTUAL_TOOL.name, {});
      assert.equal(all.failed, false, all.text);
      assert.match(all.text, /llama \(main\): \$110\.50 in the period, \$3,361\.04 per month; estimate/);
      assert.match(
        all.text,
        /forgotten \(main\): \$5\.00 in the period, \$152\.08 per month; not in this code/,
      );
      assert.doesNotMatch(all.text, /would meet the bill/);
      const one = await ask(ACTUAL_TOOL.name, { app: 'llama' });
      assert.match(one.text, /The warm floor is 85\.\d% of the bill; the rest is traffic\./);
      assert.match(
        one.text,
        /With requests_per_day=[\d,]+ for serve, the estimate would meet the bill \(it is 100 now\)\./,
      );
      assert.equal((one.data.apps as unknown[]).length, 1);
      const unknown = await ask(ACTUAL_TOOL.name, { app: 'nobody' });
      assert.match(unknown.text, /"nobody" is not on the bill\. Its apps are llama, forgotten\./);
      assert.match((await ask(ACTUAL_TOOL.name, { path: 'x' })).text, /Unknown input "path"/);
    } finally {
      client = other;
      await own.close();
    }
  });

  it('estimates a text, and compares', async () => {
    const source = SERVE.replace('gpu=GPU', 'gpu="L40S"');
    assert.match((await estimate({ source })).text, /source:4 serve \(L40S\)/);
    const { text, data } = await ask(COMPARE_TOOL.name, { path: 'app/serve.py', usage: USAGE });
    assert.match(text, /\| offer \|/);
    const { stdout } = await modalCost([
      ...['estimate', work.path, '--format', 'json', '--usage'],
      'requests_per_day=50000 seconds_per_request=0.2',
    ]);
    const [printed] = (JSON.parse(stdout) as { estimates: Record<string, unknown>[] }).estimates;
    const [compared] = data.comparisons as Record<string, unknown>[];
    assert.deepEqual([compared?.comparison, compared?.fit], [printed!.comparison, printed!.fit]);
  });

  it('answers bad input with what would be right, and goes on', async () => {
    const cases: readonly (readonly [object, RegExp])[] = [
      [{}, /Give `path`.*or `source`/],
      [{ path: 7 }, /`path` must be a string, not 7/],
      [{ path: 'nowhere.py' }, /no file "nowhere\.py" in .*relative to the folder/],
      [{ path: 'app' }, /no file "app"/],
      [{ path: 'notes.txt' }, /"notes\.txt" is not a Python file/],
      [{ path: 'sizes.py' }, /sizes\.py has no Modal code/],
      [{ path: 'app/serve.py', usage: { requests: 1 } }, /`usage` has no field "requests"/],
    ];
    for (const [input, message] of cases) {
      const { text, failed } = await estimate(input);
      assert.ok(failed);
      assert.match(text, message);
    }
    await assert.rejects(client.callTool({ name: 'modalCost_pay', arguments: {} }), /Unknown tool/);
    assert.equal((await estimate({ path: 'app/serve.py' })).failed, false);
  });

  it('reads nothing outside of its folders, by whatever way', async () => {
    const outside = folder({ 'secret.py': SERVE, 'secret_sizes.py': 'GPU = "B200"\n' });
    symlinkSync(join(outside.path, 'secret.py'), join(work.path, 'link.py'));
    symlinkSync(outside.path, join(work.path, 'linked'));
    symlinkSync(join(outside.path, 'secret_sizes.py'), join(work.path, 'leak.py'));
    work.write('imports.py', SERVE.replace('from sizes', 'from leak'));
    for (const path of [
      join(outside.path, 'secret.py'),
      join(outside.path, 'absent.py'),
      `../${outside.path.split('/').at(-1)!}/secret.py`,
      'app/../../x.py',
      '/etc/hostname',
      '..',
      '.',
    ]) {
      const { text, failed } = await estimate({ path });
      assert.ok(failed);
      assert.match(text, /is outside the folders that this server can read/, path);
    }
    for (const path of ['link.py', 'linked/secret.py'])
      assert.match((await estimate({ path })).text, /is a symbolic link to a file outside/);
    assert.match(
      (await estimate({ path: 'imports.py' })).text,
      /imported from `leak`, which is not in the workspace/,
    );
    symlinkSync(join(work.path, 'app'), join(work.path, 'within'));
    assert.equal((await estimate({ path: 'within/serve.py' })).failed, false);
    outside.remove();
  });

  it('takes nothing from a module that one hides which cannot be read', async () => {
    work.write('app/hidden.py', SERVE.replace('from sizes', 'from round'));
    work.write('round.py', 'GPU = "H100"\n');
    mkdirSync(join(work.path, 'round'));
    symlinkSync('__init__.py', join(work.path, 'round/__init__.py'));
    assert.doesNotMatch((await estimate({ path: 'app/hidden.py' })).text, /H100/);
  });

  it('takes folders, prices and usage from its command line', async () => {
    const other = folder({ 'other.py': SERVE.replace('gpu=GPU', 'gpu="T4"') });
    mkdirSync(join(work.path, 'empty'));
    const second = await start(
      ...['empty', other.path, '--book', 'modal-list-2026-10', '--hours', '700'],
      ...['--usage', 'requests_per_day=9 seconds_per_request=1'],
    );
    const result = await second.callTool({ name: ESTIMATE_TOOL.name, arguments: { path: 'other.py' } });
    const text = JSON.stringify(result.content);
    assert.match(text, /modal-list-2026-10.*700 h.*serve \(T4\).*Cost per month: /);
    const refused = await second.callTool({
      name: ESTIMATE_TOOL.name,
      arguments: { path: '../app/serve.py' },
    });
    assert.equal(refused.isError, true);
    await second.close();
    other.remove();
  });

  it('minds the team file of the folder, below what the command line and the question say', async () => {
    const team = (content: object): string =>
      work.write('modal-cost.json', JSON.stringify({ version: 1, ...content }));
    team({ declarations: { 'app/serve.py::serve': USAGE }, priceBook: 'modal-list-2026-10' });
    const asked = { path: 'app/serve.py' };
    assert.match((await estimate(asked)).text, /modal-list-2026-10[^]*Cost per month: /);
    assert.match((await estimate({ ...asked, priceBook: 'review-2026-05' })).text, /review-2026-05.* 720 h/);
    // A book of its own, but none from elsewhere.
    const outside = folder({ 'own.json': OWN_BOOK });
    team({ priceBook: `../${outside.path.split('/').at(-1)!}/own.json` });
    assert.match((await estimate(asked)).text, /^Prices: .*modal-list-2026-10/);
    work.write('own.json', OWN_BOOK);
    team({ priceBook: 'own.json' });
    assert.match((await estimate(asked)).text, /Prices: Ours, over: .*\(ours,/);
    unlinkSync(join(work.path, 'modal-cost.json'));
    outside.remove();
  });

  it('says what it does not use of the team file and its price book', async () => {
    const outside = folder({
      'team.json': '{ "version": 1 }',
      'book.json': OWN_BOOK,
      'notes.txt': 'TOKEN=abc',
    });
    const asked = { path: 'app/serve.py' };
    const team = (text: string): string => work.write('modal-cost.json', text);
    const refused = async (): Promise<string> => {
      const { text, data, failed } = await estimate(asked);
      assert.equal(failed, false, text);
      assert.match(text, /\(modal-list-2026-10,/);
      assert.ok(!/TOKEN|abc/.test(text), text);
      const [first] = data.refused as string[];
      assert.ok(first !== undefined, text);
      assert.match(text, /^(Not used|modal-cost\.json:1:25): /m);
      return first;
    };
    team('{ "version": 1, "plan": 7 }');
    assert.match(await refused(), /^modal-cost\.json:1:25: /);
    team('{ "version": 1, "priceBook": "gone.json" }');
    assert.match(await refused(), /^Not used: .*gone\.json does not exist/);
    work.write('bad.json', '{ "version": 1, "id": "x" }');
    team('{ "version": 1, "priceBook": "bad.json" }');
    assert.match(await refused(), /^Not used: invalid price book: bad\.json/);
    symlinkSync(join(outside.path, 'book.json'), join(work.path, 'far.json'));
    team('{ "version": 1, "priceBook": "far.json" }');
    assert.match(await refused(), /^Not used: far\.json: a symbolic link/);
    unlinkSync(join(work.path, 'modal-cost.json'));
    symlinkSync(join(outside.path, 'notes.txt'), join(work.path, 'modal-cost.json'));
    assert.match(await refused(), /^Not used: modal-cost\.json: a symbolic link/);
    unlinkSync(join(work.path, 'modal-cost.json'));
    assert.deepEqual((await estimate(asked)).data.refused, []);
    outside.remove();
  });

  describe('answers by the errors of JSON-RPC', () => {
    const CASES: Readonly<Record<string, readonly [string | Buffer, number, unknown]>> = {
      'a line that is no JSON': ['{"jsonrpc": "2.0", "id": 1,', -32700, null],
      'bytes that are not UTF-8': [Buffer.from([0x22, 0xff, 0x22]), -32700, null],
      'JSON that is no message': ['{"id": 7, "method": "tools/list"}', -32600, 7],
      'a batch, which the protocol has no more': ['[{"jsonrpc":"2.0","id":1,"method":"ping"}]', -32600, null],
      'a number': ['12', -32600, null],
      'an id of a kind that there is not': ['{"jsonrpc":"2.0","id":{},"method":"ping"}', -32600, null],
      'a method that there is not': ['{"jsonrpc":"2.0","id":3,"method":"nope"}', -32601, 3],
      'a message that is too long': [
        `{"jsonrpc":"2.0","id":4,"method":"${'x'.repeat(33_000_000)}"}`,
        -32600,
        null,
      ],
      'very many brackets': ['['.repeat(1_000_000), -32700, null],
    };
    for (const [title, [line, code, id]] of Object.entries(CASES))
      it(`${title}, and goes on`, () => {
        const hello = {
          ...{ jsonrpc: '2.0', id: 'hello', method: 'initialize' },
          params: {
            protocolVersion: '2025-06-18',
            capabilities: {},
            clientInfo: { name: 't', version: '1' },
          },
        };
        const ping = '\r\n\n{"jsonrpc":"2.0","id":"after","method":"ping"}\n';
        const input = Buffer.concat([
          Buffer.from(`${JSON.stringify(hello)}\n`),
          Buffer.from(line),
          Buffer.from(ping),
        ]);
        const { status, stdout } = spawnSync(
          process.execPath,
          [resolve('dist/modal-cost.js'), 'mcp', work.path],
          {
            input,
            encoding: 'utf8',
          },
        );
        assert.equal(status, 0);
        const answers = stdout
          .trim()
          .split('\n')
          .map((each) => JSON.parse(each) as { id: unknown; error?: { code: number; message: string } });
        const wrong = answers.find(({ error }) => error);
        assert.deepEqual([wrong?.error?.code, wrong?.id], [code, id], stdout);
        assert.ok(
          answers.some((each) => each.id === 'after' && !each.error),
          stdout,
        );
      });
  });

  it('answers the next question where one is taken back', async () => {
    work.write('many.py', MANY);
    const controller = new AbortController();
    const asked = ask(COMPARE_TOOL.name, { path: 'many.py', usage: USAGE }, controller.signal);
    setTimeout(() => controller.abort(new Error('taken back')), 100);
    await assert.rejects(asked, /taken back/);
    assert.equal((await estimate({ path: 'app/serve.py' })).failed, false);
  });

  it('lists GPUs and providers, as the command line does, by the prices of the folder', async () => {
    const printed = async (command: string, ...args: string[]): Promise<Record<string, unknown>> => {
      const { stdout } = await modalCost([command, ...args, '--format', 'json'], { cwd: work.path });
      return JSON.parse(stdout) as Record<string, unknown>;
    };
    const { leftOut, ...gpus } = (await ask(GPUS_TOOL.name, { gpus: ['H100', 'A10G'] })).data;
    assert.deepEqual([gpus, leftOut], [await printed('gpus', 'H100', 'A10G'), []]);
    const { text, data } = await ask(PROVIDERS_TOOL.name, { topics: ['uptime', 'avoid'] });
    assert.match(text, /### Uptime[^]*### Who should avoid it/);
    assert.doesNotMatch(text, /### Compliance/);
    assert.deepEqual(
      { ...data, leftOut: undefined },
      { ...(await printed('providers')), leftOut: undefined },
    );
    const bad = await ask(GPUS_TOOL.name, { gpus: ['H10'] });
    assert.deepEqual([bad.failed, bad.text.includes('did you mean')], [true, true]);
  });

  it('stops in the middle of what is taken back', async () => {
    const terms = { book: null, hoursPerMonth: null, usage: undefined, env: new Map(), includeStartup: true };
    const parser = await loadParser();
    const sources = {
      folders: new McpFolders([work.path], parser, terms),
      reviews: new McpReviews([work.path], parser, readOptions(['mcp']) as Options),
    };
    const controller = new AbortController();
    setImmediate(() => controller.abort(new Error('taken back')));
    const asked = { source: MANY, usage: USAGE };
    await assert.rejects(callTool(COMPARE_TOOL.name, asked, sources, controller.signal), /taken back/);
  });

  it('ends with its input, and says what is wrong with its command line', async () => {
    const run = await modalCost(['mcp', work.path]);
    assert.deepEqual([run.status, run.stdout, run.stderr], [0, '', '']);
    for (const [args, message] of [
      [['nowhere'], /^modal-cost: nowhere: no such folder\n$/],
      [['--book', 'nowhere'], /not a bundled price book/],
    ] as const) {
      const wrong = await modalCost(['mcp', ...args], { cwd: work.path });
      assert.equal(wrong.status, 2);
      assert.match(wrong.stderr, message);
    }
  });

  it('is a file of its own, which the other commands do not read', () => {
    assert.doesNotMatch(
      readFileSync('dist/modal-cost-main.js', 'utf8'),
      /LineTransport|modelcontextprotocol/,
    );
    assert.match(readFileSync('dist/modal-cost-mcp.js', 'utf8'), /tools\/call/);
  });
});
