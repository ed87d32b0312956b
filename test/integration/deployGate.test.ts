/** The task that deploys with a cost check, and the command that copies its line. */
import { strict as assert } from 'node:assert';
import { chmodSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { Commands, DEPLOY_TASK } from '../../src/host/contributions';
import { closeAll, openPython } from './support';

const APP = 'import modal\napp = modal.App()\n@app.function(gpu="T4")\ndef f(): ...\n';

function processOf({ execution }: vscode.Task): readonly string[] {
  assert.ok(execution instanceof vscode.ProcessExecution);
  return [execution.process, ...execution.args];
}

describe('a deploy with a cost check', () => {
  after(closeAll);

  it('is a task of each folder, and nothing runs until it is started', async () => {
    const started: string[] = [];
    const listening = vscode.tasks.onDidStartTask(({ execution }) => started.push(execution.task.name));
    try {
      const [task, ...more] = await vscode.tasks.fetchTasks({ type: DEPLOY_TASK });
      assert.ok(task);
      assert.deepEqual(more, []);
      assert.deepEqual([task.source, task.name], ['modal-cost', 'deploy with cost check']);
      assert.deepEqual(processOf(task), ['modal-cost', 'gate', '--', 'modal', 'deploy', '${relativeFile}']);
      assert.equal(task.presentationOptions.focus, true);
      assert.deepEqual(started, []);
    } finally {
      listening.dispose();
    }
  });

  it('runs the command of tasks.json in a terminal, without a shell', async () => {
    const folder = vscode.workspace.workspaceFolders![0]!.uri;
    const out = vscode.Uri.file(join(tmpdir(), `modal-cost-task-${Date.now()}`));
    // In the place of modal-cost: writes down what it is given. VS Code misses the end of one that is gone at once.
    const tool = vscode.Uri.joinPath(folder, `tool_${Date.now()}.cjs`);
    const script = `require('fs').writeFileSync(${JSON.stringify(out.fsPath)}, JSON.stringify(process.argv.slice(2))); setTimeout(() => process.exit(3), 2000);`;
    await vscode.workspace.fs.writeFile(tool, new TextEncoder().encode(script));
    chmodSync(tool.fsPath, 0o644);
    const settings = vscode.Uri.joinPath(folder, '.vscode/tasks.json');
    const own = {
      version: '2.0.0',
      tasks: [
        {
          type: DEPLOY_TASK,
          label: 'to staging',
          deploy: ['modal', 'deploy', '$(touch pwned) app.py'],
          maxIncrease: 500,
          options: ['--base', 'main'],
          tool: ['node', tool.fsPath],
        },
        { type: DEPLOY_TASK, label: 'not right', deploy: 'modal deploy' },
      ],
    };
    try {
      await vscode.workspace.fs.writeFile(settings, new TextEncoder().encode(JSON.stringify(own)));
      let task: vscode.Task | undefined;
      for (let i = 0; i < 200 && !task; i++) {
        task = (await vscode.tasks.fetchTasks()).find(({ name }) => name === 'to staging');
        if (!task) await new Promise((done) => setTimeout(done, 100));
      }
      assert.ok(task);
      const ended = new Promise<number | undefined>((done) => {
        const listening = vscode.tasks.onDidEndTaskProcess(({ exitCode }) => {
          listening.dispose();
          done(exitCode);
        });
      });
      await vscode.tasks.executeTask(task);
      assert.equal(await ended, 3);
      const given = JSON.parse(new TextDecoder().decode(await vscode.workspace.fs.readFile(out))) as string[];
      assert.deepEqual(given, [
        ...['gate', '--max-increase', '500', '--base', 'main', '--'],
        ...['modal', 'deploy', '$(touch pwned) app.py'],
      ]);
    } finally {
      await vscode.workspace.fs.delete(settings);
      await vscode.workspace.fs.delete(tool);
    }
  });

  it('has its line copied for the file in the editor', async () => {
    const { document } = await openPython(APP);
    await vscode.commands.executeCommand(Commands.copyDeployCommand);
    const name = vscode.workspace.asRelativePath(document.uri, false);
    assert.equal(await vscode.env.clipboard.readText(), `modal-cost gate -- modal deploy ${name}`);
  });
});
