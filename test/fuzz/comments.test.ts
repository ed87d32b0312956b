import { strict as assert } from 'node:assert';
import fc from 'fast-check';
import { USAGE_FIELDS } from '../../src/core/modal/usageFields';
import { resolveUsage } from '../../src/core/cost/usage';
import { UsageComments, usageCommentValues } from '../../src/core/modal/usageComment';
import { usageCommentText } from '../../src/core/render/words/usageComments';
import { assertPlain } from '../support/harmless';
import { check, hostileText, TIMEOUT } from './support';

const key = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...USAGE_FIELDS.map(({ name }) => name)) },
  fc.constantFrom('requests', 'ignore', 'ignore=warm-gpu', '__proto__', 'constructor', 'toString', ''),
  hostileText.map((text) => text.replace(/[\r\n]/g, '')),
);
const number = fc.oneof(
  { weight: 5, arbitrary: fc.constantFrom('1', '2', '0.5', '10') },
  fc.constantFrom(
    '0',
    '1',
    '-1',
    '1e999',
    '-0',
    'NaN',
    'inf',
    '1_000',
    '1,5',
    '0x10',
    '9'.repeat(400),
    '٣',
    '1k',
    '',
  ),
  fc.double().map(String),
  hostileText.map((text) => text.replace(/[\r\n]/g, '')),
);
const pair = fc
  .tuple(key, fc.constantFrom('=', '=', '=', ' = ', '==', ':', ' '), number)
  .map((each) => each.join(''));
const line = fc.oneof(
  {
    weight: 5,
    arbitrary: fc
      .tuple(
        fc.constantFrom('# modal-cost: ', '#modal-cost:', '  # modal-cost ', '# modal-cost:: '),
        fc.array(pair, { maxLength: 6 }),
      )
      .map(([marker, pairs]) => marker + pairs.join(' ')),
  },
  fc.constantFrom(
    '',
    '@app.function(gpu="H100")',
    '@app.function(',
    ')',
    '"""',
    'x = """',
    'def f(): ...',
    '# else',
    '\\',
    '[',
  ),
  hostileText,
);
const declared = fc
  .array(line, { maxLength: 3 })
  .map((comments) => [...comments, '@app.function(gpu="H100")', 'def f(): ...']);
const lines = fc.tuple(
  fc.array(fc.oneof(declared, fc.array(line, { maxLength: 4 })), { maxLength: 5 }).map((all) => all.flat()),
  fc.constantFrom('\n', '\n', '\r\n', '\r'),
);

describe('a usage comment, whatever is in it', function () {
  this.timeout(TIMEOUT);

  it('gives figures in their ranges, or problems in plain words where they stand', () => {
    let read = 0;
    check(lines, 400, ([all, eol]) => {
      const text = all.join(eol);
      const rows = text.split('\n');
      const comments = new UsageComments(text);
      const declarations = rows.flatMap((row, i) =>
        row.startsWith('@') ? [{ line: i + 1, defLine: Math.min(rows.length, i + 3) }] : [],
      );
      const found = declarations.map((each) => comments.of(each));
      for (const comment of found) {
        const values = usageCommentValues(comment);
        for (const [field, value] of Object.entries(values)) {
          const { min, max } = USAGE_FIELDS.find((each) => each.field === field)!;
          for (const each of [value].flat())
            assert.ok(typeof each !== 'number' || (min <= each && each <= max), `${field}=${each}`);
          read++;
        }
        for (const value of Object.values(resolveUsage([{ source: 'comment', values }], 720).usage))
          for (const each of Array.isArray(value) ? (value as readonly number[]) : [value])
            assert.ok(typeof each !== 'number' || Number.isFinite(each));
      }
      for (const problem of [...found.flatMap(({ problems }) => problems), ...comments.stray(declarations)]) {
        const { range } = problem;
        assertPlain(usageCommentText(problem));
        assert.ok(range.end.column <= rows[range.start.line]!.length && range.start.line === range.end.line);
      }
    });
    assert.ok(read > 50, `${read} figures read`);
  });

  it('may be one of very many', () => {
    const many = '# modal-cost: requests_per_day=1\n'.repeat(30_000);
    const comments = new UsageComments(`${many}@app.function()\ndef f(): ...\n`);
    assert.equal(comments.of({ line: 30_001, defLine: 30_002 }).ranges.length, 64);
    const long = new UsageComments(
      `# modal-cost: ${'requests_per_day=1 '.repeat(10_000)}\n@app.function()\ndef f(): ...\n`,
    );
    assert.equal(long.of({ line: 2, defLine: 3 }).problems.length, 1);
  });
});
