import { strict as assert } from 'node:assert';
import { resolve } from 'node:path';
import type { Declaration, ParameterValue } from '../../../src/core/modal/declaration';
import type { Gpu } from '../../../src/core/modal/gpu';
import { fixAllOldNames, fixOldNames } from '../../../src/core/edits/oldNames/fixOldNames';
import type { EditPlan } from '../../../src/core/edits/editPlan';
import { isRefused } from '../../../src/core/edits/refusal';
import { setKeyword } from '../../../src/core/edits/setKeyword';
import { targets } from '../../../src/core/edits/editTargets';
import { applyEdits } from '../../../src/core/edits/textEdits';
import { verifyFix, verifyPlan } from '../../support/verifyEdits';
import { isParameterName, parameterInfo, type ParameterName } from '../../../src/core/modal/parameters';
import { scanModule } from '../../../src/core/modal/scan';
import { PythonModule } from '../../../src/core/python/module';
import type { PythonParser } from '../../../src/core/python/parser';
import { editNoteText, editRefusalText, editTargetText } from '../../../src/core/render/words/edits';
import { loadParser } from '../../support/python';
import { readCases, withoutPrelude, withPrelude, writeCases, type Case } from './cases';

/** Ways to write the same file; an edit has to come to the same in each. */
const STYLES: Readonly<Record<string, (text: string) => string>> = {
  'as it stands': (text) => text,
  'with CRLF': (text) => text.replaceAll('\n', '\r\n'),
  'with tabs': (text) => text.replace(/^( {4})+/gm, (spaces) => '\t'.repeat(spaces.length / 4)),
  'with a byte-order mark': (text) => `\uFEFF${text}`,
};

for (const name of ['set', 'remove', 'targets', 'oldNames']) {
  const file = resolve('test/golden/edits', `${name}.txt`);
  describe(`edits: ${name}`, () => {
    const outcomes = new Map<string, string>();
    for (const one of readCases(file)) {
      it(one.title, async () => {
        const parser = await loadParser();
        const outcome = run(one, withPrelude(one.code), parser);
        outcomes.set(one.title, withoutPrelude(outcome, one.code));
        if (process.env.MODAL_COST_GOLDEN === 'write') return;
        assert.equal(withoutPrelude(outcome, one.code), one.expected);
        if (name === 'targets') return;
        for (const [style, write] of Object.entries(STYLES)) {
          const again = run(one, write(withPrelude(one.code)), parser);
          const wanted = outcome.startsWith('refused: ') ? outcome : write(outcome);
          assert.equal(withoutNotes(again), withoutNotes(wanted), style);
        }
      });
    }
    after(() => {
      if (process.env.MODAL_COST_GOLDEN === 'write') writeCases(file, outcomes);
    });
  });
}

const withoutNotes = (text: string): string => text.replace(/\r?\nnote: .*/g, '').trimEnd();

function run(one: Case, code: string, parser: PythonParser): string {
  const tree = parser.parse(code);
  assert.ok(tree);
  try {
    const module = new PythonModule('app.py', code, tree.rootNode);
    const declarations = scanModule(module).declarations;
    const [verb, name, parameter, value] = one.action;
    if (verb === 'fix') {
      const plan =
        name === 'all' ? fixAllOldNames(module) : fixOldNames(module, named(declarations, name!));
      return printed(code, plan, (edits) => verifyFix(module, edits, parser));
    }
    const declaration = named(declarations, name!);
    assert.ok(parameter && isParameterName(parameter));
    const source = verb === 'remove' || value === 'null' ? null : value!;
    const current = parameterInfo(parameter).old?.use ?? parameter;
    const intended = [
      { declaration, name: current as ParameterName, value: source === null ? undefined : read(current, source) },
    ];
    if (verb !== 'targets' && verb !== 'for')
      return printed(code, setKeyword(module, declaration, parameter, source), (edits) =>
        verifyPlan(module, edits, intended, parser),
      );
    return targets(module, declaration, parameter, undefined, verb === 'for' ? source : undefined)
      .map((target) => {
        const plan = target.edits(source);
        if (!isRefused(plan) && target.uses === 1)
          assert.deepEqual(verifyPlan(module, plan.edits, intended, parser), [], editTargetText(target));
        const prelude = withPrelude(one.code) === one.code ? 0 : 3;
        const head = `${target.kind} (line ${target.lines[0]! - prelude}, uses ${target.uses}): ${relative(editTargetText(target), prelude)}\n`;
        const notes = target.notes.map((note) => `  note: ${relative(editNoteText(note), prelude)}\n`).join('');
        return head + notes + changes(code, plan, prelude);
      })
      .join('');
  } finally {
    tree.delete();
  }
}

/** Line numbers in a label, counted without the prelude. */
const relative = (label: string, prelude: number): string =>
  label.replace(/(?<=\blines? )\d+( and \d+)*/g, (lines) =>
    lines.replace(/\d+/g, (line) => String(Number(line) - prelude)),
  );

function named(declarations: readonly Declaration[], name: string): Declaration {
  const found = declarations.find((each) => each.name === name);
  assert.ok(found, `no ${name}`);
  return found;
}

function printed(
  code: string,
  plan: EditPlan,
  verify: (edits: Extract<EditPlan, { edits: unknown }>['edits']) => readonly string[],
): string {
  if (isRefused(plan)) return `refused: ${editRefusalText(plan.refused)}\n`;
  assert.deepEqual(verify(plan.edits), []);
  return applyEdits(code, plan.edits) + plan.notes.map((note) => `note: ${editNoteText(note)}\n`).join('');
}

function changes(code: string, plan: EditPlan, prelude: number): string {
  if (isRefused(plan)) return `  refused: ${editRefusalText(plan.refused)}\n`;
  const before = code.split('\n');
  const after = applyEdits(code, plan.edits).split('\n');
  return before
    .flatMap((line, i) =>
      line === after[i] ? [] : [`  ${i + 1 - prelude} - ${line}\n`, `  ${i + 1 - prelude} + ${after[i] ?? ''}\n`],
    )
    .join('');
}

function read(name: string, source: string): ParameterValue | readonly Gpu[] {
  const value = JSON.parse(source.replaceAll("'", '"').replace('None', 'null')) as ParameterValue;
  if (name !== 'gpu') return value;
  return [value].flat().map((each): Gpu => {
    assert.ok(typeof each === 'string');
    const [type, count = '1'] = each.split(':');
    return { type: type!, count: Number(count) };
  });
}
