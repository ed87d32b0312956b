import { strict as assert } from 'node:assert';
import { basename } from 'node:path';
import * as vscode from 'vscode';
import { ACTUAL_INPUT_SCHEMA, ACTUAL_TOOL } from '../../src/core/tools/actualAnswer';
import { BOOK_INPUTS, BOOK_TOOLS, GPUS_TOOL, PROVIDERS_TOOL } from '../../src/core/tools/bookTools';
import { CHAT_REVIEW_INPUTS, CHECK_TOOL, DIFF_TOOL, REVIEW_TOOLS } from '../../src/core/tools/reviewTools';
import { COMPARE_TOOL, ESTIMATE_TOOL, INPUT_SCHEMA, TOOLS } from '../../src/core/tools/toolDefinitions';
import { TestRepository } from './repository';
import { closeAll, openPython, restoreSettings, set, write } from './support';

const SERVE =
  'import modal\napp = modal.App()\n@app.function(gpu="H100", min_containers=2)\ndef serve(): ...\n';
const ALL_TOOLS = [...TOOLS, ...BOOK_TOOLS, ...REVIEW_TOOLS, ACTUAL_TOOL];
const INPUTS: Readonly<Record<string, object>> = {
  ...BOOK_INPUTS,
  ...CHAT_REVIEW_INPUTS,
  [ACTUAL_TOOL.name]: ACTUAL_INPUT_SCHEMA,
};
const USAGE = { requests_per_day: 50_000, seconds_per_request: 0.2 };

interface Answer {
  readonly text: string;
  readonly data: {
    readonly estimates?: readonly {
      readonly subject: { readonly name: string };
      readonly certainty: string;
    }[];
    readonly difference?: { readonly usdPerMonth: { readonly likely?: number; readonly high?: number } };
    readonly passes?: boolean;
    readonly findings?: readonly { readonly rule: string }[];
    readonly gpus?: readonly { readonly gpu: string }[];
    readonly comparisons?: readonly { readonly name: string }[];
  };
}

async function ask(tool: string, input: object, token?: vscode.CancellationToken): Promise<Answer> {
  const { content } = await vscode.lm.invokeTool(tool, { input, toolInvocationToken: undefined }, token);
  const [text, data] = content.map((part) =>
    part instanceof vscode.LanguageModelTextPart ? part.value : assert.fail(JSON.stringify(part)),
  );
  return { text: text!, data: JSON.parse(data!) as Answer['data'] };
}

const estimate = (input: object, token?: vscode.CancellationToken): Promise<Answer> =>
  ask(ESTIMATE_TOOL.name, input, token);

describe('the tools for agents', () => {
  afterEach(restoreSettings);
  after(closeAll);

  it('are declared as they are registered, and tell a model what the core says of them', () => {
    interface Declared {
      readonly name: string;
      readonly displayName: string;
      readonly modelDescription: string;
      readonly inputSchema: unknown;
    }
    const manifest = vscode.extensions.getExtension('modal-cost-lens.modal-cost-lens')?.packageJSON as {
      readonly contributes: { readonly languageModelTools: readonly Declared[] };
    };
    const declared = manifest.contributes.languageModelTools;
    assert.deepEqual(
      declared.map(({ name, modelDescription, inputSchema }) => ({ name, modelDescription, inputSchema })),
      ALL_TOOLS.map(({ name, description }) => ({
        name,
        modelDescription: description,
        inputSchema: JSON.parse(JSON.stringify(INPUTS[name] ?? INPUT_SCHEMA)) as unknown,
      })),
    );
    assert.deepEqual(
      declared.map(({ displayName }) => displayName),
      ALL_TOOLS.map(({ title }) => title),
    );
    const there = vscode.lm.tools.flatMap(({ name }) => (name.startsWith('modalCost_') ? [name] : []));
    assert.deepEqual(there.sort(), ALL_TOOLS.map(({ name }) => name).sort());
  });

  it('estimate a file of the workspace, by a relative and by an absolute path', async () => {
    const { text, data } = await estimate({ path: 'llama_serving.py' });
    assert.match(text, /llama_serving\.py:\d+ serve/);
    assert.match(text, /Warm floor, per month: .* = \$[\d,.]+\/mo/);
    assert.ok((data.estimates?.length ?? 0) > 0);
    const [folder] = vscode.workspace.workspaceFolders!;
    const absolute = vscode.Uri.joinPath(folder!.uri, 'llama_serving.py').fsPath;
    assert.equal((await estimate({ path: absolute })).text, text);
    assert.equal((await estimate({ path: './llama_serving.py' })).text, text);
  });

  it('follow what the file imports, on the first question', async () => {
    const folder = `agents_${Date.now()}`;
    await write(`${folder}/sizes.py`, 'from .deeper import GPU\n');
    await write(`${folder}/deeper.py`, 'GPU = "L40S"\n');
    const serve = await write(
      `${folder}/serve.py`,
      'import modal\nfrom .sizes import GPU\napp = modal.App()\n@app.function(gpu=GPU)\ndef f(): ...\n',
    );
    const { text } = await estimate({ path: vscode.workspace.asRelativePath(serve, false) });
    assert.match(text, /serve\.py:4 f \(L40S\)/);
    await vscode.workspace.fs.delete(vscode.Uri.joinPath(serve, '..'), { recursive: true });
  });

  it('see a file as it stands in its editor', async () => {
    const { document } = await openPython(SERVE);
    const edit = new vscode.WorkspaceEdit();
    const at = document.positionAt(document.getText().indexOf('H100'));
    edit.replace(document.uri, new vscode.Range(at, at.translate(0, 4)), 'L4');
    await vscode.workspace.applyEdit(edit);
    const { text } = await estimate({ path: basename(document.uri.path) });
    assert.match(text, / serve \(L4\)/);
  });

  it('estimate a text, with the usage of the question, else of the settings', async () => {
    assert.match(
      (await estimate({ source: SERVE })).text,
      /source:3 serve \(H100\)[^]*The cost per month is unknown/,
    );
    assert.match((await estimate({ source: SERVE, usage: USAGE })).text, /Cost per month: \$1,\d{3}/);
    await set('modalCost.usage', USAGE);
    assert.match((await estimate({ source: SERVE })).text, /Cost per month: \$1,\d{3}/);
    await set('modalCost.priceBook', 'modal-list-2026-10');
    assert.match((await estimate({ source: SERVE })).text, /modal-list-2026-10/);
  });

  it('compare', async () => {
    const { text, data } = await ask(COMPARE_TOOL.name, { source: SERVE, usage: USAGE });
    assert.match(text, /\| offer \|/);
    assert.equal(data.comparisons?.[0]?.name, 'serve');
  });

  it('know the GPUs and the providers of the price book', async () => {
    const { text, data } = await ask(GPUS_TOOL.name, { gpus: ['H100'], priceBook: 'review-2026-05' });
    assert.deepEqual(
      data.gpus?.map(({ gpu }) => gpu),
      ['H100'],
    );
    assert.match(text, /Lambda/);
    const uptime = await ask(PROVIDERS_TOOL.name, { topics: ['uptime'] });
    assert.match(uptime.text, /^## [^]*### Uptime/);
    assert.doesNotMatch(uptime.text, /### Compliance/);
    await assert.rejects(ask(GPUS_TOOL.name, { gpus: ['H10'] }), /has no GPU H10; did you mean/);
  });

  it('say what an edit costs that is not saved yet, and check it', async () => {
    const repository = await TestRepository.create();
    try {
      const uri = await repository.write('app.py', SERVE);
      await repository.commit('first');
      const document = await vscode.workspace.openTextDocument(uri);
      const edit = new vscode.WorkspaceEdit();
      const at = document.positionAt(SERVE.indexOf('=2'));
      edit.replace(uri, new vscode.Range(at, at.translate(0, 2)), '=3');
      await vscode.workspace.applyEdit(edit);
      const { text } = await ask(DIFF_TOOL.name, {});
      assert.match(text, /app\.py:3.*min_containers/);
      const checked = await ask(CHECK_TOOL.name, { base: 'HEAD', failAbove: 1 });
      assert.equal(checked.data.passes, false);
      assert.ok(checked.data.findings?.some(({ rule }) => rule === 'warm-gpu'));
      const whole = await ask(CHECK_TOOL.name, {});
      assert.ok((whole.data.findings?.length ?? 0) > (checked.data.findings?.length ?? 0));
      await assert.rejects(ask(DIFF_TOOL.name, { base: 'nope' }), /no commit "nope"/);
      await assert.rejects(ask(DIFF_TOOL.name, { base: '--output=x' }), /no commit "--output=x"/);
      await assert.rejects(ask(DIFF_TOOL.name, { folder: 'nope' }), /has no folder "nope"/);
    } finally {
      await closeAll();
      await repository.close();
    }
  });

  it('say what is wrong with a question, and what would be right', async () => {
    await write('agents.txt', SERVE);
    const cases: readonly (readonly [object, RegExp])[] = [
      [{}, /Give `path`.*or `source`/],
      [{ path: 'nowhere.py' }, /no file "nowhere\.py" in "examples".*relative to the folder/],
      [{ path: '../../etc/passwd' }, /is outside the workspace/],
      [{ path: '/etc/passwd' }, /no file "\/etc\/passwd"/],
      [{ path: 'agents.txt' }, /"agents\.txt" is not a Python file/],
      [{ source: 'print()' }, /has no Modal code/],
      [
        { path: 'llama_serving.py', declaration: 'nope' },
        /no declaration "nope" in llama_serving\.py\. It has: .*line \d+/,
      ],
    ];
    for (const [input, message] of cases) await assert.rejects(estimate(input), message);
    await assert.rejects(ask(COMPARE_TOOL.name, { source: SERVE }), /its usage is unknown\. Give `usage`/);
  });

  it('stop where the question is taken back', async () => {
    const source = new vscode.CancellationTokenSource();
    const many = Array.from({ length: 2_000 }, (_, i) => `@app.function(gpu="H100")\ndef f${i}(): ...\n`);
    const { document } = await openPython(`import modal\napp = modal.App()\n${many.join('')}`);
    const asked = estimate({ path: basename(document.uri.path) }, source.token);
    setTimeout(() => source.cancel(), 50);
    await assert.rejects(asked, /cancel/i);
  });
});
