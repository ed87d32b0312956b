import { strict as assert } from 'node:assert';
import { readFileSync } from 'node:fs';
import { grid } from '../model/grid';
import { deviationOf, oursOf, storedBlind } from './blind';
import { GRID_CASES, PASS_CASES, TABLE_CASES } from './blindCases';
import { blindFailures } from './blindPage';
import { checks, CLAIMS, type ClaimId } from './comparison';
import { prove } from './page';
import { again, morePoints, stored } from './points';
import { isSame, KEPT_TRACE, traceRow, traceText } from './traces';

describe('the model against the simulator, as kept', () => {
  const all = stored.flatMap(checks);

  it('has all points', () => {
    const expected = [...grid, ...morePoints].flatMap((point) =>
      point.services.map((service) => [point.id, service, point.minContainers, point.window, point.floor]),
    );
    const kept = stored.map(({ id, input }) => [
      id,
      input.service,
      input.minContainers,
      input.window,
      input.floor,
    ]);
    assert.deepEqual(kept, expected);
  });

  for (const claim of Object.keys(CLAIMS) as ClaimId[]) {
    it(CLAIMS[claim], () => {
      const some = all.filter((each) => each.claim === claim);
      assert.ok(some.length > 0);
      const outside = some.filter(({ verdict }) => verdict === 'outside');
      assert.deepEqual(
        outside.map(({ point, model, simulated }) => [point.id, point.input.service, model, simulated]),
        [],
      );
    });
  }

  it('covers what the chain is claimed for: 57 points, each within 1% itself', () => {
    const chain = all.filter(({ claim }) => claim === 'chain');
    const of = (pick: (each: (typeof chain)[number]) => number): [number, number] => {
      const values = chain.map(pick);
      return [Math.min(...values), Math.max(...values)];
    };
    assert.ok(chain.length >= 30);
    assert.ok(chain.every(({ verdict }) => verdict === 'within'));
    assert.deepEqual(
      of(({ point }) => point.rho),
      [0.01, 20],
    );
    assert.deepEqual(
      of(({ point }) => point.input.window),
      [2, 1_200],
    );
    assert.deepEqual(
      of(({ point }) => point.input.minContainers),
      [0, 8],
    );
  });

  it('is the page in docs/', () => {
    // As the page is formatted, its columns are padded.
    const squeezed = (text: string): string[] =>
      text.replace(/ +/g, ' ').replace(/-{3,}/g, '---').trim().split(/\n+/);
    const page = squeezed(readFileSync('docs/model-proof.md', 'utf8'));
    assert.deepEqual(
      page,
      squeezed(prove(stored, storedBlind).markdown),
      'npm run verify:model writes it anew',
    );
  });

  it('comes out again', () => {
    for (const id of ['any-40', 'idle-40', 'one-10']) {
      const point = stored.find((each) => each.id === id && each.input.service === 'lognormal')!;
      const { output } = again(point);
      assert.ok(Math.abs(output.live[0] - point.output.live[0]) <= 1e-6 * point.output.live[0], id);
    }
  });
});

describe('the event simulation against a blind one, as kept', () => {
  const { table, grid, pass } = storedBlind;

  it('has all cases', () => {
    const names = (cases: readonly { readonly name: string }[]): string[] => cases.map(({ name }) => name);
    assert.deepEqual(names(table), names(TABLE_CASES));
    assert.deepEqual(names(grid), names(GRID_CASES));
    assert.deepEqual(names(pass), names(PASS_CASES));
  });

  it('is within 1% of a month and one point of cold starts, and the one pass is exact', () => {
    assert.deepEqual(blindFailures(storedBlind), []);
  });

  it('is the same as the one pass over a trace in a file, in every setting', () => {
    const row = traceRow(KEPT_TRACE)!;
    assert.ok(row.requests === 2_000 && row.settings === 54 && row.gapsCv > 3, traceText(row));
    assert.ok(isSame(row), traceText(row));
  });

  it('is the same to six digits on the same requests, with one input per container and no buffer', () => {
    const plain = [...table, ...grid].filter(({ name }) => !/buffer|concurrency/.test(name));
    assert.equal(plain.length, 23);
    for (const pair of plain) {
      const { containers, coldShare } = deviationOf(pair);
      assert.ok(Math.abs(containers) < 1e-6 && Math.abs(coldShare) < 1e-6, pair.name);
    }
  });

  it('comes out again', () => {
    for (const each of [...TABLE_CASES.slice(0, 2), ...GRID_CASES]) {
      const { ours } = [...table, ...grid].find(({ name }) => name === each.name)!;
      const now = oursOf(each);
      assert.ok(Math.abs(now.containers / ours.containers - 1) < 1e-6, each.name);
      assert.ok(Math.abs(now.coldShare - ours.coldShare) < 1e-6, each.name);
    }
  });
});
