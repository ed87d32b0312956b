import { strict as assert } from 'node:assert';
import * as vscode from 'vscode';
import { estimateCsv } from '../../src/core/render/estimateCsv';
import { estimateJson } from '../../src/core/render/estimateJson';
import { estimateSummary } from '../../src/core/render/estimateReport';
import { estimated } from '../support/commandLine';
import { closeAll, ipynb, write } from './support';

const ROOT = vscode.workspace.workspaceFolders![0]!.uri.fsPath;
const USAGE = '# modal-cost: requests_per_day=5000 seconds_per_request=1';

async function exported(format: string): Promise<vscode.TextDocument> {
  await vscode.commands.executeCommand('modalCost.exportCosts', format);
  const document = vscode.window.activeTextEditor?.document;
  assert.ok(document?.isUntitled, 'a new editor');
  return document;
}

describe('exported costs', () => {
  afterEach(closeAll);

  it('have the cells of notebooks, each with its own usage', async () => {
    const cells = [
      'import modal\napp = modal.App("notebook")',
      // A cell that begins with a comment is text here.
      `\n${USAGE}\n@app.function(gpu="T4")\ndef cell(): ...`,
    ];
    const file = await write('listed.ipynb', ipynb(cells));
    try {
      await vscode.commands.executeCommand('modalCost.readAgain');
      const { estimates } = JSON.parse((await exported('json')).getText()) as {
        estimates: readonly { subject: { file: string; cell?: number; name: string } }[];
      };
      const found = estimates.flatMap(({ subject }) => (subject.file === 'listed.ipynb' ? [subject] : []));
      assert.deepEqual(
        found.map(({ name, cell }) => [name, cell]),
        [['cell', 2]],
      );
      const { assessments, context } = await estimated(ROOT, 'review-2026-05');
      assert.deepEqual(
        estimates,
        (JSON.parse(JSON.stringify(estimateJson(assessments, context))) as { estimates: unknown }).estimates,
      );
    } finally {
      await vscode.workspace.fs.delete(file);
      await vscode.commands.executeCommand('modalCost.readAgain');
    }
  });

  it('are, as Markdown, CSV and JSON, what the command line writes', async () => {
    const { assessments, context } = await estimated(
      vscode.workspace.workspaceFolders![0]!.uri.fsPath,
      'review-2026-05',
    );
    assert.ok(assessments.length > 10);
    const today = new Date().toISOString().slice(0, 10);
    const markdown = await exported('markdown');
    assert.equal(markdown.languageId, 'markdown');
    assert.equal(markdown.getText(), `${estimateSummary(assessments, { ...context, today })}\n`);
    const csv = await exported('csv');
    assert.equal(csv.getText().replaceAll('\r\n', '\n'), estimateCsv(assessments).replaceAll('\r\n', '\n'));
    const json = await exported('json');
    assert.equal(json.languageId, 'json');
    assert.deepEqual(
      JSON.parse(json.getText()),
      JSON.parse(JSON.stringify(estimateJson(assessments, context))),
    );
  });
});
