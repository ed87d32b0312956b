import type { ModuleFinder } from '../../src/core/python/evaluate';
import { PythonModule } from '../../src/core/python/module';
import type { PythonParser } from '../../src/core/python/parser';
import type { CallSite, Declaration, Declared, ParameterValue } from '../../src/core/modal/declaration';
import type { Gpu } from '../../src/core/modal/gpu';
import { oldSpellings, type ParameterName } from '../../src/core/modal/parameters';
import { scanModule, type FileScan } from '../../src/core/modal/scan';
import { RENAMED } from '../../src/core/edits/oldNames/oldKeywords';
import { applyEdits, type OffsetEdit } from '../../src/core/edits/textEdits';

/** What an edit is meant to do: give one parameter of one declaration a value; undefined: it is not given any more. */
export interface Intended {
  readonly declaration: Declaration;
  readonly name: ParameterName;
  readonly value: ParameterValue | readonly Gpu[] | undefined;
}

/**
 * Applies edits and reads the result: what is wrong with them, in words; nothing where they do exactly what was meant.
 * The result must parse where the text did, each intended value must be there, known and under its present name, and
 * nothing else that the file declares may differ.
 */
export function verifyPlan(
  before: PythonModule,
  edits: readonly OffsetEdit[],
  intended: readonly Intended[],
  parser: PythonParser,
  modules?: ModuleFinder,
): readonly string[] {
  return compareScans(before, edits, parser, modules, (was, is, problems) => {
    const meant = intended.filter(
      ({ declaration }) => declaration.line === was.line && declaration.qualname === was.qualname,
    );
    for (const { name, value } of meant) {
      const found = valueOf(is, name);
      const text = found && found.status !== 'absent' ? shown(found) : 'absent';
      const wanted = value === undefined ? 'absent' : `known ${JSON.stringify(value)}`;
      if (text !== wanted) problems.push(`${was.qualname}: ${name} is ${text}, not ${wanted}`);
    }
    const isMeant = (key: string): boolean =>
      meant.some(({ name }) => key === name || oldSpellings(name).some((old) => key === old));
    for (const old of meant.flatMap(({ name }) => oldSpellings(name)))
      if (is.params[old]) problems.push(`${was.qualname}: ${old} is still there`);
    compareFacts(facts(was, false), facts(is, false), was.qualname, isMeant, problems);
  });
}

/** The same for a fix of old names: all values stay what they were, under their present names. */
export function verifyFix(
  before: PythonModule,
  edits: readonly OffsetEdit[],
  parser: PythonParser,
  modules?: ModuleFinder,
): readonly string[] {
  return compareScans(before, edits, parser, modules, (was, is, problems) => {
    compareFacts(facts(was, true), facts(is, true), was.qualname, () => false, problems);
  });
}

function compareScans(
  before: PythonModule,
  edits: readonly OffsetEdit[],
  parser: PythonParser,
  modules: ModuleFinder | undefined,
  compare: (was: Declaration, is: Declaration, problems: string[]) => void,
): readonly string[] {
  const text = applyEdits(before.text, edits);
  const tree = parser.parse(text);
  if (!tree) return ['the result takes too long to parse'];
  try {
    const after = new PythonModule(before.file, text, tree.rootNode, before.cell);
    if (after.root.hasError && !before.root.hasError) return ['the result would have a syntax error'];
    const was = scanModule(before, modules);
    const is = scanModule(after, modules);
    const problems = sameNumbers(was, is);
    if (problems.length > 0) return problems;
    was.declarations.forEach((each, i) => compare(each, is.declarations[i]!, problems));
    const now = costingCalls(is);
    costingCalls(was).forEach((each, i) => {
      compareFacts(
        callFacts(each),
        callFacts(now[i]!),
        `${each.form} in line ${each.line}`,
        () => false,
        problems,
      );
    });
    return problems;
  } finally {
    tree.delete();
  }
}

function sameNumbers(was: FileScan, is: FileScan): string[] {
  const names = ({ declarations }: FileScan): string =>
    declarations.map(({ kind, app, qualname }) => `${app}.${kind} ${qualname}`).join(', ');
  if (names(was) !== names(is)) return [`the declarations are ${names(is)}, not ${names(was)}`];
  const forms = (scan: FileScan): string =>
    costingCalls(scan)
      .map(({ form }) => form)
      .join(', ');
  return forms(was) === forms(is) ? [] : [`the calls are ${forms(is)}, not ${forms(was)}`];
}

type Facts = ReadonlyMap<string, string>;

function compareFacts(
  was: Facts,
  is: Facts,
  where: string,
  isMeant: (key: string) => boolean,
  problems: string[],
): void {
  for (const key of new Set([...was.keys(), ...is.keys()])) {
    const [a, b] = [was.get(key) ?? 'absent', is.get(key) ?? 'absent'];
    if (!isMeant(key) && a !== b) problems.push(`${where}: ${key} was ${a} and is ${b}`);
  }
}

/** What a declaration says, by key; `inPresentNames` reads old spellings as what they stand for. */
function facts(declaration: Declaration, inPresentNames: boolean): Facts {
  const all = new Map([['gpu', shown(declaration.gpu)]]);
  for (const [name, value] of Object.entries(declaration.params)) all.set(name, shown(value));
  for (const key of ['concurrent', 'batched', 'clustered'] as const) {
    for (const [name, value] of Object.entries(declaration[key] ?? {}))
      all.set(`${key}.${name}`, shown(value));
  }
  return inPresentNames ? present(all) : all;
}

/** Calls that say something that costs: one that only says how many inputs a container takes may come or go. */
function costingCalls({ callSites }: FileScan): readonly CallSite[] {
  return callSites.filter((each) => callFacts(each).size > 0);
}

function callFacts({ gpu, params }: CallSite): Facts {
  const all = new Map(gpu.status === 'absent' ? [] : [['gpu', shown(gpu)]]);
  for (const [name, value] of Object.entries(params)) all.set(name, shown(value));
  const facts = new Map(present(all));
  facts.delete('concurrent.max_inputs');
  return facts;
}

const CURRENT: ReadonlyMap<string, string> = new Map(RENAMED);

function present(all: Facts): Facts {
  const renamed = new Map<string, string>();
  for (const [key, value] of all) {
    const name = CURRENT.get(key) ?? key;
    // `max_inputs=1` is `single_use_containers=True`.
    const same = key === 'max_inputs' ? value.replace(/\b1\b/, 'true').replace(/\bnull\b/, 'false') : value;
    if (name === key || !all.has(name)) renamed.set(name, same);
  }
  const concurrent = renamed.get('allow_concurrent_inputs');
  renamed.delete('allow_concurrent_inputs');
  if (concurrent !== undefined && concurrent !== 'known null' && ![...renamed.keys()].some(isConcurrent))
    renamed.set('concurrent.max_inputs', concurrent);
  return renamed;
}

function isConcurrent(key: string): boolean {
  return key.startsWith('concurrent.');
}

function shown(value: Declared<unknown>): string {
  switch (value.status) {
    case 'known':
      return `known ${JSON.stringify(value.value)}`;
    case 'range':
    case 'unknown':
      return `${value.status} ${JSON.stringify(value.candidates)}`;
    case 'absent':
      return 'absent';
  }
}

function valueOf(declaration: Declaration, name: ParameterName): Declared<unknown> | undefined {
  return name === 'gpu' ? declaration.gpu : declaration.params[name];
}
