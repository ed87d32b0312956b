/** Writes a value into a team file: everything else stays as it is, including comments and formatting. */
import { readJsonTree } from '../../json/jsonTree';
import type { JsonNode } from '../../json/jsonNode';
import { addMember } from './addMember';
import { MAX_TEAM_LENGTH, TEAM_JSON } from './teamFields';

/** A replacement for a range of the text, in UTF-16 offsets; equal for an insertion. */
export interface TextReplacement {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/**
 * Sets the value at a path, in the place of the one that is there.
 * @param text the text of the file; empty for a new file
 * @param path the names that lead to the value, from the top
 * @param value as JSON; given what is there, if anything is
 * @returns null if the text is not a JSON object, or has an error: it is for a person to correct
 */
export function setMember(
  text: string,
  path: readonly string[],
  value: (present: JsonNode | undefined) => string,
): TextReplacement | null {
  if (text.trim() !== '') {
    if (text.length > MAX_TEAM_LENGTH) return null;
    const { root, problems } = readJsonTree(text, TEAM_JSON);
    if (root?.kind !== 'object' || problems.length > 0) return null;
    const present = memberAt(root, path);
    if (present) return { start: present.start, end: present.end, text: value(present) };
  }
  const added = addMember(text, path);
  return (
    added && {
      start: added.start,
      end: added.end,
      text: `${added.before}${value(undefined)}${added.after}`,
    }
  );
}

function memberAt(root: JsonNode, path: readonly string[]): JsonNode | undefined {
  let node: JsonNode | undefined = root;
  for (const name of path)
    node = node?.kind === 'object' ? node.members.findLast((each) => each.name === name)?.value : undefined;
  return node;
}
