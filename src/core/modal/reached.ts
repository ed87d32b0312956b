/**
 * What a file may hold in a name, an argument or a result, by all texts that it can reach. Where none of them names a method of
 * an app but to decorate with it, no call registers, however long it would take to work out what it gives; and where none
 * names Modal's class, none creates a sandbox.
 */
import type { Evaluator } from '../python/evaluate';
import type { PythonModule } from '../python/module';
import { ReachableTexts, type Says } from '../python/reachableTexts';
import { KeptOf } from '../python/readLog';
import type { Work } from '../python/work';
import { ASKING_WORDS, asksForMethod } from './askedMethod';
import { NAMES_METHOD, REGISTERING } from './registrar';
import type { Search } from './search';

const METHODS = Object.keys(REGISTERING);
const METHOD = new RegExp(NAMES_METHOD, 'g');
/** What stands before a method on its line where that is a decorator: it registers there, and hands nothing on. */
const DECORATES = /^[^\S\n]*@[\p{L}\p{N}_.\t ]*$/u;
/** What a file says in which an app is made, or may be one by its name. */
const APP_WORDS = ['modal', 'App', 'Stub', 'app', 'stub'];
const APP = new RegExp(`\\b(?:${APP_WORDS.join('|')})\\b`);
const SANDBOX_WORDS = ['Sandbox', 'spawn_sandbox'];
const SANDBOX = new RegExp(`\\b(?:${SANDBOX_WORDS.join('|')})\\b`);

/** What was found, as long as a scan lasts. */
const registrars = new KeptOf<Work, PythonModule, boolean>();
const sandboxes = new KeptOf<Work, PythonModule, boolean>();

/** Whether a call in a file may register something. It hangs on all of the text, and on what that imports. */
export function reachesRegistrar({ module, evaluator }: Search): boolean {
  return registrars.at(evaluator.work, module, module.log, () => {
    let [isMethod, isApp] = [false, false];
    const seen = new Set<PythonModule>();
    return reaches([...METHODS, ...ASKING_WORDS, ...APP_WORDS], module, evaluator, (text, from) => {
      isMethod ||= namesMethod(text);
      isApp ||= !seen.has(from) && APP.test(codeOf(from, module));
      seen.add(from);
      return isMethod && isApp;
    });
  });
}

/** Whether a call in a file may create a sandbox, likewise. */
export function reachesSandbox({ module, evaluator }: Search): boolean {
  return sandboxes.at(evaluator.work, module, module.log, () =>
    reaches(SANDBOX_WORDS, module, evaluator, (text) => SANDBOX.test(text)),
  );
}

/** Whether a text names a method of an app otherwise than to decorate with it. */
function namesMethod(text: string): boolean {
  for (const { index } of text.matchAll(METHOD))
    if (!DECORATES.test(text.slice(text.lastIndexOf('\n', index) + 1, index))) return true;
  return asksForMethod(text);
}

/** Whether a file, or a cell before it, says something that hangs on some words, or what it imports does. */
function reaches(words: readonly string[], module: PythonModule, evaluator: Evaluator, says: Says): boolean {
  for (const word of words) module.log?.word(word);
  const cells = [module, ...module.cellsBefore()];
  if (cells.some((cell) => says(cell.text, cell))) return true;
  const texts = new ReachableTexts(new Set(cells));
  for (const cell of cells) addImports(cell, evaluator.forModule(cell), texts);
  return texts.mayBe((text, from) => says(withoutComments(text), from));
}

/** The text of a module; of the one that is scanned with its comments, since a change of one touches no statement. */
function codeOf(module: PythonModule, scanned: PythonModule): string {
  return module === scanned ? module.text : withoutComments(module.text);
}

/** A text without the comments of lines that have no quotes: what seems a comment in any other may be in a string. */
function withoutComments(text: string): string {
  return text.replace(/^([^"'#\n]*)#[^"'\n]*$/gm, '$1');
}

function addImports(module: PythonModule, here: Evaluator, texts: ReachableTexts): void {
  for (const [name, imports] of module.allImports) {
    for (const each of imports) {
      texts.addImport(each, here);
      if (each.name !== null || each.from) continue;
      for (const below of attributesOf(name, module))
        texts.addModule(here.findModule(`${each.module}.${below}`, each.level), here);
    }
  }
}

/** What a text takes of a name that may be a module in it: of `helpers.gpu.register` the first, both, and all. */
function attributesOf(name: string, module: PythonModule): ReadonlySet<string> {
  const found = new Set<string>();
  for (const offset of module.occurrences(name)) {
    ATTRIBUTES.lastIndex = offset + name.length;
    const [attributes = ''] = ATTRIBUTES.exec(module.text) ?? [];
    const names = attributes.replace(/\s/g, '').split('.').slice(1);
    names.forEach((_, i) => found.add(names.slice(0, i + 1).join('.')));
  }
  return found;
}

const ATTRIBUTES = /(?:\s*\.\s*[\p{L}_][\p{L}\p{N}_]*){0,8}/uy;
