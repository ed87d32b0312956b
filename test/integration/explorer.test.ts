import { strict as assert } from 'node:assert';
import * as vscode from 'vscode';
import { estimateCsv } from '../../src/core/render/estimateCsv';
import { estimateJson } from '../../src/core/render/estimateJson';
import { estimateSummary } from '../../src/core/render/estimateReport';
import { estimated } from '../support/commandLine';
import { closeAll } from './support';

async function exported(format: string): Promise<vscode.TextDocument> {
  await vscode.commands.executeCommand('modalCost.exportCosts', format);
  const document = vscode.window.activeTextEditor?.document;
  assert.ok(document?.isUntitled, 'a new editor');
  return document;
}

describe('exported costs', () => {
  afterEach(closeAll);

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
