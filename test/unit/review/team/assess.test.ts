import { strict as assert } from 'node:assert';
import { listBook, reviewBook } from '../../../../src/core/pricing/bundled';
import { declarationHover } from '../../../../src/core/render/hoverText';
import { teamBookPath, teamPricing } from '../../../../src/core/review/team/assessWithTeam';
import { priceScan } from '../../../../src/core/review/team/priceScan';
import { parseTeamFile } from '../../../../src/core/review/team/parseTeamFile';
import type { Team } from '../../../../src/core/review/team/team';
import { scanText } from '../../../support/python';
import type { Assessment } from '../../../../src/core/cost/assess';

const WARM = 'import modal\napp = modal.App()\n@app.function(gpu=cfg.gpu, min_containers=1)\ndef f(): ...\n';
const ASKED = { book: reviewBook, list: listBook, hoursPerMonth: null };

function team(file: object): Team {
  const { team: read, problems } = parseTeamFile(JSON.stringify({ version: 1, ...file }, null, 2));
  assert.deepEqual(problems, []);
  return read;
}

async function assessed(file: object, text = WARM): Promise<Assessment> {
  const of = team(file);
  const terms = {
    team: of,
    context: teamPricing(of, ASKED),
    use: { defaults: [], includeStartup: true },
  };
  return priceScan(await scanText(text, 'app/serve.py'), () => undefined, terms)[0]!;
}

function near(actual: number | undefined, expected: number): void {
  assert.ok(
    actual !== undefined && Math.abs(actual - expected) < 1e-9 * expected,
    `${actual}: not ${expected}`,
  );
}

const H100 = { declarations: { '**::*': { values: { gpu: 'H100' } } } };

describe('the effect of a team file on figures', () => {
  it('prices the value that it gives for an unknown one', async () => {
    assert.equal((await assessed({})).estimate.livePerHour, null);
    near((await assessed(H100)).estimate.livePerHour?.low, reviewBook.gpus.H100!.active.value * 3_600);
  });

  it('multiplies Modal’s active and idle rates by its discounts, and shows the factor', async () => {
    const { estimate, ...rest } = await assessed({ ...H100, discounts: { all: 0.9, gpu: { H100: 0.8 } } });
    const { active, idle } = reviewBook.gpus.H100!;
    near(estimate.livePerHour?.low, active.value * 0.8 * 3_600);
    near(estimate.floor?.perMonth?.low, idle!.value * 0.8 * 720 * 3_600);
    const hover = declarationHover({ estimate, ...rest });
    assert.match(hover, /1 × H100 × \$0\.0021\/s × 0\.8 × 3,600 s/);
    assert.match(hover, /rates include the team’s discounts, by modal-cost\.json, line \d+/);
  });

  it('discounts CPU and memory by “all”, and their actual use too', async () => {
    const cpu = 'import modal\napp = modal.App()\n@app.function(cpu=2)\ndef f(): ...\n';
    const book = { priceBook: listBook.id };
    const use = {
      declarations: { '**::*': { requests_per_day: 1000, seconds_per_request: 3600, cpu_cores: 8 } },
    };
    const whole = await assessed({ ...book, ...use }, cpu);
    const half = await assessed({ ...book, ...use, discounts: { all: 0.5 } }, cpu);
    assert.ok(whole.month?.status === 'known' && half.month?.status === 'known');
    near(half.estimate.livePerHour?.low, whole.estimate.livePerHour!.low / 2);
    near(half.month.total.likely, whole.month.total.likely / 2);
  });

  it('prefers the book and the hours of the team to those of the settings, and says where they are from', () => {
    const of = team({ priceBook: listBook.id, hoursPerMonth: 700 });
    const context = teamPricing(of, { ...ASKED, hoursPerMonth: 710 });
    assert.equal(context.book.id, listBook.id);
    assert.equal(context.hoursPerMonth, 700);
    assert.deepEqual(context.chosenIn?.book, { kind: 'teamFile', line: 3 });
    assert.equal(teamPricing(team({}), { ...ASKED, hoursPerMonth: 710 }).hoursPerMonth, 710);
  });

  it('takes the list of today for an earlier one, which is no path', () => {
    const of = team({ priceBook: 'modal-list-2026-07' });
    assert.equal(teamPricing(of, ASKED).book, listBook);
    assert.equal(teamPricing(of, ASKED).hoursPerMonth, 730);
    assert.equal(teamBookPath(of), null);
  });

  it('finds the team’s own price book by its path, and uses it once it is read', () => {
    const of = team({ priceBook: 'prices/ours.json' });
    assert.equal(teamBookPath(of), 'prices/ours.json');
    assert.equal(teamPricing(of, ASKED).book, reviewBook);
    assert.equal(teamPricing(of, ASKED, listBook).book, listBook);
    assert.equal(teamBookPath(team({ priceBook: listBook.id })), null);
  });
});
