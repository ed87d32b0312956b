/** Changes of a value in place by other names that hold it, or a part of it. */
import type { Node } from 'web-tree-sitter';
import { holdersOf, homeOf, linksOf, linksOfAttribute } from './aliases';
import { changeAt, type Change } from './change';
import type { Definition } from './definition';
import type { Folding, Link, Stretch } from './folding';
import type { Evaluation } from './pyValue';
import { hasMutableParts } from './sharedParts';
import { pathAt, field, type Path } from './syntax';
import { bindings, bindingsAtEnd, putInto } from './throughChanges';

/** How far names that hold the same are followed. */
const MAX_ALIASES = 24;

/** What holds something: a name or, by a way, an attribute of one, where it means that, and what it has it from. */
export interface Holder {
  readonly name: string;
  readonly way?: readonly string[];
  readonly home: Stretch;
  readonly definitions?: readonly Definition[];
  /** How it has to do with what is asked about, if it is not that itself. */
  readonly by?: Link | undefined;
}

/** Where what something holds is changed by another name that holds the same, or a part of it, as far as that is read. */
export function changeByAlias(
  folding: Folding,
  { name, way = [], home, definitions = [], by }: Holder,
  { values }: Pick<Evaluation, 'values'>,
  isRead: (offset: number) => boolean,
): number | undefined {
  const isDeep = values.some(hasMutableParts);
  const sources = sourcesOf(folding, name, definitions);
  const links = linksOf(folding, name, home, !isDeep && !by, way);
  const open = [...(by ? links.map((each) => onward(by, each)) : links), ...sources];
  return changeByLinks(folding, open, isDeep, isRead, way.length === 0 ? [name] : []);
}

/** Where what an attribute of a class holds is changed by way of another object that has an attribute of the name. */
export function changeByAttribute(
  folding: Folding,
  { owner, attribute }: { readonly owner: string; readonly attribute: string },
  { values }: Pick<Evaluation, 'values'>,
  isRead: (offset: number) => boolean,
): number | undefined {
  const open = [...linksOfAttribute(folding, attribute, owner)];
  return changeByLinks(folding, open, values.some(hasMutableParts), isRead);
}

/** The names of a module that share what it has under a name at its end, or a part of it. */
export function sharersOf(
  folding: Folding,
  name: string,
  { values }: Pick<Evaluation, 'values'>,
): readonly Link[] {
  const { scopes, module } = folding;
  const home = homeOf(folding, []);
  const isDeep = values.some(hasMutableParts);
  const definitions = [
    ...bindingsAtEnd(scopes, name, [module.root]),
    ...putInto(scopes, name, scopes.atEnd(name, [module.root])),
  ];
  const open = [...linksOf(folding, name, home, !isDeep), ...sourcesOf(folding, name, definitions)];
  const isGlobal = ({ home: { from, to } }: Link): boolean => from === home.from && to === home.to;
  return [...followed(folding, open, isDeep, () => true, [name])].filter(
    (link) => !link.isChange && isGlobal(link),
  );
}

function changeByLinks(
  folding: Folding,
  open: Link[],
  isDeep: boolean,
  isRead: (offset: number) => boolean,
  known: readonly string[] = [],
): number | undefined {
  for (const link of followed(folding, open, isDeep, isRead, known)) {
    const change = link.isChange ? link.offset : changesBy(folding, link).find(isRead);
    if (change !== undefined) return change;
  }
  return undefined;
}

/** Some links, and those that follow from them. */
function* followed(
  folding: Folding,
  open: Link[],
  isDeep: boolean,
  isRead: (offset: number) => boolean,
  known: readonly string[],
): Iterable<Link> {
  const seen = new Set(known);
  for (let link = open.pop(); link && seen.size <= MAX_ALIASES; link = open.pop()) {
    // Of a copy, or of a part, only what can be changed in its turn is the same.
    if (
      (seen.has(link.name) && !link.isChange) ||
      !isRead(link.offset) ||
      ((link.isCopy || link.isPart) && !isDeep && !link.isHolder && !link.isLoose)
    )
      continue;
    seen.add(link.name);
    yield link;
    const from = link;
    const isShallow = !isDeep && !link.isHolder && !link.isLoose;
    open.push(...linksOf(folding, link.name, link.home, isShallow).map((each) => onward(from, each)));
  }
}

/** What a link by way of another comes to. */
function onward(first: Link, then: Link): Link {
  const since = Math.min(first.since, then.since);
  // A part of what holds it may be it, or hold it in its turn.
  if (first.isHolder || first.isLoose) {
    const isLoose = first.isLoose === true || then.isLoose === true || then.isPart;
    return { ...then, since, isCopy: false, isPart: false, isHolder: !isLoose, isLoose };
  }
  const isCopy = then.isCopy || (first.isCopy && !first.isPart && !then.isPart);
  return { ...then, since, isCopy, isPart: then.isPart || first.isPart };
}

/** Where what a link's name holds is changed by that name, from where it holds it. */
function changesBy(folding: Folding, link: Link): number[] {
  const { module } = folding;
  const { from, to } = link.home;
  const found = [...module.mayChangeIn(link.name, from, to)].filter((offset) => {
    if (!isAfter(folding, offset, link.since)) return false;
    const change = changeAt(pathAt(module.root, offset));
    if (!change) return false;
    return isDeepEnough(link, change);
  });
  if ((link.isCopy && !link.isPart && !link.isLoose) || link.isHolder) return found;
  // `M += […]` changes a list in place.
  const augmented = [...module.occurrencesIn(link.name, link.home)].filter((offset) => {
    const after = module.text.slice(offset + link.name.length, offset + link.name.length + 6);
    return offset >= link.since && /^\s*[+*|]=/.test(after);
  });
  return [...found, ...augmented];
}

/** Whether a change of a link's name, so many steps further on, reaches what the link is about. */
export function isDeepEnough(
  { isCopy, isPart, isHolder = false, isLoose = false }: Link,
  { steps, act }: Change,
  further = 0,
): boolean {
  const depth = steps.length - further + Number(act.kind === 'method');
  return depth > (isHolder || (isCopy && !isPart && !isLoose) ? 1 : 0);
}

/** Whether a change can come after a place: it stands below it, or in a loop with it. */
function isAfter({ module }: Folding, change: number, place: number): boolean {
  if (change >= place) return true;
  return pathAt(module.root, place).some(
    ({ type, startIndex }) =>
      (type === 'for_statement' || type === 'while_statement') && startIndex <= change,
  );
}

/** The names that a name has its value from, as links back to them. */
function sourcesOf(folding: Folding, name: string, definitions: readonly Definition[]): Link[] {
  return definitions.flatMap((definition) => {
    const { kind, node } = definition;
    if (kind !== 'value' && kind !== 'unpacked' && kind !== 'loop') return [];
    const beside = kind === 'value' ? holdersOf(folding, node).filter((each) => each.name !== name) : [];
    const written = node.type === 'identifier' ? [node] : node.descendantsOfType('identifier');
    const identifiers = [...written, ...returnedIn(folding, node, definition.path)];
    const names = new Set(identifiers.slice(0, MAX_SOURCES).map(({ text }) => text));
    names.delete(name);
    const sources = [...names].flatMap((source): Link[] => {
      const home = homeOf(folding, bindings(folding.scopes, source, definition.path));
      return linksIn(folding, source, home, node)
        .filter((each) => each.name === name && each.offset >= node.startIndex && each.offset < node.endIndex)
        .map((each) => ({
          ...each,
          name: source,
          home,
          isCopy: each.isCopy && !each.isPart,
          isPart: false,
          isHolder: each.isPart,
        }));
    });
    return [...beside, ...sources];
  });
}

/**
 * The links of a name, among others all of those that arise within a node. Where nothing is called there, they arise at uses
 * that stand there themselves, and the others, which may be all over the file, need no look.
 */
function linksIn(folding: Folding, name: string, home: Stretch, node: Node): readonly Link[] {
  if (node.text.includes('(')) return linksOf(folding, name, home);
  const from = Math.max(home.from, node.startIndex);
  return linksOf(folding, name, { from, to: Math.min(home.to, node.endIndex) });
}

/** The names in what functions of the file return that are called in an expression. */
function returnedIn(folding: Folding, node: Node, path: Path): Node[] {
  const calls = node.type === 'call' ? [node] : node.descendantsOfType('call').slice(0, MAX_SOURCES);
  return calls.flatMap((call) => {
    const callee = field(call, 'function');
    const found = callee?.type === 'identifier' ? bindings(folding.scopes, callee.text, path) : [];
    return found
      .filter(({ kind }) => kind === 'function')
      .flatMap((each) => each.node.descendantsOfType('return_statement'))
      .flatMap((each) => each.descendantsOfType('identifier'));
  });
}

const MAX_SOURCES = 32;
