import { strict as assert } from 'node:assert';
import { readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { fixAllOldNames, fixOldNames } from '../../../src/core/edits/oldNames/fixOldNames';
import { isRefused } from '../../../src/core/edits/refusal';
import { setKeyword } from '../../../src/core/edits/setKeyword';
import { targets } from '../../../src/core/edits/editTargets';
import { verifyFix, verifyPlan, type Intended } from '../../support/verifyEdits';
import type { ParameterName } from '../../../src/core/modal/parameters';
import { scanModule } from '../../../src/core/modal/scan';
import { PythonModule } from '../../../src/core/python/module';
import type { PythonParser } from '../../../src/core/python/parser';
import { loadParser } from '../../support/python';

const FORMS = resolve('test/fixtures/forms');

/** Values to set, as source and as read back. */
const VALUES: readonly (readonly [ParameterName, string, Intended['value']])[] = [
  ['gpu', '"B200:3"', [{ type: 'B200', count: 3 }]],
  ['min_containers', '5', 5],
  ['max_containers', '50', 50],
  ['scaledown_window', '1200', 1200],
  ['timeout', '3600', 3600],
];

/** Each form in which Modal code declares something: every edit of every declaration does what it says, or is refused. */
describe('edits of the forms of Modal code', () => {
  const files = readdirSync(FORMS, { recursive: true, encoding: 'utf8' });
  for (const file of files.filter((each) => each.endsWith('.py')).sort()) {
    it(file, async () => {
      const parser = await loadParser();
      const code = readFileSync(resolve(FORMS, file), 'utf8');
      const tree = parser.parse(code);
      assert.ok(tree);
      try {
        check(new PythonModule(file, code, tree.rootNode), parser);
      } finally {
        tree.delete();
      }
    });
  }
});

function check(module: PythonModule, parser: PythonParser): void {
  const { declarations } = scanModule(module);
  for (const [i, declaration] of declarations.entries()) {
    // The GPU of each, and one of the others by turns.
    const others = VALUES.length - 1;
    for (const [name, source, value] of [VALUES[0]!, VALUES[1 + (i % others)]!]) {
      const where = `${declaration.qualname} ${name}`;
      const set = (newSource: string | null): void => {
        const plan = setKeyword(module, declaration, name, newSource);
        const intended = [{ declaration, name, value: newSource === null ? undefined : value }];
        if (!isRefused(plan)) assert.deepEqual(verifyPlan(module, plan.edits, intended, parser), [], where);
      };
      set(source);
      if (!declaration.unreadSpreads.length) set(null);
      for (const target of targets(module, declaration, name, undefined, source)) {
        const plan = target.edits(source);
        if (isRefused(plan) || target.uses > 1) continue;
        const problems = verifyPlan(module, plan.edits, [{ declaration, name, value }], parser);
        assert.deepEqual(problems, [], `${where}: ${target.kind} ${target.lines.join()}`);
      }
    }
    const fix = fixOldNames(module, declaration);
    if (!isRefused(fix)) assert.deepEqual(verifyFix(module, fix.edits, parser), [], declaration.qualname);
  }
  const all = fixAllOldNames(module);
  assert.ok(!isRefused(all));
  assert.deepEqual(verifyFix(module, all.edits, parser), []);
}
