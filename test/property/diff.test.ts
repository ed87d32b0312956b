import { strict as assert } from 'node:assert';
import fc from 'fast-check';
import { assess, type Assessment } from '../../src/core/cost/assess';
import type { AmountChange } from '../../src/core/review/diff/amountChange';
import type { Cause } from '../../src/core/review/diff/causes';
import type { LikelyRange } from '../../src/core/cost/traffic/likelyRange';
import type { Declaration, Declared, DeclaredGpu, Parameters } from '../../src/core/modal/declaration';
import type { Gpu } from '../../src/core/modal/gpu';
import { reviewBook, listBook } from '../../src/core/pricing/bundled';
import {
  diffAssessments,
  FIGURES,
  type Change,
  type ChangeKind,
  type WorkspaceDiff,
} from '../../src/core/review/diff/diff';

function declared<T>(value: T | 'unknown', line: number): Declared<T> {
  const unknown = value === 'unknown';
  return {
    source: unknown ? 'cfg.x' : String(value),
    line,
    status: unknown ? 'unknown' : 'known',
    value: unknown ? null : value,
    candidates: [],
    reason: unknown ? { kind: 'runtimeOnly', expression: 'cfg.x' } : null,
    origins: [],
    range: null,
    via: null,
    note: null,
    ignored: false,
  };
}

/** What a declaration may be, from few choices, so that names and parameters often meet. */
const piece = fc.record({
  file: fc.constantFrom('a.py', 'b.py', 'lib/a.py', 'lib/c.py'),
  qualname: fc.constantFrom('f', 'g', 'Model', 'main'),
  kind: fc.constantFrom('function' as const, 'cls' as const),
  app: fc.constantFrom('app', 'app', 'other'),
  gpu: fc.constantFrom('none', 'H100', 'T4', 'H100|T4', 'NEW', 'unknown'),
  min: fc.constantFrom<number | 'unknown' | null>(null, null, 0, 1, 3, 'unknown'),
  requests: fc.constantFrom(null, null, 800, 5_000),
});
type Piece = typeof piece extends fc.Arbitrary<infer T> ? T : never;

function gpuOf(gpu: string, line: number): DeclaredGpu {
  if (gpu === 'none') return { ...declared([], line), status: 'absent', value: null, source: '' };
  if (gpu === 'unknown') return declared<readonly Gpu[]>('unknown', line);
  const options = gpu.split('|').map((type) => ({ type, count: 1 }));
  return declared(options, line);
}

function assessed(pieces: readonly Piece[], book = reviewBook): Assessment[] {
  const context = { book, list: listBook, hoursPerMonth: book.hoursPerMonth.value };
  return pieces.map((each, i) => {
    const line = 10 * (i + 1);
    const params: Parameters = each.min === null ? {} : { min_containers: declared(each.min, line) };
    const declaration: Declaration = {
      type: 'declaration',
      file: each.file,
      line,
      endLine: line,
      defLine: line + 1,
      name: each.qualname,
      qualname: each.qualname,
      kind: each.kind,
      registeredBy: 'decorator',
      count: 1,
      app: each.app,
      appName: null,
      gpu: gpuOf(each.gpu, line),
      params,
      concurrent: null,
      batched: null,
      clustered: null,
      unreadSpreads: [],
      oldNames: [],
      options: null,
      range: { start: { line: line - 1, column: 0 }, end: { line: line - 1, column: 20 } },
      stale: false,
    };
    const values = each.requests === null ? {} : { requestsPerDay: each.requests, secondsPerRequest: 2 };
    return assess(declaration, context, { defaults: [{ source: 'team', values }], includeStartup: true });
  });
}

const workspace = fc.array(piece, { maxLength: 9 }).map((pieces) => assessed(pieces));

const OPPOSITE: Readonly<Record<ChangeKind, ChangeKind>> = {
  added: 'removed',
  removed: 'added',
  changed: 'changed',
  moved: 'moved',
  renamed: 'renamed',
  movedAndRenamed: 'movedAndRenamed',
  unread: 'unread',
};

/** 0 − x and not −x: there is no negative zero in a figure. */
const negative = ({ low, likely, high }: LikelyRange): LikelyRange => ({
  low: 0 - high,
  likely: 0 - likely,
  high: 0 - low,
});

function reversed({ kind, before, after, figures, data, withoutUsage, causes }: Change): Change {
  const turned = ({ before: was, after: is, delta }: AmountChange): AmountChange => ({
    before: is,
    after: was,
    delta: delta && negative(delta),
  });
  return {
    kind: OPPOSITE[kind],
    before: after,
    after: before,
    figures: { live: turned(figures.live), floor: turned(figures.floor), month: turned(figures.month) },
    data: data && turned(data),
    withoutUsage,
    causes: causes.map((cause) => ({ ...cause, before: cause.after, after: cause.before }) as Cause),
  };
}

/** Changes as texts, in an order of their own. */
const sorted = (changes: readonly Change[]): string[] => changes.map((each) => JSON.stringify(each)).sort();

function close(a: LikelyRange, b: LikelyRange): void {
  for (const bound of ['low', 'likely', 'high'] as const)
    assert.ok(
      Math.abs(a[bound] - b[bound]) <= 1e-9 * Math.max(1, Math.abs(a[bound])),
      `${a[bound]} ${b[bound]}`,
    );
}

const subjectsOf = (assessments: readonly Assessment[]): Set<unknown> =>
  new Set(assessments.map(({ estimate }) => estimate.subject));

describe('diffAssessments, whatever the workspaces', () => {
  it('is antisymmetric: from B to A is the negative of from A to B', () => {
    fc.assert(
      fc.property(workspace, workspace, (a, b) => {
        const [there, back] = [diffAssessments(a, b), diffAssessments(b, a)];
        assert.deepEqual(sorted(back.changes), sorted(there.changes.map(reversed)));
        assert.equal(back.unchanged, there.unchanged);
        for (const name of FIGURES) {
          const [to, fro] = [there.totals[name], back.totals[name]];
          close(fro.delta, negative(to.delta));
          close(fro.before, to.after);
          close(fro.after, to.before);
          assert.deepEqual(
            [fro.unknownBefore, fro.unknownAfter, fro.unknownDeltas],
            [to.unknownAfter, to.unknownBefore, to.unknownDeltas],
          );
        }
      }),
      { numRuns: 600 },
    );
  });

  it('of a workspace and itself is nothing', () => {
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 9 }), (pieces) => {
        const { changes, totals, unchanged } = diffAssessments(assessed(pieces), assessed(pieces));
        assert.deepEqual(changes, []);
        assert.equal(unchanged, pieces.length);
        for (const name of FIGURES) assert.deepEqual(totals[name].delta, { low: 0, likely: 0, high: 0 });
      }),
    );
  });

  it('does not depend on the order of the assessments', () => {
    fc.assert(
      fc.property(
        workspace.chain((all) =>
          fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length })),
        ),
        workspace,
        ([a, shuffled], b) => {
          const plain = ({ changes, totals, unchanged }: WorkspaceDiff): string =>
            JSON.stringify([changes, totals, unchanged]);
          assert.equal(plain(diffAssessments(shuffled, b)), plain(diffAssessments(a, b)));
        },
      ),
      { numRuns: 400 },
    );
  });

  it('counts every declaration once, and adds up', () => {
    fc.assert(
      fc.property(workspace, workspace, (a, b) => {
        const { changes, totals, unchanged } = diffAssessments(a, b);
        const [before, after] = [
          changes.flatMap((each) => each.before ?? []),
          changes.flatMap((each) => each.after ?? []),
        ];
        assert.equal(new Set(before).size + unchanged, a.length);
        assert.equal(new Set(after).size + unchanged, b.length);
        assert.ok(
          before.every((each) => subjectsOf(a).has(each)) && after.every((each) => subjectsOf(b).has(each)),
        );
        for (const name of FIGURES) {
          const { before: was, after: is, delta, unknownDeltas } = totals[name];
          const sum = changes.reduce((total, { figures }) => total + (figures[name].delta?.likely ?? 0), 0);
          assert.ok(Math.abs(sum - delta.likely) < 1e-6);
          assert.ok(delta.low <= delta.likely && delta.likely <= delta.high);
          if (unknownDeltas === 0) assert.ok(Math.abs(is.likely - was.likely - delta.likely) < 1e-6);
        }
      }),
    );
  });

  it('leaves nothing added beside the same thing removed in a file of the same name', () => {
    fc.assert(
      fc.property(workspace, workspace, (a, b) => {
        const { changes } = diffAssessments(a, b);
        const names = (kind: ChangeKind): Set<string> =>
          new Set(
            changes
              .filter((each) => each.kind === kind)
              .map(({ before, after }) => (before ?? after) as Declaration)
              .map(({ kind: what, qualname, file }) => `${what} ${qualname} ${file.split('/').at(-1)!}`),
          );
        const removed = names('removed');
        for (const added of names('added')) assert.ok(!removed.has(added), added);
      }),
    );
  });
});
