import { strict as assert } from 'node:assert';
import * as vscode from 'vscode';
import { estimateJson } from '../../src/core/render/estimateJson';
import type { WorkspaceIndex } from '../../src/host/index/workspaceIndex';
import type { Services } from '../../src/host/services';
import { until } from '../integration/support';
import { estimated } from '../support/commandLine';
import { MemoryFiles } from '../integration/memoryFiles';
import { declares, folders, makeServices, Sandbox, told } from './support';

/** Adds folders behind those that are there: what comes before the first one would start VS Code's extensions anew. */
async function change(
  removed: number,
  ...added: { readonly uri: vscode.Uri; readonly name?: string }[]
): Promise<void> {
  const told = new Promise((resolve) => {
    const listener = vscode.workspace.onDidChangeWorkspaceFolders(() => {
      listener.dispose();
      resolve(undefined);
    });
  });
  assert.ok(vscode.workspace.updateWorkspaceFolders(folders().length - removed, removed, ...added));
  await told;
}

describe('the index of several folders', () => {
  let services: Services;
  let index: WorkspaceIndex;

  beforeEach(() => {
    services = makeServices();
    index = services.index;
  });

  afterEach(() => services.dispose());

  /** The names that each folder declares. */
  const names = async (): Promise<Record<string, string[]>> =>
    Object.fromEntries(
      (await index.results()).map(({ folder, assessments }) => [
        folder.name,
        assessments.map(({ estimate: { subject } }) =>
          subject.type === 'declaration' ? subject.name : subject.form,
        ),
      ]),
    );

  it('has each folder’s own, in their order, and comes to what the command line does', async () => {
    assert.equal(await index.ready(), true);
    const results = await index.results();
    assert.deepEqual(
      results.map(({ folder }) => folder.name),
      ['examples', 'team'],
    );
    assert.deepEqual((await names()).team, ['label']);
    assert.deepEqual(
      (await index.assessments(folders()[1])).map(({ estimate }) => estimate.subject.file),
      ['batch.py'],
    );
    for (const { folder, assessments, skipped } of results) {
      const state = await estimated(folder.uri.fsPath, 'review-2026-05');
      const calls = assessments.filter(({ estimate }) => estimate.subject.type === 'call');
      const ordered = [...assessments.filter((each) => !calls.includes(each)), ...calls];
      assert.ok(ordered.length > 0);
      const json = (of: typeof assessments): string => JSON.stringify(estimateJson(of, state.context));
      assert.equal(json(ordered), json(state.assessments));
      assert.deepEqual(skipped, state.scan.skipped);
    }
  });

  it('takes folders that come and go, and counts one in another once', async () => {
    const box = new Sandbox();
    box.write('inner/a.py', declares('f'));
    box.write('b.py', declares('g'));
    try {
      const following = index.follow();
      await until(
        'the box',
        () => box.declared(index),
        (found) => found.length === 2,
      );
      await change(0, { uri: box.uri('inner'), name: 'inner' });
      await until('a folder more', names, (found) => found.inner?.join() === 'f');
      await until(
        'once',
        () => box.declared(index),
        (found) => found.join() === 'b.py g',
      );
      await change(1);
      await until(
        'back again',
        () => box.declared(index),
        (found) => found.join() === 'b.py g,inner/a.py f',
      );
      assert.deepEqual(Object.keys(await names()), ['examples', 'team']);
      following.dispose();
    } finally {
      box.remove();
    }
  });

  it('reads a virtual one, and what it cannot read there it names', async () => {
    const { files, registration } = MemoryFiles.register('costmemory');
    const root = vscode.Uri.parse('costmemory://host/work');
    const at = (path: string): vscode.Uri => vscode.Uri.joinPath(root, path);
    files.put(at('app/serve.py'), 'from app.config import GPU\n' + declares('f', 'gpu=GPU'));
    files.put(at('app/config.py'), 'GPU = "H100"\n');
    files.put(at('closed/x.py'), declares('g'));
    files.put(at('.venv/y.py'), declares('g'));
    await change(0, { uri: root, name: 'virtual' });
    try {
      const following = index.follow();
      await until('its declaration', names, (found) => found.virtual?.join() === 'f');
      const virtual = async (): Promise<string | undefined> =>
        (await index.assessments(folders()[2]))[0]?.estimate.alternatives.map(({ label }) => label).join();
      assert.equal(await virtual(), 'H100');
      assert.deepEqual((await index.results())[2]!.skipped, [
        { file: 'closed', reason: { kind: 'permissionDenied' } },
      ]);
      assert.ok(!files.reads.some((path) => path.includes('.venv')));
      const before = files.reads.length;
      files.put(at('app/config.py'), 'GPU = "L4"\n');
      await until('the change', virtual, (found) => found === 'L4');
      assert.deepEqual([...new Set(files.reads.slice(before))].sort(), [
        '/work/app/config.py',
        '/work/app/serve.py',
      ]);
      following.dispose();
    } finally {
      await change(1);
      registration.dispose();
    }
  });

  it('reads every file once', async () => {
    const { files, registration } = MemoryFiles.register('costmemory');
    const root = vscode.Uri.parse('costmemory://host/work');
    for (let i = 0; i < 300; i++)
      files.put(vscode.Uri.joinPath(root, `m${i}.py`), i % 3 === 0 ? declares(`f${i}`) : '');
    await change(0, { uri: root, name: 'virtual' });
    // What VS Code tells of files late is read anew.
    await told(new vscode.RelativePattern(root, 'last.txt'), () =>
      files.put(vscode.Uri.joinPath(root, 'last.txt'), ''),
    );
    try {
      assert.equal(await index.ready(), true);
      assert.equal((await names()).virtual?.length, 100);
      assert.equal(await index.ready(), true);
      await index.assessments();
      // VS Code looks for its own settings there too.
      const read = (): number => files.reads.filter((path) => path.endsWith('.py')).length;
      assert.equal(read(), 300);
      assert.equal(await index.refresh(), true);
      assert.equal(read(), 600);
    } finally {
      await change(1);
      registration.dispose();
    }
  });
});
