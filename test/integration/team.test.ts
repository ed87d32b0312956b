import { strict as assert } from 'node:assert';
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { closeAll, hoverText, lensTitles, openPython, remove, until, write } from './support';

const CODE = `import modal
app = modal.App()


@app.function(gpu=cfg.gpu, min_containers=1)
def serve(): ...
`;

const ROOT = vscode.workspace.workspaceFolders![0]!.uri;

describe('the team file', () => {
  let file: vscode.Uri | undefined;

  afterEach(async () => {
    if (file) await remove(file);
    file = undefined;
    await closeAll();
  });

  it('is not read through a link out of the workspace folder, and that is said', async () => {
    const outside = mkdtempSync(join(tmpdir(), 'modal-cost-outside-'));
    try {
      writeFileSync(join(outside, 'secret.json'), '{ "version": 1, "TOKEN": "x" }');
      symlinkSync(join(outside, 'secret.json'), join(ROOT.fsPath, 'modal-cost.json'));
      file = vscode.Uri.joinPath(ROOT, 'modal-cost.json');
      await openPython(CODE);
      const problems = await until(
        'the problem',
        () => vscode.languages.getDiagnostics(file!),
        (all) => all.length > 0,
      );
      assert.deepEqual(
        problems.map(({ message }) => message),
        ['a symbolic link to something that is not read'],
      );
    } finally {
      rmSync(outside, { recursive: true });
    }
  });

  it('gives values, usage and discounts, follows an edit, and names what is wrong at its line', async () => {
    const { document } = await openPython(CODE);
    const team = (gpu: string): string =>
      JSON.stringify(
        {
          version: 1,
          discounts: { all: 0.5 },
          declarations: {
            '**::serve': { requests_per_day: 1000, seconds_per_request: 2, values: { gpu } },
          },
          budget: {},
        },
        null,
        2,
      );
    file = await write('modal-cost.json', team('H100'));
    const title = await until(
      'the lens with the team’s GPU',
      () => lensTitles(document.uri),
      ([first]) => first?.includes('H100') ?? false,
    );
    assert.match(title[0]!, /\$3\.78\/h/);
    const hover = await hoverText(document.uri, new vscode.Position(4, 3));
    assert.match(hover, /× 0\.5/);
    assert.match(hover, /the team file/);
    const problems = await until(
      'the problem',
      () => vscode.languages.getDiagnostics(file!),
      (all) => all.some(({ message }) => message.includes('budget')),
    );
    assert.equal(problems.find(({ message }) => message.includes('budget'))!.range.start.line, 14);

    await vscode.workspace.fs.writeFile(file, new TextEncoder().encode(team('L4')));
    await until(
      'the lens after the edit',
      () => lensTitles(document.uri),
      ([first]) => first?.includes('L4') ?? false,
    );
    await remove(file);
    file = undefined;
    await until(
      'the lens without the file',
      () => lensTitles(document.uri),
      ([first]) => first?.includes('cfg.gpu') ?? false,
    );
  });

  it('says nothing more of a price book that it no longer names', async () => {
    const book = await write('team-book.json', '{}');
    const problems = (): readonly vscode.Diagnostic[] => vscode.languages.getDiagnostics(book);
    await openPython(CODE);
    file = await write('modal-cost.json', '{ "version": 1, "priceBook": "team-book.json" }');
    await until('the problem', problems, ({ length }) => length > 0);
    await write('modal-cost.json', '{ "version": 1 }');
    await until('no problem', problems, ({ length }) => length === 0);
    await remove(book);
  });
});
