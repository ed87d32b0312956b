/** Findings are what they are whatever the language: nothing looks at the words. */
import { strict as assert } from 'node:assert';
import { findingText } from '../../../../src/core/render/words/findingsText';
import { setTranslate } from '../../../../src/core/render/words/translate';
import { fingerprints } from '../../../../src/core/review/findings/fingerprint';
import type { FindingReport } from '../../../../src/core/review/findings/finding';
import { inAnotherLanguage } from '../../../support/otherLanguage';
import { reviewText } from './support';

const HEAD = 'import modal\napp = modal.App()\n';
/** Two old names, two GPUs and two budgets, each pair at one place. */
const TEXT = `${HEAD}OLD = {"keep_warm": 3, "concurrency_limit": 4}
@app.function(gpu=["H100:16", "A100:9"], **OLD)
def f(): ...
modal.Sandbox.create(app=app, gpu="H100:16")
`;
const TEAM = '{ "version": 1, "budgets": { "workspace": { "floor": 1, "month": 1 } } }';

const said = ({ findings }: FindingReport): unknown[] =>
  findings.map(({ rule, kind, arguments: given }) => [rule, kind, given]);

describe('findings in a language that has one word for everything', () => {
  let english: FindingReport;
  before(async () => {
    ({ report: english } = await reviewText(TEXT, { teamText: TEAM }));
    setTranslate(() => 'so');
  });
  after(() => setTranslate(undefined));

  it('have the same number, order and fingerprints', async () => {
    const { report } = await reviewText(TEXT, { teamText: TEAM });
    assert.deepEqual(said(report), said(english));
    assert.deepEqual(fingerprints(report.findings), fingerprints(english.findings));
    const kinds = english.findings.map(({ kind }) => kind);
    for (const kind of ['oldName', 'moreGpusThanOffered'] as const)
      assert.ok(kinds.filter((each) => each === kind).length >= 2, kind);
    assert.deepEqual(kinds.slice(-2), ['floorOverBudget', 'monthOverBudget']);
  });
});

describe('a call in another language', () => {
  inAnotherLanguage();

  it('has its own word for the beginning of a sentence', async () => {
    const { report } = await reviewText(`${HEAD}modal.Sandbox.create(app=app, gpu="H100:16")\n`);
    assert.match(findingText(report.findings[0]!), /^«»«This sandbox»« requests /);
  });
});
