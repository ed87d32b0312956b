import { strict as assert } from 'node:assert';
import { chmodSync, mkdtempSync, renameSync, rmSync, symlinkSync, truncateSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { textOfPart } from '../../src/core/workspace/notebook';
import type { WorkspaceIndex } from '../../src/host/index/workspaceIndex';
import type { Services } from '../../src/host/services';
import { modalFile, plainFile } from '../bench/generate';
import { closeAll, hoverNow, restoreSettings, set, until } from '../integration/support';
import { declares, folders, makeServices, Sandbox, told, watched } from './support';

describe('the workspace index', () => {
  let services: Services;
  let index: WorkspaceIndex;
  let box: Sandbox;

  beforeEach(() => {
    services = makeServices();
    index = services.index;
    box = new Sandbox();
  });

  afterEach(async () => {
    services.dispose();
    box.remove();
    await restoreSettings();
    await closeAll();
  });

  /** Until the system has told of what was written: it would be read twice otherwise. */
  const quiet = (): Promise<void> =>
    told(new vscode.RelativePattern(folders()[0]!, `${box.name}/last.txt`), () => box.write('last.txt', ''));

  /** Waits until the index, followed, has in the sandbox what it should. */
  const comesTo = (expected: readonly string[]): Promise<unknown> =>
    until(
      `the index has ${expected.join(', ')}`,
      () => box.declared(index),
      (found) => JSON.stringify(found) === JSON.stringify(expected),
    );

  describe('reads', () => {
    it('nothing before somebody looks', async () => {
      await vscode.workspace.openTextDocument(vscode.Uri.joinPath(folders()[0]!.uri, 'llama_serving.py'));
      await new Promise((resolve) => setTimeout(resolve, 500));
      assert.deepEqual(index.progress, { isRunning: false, isStopped: false, done: 0, total: 0 });
      assert.equal(index.isCurrent, false);
      assert.deepEqual(await index.assessments(), []);
    });

    it('10,000 files, and VS Code answers meanwhile', async () => {
      const [modal, other] = [modalFile(200), plainFile(4_000)];
      for (let i = 0; i < 10_000; i++)
        box.write(`package${i % 100}/module${i}.py`, i % 33 === 0 && i / 33 < 300 ? modal : other);
      await quiet();
      const uri = vscode.Uri.joinPath(folders()[0]!.uri, 'llama_serving.py');
      const { lineCount } = await vscode.workspace.openTextDocument(uri);
      assert.ok(lineCount > 10);
      await hoverNow(uri, new vscode.Position(0, 0));
      const seen: number[] = [];
      index.onDidProgress(({ done }) => seen.push(done));
      const began = performance.now();
      const state = { isOver: false };
      const ready = index.ready().finally(() => (state.isOver = true));
      let answers = 0;
      let slowest = 0;
      while (!state.isOver) {
        const asked = performance.now();
        await hoverNow(uri, new vscode.Position(0, 0));
        slowest = Math.max(slowest, performance.now() - asked);
        answers++;
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
      assert.equal(await ready, true);
      const seconds = ((performance.now() - began) / 1_000).toFixed(1);
      console.log(
        `10,000 files in ${seconds} s; ${answers} hovers answered meanwhile, the slowest in ${Math.round(slowest)} ms`,
      );
      assert.ok(answers >= 10, `${answers} hovers answered`);
      assert.ok(
        seen.some((done) => done > 1_000 && done < 9_000),
        'tells how far it is',
      );
      const each = modal.match(/^@app\.(function|cls)\(|\.with_options\(/gm)!.length;
      assert.equal((await box.declared(index)).length, 300 * each);
    });

    it('goes on where it was, after a wait that was canceled', async () => {
      for (let i = 0; i < 3_000; i++)
        box.write(`f${i % 30}/m${i}.py`, i % 10 === 0 ? declares(`f${i}`) : 'x = 1\n');
      await quiet();
      const source = new vscode.CancellationTokenSource();
      const halfway = index.onDidProgress(({ done }) => {
        if (done > 300) source.cancel();
      });
      assert.equal(await index.ready(source.token), false);
      halfway.dispose();
      await until(
        'it stops',
        () => index.progress,
        ({ isRunning }) => !isRunning,
      );
      const { done, total } = index.progress;
      assert.ok(done > 300 && done < total, `${done} of ${total}`);
      await new Promise((resolve) => setTimeout(resolve, 400));
      assert.equal(index.progress.done, done, 'nobody waits: nothing is read');
      const from: number[] = [];
      index.onDidProgress((progress) => from.push(progress.done));
      assert.equal(await index.ready(), true);
      assert.ok(Math.min(...from) >= done, 'what was read is not read again');
      assert.equal((await box.declared(index)).length, 300);
    });

    it('stops when it is told to, whoever waits, and goes on when asked again', async () => {
      for (let i = 0; i < 2_000; i++) box.write(`f${i % 20}/m${i}.py`, declares(`f${i}`));
      const following = index.follow();
      const ready = index.ready();
      await until(
        'it has begun',
        () => index.progress.done,
        (done) => done > 50,
      );
      index.stop();
      assert.equal(await ready, false);
      await until(
        'it is stopped',
        () => index.progress,
        ({ isRunning, isStopped }) => !isRunning && isStopped,
      );
      assert.equal(index.hasResults, true);
      const partly = (await box.declared(index)).length;
      assert.ok(partly < 2_000, `${partly}`);
      assert.equal(await index.ready(), true);
      assert.equal((await box.declared(index)).length, 2_000);
      following.dispose();
    });
  });

  describe('leaves out', () => {
    it('what .gitignore files say, the nearest first', async () => {
      box.write('.gitignore', 'drafts/\n*_old.py\n');
      for (const path of ['a.py', 'b_old.py', 'drafts/c.py', 'sub/d_old.py', 'sub/e_old.py'])
        box.write(path, declares('f'));
      box.write('sub/.gitignore', '!d_old.py\n');
      await index.ready();
      assert.deepEqual(await box.declared(index), ['a.py f', 'sub/d_old.py f']);
    });

    it('what files.exclude says, and what is no code of one’s own', async () => {
      for (const path of ['a.py', 'gen/b.py', 'c_pb2.py', '.venv/lib/d.py', 'node_modules/e.py'])
        box.write(path, declares('f'));
      await index.ready();
      assert.deepEqual(await box.declared(index), ['a.py f', 'c_pb2.py f', 'gen/b.py f']);
      const following = index.follow();
      await set('files.exclude', { '**/gen': true, '**/*_{pb2,grpc}.py': true, 'a.py': true });
      await comesTo(['a.py f']);
      await set('files.exclude', { '**/gen': false });
      await comesTo(['a.py f', 'c_pb2.py f', 'gen/b.py f']);
      following.dispose();
    });

    it('20 MB, what is not UTF-8, and what may not be read, each with its reason', async () => {
      box.write('a.py', declares('f'));
      box.write('large.py', declares('f'));
      truncateSync(box.at('large.py'), 20_000_000);
      box.write('bytes.py', Buffer.concat([Buffer.from(declares('f')), Buffer.from([0xff])]));
      box.write('closed/b.py', declares('f'));
      box.write('secret.py', declares('f'));
      chmodSync(box.at('closed'), 0);
      chmodSync(box.at('secret.py'), 0);
      // Who is root may read everything.
      const denied =
        process.getuid?.() === 0 ? [] : ['closed: permissionDenied', 'secret.py: permissionDenied'];
      const readable = process.getuid?.() === 0 ? ['closed/b.py f', 'secret.py f'] : [];
      try {
        await index.ready();
        assert.deepEqual(await box.skipped(index), [
          'bytes.py: notUtf8',
          ...denied.slice(0, 1),
          'large.py: tooLarge',
          ...denied.slice(1),
        ]);
        assert.deepEqual(await box.declared(index), ['a.py f', ...readable].sort());
      } finally {
        chmodSync(box.at('closed'), 0o700);
      }
    });

    it('nothing behind symbolic links that lead out, and nothing twice for others', async () => {
      const outside = mkdtempSync(join(tmpdir(), 'modal-cost-outside-'));
      try {
        box.write('own/a.py', declares('f'));
        box.write('own/deep/b.py', declares('g'));
        symlinkSync('.', box.at('self'));
        symlinkSync('..', box.at('own/up'));
        symlinkSync('own', box.at('alias'));
        symlinkSync('gone.py', box.at('dangling.py'));
        symlinkSync('loop.py', box.at('loop.py'));
        symlinkSync(outside, box.at('outside'));
        box.write('outside/c.py', declares('h'));
        symlinkSync(join(outside, 'c.py'), box.at('far.py'));
        symlinkSync('own/a.py', box.at('again.py'));
        box.write('text/a.txt', declares('t'));
        symlinkSync('text/a.txt', box.at('one.py'));
        symlinkSync('text/a.txt', box.at('two.py'));
        symlinkSync(box.path, join(outside, 'back'));
        await index.ready();
        assert.deepEqual(await box.declared(index), ['one.py t', 'own/a.py f', 'own/deep/b.py g']);
        assert.deepEqual(await box.skipped(index), ['far.py: symbolicLink', 'outside: symbolicLink']);
      } finally {
        rmSync(outside, { recursive: true });
      }
    });
  });

  describe('keeps up', () => {
    it('with files that come, change and go', async () => {
      box.write('a.py', declares('f'));
      const following = index.follow();
      await comesTo(['a.py f']);
      box.write('b.py', declares('g'));
      await comesTo(['a.py f', 'b.py g']);
      box.write('a.py', declares('changed'));
      await comesTo(['a.py changed', 'b.py g']);
      box.remove('b.py');
      await comesTo(['a.py changed']);
      following.dispose();
    });

    it('with links that lead nowhere', async () => {
      box.write('a.py', declares('f'));
      const following = index.follow();
      await comesTo(['a.py f']);
      symlinkSync('loop.py', box.at('loop.py'));
      symlinkSync('gone.py', box.at('dangling.py'));
      box.write('b.py', declares('g'));
      await comesTo(['a.py f', 'b.py g']);
      await quiet();
      assert.deepEqual(await box.skipped(index), []);
      following.dispose();
    });

    it('with whole folders', async () => {
      await watched(folders()[0]!, `${box.name}/a`);
      box.write('a/x/y.py', declares('f'));
      box.write('a/x/deep/z.py', declares('g'));
      const following = index.follow();
      await comesTo(['a/x/deep/z.py g', 'a/x/y.py f']);
      // VS Code says nothing of a folder that goes before it has said that the folder came.
      await quiet();
      renameSync(box.at('a/x'), box.at('moved'));
      await comesTo(['moved/deep/z.py g', 'moved/y.py f']);
      box.remove('moved');
      await comesTo([]);
      following.dispose();
    });

    it('with .gitignore files', async () => {
      box.write('a.py', declares('f'));
      box.write('b.py', declares('g'));
      const following = index.follow();
      await comesTo(['a.py f', 'b.py g']);
      box.write('.gitignore', 'b.py\n');
      await comesTo(['a.py f']);
      // VS Code says nothing of a file that goes before it has said that the file came: a change shows that it has.
      box.write('.gitignore', 'a.py\n');
      await comesTo(['b.py g']);
      box.remove('.gitignore');
      await comesTo(['a.py f', 'b.py g']);
      following.dispose();
    });

    it('with what files import, and reads only those again that do', async () => {
      const user =
        'from settings import GPU\nimport modal\napp = modal.App("x")\n@app.function(gpu=GPU)\ndef f(): ...\n';
      box.write('user.py', user);
      box.write('other.py', declares('g'));
      const following = index.follow();
      const gpus = async (): Promise<string[]> => {
        const all = await index.assessments(folders()[0]);
        const here = all.filter(({ estimate: { subject } }) => subject.file.startsWith(box.name));
        return here.map(({ estimate }) => estimate.alternatives.map(({ label }) => label).join()).sort();
      };
      const become = (...expected: string[]): Promise<unknown> =>
        until('the GPUs', gpus, (found) => JSON.stringify(found) === JSON.stringify(expected));
      await become('', 'T4');
      box.write('settings.py', 'GPU = "H100"\n');
      await become('H100', 'T4');
      const seen: number[] = [];
      const told = index.onDidProgress(({ done, total }) => seen.push(total - done));
      box.write('settings.py', 'from base import GPU\n');
      box.write('base.py', 'GPU = "A10"\n');
      await become('A10', 'T4');
      box.write('base.py', 'GPU = "L4"\n');
      await become('L4', 'T4');
      assert.ok(Math.max(...seen) <= 3, `reads little again: ${seen.join()}`);
      told.dispose();
      box.remove('settings.py');
      await become('', 'T4');
      following.dispose();
    });

    it('with files that disappear while they are read', async () => {
      for (let i = 0; i < 2_000; i++) box.write(`f${i % 20}/m${i}.py`, declares(`f${i}`));
      const told = index.onDidProgress(({ total }) => {
        if (total < 1_000) return;
        told.dispose();
        for (let i = 0; i < 20; i += 2) box.remove(`f${i}`);
      });
      assert.equal(await index.ready(), true);
      // The file system may tell of it later than it is so.
      await until(
        'the rest',
        async () => (await index.ready()) && (await box.declared(index)).length,
        (count) => count === 1_000,
      );
      assert.deepEqual(await box.skipped(index), []);
    });

    it('with what is typed, before it is saved', async () => {
      box.write('a.py', declares('f'));
      box.write('.gitignore', 'hidden.py\n');
      box.write('hidden.py', declares('g'));
      const following = index.follow();
      await comesTo(['a.py f']);
      const editor = await vscode.window.showTextDocument(box.uri('a.py'));
      const end = editor.document.positionAt(editor.document.getText().length);
      await editor.edit((edit) => edit.insert(end, '\n\n@app.function()\ndef typed(): ...\n'));
      await comesTo(['a.py f', 'a.py typed']);
      assert.match(textOfPart(await index.textOf(folders()[0]!, `${box.name}/a.py`)) ?? '', /typed/);
      await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
      await comesTo(['a.py f']);
      const hidden = await vscode.window.showTextDocument(box.uri('hidden.py'));
      await hidden.edit((edit) => edit.insert(new vscode.Position(0, 0), '# '));
      await new Promise((resolve) => setTimeout(resolve, 600));
      assert.deepEqual(await box.declared(index), ['a.py f']);
      following.dispose();
    });

    it('only while somebody follows, and then with all that has happened meanwhile', async () => {
      box.write('a.py', declares('f'));
      await index.ready();
      box.write('b.py', declares('g'));
      await new Promise((resolve) => setTimeout(resolve, 1_000));
      assert.deepEqual(await box.declared(index), ['a.py f']);
      const following = index.follow();
      await comesTo(['a.py f', 'b.py g']);
      following.dispose();
    });
  });

  it('prices anew without reading anew', async () => {
    box.write('a.py', declares('f', 'gpu="H100", min_containers=1'));
    await index.ready();
    const floor = async (): Promise<number | undefined> => {
      const all = await index.assessments(folders()[0]);
      return all.find(({ estimate: { subject } }) => subject.file.startsWith(box.name))?.estimate.floor
        ?.perMonth?.high;
    };
    assert.equal((await floor())?.toFixed(2), '311.04');
    let told = 0;
    index.onDidChange(() => told++);
    // Were the file read again, it would say otherwise.
    const readAgain = index.onDidProgress(() => assert.fail('read again'));
    await set('modalCost.hoursPerMonth', 100);
    await until('the new hours', floor, (usd) => usd?.toFixed(2) === '43.20');
    assert.ok(told > 0);
    readAgain.dispose();
  });
});
