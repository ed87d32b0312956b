/** Storage and egress add up: total = rows + apps + workspace − allowance, wherever the data is said. */
import { strict as assert } from 'node:assert';
import fc from 'fast-check';
import { assess, type Assessment } from '../../src/core/cost/assess';
import { monthOrData, type Amount } from '../../src/core/cost/amount';
import { dataCostOf, dataUsd } from '../../src/core/cost/dataCost';
import { allowanceUsd, linesUsd, paidUsd } from '../../src/core/cost/dataSum';
import type { PricingContext } from '../../src/core/cost/estimate';
import { spendingOf } from '../../src/core/cost/spending';
import type { Declaration } from '../../src/core/modal/declaration';
import { listBook, reviewBook } from '../../src/core/pricing/bundled';
import { reviewChange, type ReviewedState } from '../../src/core/review/reviewChange';
import { FolderData } from '../../src/core/review/team/folderData';
import { parseTeamFile } from '../../src/core/review/team/parseTeamFile';
import { scanText } from '../support/python';

interface Gb {
  readonly volumeGb: number | null;
  readonly egressGbPerMonth: number | null;
}

/** What a workspace stores and sends, and where it is said. */
interface Given {
  readonly declarations: readonly Gb[];
  readonly app: Gb;
  readonly workspace: Gb;
}

const gb = fc.oneof(fc.constant(null), fc.constant(0), fc.double({ min: 0.001, max: 20_000, noNaN: true }));
const data: fc.Arbitrary<Gb> = fc.record({ volumeGb: gb, egressGbPerMonth: gb });
const given: fc.Arbitrary<Given> = fc.record({
  declarations: fc.array(data, { minLength: 1, maxLength: 4 }),
  app: data,
  workspace: data,
});
const contexts: fc.Arbitrary<PricingContext> = fc
  .tuple(
    fc.constantFrom(listBook, reviewBook),
    fc.constantFrom(null, 'Team', 'Gold'),
    fc.constantFrom(1, 0.8),
  )
  .map(([book, plan, all]) => ({
    book,
    list: listBook,
    hoursPerMonth: book.hoursPerMonth.value,
    plan,
    discounts: all === 1 ? null : { all, gpus: new Map() },
  }));

const MOST = 4;
let code: readonly Declaration[];

interface State extends ReviewedState {
  readonly folder: FolderData;
}

/** As `modal-cost` puts it together; every other declaration has traffic, so that its month is known. */
function stateOf({ declarations, app, workspace }: Given, context: PricingContext): State {
  const entry = ({ volumeGb, egressGbPerMonth }: Gb): object => ({
    ...(volumeGb === null ? {} : { volume_gb: volumeGb }),
    ...(egressGbPerMonth === null ? {} : { egress_gb_per_month: egressGbPerMonth }),
  });
  const isGiven = (of: Gb): boolean => Object.keys(entry(of)).length > 0;
  const text = JSON.stringify({
    version: 1,
    data: {
      ...(isGiven(workspace) ? { workspace: entry(workspace) } : {}),
      ...(isGiven(app) ? { apps: { '**::app': entry(app) } } : {}),
    },
  });
  const { team, problems } = parseTeamFile(text);
  assert.deepEqual(problems, []);
  const assessments = declarations.map(({ volumeGb, egressGbPerMonth }, i) =>
    assess(code[i]!, context, {
      options: {
        source: 'option',
        values: {
          ...(i % 2 === 0 ? { requestsPerDay: 1_000, secondsPerRequest: 1 } : {}),
          ...(volumeGb === null ? {} : { volumeGb }),
          ...(egressGbPerMonth === null ? {} : { egressGbPerMonth }),
        },
        where: { kind: 'option', name: '--usage' },
      },
      defaults: [],
      includeStartup: true,
    }),
  );
  const folder = new FolderData(assessments, team, context, true);
  return { assessments, folder, data: folder.sum, report: { findings: [], silenced: [] }, skipped: [] };
}

const likely = (amount: Amount): number => (typeof amount === 'string' ? 0 : amount.likely);
const totalOf = ({ assessments, data: sum }: State): number => likely(spendingOf(assessments, sum).month);
const close = (a: number, b: number, why: string): void =>
  assert.ok(Math.abs(a - b) <= 1e-7 * Math.max(1, Math.abs(a), Math.abs(b)), `${why}: ${a} ≠ ${b}`);
const rows = (assessments: readonly Assessment[]): number =>
  assessments.reduce((sum, each) => sum + likely(monthOrData(each)), 0);

describe('storage and egress', () => {
  before(async () => {
    const functions = Array.from({ length: MOST }, (_, i) => `@app.function(gpu="T4")\ndef f${i}(): ...\n`);
    code = (await scanText(`import modal\napp = modal.App("a")\n${functions.join('')}`)).declarations;
  });

  it('come to rows + apps + workspace − allowance', () => {
    fc.assert(
      fc.property(given, contexts, (of, context) => {
        const state = stateOf(of, context);
        const { data: sum = null } = state;
        close(totalOf(state), rows(state.assessments) + linesUsd(sum) - allowanceUsd(sum), 'total');
      }),
    );
  });

  it('have an allowance from 0 to all that there is', () => {
    fc.assert(
      fc.property(given, contexts, (of, context) => {
        const { data: sum = null, assessments } = stateOf(of, context);
        const all = assessments.reduce((usd, each) => usd + dataUsd(dataCostOf(each)), linesUsd(sum));
        assert.ok(allowanceUsd(sum) >= 0 && allowanceUsd(sum) <= all + 1e-9 * Math.max(1, all));
        assert.ok(paidUsd(sum) >= -1e-9 * Math.max(1, all));
        for (const share of Object.values(sum?.paid ?? {})) assert.ok(share >= -1e-12 && share <= 1);
      }),
    );
  });

  it('cost the same in a declaration, its app and the workspace', () => {
    fc.assert(
      fc.property(data, contexts, (moved, context) => {
        const none: Gb = { volumeGb: null, egressGbPerMonth: null };
        const own = { declarations: [moved, none], app: none, workspace: none };
        const totals = [
          own,
          { ...own, declarations: [none, none], app: moved },
          { ...own, declarations: [none, none], workspace: moved },
        ].map((each) => totalOf(stateOf(each, context)));
        close(totals[1]!, totals[0]!, 'app');
        close(totals[2]!, totals[0]!, 'workspace');
      }),
    );
  });

  it('differ between two states by the difference of the totals', () => {
    fc.assert(
      fc.property(given, given, contexts, (one, other, context) => {
        const length = Math.min(one.declarations.length, other.declarations.length);
        const [before, after] = [one, other].map((each) =>
          stateOf({ ...each, declarations: each.declarations.slice(0, length) }, context),
        );
        const { diff, difference } = reviewChange(before!, after!);
        const expected = totalOf(after!) - totalOf(before!);
        close(difference.delta.likely, expected, 'difference');
        const { month } = diff.totals;
        close(month.after.likely, totalOf(after!), 'total after');
        close(month.delta.likely, month.after.likely - month.before.likely, 'delta of the totals');
      }),
    );
  });

  it('are split among budgets without a rest: each has its share of the allowance', () => {
    fc.assert(
      fc.property(given, contexts, (of, context) => {
        const state = stateOf({ ...of, workspace: { volumeGb: null, egressGbPerMonth: null } }, context);
        const { folder, assessments } = state;
        const app = likely(spendingOf(assessments, folder.of(assessments)).month);
        close(app, totalOf(state), 'the only app');
        const alone = assessments.map((each) => likely(spendingOf([each], folder.declared).month));
        const lines = (state.data?.lines ?? []).reduce(
          (sum, { cost }) => sum + dataUsd(cost, state.data!.paid),
          0,
        );
        close(
          alone.reduce((a, b) => a + b, lines),
          totalOf(state),
          'declarations and lines',
        );
      }),
    );
  });
});
