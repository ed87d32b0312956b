import { strict as assert } from 'node:assert';
import fc from 'fast-check';
import { bundledBooks } from '../../src/core/pricing/bundled';
import { bookProblemLine } from '../../src/core/render/words/priceBooks';
import { parsePriceBook } from '../../src/core/pricing/parsePriceBook';
import { teamProblemText } from '../../src/core/render/words/teamFile';
import { parseTeamFile } from '../../src/core/review/team/parseTeamFile';
import { NO_TEAM } from '../../src/core/review/team/team';
import { assertPlain } from '../support/harmless';
import { check, hostileText, PAYLOADS, TIMEOUT } from './support';

/** The names of both formats, so that a random object is often nearly right. */
const NAMES = [
  ...[
    'version',
    'id',
    'title',
    'date',
    'extends',
    'gpus',
    'H100',
    'active',
    'idle',
    'value',
    'unit',
    'source',
  ],
  ...[
    'sources',
    'providers',
    'plans',
    'multipliers',
    'cpu',
    'memory',
    'billing',
    'measurements',
    'gpuAliases',
  ],
  ...['priceBook', 'hoursPerMonth', 'countStartup', 'plan', 'discounts', 'declarations', 'budgets', 'rules'],
  ...[
    'all',
    'gpu',
    'a.py::f',
    '**::*',
    'values',
    'ignore',
    'workspace',
    'apps',
    'floor',
    'month',
    'warm-gpu',
  ],
  ...['severity', 'requests_per_day', 'min_containers', '__proto__', 'constructor', 'toString', ''],
];
const name = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...NAMES) },
  hostileText,
  fc.string({ maxLength: 3 }),
);
const scalar = fc.oneof(
  fc.constantFrom<unknown>(
    null,
    true,
    0,
    -0,
    1,
    -1,
    1e308,
    5e-324,
    2 ** 53,
    0.85,
    720,
    'H100',
    'off',
    'USD/GPU-s',
  ),
  hostileText,
  fc.double({ noNaN: true, noDefaultInfinity: true }),
);
const { value } = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 5, depthSize: 'small' },
    { weight: 2, arbitrary: scalar },
    fc.array(tie('value'), { maxLength: 4 }),
    { weight: 4, arbitrary: fc.array(fc.tuple(name, tie('value')), { maxLength: 6 }).map(object) },
  ),
}));

/** A value as it will be written: members may stand twice, which no JavaScript object holds. */
class Members {
  constructor(readonly members: readonly (readonly [string, unknown])[]) {}
}

function object(members: readonly (readonly [string, unknown])[]): Members {
  return new Members(members);
}

function write(each: unknown): string {
  if (each instanceof Members)
    return `{${each.members.map(([key, inner]) => `${JSON.stringify(key)}: ${write(inner)}`).join(', ')}}`;
  if (Array.isArray(each)) return `[${each.map(write).join(', ')}]`;
  return JSON.stringify(each);
}

/** JSON, most of it well-formed; then cut, repeated or with something in it that does not belong there. */
const text = fc
  .tuple(
    value.map(write),
    fc.array(
      fc.record({
        at: fc.double({ min: 0, max: 1, noNaN: true }),
        away: fc.nat(3),
        by: fc.constantFrom(
          ...[
            '',
            ',',
            '{',
            '}',
            '[',
            ']',
            '"',
            '\\',
            '\\u00',
            ':',
            '//x\n',
            '/*',
            '*/',
            '-',
            '1e',
            '0x1',
            'NaN',
          ],
          ...['1e999', 'Infinity', '\n', '\t', '\ufeff', "'", 'undefined', '\\u005f_proto__', ...PAYLOADS],
        ),
      }),
      { maxLength: 3 },
    ),
  )
  .map(([start, edits]) =>
    edits.reduce((all, { at, away, by }) => {
      const from = Math.floor(at * all.length);
      return all.slice(0, from) + by + all.slice(from + away);
    }, start),
  );

/** A bundled book with some of its values replaced: shapes that are right, figures and texts that are not. */
const bent = fc
  .tuple(
    fc.constantFrom(...bundledBooks.values()),
    fc.array(fc.tuple(fc.nat(), fc.oneof(scalar, value)), { minLength: 1, maxLength: 3 }),
  )
  .map(([book, changes]) => {
    const lines = JSON.stringify({ ...book, id: 'mine' }, null, 1).split('\n');
    for (const [place, by] of changes) {
      const at = place % lines.length;
      lines[at] = lines[at]!.replace(/(?<=": |^\s*)("(?:[^"\\]|\\.)*"|-?[\d.e+-]+|true|false)(?=,?$)/, () =>
        write(by),
      );
    }
    return lines.join('\n');
  });

/** Brackets that others close, or that stand where a parser skips them: what is open must not pile up unseen. */
const MISMATCHED = ['[}', '[},', '{]', '{"a" {', '{"a":1{', '{"a":{]', '[1[', '},['].map((each) =>
  each.repeat(60_000),
);

describe('a price book file, whatever is in it', function () {
  this.timeout(TIMEOUT);

  it('is read without a throw: a whole book of sound figures, or reasons in plain words', () => {
    let refused = 0;
    check(fc.oneof(text, bent), 300, (each) => {
      const result = parsePriceBook(each);
      if (result.ok) assertSound(result.book);
      else {
        refused++;
        assert.ok(result.errors.length > 0 && result.errors.length <= 50);
        for (const error of result.errors) assertPlain(bookProblemLine(error));
      }
      assertUnpolluted();
    });
    assert.ok(refused > 0);
  });

  it('may be deep, long, or all names', () => {
    for (const each of [
      '['.repeat(100_000),
      '{"a":'.repeat(100_000),
      ...MISMATCHED,
      `"${'x'.repeat(990_000)}"`,
      `[${'0,'.repeat(400_000)}0]`,
      `{${Array.from({ length: 5_000 }, (_, i) => `"${i}":0`).join(',')}}`,
      `{"${'n'.repeat(400_000)}":{${Array.from({ length: 5_000 }, (_, i) => `"${i}":0`).join(',')}}}`,
      `{"version": ${'9'.repeat(500_000)}}`,
      `{"extends": "review-2026-05", "gpus": {"H100": {"active": {"value": 1e${'9'.repeat(1_000)}}}}}`,
      `"${'\\u0041'.repeat(100_000)}"`,
    ]) {
      const result = parsePriceBook(each);
      assert.ok(!result.ok && result.errors.length <= 50);
      for (const error of result.errors) assert.ok(bookProblemLine(error).length < 2_000);
    }
  });
});

describe('a team file, whatever is in it', function () {
  this.timeout(TIMEOUT);

  it('is read without a throw, and its problems are plain and stand in it', () => {
    check(text, 300, (each) => {
      const { team, problems } = parseTeamFile(each);
      const lines = each.split(/\r\n|[\r\n]/).length;
      for (const { problem, line, column } of problems) {
        assertPlain(teamProblemText(problem));
        assert.ok(line >= 1 && line <= lines && column >= 1, `${line}:${column}`);
      }
      for (const { usage } of team.declarations)
        for (const figure of Object.values(usage).flat())
          assert.ok(typeof figure !== 'number' || (Number.isFinite(figure) && figure >= 0));
      for (const share of team.discounts?.gpus.values() ?? []) assert.ok(share > 0 && share <= 1);
      assertUnpolluted();
    });
  });

  it('may be deep, long, or all names', () => {
    for (const each of [
      '['.repeat(200_000),
      '{"a":'.repeat(80_000),
      ...MISMATCHED,
      `{"a":${'['.repeat(100_000)}${']'.repeat(100_000)}}`,
      '/*'.repeat(200_000),
      `${'// x\n'.repeat(90_000)}{"version": 1}`,
      `{"${'n'.repeat(400_000)}": 1}`,
      `{"version": 1, "declarations": {${Array.from({ length: 20_000 }, (_, i) => `"${i}.py::f": {}`).join(',')}}}`,
      `{"version": ${'9'.repeat(400_000)}}`,
      '{"version": 1, "discounts": {"gpu": {"__proto__": 0.5, "constructor": 0.5}}}',
      `{"version": 1, "budgets": {"apps": {"${'*?'.repeat(140)}::x": {"floor": 1}}}}`,
      '"\n'.repeat(100_000),
      '{'.repeat(100_000) + '}'.repeat(100_000),
      ','.repeat(400_000),
    ]) {
      const { problems } = parseTeamFile(each);
      assert.ok(problems.length <= 50);
      for (const { problem } of problems) assert.ok(teamProblemText(problem).length < 1_000);
    }
    assertUnpolluted();
  });

  it('that holds nothing sets nothing', () => {
    assert.deepEqual({ ...parseTeamFile('').team, lines: null }, { ...NO_TEAM, lines: null });
  });
});

/** Every figure of a book that was taken is finite and not below 0. */
function assertSound(book: unknown): void {
  const open = [book];
  for (let each = open.pop(); each !== undefined; each = open.pop()) {
    if (typeof each === 'number') assert.ok(Number.isFinite(each) && each >= 0, String(each));
    if (typeof each === 'string') assertPlain(each);
    if (typeof each === 'object' && each !== null)
      open.push(...Object.values(each as Record<string, unknown>));
  }
}

function assertUnpolluted(): void {
  const names: string[] = [];
  for (const each in {}) names.push(each);
  assert.deepEqual(names, []);
}
