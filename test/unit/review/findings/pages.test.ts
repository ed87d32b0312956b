import { strict as assert } from 'node:assert';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { defaultBook } from '../../../../src/core/pricing/bundled';
import { ruleTitle } from '../../../../src/core/render/words/ruleTitles';
import { RULE_IDS, ruleInfo, rulePage } from '../../../../src/core/review/findings/rules';
import { reviewText } from './support';

const FOLDER = resolve('docs/rules');
const pageOf = (id: string): string => readFileSync(resolve(FOLDER, `${id}.md`), 'utf8');
const block = (page: string, language: string): string | undefined =>
  new RegExp(`\`\`\`${language}\\n([^]*?)\`\`\``).exec(page)?.[1];

describe('the pages of the rules', () => {
  it('are one for each rule', () => {
    const pages = readdirSync(FOLDER).map((name) => name.replace(/\.md$/, ''));
    assert.deepEqual(pages.sort(), [...RULE_IDS].sort());
    for (const id of RULE_IDS) assert.ok(existsSync(resolve(rulePage(id))), id);
  });

  for (const id of RULE_IDS) {
    it(`${id}: says what it finds, what that costs, and how to fix and silence it`, () => {
      const page = pageOf(id);
      const { severity, thresholds } = ruleInfo(id);
      assert.ok(page.startsWith(`# ${ruleTitle(id)}\n\n\`${id}\` · ${severity} by default`), id);
      assert.deepEqual(
        [...page.matchAll(/^## (.*)$/gm)].map(([, heading]) => heading),
        ['What it finds', 'What it costs', 'Example', 'Fix it', 'Silence it'],
      );
      for (const { name, fallback } of thresholds) assert.ok(page.includes(`\`${name}\`: ${fallback}`), name);
      for (const [, link] of page.matchAll(/\]\(([^)#]+)/g))
        assert.ok(existsSync(resolve(FOLDER, link!)), `${id} → ${link}`);
    });

    it(`${id}: its example has the finding`, async () => {
      const page = pageOf(id);
      const example = page.split('## Fix it')[0]!;
      const teamText = block(example, 'jsonc');
      const { report } = await reviewText(block(example, 'python')!, {
        file: 'example.py',
        book: defaultBook,
        ...(teamText !== undefined && { teamText }),
        ...billOf(example),
      });
      assert.ok(
        report.findings.some(({ rule }) => rule === id),
        JSON.stringify(report.findings),
      );
    });

    if (!/^(?:ignore-comment|actual-without-code)$/.test(id)) {
      it(`${id}: its ignore comment silences it`, async () => {
        const page = pageOf(id);
        const [example, silence] = page.split('## Silence it') as [string, string];
        const comment = block(silence, 'python')!;
        assert.match(comment, new RegExp(`^# modal-cost: ignore ${id} \\S`));
        // Only a declaration's own findings are silenced above it.
        const teamText = id === 'over-budget' ? BUDGET : block(example.split('## Fix it')[0]!, 'jsonc');
        const text = block(example, 'python')!.replace(/^(?=@app\.)/m, comment);
        const { report } = await reviewText(text, {
          file: 'example.py',
          book: defaultBook,
          ...(teamText !== undefined && { teamText }),
          ...billOf(example),
        });
        assert.ok(!report.findings.some(({ rule }) => rule === id || rule === 'ignore-comment'), text);
        assert.ok(report.silenced.some(({ finding }) => finding.rule === id));
      });
    }
  }

  it('are all in the table of the team file’s page, with level and thresholds', () => {
    const path = resolve('docs/team-file.md');
    const rows = [
      ...readFileSync(path, 'utf8').matchAll(/^\| \[`([a-z-]+)`\]\((\S+)\) +\| (\w+) +\| (.*?) *\|$/gm),
    ];
    assert.deepEqual(
      rows.map(([, ...cells]) => cells),
      RULE_IDS.map((id) => {
        const { severity, thresholds } = ruleInfo(id);
        const limits = thresholds.map(({ name, fallback }) => `\`${name}\` ${fallback}`).join(', ');
        return [id, `rules/${id}.md`, severity, limits];
      }),
    );
    for (const [, , link] of rows) assert.ok(existsSync(resolve(dirname(path), link!)));
  });
});

/** The report of a page, where its rule needs one. */
function billOf(example: string): { readonly billText?: string } {
  const billText = block(example, 'json');
  return billText === undefined ? {} : { billText };
}

const BUDGET = '{ "version": 1, "budgets": { "declarations": { "**::*": { "floor": 1 } } } }';
