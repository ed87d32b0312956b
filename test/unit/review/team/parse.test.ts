import { strict as assert } from 'node:assert';
import { readJsonTree } from '../../../../src/core/json/jsonTree';
import { teamProblemText } from '../../../../src/core/render/words/teamFile';
import { parseTeamFile } from '../../../../src/core/review/team/parseTeamFile';
import { NO_TEAM } from '../../../../src/core/review/team/team';

const FULL = `// What we know and the code does not.
{
  "$schema": "./modal-cost.schema.json",
  "version": 1,
  "priceBook": "modal-list-2026-10",
  "hoursPerMonth": 744, // a long month
  "countStartup": false,
  "plan": "Team",
  "discounts": { "all": 0.9, "gpu": { "h100": 0.8 } },
  "declarations": {
    /* the API */
    "app/serve.py::Model": {
      "requests_per_day": 50000,
      "seconds_per_request": 0.2,
      "values": {
        "gpu": ["H100:2", null],
        "min_containers": 1,
        "region": ["us-east", "us-west"],
        "nonpreemptible": true,
        "schedule": "0 9 * * *",
        "cluster_size": 4,
      },
      "ignore": { "warm-gpu": "the demo in May" },
    },
    "**/*.py::*": { "startup_seconds": 20 },
  },
  "budgets": {
    "workspace": { "floor": 500, "month": 5000 },
    "apps": { "app/**::app": { "month": 1000 } },
    "declarations": { "app/serve.py::Model": { "floor": 350.5 } },
  },
  "rules": {
    "no-ceiling": "off",
    "warm-gpu": { "severity": "error", "usdPerMonth": 0 },
    "costly-window": { "share": 2 },
  },
}
`;

const READING = { lenient: true, maxDepth: 8, maxItems: 5, maxProblems: 5 };

/** The problems of a text as `line:column path: message`. */
function problemsOf(text: string): string[] {
  return parseTeamFile(text).problems.map(
    ({ line, column, path, problem }) => `${line}:${column} ${path}: ${teamProblemText(problem)}`,
  );
}

describe('parseTeamFile', () => {
  it('reads every field, with comments and trailing commas', () => {
    const { team, problems } = parseTeamFile(FULL);
    assert.deepEqual(problems, []);
    assert.equal(team.priceBook, 'modal-list-2026-10');
    assert.equal(team.hoursPerMonth, 744);
    assert.equal(team.countStartup, false);
    assert.equal(team.plan, 'Team');
    assert.deepEqual(team.discounts, { all: 0.9, gpus: new Map([['H100', 0.8]]) });
    const [model, all] = team.declarations;
    assert.deepEqual(model?.usage, { requestsPerDay: 50_000, secondsPerRequest: 0.2 });
    assert.equal(model.line, 12);
    assert.deepEqual(model.range, { start: { line: 11, column: 4 }, end: { line: 11, column: 25 } });
    assert.deepEqual(model.values.gpu, [
      { type: 'H100', count: 2 },
      { type: null, count: 0 },
    ]);
    assert.equal(model.values.clusterSize, 4);
    assert.deepEqual(
      [...model.values.params],
      [
        ['min_containers', 1],
        ['region', ['us-east', 'us-west']],
        ['nonpreemptible', true],
        ['schedule', { type: 'cron', cron: '0 9 * * *', timezone: 'UTC' }],
      ],
    );
    assert.deepEqual(model.ignore, [{ rule: 'warm-gpu', reason: 'the demo in May', line: 23 }]);
    assert.deepEqual(all?.usage, { startupSeconds: 20 });
    assert.deepEqual([team.budgets.workspace?.floor, team.budgets.workspace?.month], [500, 5_000]);
    assert.equal(team.budgets.apps[0]?.month, 1_000);
    assert.equal(team.budgets.apps[0].floor, null);
    assert.equal(team.budgets.declarations[0]?.floor, 350.5);
    assert.deepEqual(team.rules, {
      'no-ceiling': { level: 'off', thresholds: {} },
      'warm-gpu': { level: 'error', thresholds: { usdPerMonth: 0 } },
      'costly-window': { thresholds: { share: 2 } },
    });
    assert.equal(team.lines.get('$.priceBook'), 5);
    assert.equal(team.lines.get('$.discounts.gpu.h100'), 9);
    assert.equal(team.lines.get('$.declarations["app/serve.py::Model"].requests_per_day'), 13);
  });

  it('reads no GPU, and a byte-order mark and CRLF', () => {
    const text = '\ufeff{\r\n "version": 1,\r\n "declarations": {"a.py::f": {"values": {"gpu": null}}}}\r\n';
    const { team, problems } = parseTeamFile(text);
    assert.deepEqual(problems, []);
    assert.deepEqual(team.declarations[0]?.values.gpu, []);
    assert.equal(team.declarations[0].line, 3);
  });

  it('reads a trace by its path, and with how to read it', () => {
    const traceOf = (trace: string): unknown => {
      const { team, problems } = parseTeamFile(one(`"declarations": {"a.py::f": {"trace": ${trace}}}`));
      assert.deepEqual(problems, []);
      return team.declarations[0]!.trace;
    };
    assert.deepEqual(traceOf('"traces/day.csv"'), { file: 'traces/day.csv', options: {} });
    assert.deepEqual(traceOf('{"time_unit": "ms", "file": "day.csv", "start": 2}'), {
      file: 'day.csv',
      options: { timeUnit: 'ms', columns: { start: 2 } },
    });
  });

  it('reads flags, words and weights, and data with either of its fields', () => {
    const { team, problems } = parseTeamFile(
      one(`"declarations": {"a.py::f": {"interactive": false, "needs": ["hipaa"], "hourly": [${weights(24)}]}},
        "data": {"workspace": {"egress_gb_per_month": 5}, "apps": {"a.py::app": {"volume_gb": 7}}}`),
    );
    assert.deepEqual(problems, []);
    const [{ usage }] = team.declarations as [(typeof team.declarations)[number]];
    assert.deepEqual(Object.keys(usage).length, 3);
    assert.deepEqual([usage.interactive, usage.needs], [false, ['hipaa']]);
    const sizes = [team.data.workspace, ...team.data.apps].map((each) => [
      each?.volumeGb,
      each?.egressGbPerMonth,
    ]);
    assert.deepEqual(sizes, [
      [null, 5],
      [7, null],
    ]);
  });

  it('takes values up to their bounds', () => {
    const inValues = (values: string): string => `"declarations": {"a.py::f": {"values": {${values}}}}`;
    const ignored = (length: number): string =>
      `"declarations": {"a.py::f": {"ignore": {"warm-gpu": "${'x'.repeat(length)}"}}}`;
    const isRead = (member: string): boolean => problemsOf(one(member)).length === 0;
    for (const [within, beyond] of [
      ['"discounts": {"all": 1}', '"discounts": {"all": 1.01}'],
      ['"hoursPerMonth": 1', '"hoursPerMonth": 0.99'],
      ['"hoursPerMonth": 744', '"hoursPerMonth": 744.01'],
      [`"plan": "${'x'.repeat(80)}"`, `"plan": "${'x'.repeat(81)}"`],
      [inValues('"gpu": "H100:1"'), inValues('"gpu": "H100:0"')],
      [inValues('"gpu": "H100:1000"'), inValues('"gpu": "H100:1001"')],
      [inValues('"min_containers": 0'), inValues('"min_containers": -1')],
      [ignored(300), ignored(301)],
    ] as const) {
      assert.ok(isRead(within), within);
      assert.ok(!isRead(beyond), beyond);
    }
    assert.deepEqual(problemsOf(one('"plan": "x"').padEnd(500_000)), []);
    const { team } = parseTeamFile(one('"discounts": {"all": 2}, "rules": {"warm-gpu": {"severity": 1}}'));
    assert.deepEqual([team.discounts, team.rules], [null, { 'warm-gpu': { thresholds: {} } }]);
  });

  it('reads discounts by GPU alone, and says how the one that is meant is written', () => {
    const { team } = parseTeamFile(one('"discounts": {"gpu": {"T4": 0.5}}'));
    assert.deepEqual(team.discounts, { all: 1, gpus: new Map([['T4', 0.5]]) });
    for (const [given, meant] of [
      [20, /For a 20% discount, write 0.8\./],
      [99, /For a 99% discount, write 0.01\./],
      [100, /For a 15% discount, write 0.85\./],
    ] as const)
      assert.match(problemsOf(one(`"discounts": {"all": ${given}}`)).join('\n'), meant);
  });

  it('takes no value from what is refused', () => {
    const { team } = parseTeamFile(
      one(
        `"declarations": {"a.py::f": {"trace": "../day.csv"}, "a.py::g": {"trace": {"file": "../day.csv"}}},
        "data": {"apps": {"a.py::app": {"volume_gb": -1}}}, "budgets": {"apps": {"a.py::app": {"month": -1}}}`,
      ),
    );
    assert.deepEqual(
      team.declarations.map(({ trace }) => trace),
      [null, null],
    );
    assert.deepEqual([team.data.apps, team.budgets.apps], [[], []]);
  });

  it('reads one region as such, and where each value stands', () => {
    const { team } = parseTeamFile(
      one('"declarations": {"a.py::f": {"values": {"gpu": "T4", "cluster_size": 2, "region": "us-east"}}}'),
    );
    const { params, places } = team.declarations[0]!.values;
    assert.deepEqual([...params], [['region', 'us-east']]);
    assert.deepEqual([...places.keys()].sort(), ['cluster_size', 'gpu', 'region']);
  });

  it('reads a cron expression of a hundred characters, and no longer one', () => {
    const schedule = (length: number): string =>
      one(`"declarations": {"a.py::f": {"values": {"schedule": "${'0 9 * * *'.padEnd(length)}"}}}`);
    assert.deepEqual(problemsOf(schedule(100)), []);
    assert.match(problemsOf(schedule(101)).join('\n'), /schedule must be a cron expression/);
  });

  const weights = (count: number): string => Array.from({ length: count }, (_, i) => i).join(', ');
  const one = (member: string): string => `{ "version": 1,\n  ${member} }`;
  const wrong: readonly (readonly [string, string])[] = [
    [
      '"hoursPerMonht": 730',
      '2:3 $.hoursPerMonht: “hoursPerMonht” is unknown. Did you mean “hoursPerMonth”?',
    ],
    [
      '"zzz": 1',
      '2:3 $.zzz: “zzz” is unknown. It can be $schema, version, priceBook, hoursPerMonth, countStartup, plan, discounts, env, declarations, data, budgets, actual, metricsColumns, apps or rules.',
    ],
    [
      '"hoursPerMonth": "730"',
      '2:20 $.hoursPerMonth: hoursPerMonth must be a number of hours from 1 to 744. Write it without quotes.',
    ],
    ['"hoursPerMonth": 745', '2:20 $.hoursPerMonth: hoursPerMonth must be a number of hours from 1 to 744.'],
    ['"countStartup": "no"', '2:19 $.countStartup: countStartup must be true or false, without quotes.'],
    ['"plan": 3', '2:11 $.plan: plan must be one line of text in double quotes, with at most 80 characters.'],
    [
      '"priceBook": "../ours.json"',
      '2:16 $.priceBook: Your own price book must be inside this file’s folder: give its path relative to that folder.',
    ],
    [
      '"priceBook": "C:/ours.json"',
      '2:16 $.priceBook: Your own price book must be inside this file’s folder: give its path relative to that folder.',
    ],
    ['"priceBook": "a\\\\b.json"', '2:16 $.priceBook: Write the path with “/”, not “\\”.'],
    [
      '"discounts": {"all": 15}',
      '2:24 $.discounts.all: all must be the share of the price that you pay: above 0, at most 1. For a 15% discount, write 0.85.',
    ],
    [
      '"discounts": {"gpu": {"H 100": 0.5}}',
      '2:25 $.discounts.gpu["H 100"]: “H 100” is not a GPU type. Write it as Modal does: H100.',
    ],
    [
      '"discounts": {"gpu": {"H100": 0}}',
      '2:33 $.discounts.gpu.H100: H100 must be the share of the price that you pay: above 0, at most 1. For a 15% discount, write 0.85.',
    ],
    [
      '"declarations": {"serve.py": {}}',
      '2:20 $.declarations["serve.py"]: “serve.py”: A key is a file, “::” and a name, such as app/serve.py::Model; both can be globs.',
    ],
    [
      '"declarations": {"/a.py::f": {}}',
      '2:20 $.declarations["/a.py::f"]: “/a.py::f”: Give the file relative to this file’s folder: remove the first “/”.',
    ],
    [
      '"declarations": {"a.py::f": {"request_per_day": 1}}',
      '2:32 $.declarations["a.py::f"].request_per_day: “request_per_day” is unknown. Did you mean “requests_per_day”?',
    ],
    [
      '"declarations": {"a.py::f": {"requests_per_day": -1}}',
      '2:52 $.declarations["a.py::f"].requests_per_day: requests_per_day must be a number of requests per day from 0 to 1,000,000,000, not -1.',
    ],
    [
      '"declarations": {"a.py::f": {"requests_per_day": "many"}}',
      '2:52 $.declarations["a.py::f"].requests_per_day: requests_per_day must be a number of requests per day, such as 1000.',
    ],
    [
      '"declarations": {"a.py::f": {"values": {"gpu": "H100:x"}}}',
      '2:50 $.declarations["a.py::f"].values.gpu: gpu must be a string such as "H100" or "H100:2", a list of these in order, or null for none: "x" is not a GPU count.',
    ],
    [
      '"declarations": {"a.py::f": {"values": {"min_containers": 1.5}}}',
      '2:61 $.declarations["a.py::f"].values.min_containers: min_containers must be a whole number of containers from 0 to 100,000.',
    ],
    [
      '"declarations": {"a.py::f": {"values": {"keep_warm": 1}}}',
      '2:43 $.declarations["a.py::f"].values.keep_warm: “keep_warm” is unknown. It can be gpu, cluster_size, cpu, memory, ephemeral_disk, min_containers, max_containers, buffer_containers, scaledown_window, timeout, retries, region, nonpreemptible, single_use_containers or schedule.',
    ],
    [
      '"declarations": {"a.py::f": {"values": {"schedule": "daily"}}}',
      '2:55 $.declarations["a.py::f"].values.schedule: schedule must be a cron expression with five fields, such as "0 9 * * *".',
    ],
    [
      '"declarations": {"a.py::f": {"values": {"region": []}}}',
      '2:53 $.declarations["a.py::f"].values.region: region must be a string such as "us-east", or a list of these.',
    ],
    [
      '"declarations": {"a.py::f": {"values": {"region": ["us", 2]}}}',
      '2:53 $.declarations["a.py::f"].values.region: region must be a string such as "us-east", or a list of these.',
    ],
    [
      '"declarations": {"a.py::f": {"ignore": {"warm-gpu": " "}}}',
      '2:55 $.declarations["a.py::f"].ignore["warm-gpu"]: warm-gpu needs a reason of at most 300 characters.',
    ],
    [
      '"declarations": {"a.py::f": {"ignore": ["warm-gpu"]}}',
      '2:42 $.declarations["a.py::f"].ignore: ignore must map rules to reasons: { "warm-gpu": "the demo in May" }.',
    ],
    [
      '"budgets": {"workspace": {}}',
      '2:28 $.budgets.workspace: workspace needs “floor”, “month” or “actual”, in USD per month.',
    ],
    [
      '"declarations": {"a.py::f": {"trace": "../day.csv"}}',
      '2:41 $.declarations["a.py::f"].trace: trace must be a file in the folder of modal-cost.json, by its path from there.',
    ],
    [
      '"declarations": {"a.py::f": {"trace": {"file": "/day.csv"}}}',
      '2:50 $.declarations["a.py::f"].trace.file: trace must be a file in the folder of modal-cost.json, by its path from there.',
    ],
    [
      '"declarations": {"a.py::f": {"trace": {"start": 1}}}',
      '2:32 $.declarations["a.py::f"].trace: trace needs the path of a file: { "file": "traces/requests.csv" }.',
    ],
    [
      '"declarations": {"a.py::f": {"trace": {"file": "day.csv", "time_unit": ["s"]}}}',
      '2:74 $.declarations["a.py::f"].trace.time_unit: time_unit must be one of s ms us ns.',
    ],
    [
      '"declarations": {"a.py::f": {"trace": {"file": "day.csv", "input_tokens_per_second": 5}}}',
      '2:41 $.declarations["a.py::f"].trace: Set both input_tokens_per_second and output_tokens_per_second.',
    ],
    [
      '"declarations": {"a.py::f": {"interactive": "yes"}}',
      '2:47 $.declarations["a.py::f"].interactive: interactive must be true or false, without quotes.',
    ],
    [
      '"declarations": {"a.py::f": {"needs": "hipaa"}}',
      '2:41 $.declarations["a.py::f"].needs: needs must be a list of words, such as ["hipaa"].',
    ],
    [
      '"declarations": {"a.py::f": {"needs": ["hipaa", true]}}',
      '2:41 $.declarations["a.py::f"].needs: needs must be a list of words, such as ["hipaa"].',
    ],
    [
      '"data": {"workspace": {}}',
      '2:25 $.data.workspace: workspace needs “volume_gb” or “egress_gb_per_month”, in GB.',
    ],
    [
      '"data": {"workspace": {"volume_gb": "x"}}',
      '2:39 $.data.workspace.volume_gb: volume_gb must be a number of GB, such as 500.',
    ],
    ['"budgets": {"workspace": 500}', '2:28 $.budgets.workspace: workspace must be an object: { … }.'],
    ['"rules": {"warmgpu": "off"}', '2:13 $.rules.warmgpu: “warmgpu” is unknown. Did you mean “warm-gpu”?'],
    [
      '"rules": {"warm-gpu": "warn"}',
      '2:25 $.rules.warm-gpu: warm-gpu must be "off", "info", "warning" or "error".',
    ],
    [
      '"rules": {"warm-gpu": {"severity": "eror"}}',
      '2:38 $.rules.warm-gpu.severity: severity must be "off", "info", "warning" or "error". Did you mean "error"?',
    ],
    [
      '"rules": {"old-name": {"usdPerMonth": 1}}',
      '2:26 $.rules.old-name.usdPerMonth: “usdPerMonth” is unknown. It can be severity.',
    ],
  ];
  for (const [member, expected] of wrong) {
    it(`reports the problem of ${member}`, () => {
      assert.deepEqual(problemsOf(one(member)), [expected.replace('ignore["warm-gpu"]', 'ignore.warm-gpu')]);
    });
  }

  it('continues after a syntax error, and keeps the valid parts', () => {
    const text = `{
  "version": 1,
  "priceBook": modal-list-2026-10,
  'plan': "Team",
  "countStartup": false
  "hoursPerMonth": 700,,
  "hoursPerMonth": 710,
  "declarations": { "a.py::f": { "requests_per_day": 5, "concurrency" }
`;
    const { team } = parseTeamFile(text);
    assert.deepEqual(problemsOf(text), [
      '1:1 $: This is not closed: add “}”.',
      '3:16 $: “modal-list-2026-10” is not a JSON value. Put strings in double quotes.',
      "4:3 $: “'plan'” is a name: put it in double quotes.",
      '6:3 $: A comma is missing before this.',
      '6:24 $: Remove the extra comma here.',
      '7:3 $: “hoursPerMonth” appears twice here: the first one is used. Remove one.',
      '8:19 $: This is not closed: add “}”.',
      '8:57 $: “concurrency” has no value: add “:” and a value.',
    ]);
    assert.equal(team.countStartup, false);
    assert.equal(team.hoursPerMonth, 700);
    assert.equal(team.priceBook, null);
    assert.deepEqual(team.declarations[0]?.usage, { requestsPerDay: 5 });
  });

  it('keeps the valid fields of a key beside an invalid one', () => {
    const { team, problems } = parseTeamFile(
      one(
        '"declarations": {"a.py::f": {"requests_per_day": -1, "seconds_per_request": 2, "values": {"gpu": 7, "timeout": 60}}}',
      ),
    );
    assert.equal(problems.length, 2);
    assert.deepEqual(team.declarations[0]?.usage, { secondsPerRequest: 2 });
    assert.deepEqual([...team.declarations[0].values.params], [['timeout', 60]]);
  });

  it('assumes version 1 if none is given and says so, and ignores a file with another version', () => {
    const missing = parseTeamFile('{ "hoursPerMonth": 700 }');
    assert.deepEqual(
      missing.problems.map(({ problem }) => problem),
      [{ kind: 'versionMissing' }],
    );
    assert.equal(missing.team.hoursPerMonth, 700);
    const other = parseTeamFile('{ "version": 2, "hoursPerMonth": 700 }');
    assert.deepEqual(other.problems[0]?.problem, { kind: 'unknownVersion' });
    assert.equal(other.team, NO_TEAM);
  });

  it('has limits', () => {
    assert.match(problemsOf(' '.repeat(500_001))[0]!, /too large/);
    assert.match(problemsOf('')[0]!, /The file is empty/);
    const deep = `{"version":1,"rules":${'['.repeat(100_000)}${']'.repeat(100_000)},"hoursPerMonth":700}`;
    assert.match(problemsOf(deep).join('\n'), /nested too deeply: at most 8 levels/);
    assert.equal(parseTeamFile(deep).team.hoursPerMonth, 700);
    const levels = (n: number): number =>
      readJsonTree('['.repeat(n) + ']'.repeat(n), READING).problems.length;
    assert.deepEqual([levels(8), levels(9)], [0, 1]);
    const keys = Array.from({ length: 600 }, (_, i) => `"a${i}.py::f":{}`).join(',');
    const many = parseTeamFile(one(`"declarations": {${keys}}`));
    assert.equal(many.team.declarations.length, 500);
    assert.deepEqual(many.problems[0]?.problem, { kind: 'tooManyItems', max: 500 });
    assert.equal(parseTeamFile(`{${'?,'.repeat(5_000)}}`).problems.length, 50);
  });

  it('lets no name reach a prototype, and no control character a message', () => {
    const { team, problems } = parseTeamFile(
      one(
        '"__proto__": {"hoursPerMonth": 1}, "constructor": 1, "discounts": {"gpu": {"__proto__": 0.5}}, "a\\u0007\\u202eb": 1',
      ),
    );
    assert.equal(problems.length, 4);
    assert.equal(team.discounts, null);
    assert.ok(problems.every(({ problem }) => !/[\u0000-\u001f\u202e]/.test(teamProblemText(problem))));
    assert.equal(({} as { hoursPerMonth?: number }).hoursPerMonth, undefined);
  });
});
