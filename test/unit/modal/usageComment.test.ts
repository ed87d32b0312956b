import { strict as assert } from 'node:assert';
import {
  parseUsageValue,
  usageFieldInfo,
  type UsageField,
  type UsageFigures,
} from '../../../src/core/modal/usageFields';
import {
  usageComment,
  usageCommentValues,
  UsageComments,
  type UsageComment,
} from '../../../src/core/modal/usageComment';
import type { UsageCommentFault } from '../../../src/core/modal/usageCommentProblem';
import { usageEdits, type LineEdit } from '../../../src/core/modal/usageInsertion';
import { lineKinds } from '../../../src/core/python/lineKinds';
import { scanText } from '../../support/python';

const HEAD = 'import modal\napp = modal.App()\n';

async function comments(body: string): Promise<{ text: string; all: UsageComment[]; stray: string[] }> {
  const text = HEAD + body;
  const { declarations } = await scanText(text);
  const found = new UsageComments(text);
  return {
    text,
    all: declarations.map((each) => found.of(each)),
    stray: found.stray(declarations).map(({ range }) => `line ${range.start.line}`),
  };
}

/** The values of the only declaration, and its problems with the text they point at. */
async function only(
  body: string,
): Promise<{ values: UsageFigures; problems: [string, UsageCommentFault][] }> {
  const { text, all } = await comments(body);
  assert.equal(all.length, 1);
  const lines = text.split('\n');
  const at = ({ start, end }: UsageComment['ranges'][number]): string =>
    lines[start.line]!.slice(start.column, end.column);
  for (const { range } of all[0]!.values) assert.match(at(range), /^\w+\s*=\s*\S+$/);
  for (const range of all[0]!.ranges) assert.match(at(range), /^#.*\S$/);
  return {
    values: usageCommentValues(all[0]!),
    problems: all[0]!.problems.map(({ range, ...fault }) => [at(range), fault]),
  };
}

/** What is wrong with a value, as the usage's own reader says it. */
function invalid(field: UsageField, given: string): UsageCommentFault {
  const parsed = parseUsageValue(usageFieldInfo(field), given);
  assert.ok('problem' in parsed);
  return { kind: 'invalidValue', problem: parsed.problem };
}

const FUNCTION = '@app.function(gpu="H100")\ndef f(): ...\n';

describe('usage comments', () => {
  it('give fields their values', async () => {
    const { values, problems } = await only(
      `# modal-cost: requests_per_day=50_000 seconds_per_request=0.2\n${FUNCTION}`,
    );
    assert.deepEqual(values, { requestsPerDay: 50_000, secondsPerRequest: 0.2 });
    assert.deepEqual(problems, []);
  });

  it('add up, above the first decorator and between decorators, among other comments', async () => {
    const { values } = await only(
      [
        '# modal-cost: requests_per_day=1',
        '# It is busy.',
        '  #modal-cost: concurrency = 4   # measured in May',
        '@modal.concurrent(',
        '    max_inputs=8,  # not here',
        ')',
        '# modal-cost:\tseconds_per_request=2',
        '',
        '@app.function(',
        '    gpu="H100",',
        ')',
        '# modal-cost: startup_seconds=9',
        '@modal.fastapi_endpoint()',
        'def f(): ...',
      ].join('\n'),
    );
    assert.deepEqual(values, { requestsPerDay: 1, concurrency: 4, secondsPerRequest: 2, startupSeconds: 9 });
  });

  it('belong to the declaration below them', async () => {
    const { all, stray } = await comments(
      [
        '# modal-cost: requests_per_day=1',
        '@app.function()',
        'def f():',
        '    # modal-cost: requests_per_day=7',
        '    return 1',
        '',
        'class A:',
        '    # modal-cost: requests_per_day=2',
        '    @app.function()',
        '    def g(): ...',
        '',
        '# modal-cost: requests_per_day=8',
        '',
        '@app.function()',
        'def h(): ...',
      ].join('\n'),
    );
    assert.deepEqual(all.map(usageCommentValues), [{ requestsPerDay: 1 }, { requestsPerDay: 2 }, {}]);
    assert.deepEqual(stray, ['line 5', 'line 13']);
  });

  it('are real comments, not similar text', async () => {
    const { all, stray } = await comments(
      [
        'TEXT = """',
        '# modal-cost: requests_per_day=1"""',
        '@app.function(image=modal.Image.debian_slim().run_commands("""',
        '# modal-cost: requests_per_day=2',
        '@app.function()',
        '"""),',
        '    # modal-cost: requests_per_day=3',
        ')',
        'def f(): ...',
        "X = 'a # b' + \"it's\"",
        'Y = f"{X}" # modal-cost: requests_per_day=4',
      ].join('\n'),
    );
    assert.deepEqual(all.map(usageCommentValues), [{}]);
    assert.deepEqual(stray, []);
  });

  it('report each problem at its place, and ignore only the invalid part', async () => {
    const { values, problems } = await only(
      [
        '# modal-cost: request_per_day=5 seconds_per_request=200ms concurrency=2 colour=red days_per_month',
        '# modal-cost: concurrency=3 startup_seconds= =7',
        FUNCTION,
      ].join('\n'),
    );
    assert.deepEqual(values, { concurrency: 2 });
    assert.deepEqual(problems, [
      ['request_per_day=5', { kind: 'unknownField', word: 'request_per_day', near: 'requestsPerDay' }],
      ['seconds_per_request=200ms', invalid('secondsPerRequest', '200ms')],
      ['colour=red', { kind: 'unknownField', word: 'colour', near: null }],
      ['days_per_month', { kind: 'valueMissing', field: 'daysPerMonth' }],
      ['concurrency=3', { kind: 'repeatedField', field: 'concurrency' }],
      ['startup_seconds= =7', invalid('startupSeconds', '=7')],
    ]);
  });

  it('recognize a forgotten colon and an empty comment', async () => {
    const { values, problems } = await only(
      `# modal-cost requests_per_day=5\n# modal-cost:\n# modal-cost is a tool\n${FUNCTION}`,
    );
    assert.deepEqual(values, {});
    assert.deepEqual(problems, [
      ['# modal-cost', { kind: 'missingColon' }],
      ['# modal-cost:', { kind: 'emptyComment' }],
    ]);
  });

  it('leave what follows ignore to the rules', async () => {
    const { values, problems } = await only(
      `# modal-cost: ignore warm-floor\n# modal-cost: concurrency=2 ignore some rule\n${FUNCTION}`,
    );
    assert.deepEqual([values, problems], [{ concurrency: 2 }, []]);
  });

  it('count columns in UTF-16, and lines with any line ends', async () => {
    const { all } = await comments('# modal-cost: 🦊=1 concurrency=2\r\n@app.function()\r\ndef f(): ...\r\n');
    assert.deepEqual(all[0]!.values[0]!.range, {
      start: { line: 2, column: 19 },
      end: { line: 2, column: 32 },
    });
    assert.deepEqual(all[0]!.ranges[0]!.end, { line: 2, column: 32 });
    assert.equal(all[0]!.problems.length, 1);
  });

  it('stay valid while an earlier line is being typed', async () => {
    for (const typing of ['x = foo(', 'x = [1, {2: (', "x = 'abc", 'x = foo(\\']) {
      const text = `${HEAD}${typing}\n\n# modal-cost: concurrency=2\n${FUNCTION}`;
      const line = text.split('\n').indexOf('@app.function(gpu="H100")') + 1;
      assert.equal(usageComment(text, { line, defLine: line + 1 }).values.length, 1, typing);
    }
    await Promise.resolve();
  });

  it('take time in proportion to a hostile text', () => {
    const declaration = { line: 3, defLine: 4 };
    for (const line of [
      `# modal-cost: ${'a '.repeat(100_000)}`,
      `# modal-cost: ${'='.repeat(200_000)}`,
      `# modal-cost${' '.repeat(200_000)}${'a'.repeat(200_000)}`,
      `${' '.repeat(400_000)}# modal-cost`,
      `# modal-cost: concurrency=2\n@x\n# modal-cost: ${'requests_per_day=1 '.repeat(100)}`,
      `${'# modal-cost: concurrency=2\n'.repeat(20_000)}@x`,
      `# modal-cost: concurrency=2\n${'('.repeat(300_000)}`,
    ]) {
      const found = usageComment(`\n${line}\n@app.function()\ndef f(): ...`, declaration);
      assert.ok(found.problems.length <= 6_500 && found.values.length <= 9);
    }
  });

  it('take one search if there are none', () => {
    assert.deepEqual(usageComment('@app.function()\ndef f(): ...', { line: 1, defLine: 2 }), {
      values: [],
      problems: [],
      ranges: [],
    });
  });
});

/** The text with edits of its lines. */
function edited(text: string, edits: readonly LineEdit[]): string {
  const lines = text.split('\n');
  const offset = ({ line, column }: LineEdit['range']['start']): number =>
    lines.slice(0, line).reduce((sum, each) => sum + each.length + 1, 0) + column;
  return [...edits]
    .map(({ range, text: says }) => ({ from: offset(range.start), to: offset(range.end), says }))
    .sort((a, b) => b.from - a.from)
    .reduce((now, { from, to, says }) => now.slice(0, from) + says + now.slice(to), text);
}

/** The text with usage written for its only declaration, and what is read of that. */
async function written(
  body: string,
  values: Parameters<typeof usageEdits>[3],
): Promise<{ text: string; read: UsageFigures }> {
  const text = HEAD + body;
  const [declaration] = (await scanText(text)).declarations;
  const after = edited(text, usageEdits(text, declaration!, usageComment(text, declaration!), values));
  const [moved] = (await scanText(after)).declarations;
  return { text: after.slice(HEAD.length), read: usageCommentValues(usageComment(after, moved!)) };
}

describe('usage comments: written', () => {
  const BOTH = { requestsPerDay: 5_000, secondsPerRequest: 0.2 };

  it('are new ones above the first decorator, indented and ended like the lines around', async () => {
    const { text, read } = await written(
      'class A:\r\n\t@modal.concurrent(max_inputs=2)\r\n\t@app.function()\r\n\tdef f(): ...\r\n',
      BOTH,
    );
    assert.match(
      text,
      /^class A:\r\n\t# modal-cost: requests_per_day=5000 seconds_per_request=0.2\r\n\t@modal/,
    );
    assert.deepEqual(read, BOTH);
  });

  it('take the place of what is written of a field, right or wrong, and keep the rest', async () => {
    for (const [before, after] of [
      [
        '# modal-cost: requests_per_day=1  # May',
        '# modal-cost: requests_per_day=5000 seconds_per_request=0.2  # May',
      ],
      ['# modal-cost:', '# modal-cost: requests_per_day=5000 seconds_per_request=0.2'],
      [
        '# modal-cost: seconds_per_request=200 ms concurrency=2 requests_per_day',
        '# modal-cost: seconds_per_request=0.2 concurrency=2 requests_per_day=5000',
      ],
      ['# modal cost: requests_per_day=9', '# modal-cost: requests_per_day=5000 seconds_per_request=0.2'],
    ] as const) {
      const { text, read } = await written(`${before}\n${FUNCTION}`, BOTH);
      assert.equal(text, `${after}\n${FUNCTION}`);
      const { requestsPerDay, secondsPerRequest } = read;
      assert.deepEqual({ requestsPerDay, secondsPerRequest }, BOTH);
    }
  });

  it('take a field out, with its line where nothing else is in it', async () => {
    const removed = { requestsAtOnce: null, burstShare: null };
    for (const [before, after] of [
      ['# modal-cost: requests_at_once=20 concurrency=2\n', '# modal-cost: concurrency=2\n'],
      ['# modal-cost: concurrency=2 requests_at_once=20  # May\n', '# modal-cost: concurrency=2  # May\n'],
      ['# modal-cost: requests_at_once=20 burst_share=0.5\n', ''],
      ['# modal-cost: requests_at_once=20  # May\n', '# modal-cost:  # May\n'],
      ['# modal-cost: concurrency=2\n', '# modal-cost: concurrency=2\n'],
      ['', ''],
    ] as const) {
      const { text } = await written(`${before}${FUNCTION}`, removed);
      assert.equal(text, `${after}${FUNCTION}`);
    }
    const { text } = await written(`# modal-cost: requests_at_once=20\n${FUNCTION}`, {
      requestsAtOnce: null,
      secondsCv: 2,
    });
    assert.equal(text, `# modal-cost: seconds_cv=2\n${FUNCTION}`);
  });

  it('leave a comment that silences a rule, and its reason, alone', async () => {
    const { text, read } = await written(
      `# modal-cost: ignore warm-gpu requests_per_day=1 is low\n${FUNCTION}`,
      BOTH,
    );
    assert.match(text, /ignore warm-gpu requests_per_day=1 is low/);
    assert.deepEqual(read, BOTH);
  });
});

describe('usage comments: near misses', () => {
  it('are named, and read only once they are put right', async () => {
    for (const marker of [
      '# modal cost:',
      '#modal-costs:',
      '# modal_cost:',
      '# Modal-Cost:',
      '# modalcost:',
      '# modal-cots:',
      '# model-cost:',
      '# modal-cost =',
      '## modal-cost:',
    ]) {
      const { values, problems } = await only(`${marker} requests_per_day=5\n${FUNCTION}`);
      assert.deepEqual(values, {}, marker);
      assert.deepEqual(
        problems.map(([, fault]) => fault.kind),
        ['misspelledMarker'],
        marker,
      );
      assert.equal(problems[0]![0], marker.replace(/ =$/, ' ='), marker);
    }
  });

  it('are no comments that only speak of cost', async () => {
    for (const line of [
      '# modal cost: about 5 dollars',
      '# Modal costs: x=5 is a lot',
      '# modal.config=5',
      '# model card: requests_per_day is high',
      '# modality: requests_per_day=5',
      '# see modal-cost: requests_per_day=5',
    ]) {
      const { values, problems } = await only(`${line}\n${FUNCTION}`);
      assert.deepEqual([values, problems], [{}, []], line);
    }
  });

  it('are values with a unit that stands apart', async () => {
    const { values, problems } = await only(
      `# modal-cost: seconds_per_request=200 ms requests_per_day=5 k concurrency=2 ignore warm-gpu x\n${FUNCTION}`,
    );
    assert.deepEqual(values, { concurrency: 2 });
    assert.deepEqual(problems, [
      ['seconds_per_request=200 ms', invalid('secondsPerRequest', '200 ms')],
      ['requests_per_day=5 k', invalid('requestsPerDay', '5 k')],
    ]);
  });
});

describe('line kinds', () => {
  it('distinguish decorators, comments and continued lines', () => {
    const text = "@a(\n  1)\n# c\n\n@b\\\n.c\ndef f(): '''\n@d\n''' + \"\\\n@e\"\n@f";
    assert.deepEqual(lineKinds(text.split('\n')), [
      'decorator',
      'continuation',
      'comment',
      'blank',
      'decorator',
      'continuation',
      'other',
      'continuation',
      'continuation',
      'continuation',
      'decorator',
    ]);
  });
});
