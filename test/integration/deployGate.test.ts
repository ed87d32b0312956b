/** The task that deploys with a cost check, and the command that copies its line. */
import { strict as assert } from 'node:assert';
import { chmodSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { Commands, DEPLOY_TASK } from '../../src/host/contributions';
import { closeAll, openPython, until } from './support';

const APP = 'import modal\napp = modal.App()\n@app.function(gpu="T4")\ndef f(): ...\n';

function processOf({ execution }: vscode.Task): readonly string[] {
  assert.ok(execution instanceof vscode.ProcessExecution);
  return [execution.process, ...execution.args];
}

/** What the stand-in for `modal-cost` has written down; undefined before it has. */
function givenIn({ fsPath }: vscode.Uri): readonly string[] | undefined {
  try {
    return JSON.parse(readFileSync(fsPath, 'utf8')) as string[];
  } catch {
    return undefined;
  }
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
    // In the place of modal-cost: writes down what it is given.
    const tool = vscode.Uri.joinPath(folder, `tool_${Date.now()}.cjs`);
    const script = `require('fs').writeFileSync(${JSON.stringify(out.fsPath)}, JSON.stringify(process.argv.slice(2)));`;
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
      await vscode.tasks.executeTask(task);
      // VS Code may miss the end of a task: what it has been given says that it ran.
      const given = await until(
        'what the task was given',
        () => givenIn(out),
        (found) => found !== undefined,
      );
      assert.deepEqual(given, [
        ...['gate', '--max-increase', '500', '--base', 'main', '--'],
        ...['modal', 'deploy', '$(touch pwned) app.py'],
      ]);
    } finally {
      await vscode.workspace.fs.delete(settings);
      await vscode.workspace.fs.delete(tool);
      rmSync(out.fsPath, { force: true });
    }
  });

  it('has its line copied for the file in the editor', async () => {
    const { document } = await openPython(APP);
    await vscode.commands.executeCommand(Commands.copyDeployCommand);
    const name = vscode.workspace.asRelativePath(document.uri, false);
    assert.equal(await vscode.env.clipboard.readText(), `modal-cost gate -- modal deploy ${name}`);
  });
});
