/** Traces on the command line: what is read, what is refused, and what is said of it. */
import { strict as assert } from 'node:assert';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { modalCost, type Run } from './run';

const CODE = `import modal
app = modal.App()

@app.function(gpu="H100")
def serve(): ...

@app.function(gpu="T4")
def other(): ...
`;

/** One request every 100 s for 10,000 s, each of 10 s: 11 of 100 s are live with a window of 1 s. */
const EVEN = [
  'timestamp,duration_s',
  ...Array.from({ length: 101 }, (_, i) => `${1_700_000_000 + 100 * i},10`),
];

describe('a trace on the command line', () => {
  let folder = '';
  before(() => {
    folder = realpathSync(mkdtempSync(join(tmpdir(), 'modal-cost-trace-')));
    writeFileSync(join(folder, 'app.py'), CODE);
    writeFileSync(join(folder, 'even.csv'), `${EVEN.join('\n')}\n`);
  });
  after(() => rmSync(folder, { recursive: true }));

  const run = (...args: string[]): Promise<Run> => modalCost(args, { cwd: folder });
  const estimateOf = async (...args: string[]): Promise<{ estimates: readonly Estimated[] }> =>
    JSON.parse((await run('estimate', 'app.py::serve', '--format', 'json', ...args)).stdout) as never;

  interface Estimated {
    readonly subject: { readonly name: string };
    readonly usage: {
      readonly fields: Record<string, { value: number }>;
      readonly trace: Record<string, unknown>;
    };
    readonly month: Record<string, never> & {
      readonly liveSeconds: { likely: number };
      readonly method: string;
    };
  }

  it('gives the month of one declaration, and says what it took the trace to be', async () => {
    const { estimates } = await estimateOf('--trace', 'even.csv');
    assert.deepEqual(
      estimates.map(({ subject }) => subject.name),
      ['serve'],
    );
    const { usage, month } = estimates[0]!;
    assert.equal(usage.fields.requests_per_day!.value, 864);
    assert.equal(usage.fields.seconds_per_request!.value, 10);
    assert.equal(usage.trace.requests, 101);
    assert.deepEqual(usage.trace.guessKinds, [
      'format',
      'delimiter',
      'column',
      'column',
      'timeUnit',
      'durationUnit',
    ]);
    // Of every 100 s, 10 serving and 60 of the default window.
    assert.ok(
      Math.abs(month.liveSeconds.likely / (730 * 3_600) - 0.7) < 1e-6,
      String(month.liveSeconds.likely),
    );
    assert.equal(month.method, 'simulated');
    const { stdout } = await run('estimate', 'app.py::serve', '--trace', 'even.csv');
    assert.match(stdout, /Trace even\.csv: 101 requests in/);
    assert.match(stdout, /Column for start: “timestamp”\. Column for duration: “duration_s”/);
  });

  it('is the same from the team file, by its path from there, with how to read it', async () => {
    const option = (await estimateOf('--trace', 'even.csv')).estimates[0]!.month;
    for (const trace of ['even.csv', { file: './even.csv', time_unit: 's', duration: 2 }]) {
      const team = { version: 1, declarations: { 'app.py::serve': { trace } } };
      writeFileSync(join(folder, 'modal-cost.json'), JSON.stringify(team));
      assert.deepEqual((await estimateOf()).estimates[0]!.month, option);
    }
    const { stdout } = await run('estimate', 'app.py');
    assert.match(stdout, /serve +H100[^\n]*≈ \$/);
    rmSync(join(folder, 'modal-cost.json'));
  });

  it('refuses a path or a link that leads out of the folder of the team file', async () => {
    const outside = mkdtempSync(join(tmpdir(), 'modal-cost-outside-'));
    writeFileSync(join(outside, 'far.csv'), `${EVEN.join('\n')}\n`);
    symlinkSync(join(outside, 'far.csv'), join(folder, 'link.csv'));
    mkdirSync(join(folder, 'folder.csv'));
    symlinkSync('circle.csv', join(folder, 'circle.csv'));
    for (const [trace, kind, problem] of [
      ['link.csv', 'traceNoFile', /outside/],
      ['missing.csv', 'traceNoFile', /no such file/],
      ['folder.csv', 'traceNoFile', /no such file/],
      ['circle.csv', 'traceNoFile', /cannot be read/],
    ] as const) {
      const team = { version: 1, declarations: { 'app.py::serve': { trace } } };
      writeFileSync(join(folder, 'modal-cost.json'), JSON.stringify(team));
      const { month } = (await estimateOf()).estimates[0]!;
      assert.equal(month.reasonKind, kind, trace);
      assert.match(String(month.reason), problem);
      // The table and the check have no room for it.
      for (const command of ['estimate', 'check'])
        assert.match(
          (await run(command, 'app.py')).stderr,
          new RegExp(`app\\.py:\\d+: no cost per month: .*${problem.source}`),
        );
    }
    writeFileSync(
      join(folder, 'modal-cost.json'),
      JSON.stringify({ version: 1, declarations: { 'app.py::serve': { trace: '../far.csv' } } }),
    );
    assert.match(
      (await run('estimate', 'app.py')).stderr,
      /trace must be a file in the folder of modal-cost\.json/,
    );
    rmSync(join(folder, 'modal-cost.json'));
    rmSync(outside, { recursive: true });
  });

  it('names bad rows, and refuses a trace with many of them', async () => {
    writeFileSync(join(folder, 'bad.csv'), `${[...EVEN, '1700099999,-1'].join('\n')}\n`);
    const { stdout } = await run('estimate', 'app.py::serve', '--trace', 'bad.csv');
    assert.match(stdout, /1 row was left out: line 103: the duration “-1” is negative/);
    writeFileSync(join(folder, 'worse.csv'), `${[...EVEN, ...Array<string>(50).fill('x,1')].join('\n')}\n`);
    const { month } = (await estimateOf('--trace', 'worse.csv')).estimates[0]!;
    assert.match(month.reason!, /50 of its 151 rows cannot be read: line 103: cannot read the start/);
  });

  it('names the columns that it has, if none is known', async () => {
    writeFileSync(join(folder, 'columns.csv'), 'foo,elapsed\n1,2\n');
    const { month } = (await estimateOf('--trace', 'columns.csv')).estimates[0]!;
    assert.match(
      month.reason!,
      /no column has the time of a request: rename one to “timestamp”; it has “foo”, “elapsed”/,
    );
  });

  it('is the frontier’s traffic too', async () => {
    const { stdout, status } = await run(
      'advise',
      'app.py::serve',
      '--trace',
      'even.csv',
      '--format',
      'json',
    );
    assert.equal(status, 0);
    const advice = JSON.parse(stdout) as {
      current: { method: string };
      assumptionKinds: string[];
      trace: object;
    };
    assert.equal(advice.current.method, 'observed');
    assert.ok(advice.assumptionKinds.includes('settingsObserved'));
    assert.ok('guesses' in advice.trace);
  });

  it('is refused where it would be ignored, or where nobody knows for what', async () => {
    for (const [args, text] of [
      [['estimate', 'app.py', '--trace', 'even.csv'], /estimate with --trace needs PATH::NAME/],
      [['check', 'app.py', '--trace', 'even.csv'], /--trace works with estimate, advise/],
      [
        ['estimate', 'app.py::serve', '--trace', 'nowhere.csv'],
        /--trace nowhere\.csv: there is no such file/,
      ],
      [['estimate', 'app.py::serve', '--trace-options', 'time_unit=s'], /--trace-options needs --trace/],
      [
        ['estimate', 'app.py::serve', '--trace', 'even.csv', '--trace-options', 'time_unit=h'],
        /time_unit must be one of s ms us ns/,
      ],
      [
        ['estimate', 'app.py::serve', '--trace', 'even.csv', '--trace-options', 'timeunit=s'],
        /“timeunit” is no option of a trace\. Did you mean time_unit\?/,
      ],
      [['estimate', 'app.py::none', '--trace', 'even.csv'], /no declaration none; found: serve, other/],
    ] as const) {
      const { status, stderr } = await run(...args);
      assert.equal(status, 2, args.join(' '));
      assert.match(stderr, text);
    }
  });
});
