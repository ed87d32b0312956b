import { mayCall } from './callSites';
import { mayRegister } from './registrations';
import { mayCreate } from './sandboxes';

/**
 * What a text needs in order to declare anything: Modal's own name as a word, or what registers or changes a container of an
 * app that the file imports from a sibling. Neither `multimodal` nor `modalities` is Modal's name, and `self.server.port` and
 * `self.server = …` register nothing.
 */
const SIGNS =
  /\bmodal\b|\.[\s\\]*(?:(?:function|cls|server|_experimental_server)\b(?!\s*(?:\.|=(?!=)))|(?:with_options|with_concurrency|with_batching|update_autoscaler|keep_warm)\b)/;

/**
 * Whether a text can declare anything at all; one that cannot is not parsed. It may say yes too often, and never no where a
 * parse would find something.
 */
export function mayDeclare(text: string): boolean {
  return SIGNS.test(text);
}

/** The same for the cell of a notebook, which goes on from the names of the cells before it. */
export function mayDeclareInCell(text: string): boolean {
  return mayDeclare(text) || mayCall(text) || mayRegister(text) || mayCreate(text);
}
