import { strict as assert } from 'node:assert';
import { Ajv } from 'ajv';
import fc from 'fast-check';
import { pathAsked, readInput } from '../../../src/core/tools/toolInput';
import { ToolProblem } from '../../../src/core/tools/toolProblem';
import { INPUT_SCHEMA, MAX_SOURCE_LENGTH } from '../../../src/core/tools/toolDefinitions';

const conforms = new Ajv({ strict: true }).compile(INPUT_SCHEMA);

function problem(input: unknown): string {
  try {
    readInput(input);
  } catch (error) {
    assert.ok(error instanceof ToolProblem, String(error));
    return error.message;
  }
  assert.fail(`taken: ${JSON.stringify(input)}`);
}

describe('the input of a tool', () => {
  it('is read with all fields', () => {
    const input = {
      path: ' app/serve.py ',
      declaration: 'Model.run',
      usage: { requests_per_day: 800, seconds_per_request: 4, concurrency: 2 },
      gpu: 'a100-80gb:2',
      priceBook: 'modal-list-2026-10',
      hoursPerMonth: 700,
    };
    assert.ok(conforms(input));
    const read = readInput(input);
    assert.deepEqual(read.code, { path: 'app/serve.py' });
    assert.equal(read.declaration, 'Model.run');
    assert.deepEqual(read.usage?.values, { requestsPerDay: 800, secondsPerRequest: 4, concurrency: 2 });
    assert.deepEqual(read.gpu, { type: 'A100-80GB', count: 2 });
    assert.equal(read.book?.id, 'modal-list-2026-10');
    assert.equal(read.hoursPerMonth, 700);
  });

  it('takes the list of today for an earlier one', () => {
    assert.equal(readInput({ source: '', priceBook: 'modal-list-2026-07' }).book?.id, 'modal-list-2026-10');
  });

  it('treats null and "" as not given, as models write them, and accepts an empty source', () => {
    const nothing = { declaration: '', usage: null, gpu: '', priceBook: null, hoursPerMonth: null };
    const read = readInput({ path: 'a.py', source: null, ...nothing });
    assert.deepEqual(
      [read.declaration, read.usage, read.gpu, read.book, read.hoursPerMonth],
      [null, null, null, null, null],
    );
    assert.deepEqual(readInput({ source: '' }).code, { source: '' });
    assert.deepEqual(readInput({ path: 'a.py', usage: { tokens_per_second: null } }).usage?.values, {});
  });

  it('reports its problem, and what would be correct', () => {
    const cases: readonly (readonly [unknown, RegExp])[] = [
      [null, /an object with `path` or `source`/],
      [[], /an object/],
      [{}, /Give `path`.*or `source`/],
      [{ path: ' ' }, /Give `path`/],
      [{ path: 'a.py', source: '' }, /not both/],
      [{ path: 7 }, /`path` must be a string, not 7/],
      [{ file: 'a.py' }, /Unknown input "file"\. The inputs are path, source, declaration/],
      [{ path: 'a'.repeat(1_001) }, /`path` has 1001 characters; the maximum is 1000/],
      [{ source: ' '.repeat(MAX_SOURCE_LENGTH + 1) }, /`source` has 1000001 characters/],
      [{ path: 'a.py', usage: 5 }, /`usage` must be an object such as/],
      [
        { path: 'a.py', usage: { request_per_day: 1 } },
        /no field "request_per_day"; did you mean requests_per_day/,
      ],
      [
        { path: 'a.py', usage: { requests_per_day: -1 } },
        /requests_per_day must be a number of requests per day from 0/,
      ],
      [{ path: 'a.py', usage: { requests_per_day: '1k' } }, /requests_per_day must be a number/],
      [{ path: 'a.py', usage: { concurrency: 1.5 } }, /a whole number/],
      [
        { path: 'a.py', gpu: ':' },
        /`gpu` must be a GPU such as "A100-80GB" or "H100:2", not ":": the GPU type is missing/,
      ],
      [{ path: 'a.py', gpu: 'H100:x' }, /is not a GPU count/],
      [{ path: 'a.py', gpu: 'H100:0' }, /must be at least 1, not 0/],
      [
        { path: 'a.py', priceBook: 'best' },
        /Unknown price book "best"\. The price books are modal-list-2026-10 and review-2026-05\./,
      ],
      [{ path: 'a.py', hoursPerMonth: 745 }, /more than 0 and at most 744, not 745/],
      [{ path: 'a.py', hoursPerMonth: '720' }, /not "720"/],
    ];
    for (const [input, message] of cases) assert.match(problem(input), message);
  });

  it('is at worst rejected; everything that the schema accepts is read', () => {
    fc.assert(
      fc.property(fc.anything(), (input) => {
        try {
          readInput(input);
        } catch (error) {
          assert.ok(error instanceof ToolProblem, String(error));
          assert.ok(error.message.length < 500);
        }
      }),
    );
    const usage = fc.record(
      {
        requests_per_day: fc.double({ min: 0, max: 1e9, noNaN: true }),
        concurrency: fc.integer({ min: 1, max: 1000 }),
      },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(fc.record({ source: fc.string(), usage }), (input) => {
        assert.ok(conforms(input), JSON.stringify(conforms.errors));
        assert.deepEqual(readInput(input).code, { source: input.source });
      }),
    );
  });
});

describe('the path in the input of a tool', () => {
  it('is short, on one line and harmless, whatever the input is', () => {
    assert.equal(pathAsked({ path: 'app/serve.py' }), 'app/serve.py');
    assert.equal(pathAsked({ path: `a\n\u202eb${'c'.repeat(200)}` })?.length, 80);
    assert.doesNotMatch(pathAsked({ path: 'a\nb\u202ec' })!, /[\n\u202e]/);
    for (const input of [undefined, null, 'app.py', { source: 'x' }, { path: 3 }, []])
      assert.equal(pathAsked(input), undefined);
  });
});
