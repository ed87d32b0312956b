/** Adds a value to a team file that people write: everything else stays as it is, including comments and formatting. */
import type { JsonNode } from '../../json/jsonNode';
import { readJsonTree } from '../../json/jsonTree';
import { MAX_TEAM_LENGTH, TEAM_JSON } from './teamFields';

/** A replacement for a range of the text, with a place for a value. */
export interface MemberInsertion {
  /** UTF-16 offsets of the range; equal for an insertion. */
  readonly start: number;
  readonly end: number;
  readonly before: string;
  /** The text after the value. */
  readonly after: string;
}

type JsonObject = JsonNode & { readonly kind: 'object' };

/**
 * The place of a value in a file, and the objects to write around it.
 * @param text the text of the file; empty for a new file
 * @param path the names that lead to the value, from the top
 * @returns null if the text is not a JSON object, or if a name of the path is a value other than an object
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

/** A member with objects around its value, each but the last on its own lines. */
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
  // An existing comma, and a remark after it, stay with the last member.
  const [, comma, remark] = /^([ \t]*,)?([ \t]*\/\/[^\r\n]*)?/.exec(text.slice(last.value.end, object.end))!;
  const end = last.value.end + (comma?.length ?? 0) + (remark?.length ?? 0);
  return {
    start: last.value.end,
    end,
    before: `${comma ?? ','}${remark ?? ''}${eol}${indent}${before}`,
    after: comma === undefined ? after : `${after},`,
  };
}

/** The white space at the beginning of the line of an offset. */
function indentAt(text: string, offset: number): string {
  const start = Math.max(text.lastIndexOf('\n', offset - 1), text.lastIndexOf('\r', offset - 1)) + 1;
  return /^[ \t]*/.exec(text.slice(start, offset))![0];
}
