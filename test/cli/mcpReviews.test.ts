/** The tools of `modal-cost mcp` for a whole folder, and its advice. */
import { strict as assert } from 'node:assert';
import { symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { ADVISE_TOOL } from '../../src/core/tools/toolDefinitions';
import { CHECK_TOOL, DIFF_TOOL } from '../../src/core/tools/reviewTools';
import { McpReviews } from '../../src/cli/mcpReviews';
import { readOptions, type Options } from '../../src/cli/options';
import { loadParser } from '../support/python';
import { repository, GIT_ENVIRONMENT, type TestRepository } from './repository';
import { folder, PROGRAM } from './run';

const app = (gpu: string, more = ''): string =>
  `import modal\napp = modal.App("a")\n@app.function(gpu="${gpu}", min_containers=1${more})\ndef serve(): ...\n`;

interface Answer {
  readonly text: string;
  readonly failed: boolean;
  readonly data: Readonly<Record<string, unknown>>;
}

describe('the tools of modal-cost mcp for a whole folder', () => {
  let repo: TestRepository;
  let client: Client;
  before(async () => {
    repo = repository({ 'a/app.py': app('L4'), 'b/other.py': app('T4') });
    client = new Client({ name: 'test', version: '1' });
    await client.connect(
      new StdioClientTransport({
        command: process.execPath,
        args: [PROGRAM, 'mcp', 'a', 'b'],
        cwd: repo.path,
        env: Object.fromEntries(
          Object.entries(GIT_ENVIRONMENT).flatMap(([name, value]) =>
            value === undefined ? [] : [[name, value]],
          ),
        ),
        stderr: 'pipe',
      }),
    );
    // The client learns the output schemas, and refuses an answer that is not like them.
    await client.listTools();
  });
  after(async () => {
    await client.close();
    repo.remove();
  });
  afterEach(() => {
    repo.git('checkout', '--quiet', '--', '.');
    repo.git('clean', '--quiet', '-fd');
  });

  async function ask(name: string, input: object = {}): Promise<Answer> {
    const result = await client.callTool({ name, arguments: { ...input } });
    const [{ text }] = result.content as [{ readonly text: string }];
    return {
      text,
      failed: result.isError === true,
      data: (result.structuredContent ?? {}) as Answer['data'],
    };
  }

  /** The command line’s own object, for a folder. */
  async function printed(command: string, at: string, ...args: string[]): Promise<Record<string, unknown>> {
    const { stdout, stderr } = await repo.run(command, at, '--format', 'json', ...args);
    assert.ok(stdout !== '', stderr);
    return JSON.parse(stdout) as Record<string, unknown>;
  }

  it('say what the edit on disk costs, as the command line does', async () => {
    repo.write('a/app.py', app('H100', ', max_containers=0.5'));
    const { text, data, failed } = await ask(DIFF_TOOL.name);
    assert.ok(!failed, text);
    assert.match(text, /\| changed \| `app\.py:3` \| `serve`<br>`gpu "L4" → "H100"`/);
    assert.match(text, /\+\$2,299\.50 per month/);
    const { difference, changes } = await printed('diff', 'a');
    assert.deepEqual(data.difference, difference);
    const [change] = data.changes as { after: { file: string } }[];
    assert.equal(change!.after.file, 'app.py');
    assert.equal((data.changes as unknown[]).length, (changes as unknown[]).length);
    assert.match(JSON.stringify(data.findings), /refused-value/);
    assert.equal((await ask(DIFF_TOOL.name, { head: 'HEAD' })).data.unchanged, 1);
  });

  it('check all of a folder or a change, as the command line does', async () => {
    const good = await ask(CHECK_TOOL.name);
    assert.deepEqual([good.failed, good.data.passes, good.data.difference], [false, true, null]);
    repo.write('a/app.py', app('H100', ', max_containers=0.5'));
    const bad = await ask(CHECK_TOOL.name, { base: 'HEAD', failAbove: 100 });
    assert.equal(bad.data.passes, false);
    assert.match(bad.text, /the check fails[^]*refused-value[^]*over the limit of \$100\.00/);
    assert.deepEqual(bad.data.counts, (await printed('check', 'a', '--base', 'HEAD')).counts);
    repo.write('a/modal-cost.json', '{ "version": 1, "plan": 7 }');
    assert.match((await ask(CHECK_TOOL.name)).text, /modal-cost\.json:1:25/);
    repo.write('a/bad.py', 'import modal\napp = modal.App()\n@app.function(gpu=\ndef g(: ...\n');
    assert.equal((await ask(CHECK_TOOL.name)).data.complete, false);
  });

  it('read for so long and no longer, and say what they have not read', async () => {
    const parser = await loadParser();
    let read = 0;
    // The first file that is looked at takes all of the time.
    const clock = (): number => (read++ < 2 ? 0 : 60_000);
    const options = readOptions(['mcp']) as Options;
    const { text, data } = new McpReviews([repo.path], parser, options, clock).answer(CHECK_TOOL.name, {});
    assert.match(text, /Not everything was read: 1 file is left out/);
    assert.equal(data.complete, false);
    assert.match(JSON.stringify(data.skipped), /b\/other\.py.*timeOver/);
    const slow = new McpReviews([repo.path], parser, options, () => (read += 30_000));
    assert.match(slow.answer(DIFF_TOOL.name, {}).text, /Not everything was read: 2 files are left out/);
  });

  it('look only into the folders of the server, whatever leads out of them', async () => {
    const outside = folder({ 'secret.py': app('B200') });
    symlinkSync(outside.path, join(repo.path, 'a/far'));
    symlinkSync(join(outside.path, 'secret.py'), join(repo.path, 'a/link.py'));
    // The current folder of the server is no reason to look there.
    symlinkSync('../b/other.py', join(repo.path, 'a/sibling.py'));
    writeFileSync(join(repo.path, 'modal-cost.json'), '{ "version": 1, "plan": 7 }');
    for (const tool of [DIFF_TOOL.name, CHECK_TOOL.name]) {
      for (const paths of [
        ['..'],
        [outside.path],
        ['far'],
        ['app.py', '../b/other.py'],
        ['/etc'],
        ['.git'],
      ]) {
        const { text, failed } = await ask(tool, { paths });
        assert.ok(failed, `${tool} ${paths.join()}: ${text}`);
      }
      const { text, data } = await ask(tool);
      assert.doesNotMatch(text + JSON.stringify(data), /B200|T4|modal-cost\.json/);
    }
    const second = await ask(CHECK_TOOL.name, { paths: [join(repo.path, 'b')] });
    assert.equal(second.failed, false, second.text);
    outside.remove();
  });

  it('answer bad input with what would be right', async () => {
    const cases: readonly (readonly [string, object, RegExp])[] = [
      [DIFF_TOOL.name, { path: 'app.py' }, /Unknown input "path"\. The inputs are paths, base/],
      [DIFF_TOOL.name, { failAbove: 1 }, /Unknown input "failAbove"/],
      [DIFF_TOOL.name, { base: 'nowhere' }, /the revision “nowhere” is unknown/],
      [DIFF_TOOL.name, { base: '--output=x' }, /is not a revision/],
      [DIFF_TOOL.name, { paths: 'app.py' }, /`paths` must be a list/],
      [CHECK_TOOL.name, { head: 'HEAD' }, /`head` and `mergeBase` need `base`/],
      [CHECK_TOOL.name, { failAbove: -1 }, /`failAbove` must be USD per month/],
      [CHECK_TOOL.name, { priceBook: 'x' }, /Unknown price book "x"/],
      [ADVISE_TOOL.name, { path: 'app.py' }, /its usage is unknown\. Give `usage` with requests_per_day/],
    ];
    for (const [tool, input, message] of cases) {
      const { text, failed } = await ask(tool, input);
      assert.ok(failed, text);
      assert.match(text, message);
    }
  });

  it('are no longer than is useful, and say what they leave out', async () => {
    const many = Array.from(
      { length: 2_000 },
      (_, i) => `@app.function(gpu="H100", min_containers=1)\ndef f${i}(): ...\n`,
    );
    repo.write('a/many.py', `import modal\napp = modal.App("m")\n${many.join('')}`);
    for (const tool of [DIFF_TOOL.name, CHECK_TOOL.name]) {
      const { text, data } = await ask(tool);
      assert.ok(Math.max(text.length, JSON.stringify(data).length) <= 60_000);
      assert.ok((data.findingsLeftOut as number) > 1_000);
    }
  });

  it('advise the settings of one declaration, as the command line does', async () => {
    const usage = { requests_per_day: 500, seconds_per_request: 2, startup_seconds: 20 };
    const { text, data, failed } = await ask(ADVISE_TOOL.name, { path: 'app.py', usage });
    assert.ok(!failed, text);
    assert.match(text, /min_containers/i);
    const options = Object.entries(usage).map(([key, value]) => `${key}=${value}`);
    const { frontier, cheapest, saves } = await printed(
      'advise',
      'a/app.py::serve',
      '--usage',
      options.join(' '),
    );
    assert.deepEqual([data.frontier, data.cheapest, data.saves], [frontier, cheapest, saves]);
    const two = await ask(ADVISE_TOOL.name, {
      source: app('L4') + app('T4').replace('serve', 'other'),
      usage,
    });
    assert.match(two.text, /Give `declaration`: advice is for one of .*serve.*other/);
  });
});
