import { ASKS, asksForMethod } from './askedMethod';
import { mayCall } from './callSites';
import { mayRegister } from './registrations';
import { mayCreate } from './sandboxes';

/** Modal's own name as a word: neither `multimodal` nor `modalities`. */
const MODAL = /\bmodal\b/;
/** That, or what may ask an app for a method by its name: most files have neither, and are gone through once for both. */
const MODAL_OR_ASKS = new RegExp(`${MODAL.source}|${ASKS.source}`);

/**
 * Behind a dot, what registers or changes a container of an app that the file imports from a sibling: `self.server.port` and
 * `self.server = …` register nothing.
 */
const METHOD =
  /[\s\\]*(?:(?:function|cls|server|_experimental_server)\b(?!\s*(?:\.|=(?!=)))|(?:with_options|with_concurrency|with_batching|update_autoscaler|keep_warm)\b)/y;
/** What else it may begin with than a blank: most dots are done with at a glance. */
const BEGINS_METHOD: ReadonlySet<string | undefined> = new Set('fcs_wuk\\');
/** Every blank is a code up to this one, or none of ASCII's. */
const LAST_BLANK = 0x20;
const FIRST_BEYOND_ASCII = 0x80;

/** What a look at a text tells. */
interface Signs {
  /**
   * Whether it can declare anything at all; a text that cannot is not parsed. It may say yes too often, and never no where a
   * parse would find something.
   */
  readonly mayDeclare: boolean;
  /** Whether it names a method that registers or changes a container, or may ask an app for one by its name. */
  readonly namesMethod: boolean;
}

export function signsIn(text: string): Signs {
  const isNamed = MODAL_OR_ASKS.test(text);
  const namesMethod = hasMethod(text) || (isNamed && asksForMethod(text));
  return { mayDeclare: namesMethod || (isNamed && MODAL.test(text)), namesMethod };
}

export function mayDeclare(text: string): boolean {
  return signsIn(text).mayDeclare;
}

export function namesMethod(text: string): boolean {
  return signsIn(text).namesMethod;
}

function hasMethod(text: string): boolean {
  for (let after = text.indexOf('.') + 1; after > 0; after = text.indexOf('.', after) + 1) {
    const code = text.charCodeAt(after);
    if (code > LAST_BLANK && code < FIRST_BEYOND_ASCII && !BEGINS_METHOD.has(text[after])) continue;
    METHOD.lastIndex = after;
    if (METHOD.test(text)) return true;
  }
  return false;
}

/** The same for the cell of a notebook, which goes on from the names of the cells before it. */
export function mayDeclareInCell(text: string): boolean {
  return mayDeclare(text) || mayCall(text) || mayRegister(text) || mayCreate(text);
}
