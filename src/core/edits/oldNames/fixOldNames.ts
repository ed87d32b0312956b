import type { Node } from 'web-tree-sitter';
import { Evaluator, NO_MODULES, type ModuleFinder } from '../../python/evaluate';
import type { PythonModule } from '../../python/module';
import { field, parts } from '../../python/syntax';
import type { CallSite, Declaration, Subject } from '../../modal/declaration';
import { scanModule } from '../../modal/scan';
import { findDecorator, type DecoratorSite } from '../locateDecorator';
import type { EditPlan } from '../editPlan';
import { isRefused, refused } from '../refusal';
import { spanOf } from '../replaceableValue';
import { findCall, fixCall } from './oldCalls';
import { fixConcurrentInputs } from './concurrentInputs';
import { allOf, NO_FIX, settled, type Fix } from './oldNameFix';
import { fixKeywords, fixSpreads } from './oldKeywords';
import { fixLegacyGpus } from './legacyGpu';
import { fixMethods } from './oldMethods';
import { renameModalName, type Stretch } from './modalNames';
import { fixTruthGpu } from './truthGpu';

/** What Modal's decorators and classes were called, and are. */
const MODAL_NAMES = [
  ['Stub', 'App'],
  ['web_endpoint', 'fastapi_endpoint'],
] as const;

/** Writes the old names that one declaration or call uses as SDK 1.4 and later read them. Its app and its constants count as its own. */
export function fixOldNames(
  module: PythonModule,
  subject: Subject,
  modules: ModuleFinder = NO_MODULES,
): EditPlan {
  const ev = new Evaluator(module, modules);
  return subject.type === 'call' ? fixOfCall(ev, subject) : fixOfDeclaration(ev, subject);
}

function fixOfCall(ev: Evaluator, site: CallSite): EditPlan {
  const place = findCall(ev, site);
  if (!place) return refused({ kind: 'callMoved', line: site.line });
  return settled(
    ev.module.text,
    allOf([fixCall(ev, site), fixLegacyGpus(ev, gpuStretches(ev, place), false)]),
  );
}

function fixOfDeclaration(ev: Evaluator, declaration: Declaration): EditPlan {
  const { module } = ev;
  const site = findDecorator(module, declaration);
  if (isRefused(site)) return site;
  const fix = allOf([
    fixArguments(ev, site, declaration),
    fixLegacyGpus(ev, gpuStretches(ev, site), false),
    ...MODAL_NAMES.map(([old, name]) => renameModalName(ev, old, name, nameStretches(ev, site))),
  ]);
  return settled(module.text, fix);
}

/** Writes all old names of a module as SDK 1.4 and later read them. */
export function fixAllOldNames(module: PythonModule, modules: ModuleFinder = NO_MODULES): EditPlan {
  const ev = new Evaluator(module, modules);
  const everywhere = [{ start: 0, end: module.text.length }];
  const { declarations, callSites } = scanModule(module, modules);
  const fix = allOf([
    ...fixDeclarations(ev, declarations),
    ...callSites.map((site) => fixCall(ev, site)),
    fixLegacyGpus(ev, everywhere, true),
    ...MODAL_NAMES.map(([old, name]) => renameModalName(ev, old, name, everywhere)),
  ]);
  return settled(module.text, fix);
}

/** Each call once, however many declarations have their keywords from it. */
function fixDeclarations(ev: Evaluator, declarations: readonly Declaration[]): Fix[] {
  const seen = new Set<number>();
  return declarations.map((declaration) => {
    const site = findDecorator(ev.module, declaration);
    if (isRefused(site) || seen.has(site.call.id)) return NO_FIX;
    seen.add(site.call.id);
    return fixArguments(ev, site, declaration);
  });
}

function fixArguments(ev: Evaluator, site: DecoratorSite, declaration: Declaration): Fix {
  return allOf([
    fixConcurrentInputs(ev, site, declaration),
    fixKeywords(site),
    fixSpreads(ev, site.given.spreads, site.path),
    fixTruthGpu(ev, site, site.path),
    fixMethods(ev, site),
  ]);
}

/** What a call is given, and what the names in it were given: where its GPU may be written as an object. */
function gpuStretches(ev: Evaluator, site: Pick<DecoratorSite, 'given' | 'path'>): readonly Stretch[] {
  const found = new Map<number, Stretch>();
  const open: { readonly node: Node; readonly path: DecoratorSite['path'] }[] = [
    ...site.given.keywords
      .filter(({ name }) => name === 'gpu')
      .map(({ value }) => ({ node: value, path: site.path })),
    ...site.given.spreads.map((node) => ({ node, path: site.path })),
  ];
  for (let each = open.pop(); each && found.size < 100; each = open.pop()) {
    const { node, path } = each;
    if (found.has(node.id)) continue;
    found.set(node.id, spanOf(node));
    const names = node.type === 'identifier' ? [node] : node.descendantsOfType('identifier');
    for (const name of names) {
      for (const definition of ev.definitions(name.text, path)) {
        if (definition.kind === 'value') open.push({ node: definition.node, path: definition.path });
      }
    }
  }
  return [...found.values()];
}

/** Where a declaration names Modal's classes and decorators: its app's definition, its decorators and its methods'. */
function nameStretches(ev: Evaluator, site: DecoratorSite): readonly Stretch[] {
  const callee = field(site.call, 'function');
  const receiver = callee && field(callee, 'object');
  const apps = receiver?.type === 'identifier' ? ev.definitions(receiver.text, site.path) : [];
  const decorated = site.decorator?.decorated;
  const definition = decorated ? field(decorated, 'definition') : null;
  const body = definition?.type === 'class_definition' ? field(definition, 'body') : null;
  const holders = [
    ...(decorated ? [decorated] : []),
    ...(body ? parts(body).filter((each) => each.type === 'decorated_definition') : []),
  ];
  const decorators = holders.flatMap((holder) => parts(holder).filter((each) => each.type === 'decorator'));
  return [...apps.flatMap((each) => (each.kind === 'value' ? [each.node] : [])), ...decorators].map(spanOf);
}
