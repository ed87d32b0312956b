import { strict as assert } from 'node:assert';
import * as vscode from 'vscode';
import { closeAll, lensTitles, until, write } from './support';

describe('values from other files', () => {
  afterEach(closeAll);

  it('are read from the workspace, and followed when they change', async () => {
    const common = await write('shared/common.py', 'import modal\n\napp = modal.App()\nGPU = "A10"\n');
    const uri = await write(
      'shared/serve.py',
      'from .common import app, GPU\n\n\n@app.function(gpu=GPU)\ndef f():\n    pass\n',
    );
    const document = await vscode.workspace.openTextDocument(uri);
    await vscode.window.showTextDocument(document);
    const titles = await until(
      'the imported GPU',
      () => lensTitles(uri),
      ([title]) => title?.includes('A10') === true,
    );
    assert.deepEqual(titles, ['$1.12/h running · A10']);
    await write('shared/common.py', 'import modal\n\napp = modal.App()\nGPU = "T4"\n');
    await until(
      'the changed GPU',
      () => lensTitles(uri),
      ([title]) => title?.includes('T4') === true,
    );
    await vscode.workspace.fs.delete(common);
    await until(
      'the missing module',
      () => lensTitles(uri),
      ([title]) => title?.includes('unknown') === true,
    );
    await vscode.workspace.fs.delete(uri);
  });

  it('are found in the folders that a project names, also once it names others', async () => {
    await write('rooted/lib/team/sizes.py', 'GPU = "A10"\n');
    await write('rooted/python/team/sizes.py', 'GPU = "T4"\n');
    const project = (folder: string): Promise<vscode.Uri> =>
      write('rooted/pyproject.toml', `[tool.setuptools.packages.find]\nwhere = ["${folder}"]\n`);
    await project('lib');
    const uri = await write(
      'rooted/jobs/serve.py',
      'import modal\nfrom team.sizes import GPU\n\napp = modal.App()\n\n\n@app.function(gpu=GPU)\ndef f():\n    pass\n',
    );
    await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(uri));
    const has = (gpu: string): Promise<unknown> =>
      until(
        `the GPU ${gpu}`,
        () => lensTitles(uri),
        ([title]) => title?.includes(gpu) === true,
      );
    await has('A10');
    await project('python');
    await has('T4');
    await vscode.workspace.fs.delete(vscode.Uri.joinPath(uri, '../..'), { recursive: true });
  });
});
