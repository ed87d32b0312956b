import { strict as assert } from 'node:assert';
import * as vscode from 'vscode';
import { readTrace } from '../../src/core/cost/trace/readTrace';
import { EDITOR_TRACE_BOUNDS, readTraceFile } from '../../src/host/traceFile';
import { MemoryFiles } from './memoryFiles';
import { closeAll, openPython, remove, until, write } from './support';

const SERVE = `import modal

app = modal.App("one")


@app.function(gpu="H100", min_containers=2)
def serve():
    pass
`;

/** A request each minute for three hours. */
const CSV = [
  'timestamp,duration',
  ...Array.from({ length: 180 }, (_, i) => `${1_762_675_200 + 60 * i},${2 + (i % 5)}`),
].join('\n');

const SCHEME = 'modal-cost-trace';
const at = (name: string): vscode.Uri => vscode.Uri.from({ scheme: SCHEME, path: `/traces/${name}` });

function panels(): string[] {
  return vscode.window.tabGroups.all.flatMap(({ tabs }) =>
    tabs.flatMap(({ input, label }) =>
      input instanceof vscode.TabInputWebview && input.viewType.endsWith('modalCost.scenarios')
        ? [label]
        : [],
    ),
  );
}

describe('a request trace', () => {
  const { files, registration } = MemoryFiles.register(SCHEME);

  before(() => files.put(at('requests.csv'), CSV));

  after(() => {
    registration.dispose();
  });

  afterEach(async () => {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await closeAll();
  });

  it('is read from a file system that is no disk', async () => {
    const reading = await readTraceFile(at('requests.csv'), {});
    assert.ok(reading?.ok);
    assert.equal(reading.summary.requests, 180);
    assert.equal(reading.summary.coveredSeconds, 179 * 60);
    const units = reading.guesses.flatMap((each) => ('unit' in each ? [`${each.kind} ${each.unit}`] : []));
    assert.deepEqual(units, ['timeUnit s', 'durationUnit s']);
  });

  it('is read from a folder piece by piece as it is at once', async () => {
    const rows = Array.from({ length: 20_000 }, (_, i) => `${1_762_675_200 + 7 * i},${i ** 2 % 991}`);
    const csv = ['timestamp,duration', ...rows].join('\n');
    const uri = await write('requests_of_a_test.csv', csv);
    try {
      const [pieces, whole] = [await readTraceFile(uri, {}), readTrace(new TextEncoder().encode(csv))];
      assert.ok(whole.ok);
      // Not by their difference, which would be as long as the trace.
      assert.ok(JSON.stringify(pieces) === JSON.stringify(whole));
    } finally {
      await remove(uri);
    }
  });

  it('opens the panel of the declaration, and once', async () => {
    const { document } = await openPython(SERVE);
    await vscode.commands.executeCommand('modalCost.useTrace', document.uri, 5, at('requests.csv'));
    await until('a panel', panels, (found) => found.length === 1);
    await vscode.window.showTextDocument(document, vscode.ViewColumn.One);
    await vscode.commands.executeCommand('modalCost.useTrace', document.uri, 5, at('requests.csv'));
    assert.deepEqual(panels(), ['Modal costs: serve']);
  });

  it('is refused where it is larger than the editor reads', async () => {
    const reading = await readTraceFile(at('requests.csv'), {}, { ...EDITOR_TRACE_BOUNDS, bytes: 1_000 });
    assert.deepEqual(reading && !reading.ok && reading.problem, { kind: 'tooManyBytes', max: 1_000 });
    const rows = await readTraceFile(at('requests.csv'), {}, { ...EDITOR_TRACE_BOUNDS, rows: 100 });
    assert.deepEqual(rows && !rows.ok && rows.problem, { kind: 'tooManyRows', max: 100 });
  });

  it('that is not there, or a folder, is said by name', async () => {
    const said = (uri: vscode.Uri): Promise<string> => readTraceFile(uri, {}).then(() => '', String);
    assert.match(await said(at('none.csv')), /none\.csv cannot be read/);
    assert.match(await said(vscode.Uri.from({ scheme: SCHEME, path: '/traces' })), /traces cannot be read/);
  });

  it('that cannot be used opens no panel', async () => {
    files.put(at('bad.csv'), 'timestamp,duration\nsoon,1\nlater,2\n');
    const { document } = await openPython(SERVE);
    await vscode.commands.executeCommand('modalCost.useTrace', document.uri, 5, at('bad.csv'));
    assert.deepEqual(panels(), []);
  });
});
