/** A small source for each rule, with all that is found in it. UPDATE_GOLDEN=1 writes what is expected anew. */
import { strict as assert } from 'node:assert';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { figureJson } from '../../../src/core/render/review/findingsJson';
import { findingText, fixTitle, relatedText } from '../../../src/core/render/words/findingsText';
import { subjectKey } from '../../../src/core/review/findings/ruleSubject';
import { RULE_IDS, type RuleId } from '../../../src/core/review/findings/rules';
import type { Finding, FindingFix, FindingReport } from '../../../src/core/review/findings/finding';
import { reviewText } from '../../unit/review/findings/support';

const FOLDER = resolve('test/golden/findings');

async function reportOf(id: RuleId): Promise<FindingReport> {
  const team = resolve(FOLDER, `${id}.team.json`);
  const bill = resolve(FOLDER, `${id}.bill.json`);
  const { report } = await reviewText(readFileSync(resolve(FOLDER, `${id}.py`), 'utf8'), {
    file: `${id}.py`,
    ...(existsSync(team) && { teamText: readFileSync(team, 'utf8') }),
    ...(existsSync(bill) && { billText: readFileSync(bill, 'utf8') }),
  });
  return report;
}

/** A finding as plain data: its place as `line:column–line:column`, from 1. */
function plain(finding: Finding): object {
  const { rule, kind, severity, file, subject, figure, related, fixes } = finding;
  const { start, end } = finding.range;
  return {
    figure: figure && figureJson(figure),
    fixes: fixes.map(plainFix),
    rule,
    kind,
    message: findingText(finding),
    file,
    severity,
    range: `${start.line + 1}:${start.column + 1}–${end.line + 1}:${end.column + 1}`,
    subject: subject && subjectKey(subject),
    related: related.map((each) => `${each.file}:${each.range.start.line + 1} ${relatedText(each)}`),
  };
}

/** The subject of a fix is that of its finding. */
function plainFix(fix: FindingFix): object {
  const { kind, ...rest } = fix.kind === 'oldNames' ? { kind: fix.kind, isSafe: fix.isSafe } : fix;
  return { kind, title: fixTitle(fix), ...rest };
}

describe('findings of the golden sources', () => {
  for (const id of RULE_IDS) {
    it(`${id}.py`, async () => {
      const { findings, silenced } = await reportOf(id);
      const actual = {
        findings: findings.map(plain),
        silenced: silenced.map(({ finding, ...rest }) => ({ ...rest, finding: plain(finding) })),
      };
      const path = resolve(FOLDER, `${id}.expected.json`);
      if (process.env.UPDATE_GOLDEN === '1') writeFileSync(path, `${JSON.stringify(actual, null, 2)}\n`);
      assert.deepEqual(actual, JSON.parse(readFileSync(path, 'utf8')));
      assert.ok(findings.some(({ rule }) => rule === id));
    });
  }

  it('are of rules that exist', () => {
    const sources = readdirSync(FOLDER).flatMap((name) => /^(.*)\.(?:py|expected\.json)$/.exec(name)?.[1] ?? []);
    assert.deepEqual([...new Set(sources)].sort(), [...RULE_IDS].sort());
  });
});
