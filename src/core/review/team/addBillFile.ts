import type { JsonNode } from '../../json/jsonNode';
import { globMatches, parseGlob } from './glob';
import { setMember, type TextReplacement } from './setMember';

/**
 * Adds a glob to the files of the bill that a team file names, unless one that is there matches the file.
 * @param text the text of the team file; empty for a new file
 * @param file the path of the file from the folder of the team file
 * @returns null if the text is not a JSON object, or has an error: it is for a person to correct
 */
export function addBillFile(text: string, file: string, glob: string): TextReplacement | null {
  return setMember(text, ['actual'], (present) => {
    const globs = present ? globsIn(present) : [];
    const isNamed = globs.some((each) => globMatches(parseGlob(each.replace(/^(?:\.\/)+/, '')), file));
    if (present && isNamed) return text.slice(present.start, present.end);
    return `[${[...globs, glob].map((each) => JSON.stringify(each)).join(', ')}]`;
  });
}

function globsIn(node: JsonNode): readonly string[] {
  const nodes = node.kind === 'array' ? node.items : [node];
  return nodes.flatMap((each) => (each.kind === 'string' ? [each.value] : []));
}
