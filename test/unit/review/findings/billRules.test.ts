import { strict as assert } from 'node:assert';
import type { Finding } from '../../../../src/core/review/findings/finding';
import type { RuleId } from '../../../../src/core/review/findings/rules';
import { reportText } from '../../../support/bill';
import { reviewText } from './support';

/** A bill of one day, in US dollars by app. */
const bill = (apps: Readonly<Record<string, number>>): string =>
  reportText(
    Object.entries(apps).map(([description, cost]) => ({
      object: `ap-${description}`,
      description,
      environment: 'main',
      start: '2026-11-01T00:00:00',
      resource: 'GPU',
      cost: cost.toFixed(8),
    })),
    'keys',
  );

const serve = (name: string, args: string, usage = '', app = 'app'): string =>
  `${usage && `# modal-cost: ${usage}\n`}@${app}.function(${args})\ndef ${name}(): ...\n`;

async function found(
  rule: RuleId,
  code: string,
  apps: Readonly<Record<string, number>>,
  teamText?: string,
): Promise<readonly Finding[]> {
  const text = `import modal\napp = modal.App("serving")\nother = modal.App("other")\n${code}`;
  const options = { billText: bill(apps), ...(teamText !== undefined && { teamText }) };
  return (await reviewText(text, options)).report.findings.filter((each) => each.rule === rule);
}

const nameOf = (subject: Finding['subject']): string | null =>
  subject?.type === 'declaration' ? subject.name : null;

describe('an app that costs more than its estimate', () => {
  const uses = (requests: number): string => `requests_per_day=${requests} seconds_per_request=1`;
  const three = ['few', 'most', 'some', 'none'].map((name, i) =>
    serve(name, 'gpu="T4", max_containers=1', uses([10, 9_000, 900, 0][i]!)),
  );

  it('has its finding where it costs most, and the others in the order of their costs', async () => {
    for (const code of [three, [...three].reverse()]) {
      const [finding, ...more] = await found('actual-above-estimate', code.join(''), { serving: 100 });
      assert.ok(finding);
      assert.deepEqual([nameOf(finding.subject), more], ['most', []]);
      assert.deepEqual(
        finding.related.map((each) => ('subject' in each ? nameOf(each.subject) : null)),
        ['some', 'few', 'none'],
      );
    }
  });

  it('has one also where none of it is estimated to cost anything', async () => {
    const [finding] = await found('actual-above-estimate', three[3]!, { serving: 100 });
    assert.equal(nameOf(finding!.subject), 'none');
  });
});

describe('an app whose bill is that of its warm containers', () => {
  const two = [
    serve('small', 'gpu="T4", min_containers=1, max_containers=2'),
    serve('large', 'gpu="H100", min_containers=1, max_containers=2'),
  ];

  it('has its finding where most of them are', async () => {
    for (const code of [two, [...two].reverse()]) {
      const [finding] = await found('warm-and-idle', code.join(''), { serving: 12 });
      assert.equal(nameOf(finding!.subject), 'large');
    }
  });

  it('has one from the share on that the rule has, and none where the bill is much less than they cost', async () => {
    // An idle T4 is 95 cents a day.
    const rules = '{ "version": 1, "rules": { "warm-and-idle": { "usdPerMonth": 20 } } }';
    const shareOf = async (cost: number): Promise<number | undefined> => {
      const [finding] = await found('warm-and-idle', two[0]!, { serving: cost }, rules);
      return finding && Number(finding.figure?.value);
    };
    assert.equal((await shareOf(0.96))?.toFixed(2), '0.99');
    assert.equal((await shareOf(1.18))?.toFixed(2), '0.81');
    assert.equal((await shareOf(0.87))?.toFixed(2), '1.09');
    assert.deepEqual([await shareOf(1.2), await shareOf(0.8)], [undefined, undefined]);
  });
});

describe('a budget for what is billed', () => {
  const code = serve('f', 'gpu="T4"') + serve('g', 'gpu="T4"', '', 'other');
  const over = async (budgets: string): Promise<readonly string[]> =>
    (
      await found('over-budget', code, { serving: 2, other: 1 }, `{ "version": 1, "budgets": ${budgets} }`)
    ).map(({ figure }) => `${JSON.stringify(figure?.value)} of ${figure?.limit}`);

  it('is that of the workspace, or of the apps that it matches', async () => {
    assert.deepEqual(await over('{"workspace": {"actual": 89}}'), ['90 of 89']);
    assert.deepEqual(await over('{"workspace": {"actual": 90}}'), []);
    assert.deepEqual(await over('{"apps": {"app.py::app": {"actual": 59}}}'), ['60 of 59']);
    assert.deepEqual(await over('{"apps": {"app.py::app": {"actual": 60}}}'), []);
    assert.deepEqual(await over('{"apps": {"app.py::other": {"actual": 29}}}'), ['30 of 29']);
    assert.deepEqual(await over('{"apps": {"app.py::*": {"actual": 89}}}'), ['90 of 89']);
    assert.deepEqual(await over('{"apps": {"b.py::*": {"actual": 0}}}'), []);
    assert.deepEqual(await over('{"apps": {"app.py::*": {"month": 1}}, "workspace": {"floor": 1}}'), []);
  });
});
