import { strict as assert } from 'node:assert';
import * as vscode from 'vscode';
import { answerStep } from './quickPicks';
import {
  closeAll,
  hoverText,
  lensTitles,
  openPython,
  remove,
  restoreSettings,
  set,
  until,
  write,
} from './support';

const LIVE = 'import modal\n\napp = modal.App()\n\n\n@app.function(gpu="H100")\ndef f():\n    pass\n';

const OWN = {
  version: 1,
  id: 'contract',
  title: 'Our contract',
  date: '2026-10',
  extends: 'review-2026-05',
  sources: { contract: { title: 'Contract of October', date: '2026-10-01' } },
  gpus: { H100: { active: { value: 0.001, unit: 'USD/GPU-s', source: 'contract', date: '2026-10' } } },
};

describe('a price book of one’s own', () => {
  afterEach(async () => {
    await restoreSettings();
    await closeAll();
  });

  it('prices at once, follows its file, and names itself in the hover', async () => {
    const uri = await write('contract.json', JSON.stringify(OWN, null, 2));
    const { document } = await openPython(LIVE);
    await set('modalCost.priceBookFile', 'contract.json');
    const shows =
      (price: string) =>
      ([title]: string[]) =>
        title?.includes(price) === true;
    await until('the contract’s price', () => lensTitles(document.uri), shows('$3.60/h'));
    assert.match(await hoverText(document.uri, new vscode.Position(5, 3)), /Our contract/);
    await write('contract.json', JSON.stringify(OWN, null, 2).replace('0.001', '0.002'));
    await until('the new price', () => lensTitles(document.uri), shows('$7.20/h'));
    await vscode.workspace.fs.delete(uri);
  });

  it('is refused whole when it is bad, with the place and the reason; the book in use stays', async () => {
    const bad = JSON.stringify(OWN, null, 2).replace('0.001', '-1');
    const uri = await write('bad.json', bad);
    const { document } = await openPython(LIVE);
    await set('modalCost.priceBookFile', 'bad.json');
    const [problem] = await until(
      'a problem',
      () => vscode.languages.getDiagnostics(uri),
      (found) => found.length > 0,
    );
    assert.match(problem!.message, /\$\.gpus\.H100\.active\.value: must be more than 0/);
    assert.equal(
      problem!.range.start.line,
      bad.split('\n').findIndex((line) => line.includes('"value": -1')),
    );
    // A mark at the figure: it is not by the book that was asked for.
    assert.deepEqual(await lensTitles(document.uri), ['⚠ $7.56/h running · H100']);
    await restoreSettings();
    await until(
      'no problem',
      () => vscode.languages.getDiagnostics(uri),
      (found) => found.length === 0,
    );
    await vscode.workspace.fs.delete(uri);
  });

  it('may be what modal billing rates prints, and is priced by the hour as that says', async () => {
    const uri = await write('rates.json', '{\n  "gpu_hour_cost_h100": "3.60000"\n}');
    const { document } = await openPython(LIVE);
    await set('modalCost.priceBookFile', 'rates.json');
    const shows = ([title]: string[]): boolean => title?.includes('$3.61/h') === true;
    await until('the workspace’s rate', () => lensTitles(document.uri), shows);
    const day = new Date((await vscode.workspace.fs.stat(uri)).mtime).toISOString().slice(0, 10);
    const hover = await hoverText(document.uri, new vscode.Position(5, 3));
    assert.match(hover, /Workspace rates, over: Modal’s published list/);
    assert.ok(hover.includes(day), hover);
    await write('rates.json', '{\n  "gpu_hour_cost_h100": "free"\n}');
    const [problem] = await until(
      'a problem',
      () => vscode.languages.getDiagnostics(uri),
      (found) => found.length > 0,
    );
    assert.match(problem!.message, /^\$\.gpu_hour_cost_h100: must be a decimal number/);
    assert.equal(problem!.range.start.line, 1);
    await vscode.workspace.fs.delete(uri);
  });

  it('is imported from the clipboard, beside the team file, for the whole folder', async () => {
    const { document } = await openPython(LIVE);
    await vscode.env.clipboard.writeText('{ "gpu_hour_cost_h100": "3.60000" }');
    const importing = vscode.commands.executeCommand('modalCost.importWorkspaceRates');
    await answerStep(1);
    await importing;
    const [{ uri: root }] = vscode.workspace.workspaceFolders as [vscode.WorkspaceFolder];
    const team = vscode.Uri.joinPath(root, 'modal-cost.json');
    const rates = vscode.Uri.joinPath(root, 'modal-rates.json');
    const read = async (uri: vscode.Uri): Promise<string> =>
      new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
    assert.equal(await read(rates), '{ "gpu_hour_cost_h100": "3.60000" }\n');
    assert.match(await read(team), /"priceBook": "modal-rates\.json"/);
    const shows = ([title]: string[]): boolean => title?.includes('$3.61/h') === true;
    await until('the workspace’s rate', () => lensTitles(document.uri), shows);
    await closeAll();
    await remove(team, rates);
  });

  it('may be anywhere in the folder and nowhere above it', async () => {
    const { document } = await openPython(LIVE);
    await set('modalCost.priceBookFile', '../outside.json');
    assert.deepEqual(await lensTitles(document.uri), ['⚠ $7.56/h running · H100']);
  });
});
