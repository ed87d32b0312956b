/** The figure of the panel and that of the command line, for the same traffic in the team file. */
import { strict as assert } from 'node:assert';
import { listBook } from '../../src/core/pricing/bundled';
import { calculatorDeclaration, scenarioOf, scenarioTotal } from '../../src/core/render/scenario/scenario';
import { folder, modalCost } from './run';

const SERVE = 'import modal\napp = modal.App("app")\n\n@app.function(gpu="H100")\ndef serve(): ...\n';

const USAGE = {
  requests_per_day: 900,
  seconds_per_request: 4,
  startup_seconds: 20,
  hourly: [0, 0, 0, 0, 0, 0, 1, 2, 4, 6, 6, 6, 5, 6, 6, 6, 5, 4, 3, 2, 1, 0, 0, 0],
  weekly: [5, 5, 5, 5, 5, 2, 1],
  requests_at_once: 3,
  bursts_per_day: 4,
  burst_minutes: 10,
  burst_share: 0.3,
  seconds_cv: 2,
};

describe('traffic of any shape', () => {
  it('costs in the panel what modal-cost estimate says of the team file', async () => {
    const team = { version: 1, declarations: { 'app.py::serve': USAGE } };
    const { path, remove } = folder({ 'app.py': SERVE, 'modal-cost.json': JSON.stringify(team) });
    const { stdout } = await modalCost(['estimate', '.', '--format=json', '--book', listBook.id], {
      cwd: path,
    });
    remove();
    const [serve] = (JSON.parse(stdout) as { estimates: { month: { usd: { likely: number } } }[] }).estimates;
    const scenario = scenarioOf(
      {
        declaration: calculatorDeclaration(),
        isCode: false,
        context: { book: listBook, list: listBook, hoursPerMonth: listBook.hoursPerMonth.value },
        books: [listBook],
        use: { defaults: [], includeStartup: true },
      },
      Object.fromEntries(Object.entries(USAGE).map(([name, value]) => [name, String(value)])),
      {},
    );
    assert.equal(scenarioTotal(scenario)!.likely, serve!.month.usd.likely);
  });
});
