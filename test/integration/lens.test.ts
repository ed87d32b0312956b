import { strict as assert } from 'node:assert';
import * as vscode from 'vscode';
import { closeAll, hintText, lensTitles, openPython, restoreSettings, set, until } from './support';

const WARM = `import modal

app = modal.App("serve")


@app.function(gpu="H100", min_containers=2)
def serve():
    pass
`;

describe('the lens', () => {
  afterEach(async () => {
    await restoreSettings();
    await closeAll();
  });

  it('shows the warm floor and the live price under the review’s book', async () => {
    const { document } = await openPython(WARM);
    // The first file of all may be open before the extension runs.
    const titles = await until(
      'the lens',
      () => lensTitles(document.uri),
      ({ length }) => length > 0,
    );
    assert.deepEqual(titles, ['$622/mo warm (2 × H100) · $7.56/h running']);
  });

  it('shows four GPUs as four times one', async () => {
    const { document } = await openPython(WARM.replace('"H100"', '"H100:4"'));
    assert.deepEqual(await lensTitles(document.uri), ['$2,488/mo warm (2 × H100:4) · $30.24/h running']);
  });

  it('follows the price book at once, without an edit', async () => {
    const { document } = await openPython(WARM);
    await lensTitles(document.uri);
    await set('modalCost.priceBook', 'modal-list-2026-10');
    const titles = await until(
      'the list’s prices',
      () => lensTitles(document.uri),
      ([title]) => title?.includes('$3.96/h') === true,
    );
    assert.deepEqual(titles, ['$5,776/mo warm (2 × H100) · $3.96/h running']);
  });

  it('shows once what a chain of calls makes', async () => {
    const chain = 'serve.with_options(gpu="H100:4").with_concurrency(max_inputs=8)\n';
    const { document } = await openPython(WARM + chain);
    const titles = await lensTitles(document.uri);
    assert.equal(titles.filter((title) => /runs serve .*as H100:4/.test(title)).length, 1, titles.join('\n'));
  });

  it('leads from a declaration to the call that changes it, and to a list of several', async () => {
    const call = 'serve.with_options(gpu="T4")\n';
    const lensOf = async (content: string, title: string): Promise<vscode.Command> => {
      const { document } = await openPython(content);
      const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>(
        'vscode.executeCodeLensProvider',
        document.uri,
        100,
      );
      const found = lenses.find(({ command }) => command?.title === title)?.command;
      assert.ok(found, lenses.map(({ command }) => command?.title).join('\n'));
      return found;
    };
    await lensOf(WARM + call, 'also as T4: line 9');
    const both = `${WARM}${call}serve.with_options(gpu="A10")\n`;
    const list = await lensOf(both, '2 calls change it: T4, A10');
    await vscode.commands.executeCommand(list.command, ...((list.arguments ?? []) as unknown[]));
    await until(
      'the list shows the calls beside the declaration',
      () => vscode.window.visibleTextEditors.filter(({ viewColumn }) => viewColumn === undefined).length,
      (peeked) => peeked > 0,
    );
  });

  it('says what is unknown, and never $0', async () => {
    const { document } = await openPython(WARM.replace('"H100"', 'cfg.gpu'));
    const [title] = await lensTitles(document.uri);
    assert.match(title ?? '', /gpu=cfg\.gpu is unknown/);
    assert.doesNotMatch(title ?? '', /\$0/);
  });

  it('follows typing', async () => {
    const editor = await openPython(WARM);
    assert.equal((await lensTitles(editor.document.uri)).length, 1);
    const at = editor.document.positionAt(WARM.indexOf('=2)') + 1);
    await editor.edit((edit) => edit.replace(new vscode.Range(at, at.translate(0, 1)), '3'));
    assert.deepEqual(await lensTitles(editor.document.uri), ['$933/mo warm (3 × H100) · $7.56/h running']);
  });

  it('keeps its last figures while the code is broken, on every keystroke, and lets them go with the code', async () => {
    const editor = await openPython(WARM);
    const { document } = editor;
    const before = await lensTitles(document.uri);
    // A second decorator is typed above, letter by letter: most of these texts do not parse.
    const typed = '@app.function(gpu="A10G", timeout=60)\ndef other():\n    pass\n\n\n';
    const offset = WARM.indexOf('@app.function');
    await editor.edit((edit) => edit.insert(document.positionAt(offset), '\n'));
    for (let i = 0; i < typed.length; i++) {
      await editor.edit((edit) => edit.insert(document.positionAt(offset + i), typed[i]!), {
        undoStopBefore: false,
        undoStopAfter: false,
      });
      const titles = await lensTitles(document.uri);
      assert.ok(
        titles.includes(before[0]!),
        `gone after "${typed.slice(0, i + 1)}": ${titles.join(', ') || 'no lens'}`,
      );
    }
    assert.deepEqual(await lensTitles(document.uri), ['$1.12/h running · A10G', before[0]]);
    await editor.edit((edit) =>
      edit.delete(
        new vscode.Range(new vscode.Position(4, 0), document.positionAt(document.getText().length)),
      ),
    );
    assert.deepEqual(await lensTitles(document.uri), []);
  });

  it('is above a decorator before there is a function below it', async () => {
    const editor = await openPython('import modal\n\napp = modal.App("serve")\n\n\n');
    const { document } = editor;
    const typed = '@app.function(gpu="H100", min_containers=2)';
    await editor.edit((edit) => edit.insert(new vscode.Position(5, 0), typed));
    const warm = '$622/mo warm (2 × H100) · $7.56/h running';
    assert.deepEqual(await lensTitles(document.uri), [warm]);
    for (const more of ['\n', 'd', 'e', 'f', ' ', 's', '(', ')', ':', '\n', '    ...']) {
      const end = document.positionAt(document.getText().length);
      await editor.edit((edit) => edit.insert(end, more));
      assert.deepEqual(await lensTitles(document.uri), [warm], document.getText());
    }
  });

  it('moves with the text while the code is broken', async () => {
    const editor = await openPython(WARM);
    const { document } = editor;
    await lensTitles(document.uri);
    await editor.edit((edit) => edit.insert(new vscode.Position(3, 0), 'x = [\n\n\n'));
    const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>(
      'vscode.executeCodeLensProvider',
      document.uri,
      10,
    );
    assert.deepEqual([...new Set(lenses.map((lens) => lens.range.start.line))], [8]);
  });

  it('gives way to inlay hints, or to the hover alone', async () => {
    const { document } = await openPython(WARM);
    const hints = (): Thenable<vscode.InlayHint[]> =>
      vscode.commands.executeCommand(
        'vscode.executeInlayHintProvider',
        document.uri,
        new vscode.Range(0, 0, 20, 0),
      );
    assert.equal((await lensTitles(document.uri)).length, 1);
    assert.equal((await hints()).length, 0);
    await set('modalCost.display', 'inlay');
    await until(
      'lenses',
      () => lensTitles(document.uri),
      (titles) => titles.length === 0,
    );
    const [hint] = await until('hints', hints, (found) => found.length === 1);
    assert.equal(
      hint && hintText(hint),
      '$622/mo warm (2 × H100) · $7.56/h running · Usage not set… · Actions…',
    );
    assert.deepEqual([hint?.position.line, hint?.position.character], [5, 43]);
    await set('modalCost.display', 'hoverOnly');
    await until('hints', hints, (found) => found.length === 0);
    assert.equal((await lensTitles(document.uri)).length, 0);
  });

  /** The commands of all lenses. */
  async function commandsOf(uri: vscode.Uri): Promise<vscode.Command[]> {
    const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>(
      'vscode.executeCodeLensProvider',
      uri,
      100,
    );
    return lenses.flatMap(({ command }) => command ?? []);
  }

  it('has one lens for all actions, and those that the setting asks for', async () => {
    const { document } = await openPython(WARM);
    const titles = async (): Promise<string[]> =>
      (await commandsOf(document.uri)).map(({ title }) => title).slice(1);
    assert.deepEqual(await titles(), ['Usage not set…', 'Actions…']);
    await set('modalCost.lens.actions', ['compare', 'whatIf']);
    await until('the actions', titles, (found) => found.join() === 'What if…,Compare…');
    await set('modalCost.lens.actions', []);
    await until('no actions', titles, (found) => found.length === 0);
    // A value that is none of them counts as the default.
    await set('modalCost.lens.actions', ['everything']);
    await until('the default', titles, (found) => found.join() === 'Usage not set…,Actions…');
  });

  it('says what saves with the same cold starts, and writes it with one click', async () => {
    const used = '# modal-cost: requests_per_day=50000 seconds_per_request=1\n@app';
    const { document } = await openPython(WARM.replace('@app', used));
    const saving = async (): Promise<vscode.Command | undefined> =>
      (await commandsOf(document.uri)).find(({ command }) => command === '_modalCost.setParameter');
    const command = await until('the saving', saving, (found) => found !== undefined);
    assert.match(command!.title, /^save \$\d+\/mo: min_containers=0$/);
    await vscode.commands.executeCommand(command!.command, ...(command!.arguments as unknown[]));
    assert.match(document.getText(), /min_containers=0\)/);
    await until('nothing to save', saving, (found) => found === undefined);
    await vscode.commands.executeCommand('undo');
    assert.match(document.getText(), /min_containers=2\)/);
  });

  it('leaves files alone that declare nothing', async () => {
    const { document } = await openPython('import os\n\ndef f():\n    pass\n');
    assert.deepEqual(await lensTitles(document.uri), []);
  });

  it('prices every example', async () => {
    const files = await vscode.workspace.findFiles('**/*.py');
    assert.ok(files.length >= 8, `only ${files.length} files`);
    const titles: string[] = [];
    for (const file of files) {
      await vscode.workspace.openTextDocument(file);
      titles.push(...(await lensTitles(file)));
    }
    assert.ok(titles.length > 15, titles.join('\n'));
    for (const title of titles) assert.ok(Array.from(title).length <= 80, title);
  });
});
