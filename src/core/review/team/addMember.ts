/** Adding to a team file that a person writes: all that is there stays as it is, comments and look too. */
import type { JsonNode } from '../../json/jsonNode';
import { readJsonTree } from '../../json/jsonTree';
import { MAX_TEAM_LENGTH, TEAM_JSON } from './teamFields';

/** A piece of text to write over a stretch, with a place in it for a value. */
export interface MemberInsertion {
  /** UTF-16 offsets of the stretch; alike where nothing is written over. */
  readonly start: number;
  readonly end: number;
  readonly before: string;
  /** What follows the value. */
  readonly after: string;
}

type JsonObject = JsonNode & { readonly kind: 'object' };

/**
 * Where a value goes in a file, and what objects are written around it.
 * @param text the file's; blank for a file that is not there yet
 * @param path the names that lead to the value, from the top
 * @returns null where the text is no JSON object, or something other than an object is in the way
 */
export function addMember(text: string, path: readonly string[]): MemberInsertion | null {
  if (text.trim() === '') return { start: 0, end: text.length, ...newFile(path) };
  if (text.length > MAX_TEAM_LENGTH) return null;
  const { root } = readJsonTree(text, TEAM_JSON);
  if (root?.kind !== 'object') return null;
  let object: JsonObject = root;
  for (const [depth, name] of path.entries()) {
    const found: JsonNode | undefined = object.members.findLast((member) => member.name === name)?.value;
    if (!found) return inside(text, object, path.slice(depth));
    if (found.kind !== 'object') return null;
    object = found;
  }
  return null;
}

const STEP = '  ';

function newFile(path: readonly string[]): Pick<MemberInsertion, 'before' | 'after'> {
  const { before, after } = member(path, STEP, '\n');
  return { before: `{\n${STEP}"version": 1,\n${STEP}${before}`, after: `${after}\n}\n` };
}

/** A member with objects around its value: each but the last on lines of its own. */
function member(
  [name, ...rest]: readonly string[],
  indent: string,
  eol: string,
): Pick<MemberInsertion, 'before' | 'after'> {
  const key = `${JSON.stringify(name)}: `;
  if (rest.length === 0) return { before: key, after: '' };
  const inner = member(rest, indent + STEP, eol);
  if (rest.length <= 2) return { before: `${key}{ ${inner.before}`, after: `${inner.after} }` };
  return {
    before: `${key}{${eol}${indent}${STEP}${inner.before}`,
    after: `${inner.after}${eol}${indent}}`,
  };
}

function inside(text: string, object: JsonObject, path: readonly string[]): MemberInsertion {
  const eol = text.includes('\r\n') ? '\r\n' : '\n';
  const outer = indentAt(text, object.start);
  const last = object.members.at(-1);
  if (!last) {
    const { before, after } = member(path, outer + STEP, eol);
    const hasLines = /[\r\n]/.test(text.slice(object.start, object.end));
    return {
      start: object.start + 1,
      end: object.start + 1,
      before: `${eol}${outer}${STEP}${before}`,
      after: hasLines ? after : `${after}${eol}${outer}`,
    };
  }
  if (!/[\r\n]/.test(text.slice(object.start, last.value.end))) {
    const { before, after } = member(path, outer, eol);
    return { start: last.value.end, end: last.value.end, before: `, ${before}`, after };
  }
  const indent = indentAt(text, last.key.start);
  const { before, after } = member(path, indent, eol);
  // A comma that is there already, and a remark behind it, stay with the last member.
  const [, comma, remark] = /^([ \t]*,)?([ \t]*\/\/[^\r\n]*)?/.exec(text.slice(last.value.end, object.end))!;
  const end = last.value.end + (comma?.length ?? 0) + (remark?.length ?? 0);
  return {
    start: last.value.end,
    end,
    before: `${comma ?? ','}${remark ?? ''}${eol}${indent}${before}`,
    after: comma === undefined ? after : `${after},`,
  };
}

/** The white space that the line of an offset begins with. */
function indentAt(text: string, offset: number): string {
  const start = Math.max(text.lastIndexOf('\n', offset - 1), text.lastIndexOf('\r', offset - 1)) + 1;
  return /^[ \t]*/.exec(text.slice(start, offset))![0];
}
