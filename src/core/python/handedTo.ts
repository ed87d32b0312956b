/** What code of the workspace a call hands a value to, where that is more than one plain function of the same file. */
import type { Node } from 'web-tree-sitter';
import { classInfo, ownDefinitions } from './classes';
import type { Folding, FunctionSite, Stretch } from './folding';
import { functionSites } from './functionSites';
import type { PythonModule } from './module';
import { KeptOf } from './readLog';
import { callArguments, field, parts, pathAt, type Path } from './syntax';

/** A parameter, by its name and the body in which it means that. */
export interface Parameter {
  readonly folding: Folding;
  readonly name: string;
  readonly home: Stretch;
}

/** The parameters that an argument may go to. */
export function parametersFor(
  folding: Folding,
  path: Path,
  call: Node,
  argument: Node,
): readonly Parameter[] {
  const callee = field(call, 'function')!;
  const { positional } = callArguments(call);
  const place = positional.findIndex((each) => each.id === argument.id);
  const name = argument.type === 'keyword_argument' ? (field(argument, 'name')?.text ?? '') : undefined;
  const sites = functionSites(folding, callee, path);
  if (sites) return sites.flatMap((site) => matching(folding, site, [place], name));
  const made = constructors(folding, callee, path).flatMap((site) =>
    matching(folding, site, [place + 1], name),
  );
  // Of a method it is not known here whether it is bound.
  const method = callee.type === 'attribute' ? (field(callee, 'attribute')?.text ?? '') : '';
  const methods = method === '' ? [] : methodsNamed(folding, method);
  const functions = positional.filter((each) => each.id !== argument.id);
  return [
    ...made,
    ...methods.flatMap((site) => matching(folding, site, [place, place + 1], name)),
    // `map(change, rows)`: who gets a function may call it with what it gets beside it.
    ...[...functions, ...callArguments(call).keywords.map(({ value }) => value)]
      .filter(({ type }) => type === 'identifier' || type === 'lambda')
      .flatMap((each) => functionSites(folding, each, path) ?? [])
      .flatMap((site) => matching(folding, site, [-1], undefined)),
  ];
}

type Site = Pick<FunctionSite, 'node' | 'module'>;

/** The parameters of a function at one of some places, or of a name; all where neither is known. */
function matching(
  folding: Folding,
  { node, module }: Site,
  places: readonly number[],
  name: string | undefined,
): Parameter[] {
  const list = field(node, 'parameters');
  const body = field(node, 'body');
  if (!body) return [];
  const names = (list ? parts(list) : []).map((each) =>
    (field(each, 'name') ?? (each.type === 'identifier' ? each : (parts(each)[0] ?? each))).text.replace(
      /^\*+/,
      '',
    ),
  );
  const isAny = name === undefined && places.some((place) => place < 0 || place >= names.length);
  const home = { from: body.startIndex, to: body.endIndex };
  return names
    .filter((each, i) => isAny || (name === undefined ? places.includes(i) : each === name || name === ''))
    .filter((each) => each !== 'self' && each !== 'cls')
    .map((each) => ({ folding: folding.forModule(module), name: each, home }));
}

const CONSTRUCTORS = ['__init__', '__new__'];

function constructors(folding: Folding, callee: Node, path: Path): Site[] {
  const site = folding.classOf(callee, path);
  const order = (site && classInfo(site)?.order) ?? [];
  return order.flatMap((owner) =>
    CONSTRUCTORS.flatMap((name) => ownDefinitions(owner, name))
      .filter(({ kind }) => kind === 'function')
      .map(({ node }) => ({ node, module: owner.evaluator.module })),
  );
}

/** More functions of one name are not looked at. */
const MAX_METHODS = 16;

/** The methods of a name, of whatever class, in the file and in those that it imports from. */
function methodsNamed(folding: Folding, name: string): Site[] {
  const modules = new Set<PythonModule>([folding.module]);
  for (const each of folding.module.imports.values()) {
    const module = folding.importedModule(each);
    if (typeof module !== 'string') modules.add(module);
  }
  return [...modules].flatMap((module) => methodsIn(module, name));
}

/** What was found, for as long as a module's tree lasts: many calls are of one method. */
const found = new KeptOf<PythonModule, string, readonly Site[]>();

function methodsIn(module: PythonModule, name: string): readonly Site[] {
  return found.at(module, name, module.log, () => findMethods(module, name));
}

function findMethods(module: PythonModule, name: string): readonly Site[] {
  return module
    .occurrences(name)
    .filter((offset) => /\bdef\s+$/.test(module.text.slice(Math.max(0, offset - 12), offset)))
    .slice(0, MAX_METHODS)
    .flatMap((offset) => {
      const path = pathAt(module.root, offset);
      const node = path.findLast(({ type }) => type === 'function_definition');
      const isMethod = path.some(({ type }) => type === 'class_definition');
      if (!node || !isMethod) return [];
      module.log?.place(node.startIndex);
      return [{ node, module }];
    });
}
