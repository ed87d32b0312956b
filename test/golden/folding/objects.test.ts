/** Dicts, lists and objects as CPython has them after each change (test/fixtures/folding/objects.py), against what folding makes of them. */
import { strict as assert } from 'node:assert';
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Evaluator, type ModuleFinder } from '../../../src/core/python/evaluate';
import { moduleCandidates } from '../../../src/core/python/findModule';
import { PythonModule } from '../../../src/core/python/module';
import type { Evaluation, PyValue } from '../../../src/core/python/pyValue';
import { callArguments, pathAt } from '../../../src/core/python/syntax';
import { loadParser } from '../../support/python';
import { compareWithGolden } from '../golden';
import { encoded, type Encoded } from './encoded';

const FOLDER = resolve('test/fixtures/folding/objects');
const FILES = readdirSync(FOLDER).filter((name) => name.endsWith('.py'));
const ROWS = JSON.parse(readFileSync(`${FOLDER}.json`, 'utf8')) as readonly (readonly [
  file: string,
  line: number,
  value: Encoded,
])[];

/** What each `SAY(…)` of a module is asked for comes to, by its line. */
function said(module: PythonModule, finder: ModuleFinder): ReadonlyMap<number, Evaluation> {
  const found = new Map<number, Evaluation>();
  for (const offset of module.occurrences('SAY')) {
    const path = pathAt(module.root, offset);
    const call = path.findLast(({ type }) => type === 'call')!;
    const end = path.findLastIndex(({ type }) => type.endsWith('_statement'));
    const asked = callArguments(call).positional[0]!;
    found.set(module.lineAt(offset), new Evaluator(module, finder).evaluate(asked, path.slice(0, end + 1)));
  }
  return found;
}

function sameAs(value: Encoded): (each: PyValue) => boolean {
  // A key's value may be unknown while the others are known.
  return (each) => JSON.stringify(partly(encoded(each), value)) === JSON.stringify(value);
}

/** What is known, with what CPython says in the place of what is not. */
function partly(ours: Encoded | undefined, theirs: unknown): unknown {
  if (ours?.[0] !== 'dict') return ours ?? theirs;
  const entries = (theirs as Encoded)[1] as readonly (readonly [string, unknown])[] | undefined;
  return [
    'dict',
    (ours[1] as readonly (readonly [string, Encoded | undefined])[]).map(([key, value], i) => [
      key,
      partly(value, entries?.[i]?.[1]),
    ]),
  ];
}

describe('folding of objects', () => {
  const unknown: string[] = [];
  for (const file of FILES) {
    it(`says of ${file} what CPython says, or that it is unknown`, async () => {
      const parser = await loadParser();
      const modules = new Map(
        FILES.map((name) => {
          const text = readFileSync(join(FOLDER, name), 'utf8');
          return [name, new PythonModule(name, text, parser.parse(text)!.rootNode)];
        }),
      );
      const finder: ModuleFinder = {
        find: (from, name, level) =>
          modules.get(moduleCandidates(from.file, name, level).find((each) => modules.has(each)) ?? '') ?? 'absent',
      };
      const ours = said(modules.get(file)!, finder);
      const wrong: string[] = [];
      const lines = modules.get(file)!.text.split('\n');
      for (const [, line, value] of ROWS.filter(([name]) => name === file)) {
        const found = ours.get(line)!;
        const isKnown = found.reason === null && found.values.length === 1;
        const isRange = found.reason === null && found.values.length > 1;
        const where = `${file}:${line} ${lines[line - 1]!.trim()}`;
        // Of several values one must be it; what an incomplete list leaves out may be anything.
        if (found.reason === null && !found.values.some(sameAs(value)))
          wrong.push(`${where} is ${JSON.stringify(value)}, not ${JSON.stringify(found.values.map(encoded))}`);
        if (!isKnown) unknown.push(`${where}${isRange ? ' (range)' : ''}`);
      }
      assert.deepEqual(wrong, []);
    });
  }

  after(() => {
    // What is not worked out, line by line: it may become less, and not by accident more.
    compareWithGolden('folding/unknownObjects.txt', `${unknown.join('\n')}\n`);
  });
});
