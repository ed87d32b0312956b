/** `modal-cost lsp`, as an editor talks to it: over stdio, by the library that VS Code's own client is made of. */
import { strict as assert } from 'node:assert';
import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, symlinkSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import {
  createProtocolConnection,
  StreamMessageReader,
  StreamMessageWriter,
  type ClientCapabilities,
  type CodeAction,
  type CodeLens,
  type CompletionItem,
  type Diagnostic,
  type DocumentDiagnosticReport,
  type Hover,
  type InitializeResult,
  type InlayHint,
  type ProtocolConnection,
  type PublishDiagnosticsParams,
  type Range,
  type TextDocumentEdit,
  type TextEdit,
} from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { folder, type Folder } from './run';

const SERVE = `import modal
from sizes import GPU

app = modal.App()


@app.function(gpu=GPU, min_containers=1)
def serve(): ...
`;
const OLD = 'import modal\napp = modal.App()\n@app.function(gpu="H100", keep_warm=2)\ndef f(): ...\n';
const DAY = Date.UTC(2026, 5, 1) / 1_000;

/** What an editor can do that can do all that is used. */
const ALL: ClientCapabilities = {
  general: { positionEncodings: ['utf-8', 'utf-16'] },
  textDocument: {
    codeLens: {},
    hover: { contentFormat: ['markdown', 'plaintext'] },
    codeAction: { codeActionLiteralSupport: { codeActionKind: { valueSet: [] } } },
    publishDiagnostics: { relatedInformation: true },
  },
  workspace: {
    codeLens: { refreshSupport: true },
    didChangeWatchedFiles: { dynamicRegistration: true },
    workspaceFolders: true,
    workspaceEdit: { documentChanges: true, changeAnnotationSupport: {} },
  },
};
const PULLING = { ...ALL, textDocument: { ...ALL.textDocument, diagnostic: {} } };

/** An editor with one document at a time. */
class Editor {
  private readonly program: ChildProcessWithoutNullStreams;
  readonly connection: ProtocolConnection;
  readonly exited: Promise<unknown[]>;
  readonly logged: string[] = [];
  readonly watched: string[] = [];
  private readonly published = new Map<string, Diagnostic[]>();
  private readonly documents = new Map<string, TextDocument>();
  result!: InitializeResult;

  constructor(private readonly work: Folder) {
    this.program = spawn(process.execPath, [resolve('dist/modal-cost.js'), 'lsp', '--stdio'], {
      cwd: work.path,
      env: { ...process.env, SOURCE_DATE_EPOCH: String(DAY) },
    });
    this.exited = once(this.program, 'exit');
    this.program.stderr.on('data', (text: Buffer) => this.logged.push(text.toString()));
    this.connection = createProtocolConnection(
      new StreamMessageReader(this.program.stdout),
      new StreamMessageWriter(this.program.stdin),
    );
    this.connection.onNotification('textDocument/publishDiagnostics', (said: PublishDiagnosticsParams) => {
      this.published.set(said.uri, said.diagnostics);
    });
    this.connection.onNotification('window/logMessage', ({ message }: { message: string }) => {
      this.logged.push(message);
    });
    this.connection.onRequest(
      'client/registerCapability',
      ({ registrations }: { registrations: object[] }) => {
        this.watched.push(JSON.stringify(registrations));
      },
    );
    this.connection.onRequest('workspace/codeLens/refresh', () => null);
    this.connection.listen();
  }

  async start(capabilities: ClientCapabilities = ALL, initializationOptions: object = {}): Promise<this> {
    const uri = pathToFileURL(this.work.path).href;
    this.result = await this.connection.sendRequest('initialize', {
      processId: process.pid,
      rootUri: uri,
      workspaceFolders: [{ uri, name: 'work' }],
      capabilities,
      initializationOptions,
    });
    await this.connection.sendNotification('initialized', {});
    return this;
  }

  uri(file: string): string {
    return pathToFileURL(join(this.work.path, file)).href;
  }

  async open(file: string, text = readFileSync(join(this.work.path, file), 'utf8')): Promise<string> {
    const uri = this.uri(file);
    this.documents.set(uri, TextDocument.create(uri, 'python', 1, text));
    await this.connection.sendNotification('textDocument/didOpen', {
      textDocument: { uri, languageId: 'python', version: 1, text },
    });
    return uri;
  }

  /** Replaces a text that stands once in a document. */
  async edit(uri: string, old: string, text: string): Promise<void> {
    const document = this.documents.get(uri)!;
    const start = document.getText().indexOf(old);
    assert.ok(start >= 0, old);
    const range = { start: document.positionAt(start), end: document.positionAt(start + old.length) };
    const contentChanges = [{ range, text }];
    const version = document.version + 1;
    TextDocument.update(document, contentChanges, version);
    await this.connection.sendNotification('textDocument/didChange', {
      textDocument: { uri, version },
      contentChanges,
    });
  }

  async lenses(uri: string): Promise<string[]> {
    const found = await this.connection.sendRequest<CodeLens[]>('textDocument/codeLens', {
      textDocument: { uri },
    });
    assert.ok(found.every(({ command }) => command?.command === ''));
    return found.map(({ command }) => command!.title);
  }

  hints(uri: string): Promise<InlayHint[]> {
    return this.connection.sendRequest('textDocument/inlayHint', {
      textDocument: { uri },
      range: EVERYTHING,
    });
  }

  hover(uri: string, text: string): Promise<Hover | null> {
    const document = this.documents.get(uri)!;
    const position = document.positionAt(document.getText().indexOf(text));
    return this.connection.sendRequest('textDocument/hover', { textDocument: { uri }, position });
  }

  /** The completions behind a text. */
  completions(uri: string, text: string): Promise<CompletionItem[]> {
    const document = this.documents.get(uri)!;
    const position = document.positionAt(document.getText().indexOf(text) + text.length);
    return this.connection.sendRequest('textDocument/completion', { textDocument: { uri }, position });
  }

  actions(uri: string, only?: string, diagnostics: Diagnostic[] = []): Promise<CodeAction[]> {
    return this.connection.sendRequest('textDocument/codeAction', {
      textDocument: { uri },
      range: EVERYTHING,
      context: { diagnostics, ...(only === undefined ? {} : { only: [only] }) },
    });
  }

  /** The text of a document with the edit of an action, which is of the version that there is. */
  applied(uri: string, { edit }: CodeAction): string {
    const document = this.documents.get(uri)!;
    const [change] = edit!.documentChanges as TextDocumentEdit[];
    assert.deepEqual(change!.textDocument, { uri, version: document.version });
    return TextDocument.applyEdits(document, change!.edits as TextEdit[]);
  }

  /** The text of a document with a completion. */
  completed(uri: string, { textEdit }: CompletionItem): string {
    return TextDocument.applyEdits(this.documents.get(uri)!, [textEdit as TextEdit]);
  }

  /** Waits until an editor is told something that fits. */
  async told(uri: string, fits: (diagnostics: readonly Diagnostic[]) => boolean): Promise<Diagnostic[]> {
    for (;;) {
      const found = this.published.get(uri);
      if (found && fits(found)) return found;
      await new Promise((done) => setTimeout(done, 20));
    }
  }

  changedOnDisk(file: string): Promise<void> {
    return this.connection.sendNotification('workspace/didChangeWatchedFiles', {
      changes: [{ uri: this.uri(file), type: 2 }],
    });
  }

  /** @returns the status */
  async end(): Promise<unknown> {
    await this.connection.sendRequest('shutdown');
    await this.connection.sendNotification('exit');
    const [status] = await this.exited;
    return status;
  }

  endInput(): void {
    this.program.stdin.end();
  }
}

interface Answer {
  readonly id: unknown;
  readonly error?: { readonly code: number };
}

/** Gives the program some bytes, and ends its input once it has answered with a text. */
async function talk(
  input: Buffer,
  last: string,
): Promise<{ readonly answers: readonly Answer[]; readonly status: unknown }> {
  const program = spawn(process.execPath, [resolve('dist/modal-cost.js'), 'lsp']);
  let output = '';
  program.stdout.on('data', (part: Buffer) => {
    output += part.toString();
    if (output.includes(last)) program.stdin.end();
  });
  program.stdin.write(input);
  const [status] = await once(program, 'exit');
  const bodies = output.split(/Content-Length: \d+\r\n\r\n/).filter((each) => each !== '');
  return { answers: bodies.map((each) => JSON.parse(each) as Answer), status };
}

const EVERYTHING: Range = { start: { line: 0, character: 0 }, end: { line: 1_000, character: 0 } };
const rules = (diagnostics: readonly Diagnostic[]): unknown[] => diagnostics.map(({ code }) => code);

describe('modal-cost lsp', () => {
  let work: Folder;
  let editor: Editor;

  beforeEach(() => {
    work = folder({ 'app.py': SERVE, 'sizes.py': 'GPU = "H100"\n', 'old.py': OLD });
    editor = new Editor(work);
  });
  afterEach(async () => {
    editor.endInput();
    await editor.exited;
    editor.connection.dispose();
    work.remove();
  });

  it('says what it does, in the encoding of positions that every editor has', async () => {
    await editor.start();
    const { capabilities, serverInfo } = editor.result;
    assert.equal(serverInfo?.name, 'modal-cost');
    assert.equal(capabilities.positionEncoding, 'utf-16');
    assert.deepEqual(capabilities.textDocumentSync, { openClose: true, change: 2, save: true });
    assert.ok(capabilities.codeLensProvider && capabilities.hoverProvider && capabilities.inlayHintProvider);
    assert.equal(capabilities.diagnosticProvider, undefined, 'it is told');
    assert.equal(await editor.end(), 0);
  });

  it('shows a lens and a hover, with what the file imports', async () => {
    await editor.start();
    const uri = await editor.open('app.py');
    const [lens, missing] = await editor.lenses(uri);
    assert.match(lens!, /^\$2,844\/mo warm|\$2,888\/mo warm/);
    assert.equal(missing, 'Usage not set');
    const shown = await editor.hover(uri, '@app.function');
    const { kind, value } = shown!.contents as { kind: string; value: string };
    assert.equal(kind, 'markdown');
    assert.match(value, /\$2,887\.95/);
    assert.doesNotMatch(value, /command:/);
    assert.match(JSON.stringify(await editor.hover(uri, 'min_containers')), /min_containers/);
    assert.equal(await editor.hover(uri, 'import modal'), null);
  });

  it('follows edits, each at its place in the text after the one before', async () => {
    await editor.start();
    const uri = await editor.open('app.py');
    const [before] = await editor.lenses(uri);
    await editor.edit(uri, 'import modal\n', 'import modal  # 🚀 é\n\n');
    assert.deepEqual((await editor.lenses(uri))[0], before);
    await editor.edit(uri, 'gpu=GPU', 'gpu="T4"');
    await editor.edit(uri, 'min_containers=1', 'min_containers=3');
    const [after] = await editor.lenses(uri);
    await editor.open('fresh.py', SERVE.replace('gpu=GPU', 'gpu="T4"').replace('=1', '=3'));
    assert.deepEqual([after], (await editor.lenses(editor.uri('fresh.py'))).slice(0, 1));
    assert.notEqual(after, before);
  });

  it('reads what is imported as it is being edited, or else as it is on disk', async () => {
    await editor.start();
    const uri = await editor.open('app.py');
    const [h100] = await editor.lenses(uri);
    work.write('sizes.py', 'GPU = "T4"\n');
    await editor.changedOnDisk('sizes.py');
    const [t4] = await editor.lenses(uri);
    assert.notEqual(t4, h100);
    const sizes = await editor.open('sizes.py');
    await editor.edit(sizes, 'T4', 'H100');
    assert.deepEqual((await editor.lenses(uri))[0], h100, 'open, and not saved');
    await editor.connection.sendNotification('textDocument/didClose', { textDocument: { uri: sizes } });
    assert.deepEqual((await editor.lenses(uri))[0], t4);
    assert.match(editor.watched.join(), /\*\.py/);
  });

  it('reads no file that a link out of the workspace leads to', async () => {
    const outside = folder({ 'secret.py': 'GPU = "T4"\n' });
    symlinkSync(join(outside.path, 'secret.py'), join(work.path, 'leak.py'));
    await editor.start();
    const uri = await editor.open('linked.py', SERVE.replace('from sizes', 'from leak'));
    assert.match((await editor.lenses(uri)).join(), /gpu=GPU is unknown/);
    outside.remove();
  });

  it('tells of findings once typing rests, with their rule and its page', async () => {
    await editor.start();
    const uri = await editor.open('old.py');
    const found = await editor.told(uri, (all) => rules(all).includes('old-name'));
    const old = found.find(({ code }) => code === 'old-name')!;
    assert.match(old.codeDescription!.href, /docs\/rules\/old-name\.md$/);
    assert.deepEqual([old.source, old.tags], ['Modal Cost Lens', [2]]);
    await editor.edit(uri, 'keep_warm=2', 'min_containers=2');
    await editor.told(uri, (all) => !rules(all).includes('old-name'));
    await editor.connection.sendNotification('textDocument/didClose', { textDocument: { uri } });
    await editor.told(uri, (all) => all.length === 0);
  });

  it('completes GPUs with their price, keywords with what they cost, and fields of a comment', async () => {
    await editor.start();
    const uri = await editor.open('app.py');
    await editor.edit(uri, 'gpu=GPU', 'gpu="H1"');
    const gpus = await editor.completions(uri, 'gpu="H1');
    const h100 = gpus.find(({ label }) => label === 'H100')!;
    assert.match(h100.detail!, /^\$3\.96\/h/);
    assert.equal(editor.completed(uri, h100), SERVE.replace('gpu=GPU', 'gpu="H100"'));
    await editor.edit(uri, '"H1", min_containers=1', '"H100", ');
    const keywords = await editor.completions(uri, 'gpu="H100", ');
    const warm = keywords.find(({ label }) => label === 'min_containers=')!;
    assert.match(warm.detail!, /\/mo each, idle/);
    // No snippet, for an editor that takes none.
    assert.equal((warm.textEdit as TextEdit).newText, 'min_containers=');
    await editor.edit(uri, '@app.function', '# modal-cost: requests\n@app.function');
    const fields = await editor.completions(uri, 'modal-cost: requests');
    assert.ok(fields.some(({ label }) => label === 'requests_per_day='));
    assert.deepEqual(await editor.completions(uri, 'def serve('), []);
  });

  it('answers an editor that asks for findings', async () => {
    await editor.start(PULLING, { rules: { 'warm-gpu': 'off' } });
    const uri = await editor.open('old.py');
    const report = await editor.connection.sendRequest<DocumentDiagnosticReport & { items: Diagnostic[] }>(
      'textDocument/diagnostic',
      { textDocument: { uri } },
    );
    assert.ok(rules(report.items).includes('old-name'));
    assert.ok(!rules(report.items).includes('warm-gpu'), 'by the settings');
  });

  it('offers fixes that are edits', async () => {
    await editor.start();
    const uri = await editor.open('old.py');
    const found = await editor.told(uri, (all) => all.length > 0);
    const actions = await editor.actions(uri, 'quickfix', found);
    const fix = actions.find(({ title }) => title === 'Fix the deprecated names of f')!;
    assert.ok(fix.isPreferred);
    assert.deepEqual(rules(fix.diagnostics!), ['old-name']);
    assert.equal(editor.applied(uri, fix), OLD.replace('keep_warm', 'min_containers'));
    const silence = actions.find(({ title }) => title.startsWith('Silence warm-gpu for f'))!;
    assert.match(editor.applied(uri, silence), /\n# modal-cost: ignore warm-gpu …\n@app\.function/);
    const [all] = await editor.actions(uri, 'source.fixAll');
    assert.equal(editor.applied(uri, all!), OLD.replace('keep_warm', 'min_containers'));
    const rewrites = await editor.actions(uri, 'refactor');
    const usage = rewrites.find(({ title }) => title === 'Set the usage…');
    assert.match(
      editor.applied(uri, usage!),
      /\n# modal-cost: requests_per_day=… seconds_per_request=…\n@app/,
    );
  });

  it('moves a comment that stands above no declaration, and removes it with its line', async () => {
    const stray = '# modal-cost: requests_per_day=5 seconds_per_request=1\n';
    const text = `import modal\napp = modal.App()\n${stray}X = 1\n@app.function(gpu="T4")\ndef f(): ...\n`;
    await editor.start();
    const uri = await editor.open('stray.py', text);
    const found = await editor.told(uri, (all) => all.length > 0);
    const actions = await editor.actions(uri, 'quickfix', found);
    const applied = (title: string): string =>
      editor.applied(
        uri,
        actions.find((each) => each.title.startsWith(title))!,
      );
    assert.equal(applied('Move to f'), text.replace(stray, '').replace('@app', `${stray}@app`));
    assert.equal(applied('Remove'), text.replace(stray, ''));
  });

  it('offers what saves, and writes it', async () => {
    const text = OLD.replace('keep_warm=2', 'min_containers=2').replace(
      '@app',
      '# modal-cost: requests_per_day=24 seconds_per_request=1\n@app',
    );
    await editor.start();
    const uri = await editor.open('saving.py', text);
    const titles = (await editor.actions(uri, 'refactor.rewrite')).map((each) => [
      each.title,
      editor.applied(uri, each),
    ]);
    assert.ok(
      titles.some(
        ([title, after]) => title!.includes('min_containers') && /min_containers=[01]\b/.test(after!),
      ),
      JSON.stringify(titles),
    );
  });

  it('minds the settings, and the team file before them', async () => {
    work.write('modal-cost.json', JSON.stringify({ version: 1, hoursPerMonth: 700 }));
    work.write(
      'env.py',
      SERVE.replace('from sizes import GPU', 'import os').replace('=GPU', '=os.environ["G"]'),
    );
    const settings = { hoursPerMonth: 100, env: { G: 'T4' }, display: 'inlay', color: 'red' };
    await editor.start(ALL, settings);
    const uri = await editor.open('env.py');
    assert.deepEqual(await editor.lenses(uri), []);
    const [hint] = await editor.hints(uri);
    assert.match(JSON.stringify(hint!.label), /T4/);
    assert.deepEqual(hint!.position, { line: 6, character: 52 });
    assert.match(
      JSON.stringify((await editor.hover(uri, '@app'))!.contents),
      /A month has 700 h, by modal-cost\.json/,
    );
    assert.match(editor.logged.join(), /wrong value: color/);
    await editor.connection.sendNotification('workspace/didChangeConfiguration', {
      settings: { modalCost: { display: 'codeLens' } },
    });
    assert.match((await editor.lenses(uri)).join(), /unknown/, 'nothing is said of the environment any more');
  });

  it('tells what is wrong in the team file, and takes it up when it changes', async () => {
    await editor.start();
    work.write('modal-cost.json', '{ "version": 1, "plan": 7 }');
    await editor.changedOnDisk('modal-cost.json');
    const [wrong] = await editor.told(editor.uri('modal-cost.json'), (all) => all.length > 0);
    assert.match(JSON.stringify(wrong!.message), /plan/);
    work.write('modal-cost.json', '{ "version": 1 }');
    await editor.changedOnDisk('modal-cost.json');
    await editor.told(editor.uri('modal-cost.json'), (all) => all.length === 0);
  });

  it('shows hints to an editor that has no lenses, and reads files again where it tells of none', async () => {
    await editor.start({});
    const uri = await editor.open('app.py');
    const [h100] = await editor.hints(uri);
    work.write('sizes.py', 'GPU = "T4"\n');
    await editor.connection.sendNotification('textDocument/didSave', { textDocument: { uri } });
    const [t4] = await editor.hints(uri);
    assert.notEqual(t4!.label, h100!.label);
  });

  it('answers by the errors of the protocol, and goes on', async () => {
    const early = editor.connection.sendRequest('textDocument/hover', { textDocument: { uri: 'a' } });
    await assert.rejects(early, { code: -32002 });
    await editor.start();
    await assert.rejects(editor.connection.sendRequest('modal/pay', {}), { code: -32601 });
    await assert.rejects(editor.connection.sendRequest('textDocument/hover', {}));
    await editor.connection.sendNotification('textDocument/didOpen', { textDocument: null });
    await editor.connection.sendNotification('textDocument/didChange', {
      textDocument: { uri: 'file:///gone' },
      contentChanges: [{}],
    });
    await editor.connection.sendNotification('$/nothing', {});
    assert.deepEqual(await editor.lenses('untitled:Untitled-1'), []);
    const uri = await editor.open('app.py');
    assert.equal((await editor.lenses(uri)).length, 2);
    await editor.connection.sendRequest('shutdown');
    await assert.rejects(editor.lenses(uri), { code: -32600 });
    assert.doesNotMatch(editor.logged.join(), /H100|min_containers/, 'no text of a file is logged');
  });

  it('ends with its input: status 1 where nobody has shut it down', async () => {
    await editor.start();
    editor.endInput();
    assert.deepEqual((await editor.exited)[0], 1);
  });

  describe('refuses what is no message, and reads the next one', () => {
    const framed = (body: string | Buffer): Buffer =>
      Buffer.concat([Buffer.from(`Content-Length: ${Buffer.byteLength(body)}\r\n\r\n`), Buffer.from(body)]);
    const CASES: Readonly<Record<string, readonly [Buffer, number, unknown]>> = {
      'a body that is no JSON': [framed('{"jsonrpc": "2.0",'), -32700, null],
      'bytes that are not UTF-8': [framed(Buffer.from([0x22, 0xff, 0x22])), -32700, null],
      'JSON that is no message': [framed('{"id": 7, "method": "x"}'), -32600, 7],
      'a batch': [framed('[{"jsonrpc":"2.0","id":1,"method":"x"}]'), -32600, null],
      'very many brackets': [framed('['.repeat(1_000_000)), -32700, null],
      'a header without a length': [Buffer.from('Content-Type: x\r\n\r\n'), -32700, null],
      'a length that is none': [Buffer.from('Content-Length: -5\r\n\r\n'), -32700, null],
      'a header without an end': [Buffer.from(`X: ${'x'.repeat(60_000)}\r\n\r\n`), -32700, null],
      'a message that is too long': [framed('x'.repeat(33_000_000)), -32600, null],
    };
    for (const [title, [bytes, code, id]] of Object.entries(CASES))
      it(title, async () => {
        const after = framed('{"jsonrpc":"2.0","id":"after","method":"shutdown"}');
        const { answers, status } = await talk(Buffer.concat([bytes, after]), '"after"');
        assert.deepEqual(answers.map((each) => [each.id, each.error?.code]).slice(0, 1), [[id, code]]);
        assert.equal(answers.at(-1)!.id, 'after');
        assert.equal(status, 0);
      });
  });

  it('is a file of its own, which the other commands do not read', () => {
    assert.doesNotMatch(
      readFileSync('dist/modal-cost-main.js', 'utf8'),
      /BoundedMessageReader|textDocument\/didOpen/,
    );
    assert.match(readFileSync('dist/modal-cost-lsp.js', 'utf8'), /textDocument\/didOpen/);
  });
});
