import { strict as assert } from 'node:assert';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import type { Declaration, Subject } from '../../../../src/core/modal/declaration';
import { fixAllOldNames, fixOldNames } from '../../../../src/core/edits/oldNames/fixOldNames';
import type { EditPlan } from '../../../../src/core/edits/editPlan';
import { isRefused } from '../../../../src/core/edits/refusal';
import { setKeyword } from '../../../../src/core/edits/setKeyword';
import { applyEdits } from '../../../../src/core/edits/textEdits';
import { usageEdits } from '../../../../src/core/modal/usageInsertion';
import { findingText, fixTitle } from '../../../../src/core/render/words/findingsText';
import { PythonModule } from '../../../../src/core/python/module';
import type { Finding, FindingFix } from '../../../../src/core/review/findings/finding';
import { RULE_IDS } from '../../../../src/core/review/findings/rules';
import { parseTeamFile } from '../../../../src/core/review/team/parseTeamFile';
import { loadParser } from '../../../support/python';
import { reviewText } from './support';

/** The text after a fix, as the editor makes it. */
async function fixed(text: string, file: string, subject: Subject | null, fix: FindingFix): Promise<string> {
  if (fix.kind === 'comment') return rewritten(text, fix);
  const tree = (await loadParser()).parse(text)!;
  const module = new PythonModule(file, text, tree.rootNode);
  try {
    const plan = planOf(module, subject!, fix);
    assert.ok(plan && !isRefused(plan), `${fixTitle(fix)}: ${JSON.stringify(plan)}`);
    assert.ok(plan.edits.length > 0, fixTitle(fix));
    return applyEdits(text, plan.edits);
  } finally {
    tree.delete();
  }
}

function rewritten(text: string, { range, text: says }: FindingFix & { kind: 'comment' }): string {
  const lines = text.split('\n');
  const line = lines[range.start.line]!;
  lines[range.start.line] = line.slice(0, range.start.column) + says + line.slice(range.end.column);
  return lines.join('\n');
}

function planOf(module: PythonModule, subject: Subject, fix: FindingFix): EditPlan | null {
  switch (fix.kind) {
    case 'set':
      return subject.type === 'declaration' ? setKeyword(module, subject, fix.parameter, fix.value) : null;
    case 'oldNames':
      return fixOldNames(module, subject);
    case 'allOldNames':
      return fixAllOldNames(module);
    default:
      return null;
  }
}

const nameOf = (subject: Subject | null): string | undefined =>
  subject?.type === 'declaration' ? subject.qualname : subject?.form;

describe('the fixes of findings', () => {
  for (const id of RULE_IDS) {
    it(`of ${id}.py remove the finding`, async () => {
      const file = `${id}.py`;
      const text = readFileSync(resolve('test/golden/findings', file), 'utf8');
      const { report } = await reviewText(text, { file });
      for (const finding of report.findings) {
        for (const fix of finding.fixes) {
          const { subject } = finding;
          if (fix.kind === 'usage' || fix.kind === 'teamValue' || fix.kind === 'moveComment') continue;
          const after = await fixed(text, file, subject, fix);
          const rest = (await reviewText(after, { file })).report.findings;
          const same = (each: Finding): boolean =>
            each.rule === finding.rule &&
            nameOf(each.subject) === nameOf(subject) &&
            (each.rule === 'old-name' || isDeepStrictEqual(each.arguments, finding.arguments));
          assert.deepEqual(rest.filter(same).map(findingText), [], `${fixTitle(fix)}\n${after}`);
          // A comment stays where it was.
          if (text.includes('# nobody knows why')) assert.ok(after.includes('max_containers=4'));
        }
      }
    });
  }

  it('of old names can be made in the whole file at once', async () => {
    const text = readFileSync(resolve('test/golden/findings/old-name.py'), 'utf8');
    const [first] = (await reviewText(text)).report.findings;
    const after = await fixed(text, 'app.py', first!.subject, {
      kind: 'allOldNames',
    });
    const rest = (await reviewText(after)).report.findings;
    assert.deepEqual(
      rest.filter(({ rule }) => rule === 'old-name'),
      [],
    );
  });

  it('name usage fields and keys of the team file that exist', async () => {
    const window = readFileSync(resolve('test/golden/findings/costly-window.py'), 'utf8');
    const { report } = await reviewText(window, {
      teamText: '{ "version": 1, "priceBook": "modal-list-2026-10" }',
    });
    const usage = report.findings.flatMap(({ fixes, subject }) =>
      fixes.flatMap((fix) => (fix.kind === 'usage' ? [{ fix, subject: subject as Declaration }] : [])),
    );
    assert.equal(usage.length, 1);
    const { fix, subject } = usage[0]!;
    assert.deepEqual(fix.fields, ['startupSeconds']);
    const [edit] = usageEdits(window, subject, { ranges: [] }, { startupSeconds: 15 });
    assert.equal(edit?.text, '# modal-cost: startup_seconds=15\n');

    const unknown = readFileSync(resolve('test/golden/findings/unknown-gpu.py'), 'utf8');
    const found = (await reviewText(unknown)).report.findings.filter(({ rule }) => rule === 'unknown-gpu');
    const declarations = Object.fromEntries(
      found.flatMap(({ fixes }) =>
        fixes.flatMap((each) =>
          each.kind === 'teamValue' ? [[each.key, { values: { [each.parameter]: 'T4' } }]] : [],
        ),
      ),
    );
    const teamText = JSON.stringify({ version: 1, declarations });
    assert.deepEqual(parseTeamFile(teamText).problems, []);
    const rest = (await reviewText(unknown, { teamText })).report.findings;
    assert.deepEqual(
      rest.filter(({ rule }) => rule === 'unknown-gpu').map(({ subject: of }) => of && nameOf(of)),
      [],
    );
  });
});
