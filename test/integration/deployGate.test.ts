/** The task that deploys with a cost check, and the command that copies its line. */
import { strict as assert } from 'node:assert';
import * as vscode from 'vscode';
import { Commands, DEPLOY_TASK } from '../../src/host/contributions';
import { closeAll, openPython, until } from './support';

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

  it('is the command of tasks.json, each word of it as it stands, without a shell', async () => {
    const folder = vscode.workspace.workspaceFolders![0]!.uri;
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
          tool: ['node', 'modal-cost.js'],
        },
        { type: DEPLOY_TASK, label: 'not right', deploy: 'modal deploy' },
      ],
    };
    try {
      await vscode.workspace.fs.writeFile(settings, new TextEncoder().encode(JSON.stringify(own)));
      const task = await until(
        'the task of tasks.json',
        async () => (await vscode.tasks.fetchTasks()).find(({ name }) => name === 'to staging'),
        (found) => found !== undefined,
      );
      assert.deepEqual(processOf(task!), [
        ...['node', 'modal-cost.js', 'gate', '--max-increase', '500', '--base', 'main', '--'],
        ...['modal', 'deploy', '$(touch pwned) app.py'],
      ]);
    } finally {
      await vscode.workspace.fs.delete(settings);
    }
  });

  it('has its line copied for the file in the editor', async () => {
    const { document } = await openPython(APP);
    await vscode.commands.executeCommand(Commands.copyDeployCommand);
    const name = vscode.workspace.asRelativePath(document.uri, false);
    assert.equal(await vscode.env.clipboard.readText(), `modal-cost gate -- modal deploy ${name}`);
  });
});
