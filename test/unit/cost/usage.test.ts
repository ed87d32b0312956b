import { strict as assert } from 'node:assert';
import { resolveUsage, usageOfCode, type UsageLayer } from '../../../src/core/cost/usage';
import {
  nearestUsageField,
  parseUsageValue,
  USAGE_FIELDS,
  usageFieldInfo,
  usageFieldNamed,
  type GivenUsage,
  type UsageFigure,
} from '../../../src/core/modal/usageFields';
import { WEB_DECORATORS } from '../../../src/core/modal/declaration';
import { usagePlaceText, usageProblemText } from '../../../src/core/render/words/usageWords';
import { scanText } from '../../support/python';

const read = (name: string, given: GivenUsage): UsageFigure | string => {
  const parsed = parseUsageValue(usageFieldNamed(name)!, given);
  return 'value' in parsed ? parsed.value : usageProblemText(parsed.problem);
};

describe('usage: fields', () => {
  it('are found by the name that comments and JSON write', () => {
    assert.deepEqual(
      USAGE_FIELDS.map(({ name }) => name),
      [
        'requests_per_day',
        'seconds_per_request',
        'active_hours_per_day',
        'days_per_month',
        'concurrency',
        'startup_seconds',
        'tokens_per_second',
        'cpu_cores',
        'memory_gib',
        'requests_at_once',
        'bursts_per_day',
        'burst_minutes',
        'burst_share',
        'hourly',
        'weekly',
        'seconds_cv',
        'interactive',
        'needs',
      ],
    );
    for (const each of USAGE_FIELDS) {
      assert.deepEqual(usageFieldNamed(each.name), each);
      assert.deepEqual(usageFieldInfo(each.field), each);
      assert.deepEqual(read(each.name, each.example), each.example);
      assert.deepEqual(read(each.name, String(each.example)), each.example);
      if (each.shape !== 'number') continue;
      assert.equal(read(each.name, each.min), each.min);
      assert.equal(read(each.name, each.max), each.max);
    }
    for (const name of ['constructor', '__proto__', 'requestsPerDay', '']) {
      assert.equal(usageFieldNamed(name), undefined);
    }
  });

  it('read true and false as JSON and Python write them, and nothing else', () => {
    for (const text of ['true', 'True', true]) assert.equal(read('interactive', text), true);
    for (const text of ['false', 'False', false]) assert.equal(read('interactive', text), false);
    for (const text of ['yes', '1', 1, '', ['true']])
      assert.match(String(read('interactive', text)), /must be true or false/);
  });

  it('read a list of needs, each once and in the same order, and name the nearest of a wrong one', () => {
    assert.deepEqual(read('needs', 'ssh, HIPAA,ssh'), ['hipaa', 'ssh']);
    assert.deepEqual(read('needs', ['apac']), ['apac']);
    for (const none of ['none', []]) assert.deepEqual(read('needs', none), []);
    const near = (given: GivenUsage): string | undefined => {
      const parsed = parseUsageValue(usageFieldInfo('needs'), given);
      return 'problem' in parsed ? parsed.problem.near : 'none';
    };
    assert.equal(near('hippa,ssh'), 'hipaa,ssh');
    assert.equal(near(['multi_nodes', 'h100']), 'multi-node,h200');
    for (const given of ['gdpr', 'hipaa,gdpr', '', 5, true, [1], 'none,ssh'])
      assert.equal(near(given), undefined, JSON.stringify(given));
  });

  it('read plain decimal numbers and nothing else', () => {
    const good: [string, number][] = [
      ['50000', 50_000],
      ['50_000', 50_000],
      ['5e4', 50_000],
      ['.5', 0.5],
      ['+7', 7],
      ['0', 0],
      ['-0', 0],
    ];
    for (const [text, value] of good) assert.ok(Object.is(read('requests_per_day', text), value), text);
    for (const text of [
      '',
      '50,000',
      '1k',
      '0x10',
      '_1',
      '1_',
      '1__0',
      'NaN',
      'Infinity',
      'None',
      '1'.repeat(41),
    ]) {
      assert.equal(typeof read('requests_per_day', text), 'string', text);
    }
    for (const value of [NaN, Infinity, -Infinity, -1, 1e9 + 1]) {
      assert.equal(typeof read('requests_per_day', value), 'string', String(value));
    }
  });

  it('name field, unit and range of a bad value', () => {
    assert.equal(
      read('requests_per_day', 'many'),
      'requests_per_day must be a number of requests per day from 0 to 1,000,000,000, not “many”.',
    );
    assert.equal(
      read('seconds_per_request', '200ms'),
      'seconds_per_request must be a number of seconds from 0.000001 to 604,800, not “200ms”.',
    );
    assert.equal(
      read('concurrency', 1.5),
      'concurrency must be a whole number of requests from 1 to 1,000, not 1.5.',
    );
    assert.match(read('days_per_month', 32) as string, /days per month from 0 to 31, not 32\.$/);
    assert.match(read('days_per_month', `a\n\u202eb${'c'.repeat(99)}`) as string, /not “a��b[c]{35}…”\.$/);
    assert.match(read('days_per_month', '') as string, /not nothing\.$/);
  });

  it('take weights as a list, or with commas between them', () => {
    const week = [1, 1, 1, 1, 1, 0, 0];
    assert.deepEqual(read('weekly', week), week);
    assert.deepEqual(read('weekly', '1,1,1,1,1,0,0'), week);
    assert.equal(
      read('weekly', '1,1,1'),
      'weekly must be 7 numbers from 0 to 1,000,000, at least one of them above 0, not “1,1,1”.',
    );
    for (const bad of [
      1,
      '',
      '1,1,1,1,1,1,x',
      '1,1,1,1,1,1,-1',
      '0,0,0,0,0,0,0',
      Array<number>(8).fill(1),
      [],
      [1],
    ])
      assert.equal(typeof read('weekly', bad), 'string', String(bad));
    const notNumbers = parseUsageValue(usageFieldNamed('weekly')!, ['1', 1, 1, 1, 1, 1, { toString: 1 }]);
    assert.ok('problem' in notNumbers && usageProblemText(notNumbers.problem).includes('weekly'));
  });

  it('name no unit where there is none', () => {
    assert.equal(read('burst_share', 2), 'burst_share must be a number from 0.001 to 1, not 2.');
  });

  it('suggest the most similar name', () => {
    const near = (word: string): string | undefined => nearestUsageField(word)?.name;
    assert.equal(near('requestsPerDay'), 'requests_per_day');
    assert.equal(near('request_per_day'), 'requests_per_day');
    assert.equal(near('seconds-per-request'), 'seconds_per_request');
    assert.equal(near('memory_gb'), 'memory_gib');
    assert.equal(near('concurency'), 'concurrency');
    assert.equal(near('gpu'), undefined);
    assert.equal(near('x'.repeat(100_000)), undefined);
  });
});

describe('usage: resolved', () => {
  const comment: UsageLayer = {
    source: 'comment',
    values: { requestsPerDay: 800 },
    where: { kind: 'comment', line: 3 },
  };
  const setting: UsageLayer = {
    source: 'setting',
    values: { requestsPerDay: 5, secondsPerRequest: 4, concurrency: 2 },
  };
  const code: UsageLayer = { source: 'code', values: { concurrency: 8 } };

  it('takes each field from the nearest layer that has it', () => {
    const { usage, origins, given, missing } = resolveUsage([comment, undefined, setting, code], 720);
    assert.deepEqual(usage, {
      requestsPerDay: 800,
      secondsPerRequest: 4,
      activeHoursPerDay: 24,
      daysPerMonth: 30,
      concurrency: 2,
      startupSeconds: 0,
      tokensPerSecond: null,
      cpuCores: null,
      memoryGib: null,
      requestsAtOnce: 1,
      burstsPerDay: null,
      burstMinutes: null,
      burstShare: 1,
      hourly: null,
      weekly: null,
      secondsCv: 1,
      interactive: null,
      needs: [],
    });
    assert.deepEqual(origins.requestsPerDay, { source: 'comment', where: { kind: 'comment', line: 3 } });
    assert.deepEqual(origins.secondsPerRequest, { source: 'setting' });
    assert.deepEqual(origins.activeHoursPerDay, { source: 'default' });
    assert.equal(given, true);
    assert.deepEqual(missing, []);
  });

  it('says what is missing for a month', () => {
    assert.deepEqual(resolveUsage([], 730).missing, ['requestsPerDay', 'secondsPerRequest']);
    assert.equal(resolveUsage([], 730).given, false);
    assert.deepEqual(resolveUsage([comment], 730).missing, ['secondsPerRequest']);
    assert.equal(resolveUsage([comment], 730).given, false);
    assert.equal(resolveUsage([], 730).usage.daysPerMonth, 730 / 24);
  });

  it('needs no seconds without requests', () => {
    const none: UsageLayer = { source: 'option', values: { requestsPerDay: 0 } };
    assert.equal(resolveUsage([none, comment], 720).given, true);
    assert.equal(resolveUsage([none, comment], 720).usage.requestsPerDay, 0);
    const seconds: UsageLayer = { source: 'comment', values: { secondsPerRequest: 1 } };
    assert.equal(resolveUsage([seconds], 720).given, false);
  });
});

describe('usage: from the code', () => {
  const ofCode = async (
    decorators: string,
  ): Promise<[UsageFigure | undefined, string | undefined] | undefined> => {
    const text = `import modal\napp = modal.App()\n${decorators}\nclass F: ...\n`;
    const layers = usageOfCode((await scanText(text)).declarations[0]!);
    const layer = layers.find(({ values }) => values.concurrency !== undefined);
    return layer && [layer.values.concurrency, layer.where && usagePlaceText(layer.where)];
  };

  it('is the target of @modal.concurrent, or else its maximum', async () => {
    assert.equal(await ofCode('@app.function()'), undefined);
    assert.deepEqual(await ofCode('@app.function()\n@modal.concurrent(max_inputs=8)'), [
      8,
      '@modal.concurrent(max_inputs=8)',
    ]);
    assert.deepEqual(await ofCode('@app.function()\n@modal.concurrent(max_inputs=8, target_inputs=5)'), [
      5,
      '@modal.concurrent(target_inputs=5)',
    ]);
    assert.deepEqual(await ofCode('@app.function()\n@modal.concurrent(max_inputs=4 if X else 16)'), [
      4,
      '@modal.concurrent(max_inputs=4 if X else 16)',
    ]);
    assert.equal(await ofCode('@app.function()\n@modal.concurrent(max_inputs=X)'), undefined);
    assert.deepEqual(await ofCode('@app.function(allow_concurrent_inputs=3)'), [
      3,
      'allow_concurrent_inputs=3',
    ]);
  });

  it('says that somebody waits for a web endpoint and a server, and nobody for a schedule', async () => {
    const waits = async (
      code: string,
    ): Promise<[UsageFigure | undefined, string | undefined] | undefined> => {
      const { declarations } = await scanText(`import modal\napp = modal.App()\n${code}`);
      const found = usageOfCode(declarations[0]!).find(({ values }) => values.interactive !== undefined);
      return found && [found.values.interactive, found.where && usagePlaceText(found.where)];
    };
    for (const web of WEB_DECORATORS)
      assert.deepEqual(await waits(`@app.function()\n@modal.${web}()\ndef f(): ...\n`), [
        true,
        `@modal.${web}`,
      ]);
    const method = '@app.cls()\nclass C:\n    @modal.asgi_app()\n    def web(self): ...\n';
    assert.deepEqual(await waits(method), [true, '@modal.asgi_app']);
    const from = 'from modal import asgi_app as web\n@app.function()\n@web()\ndef f(): ...\n';
    assert.deepEqual(await waits(from), [true, '@modal.asgi_app']);
    const wrapped = 'def f(): ...\napp.function()(modal.wsgi_app()(f))\n';
    assert.deepEqual(await waits(wrapped), [true, '@modal.wsgi_app']);
    assert.deepEqual(await waits('@app.server()\nclass S: ...\n'), [true, '@app.server']);
    assert.deepEqual(await waits('@app.function(schedule=modal.Period(days=1))\ndef f(): ...\n'), [
      false,
      'schedule=modal.Period(days=1)',
    ]);
    for (const open of ['', 'schedule=None', 'schedule=modal.Period(days=1) if X else None'])
      assert.equal(await waits(`@app.function(${open})\ndef f(): ...\n`), undefined, open);
    assert.equal(await waits('@app.function()\n@other.asgi_app()\ndef f(): ...\n'), undefined);
  });

  it('is a number that a usage may have', async () => {
    assert.equal((await ofCode('@app.function()\n@modal.concurrent(max_inputs=5000)'))?.[0], 1_000);
    assert.equal((await ofCode('@app.server(target_concurrency=0.5)'))?.[0], 1);
    assert.equal((await ofCode('@app.server(target_concurrency=7.9)'))?.[0], 7);
  });
});
