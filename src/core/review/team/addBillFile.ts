/** Names a file of the bill in a team file: everything else stays as it is, including comments and formatting. */
import { readJsonTree } from '../../json/jsonTree';
import { addMember } from './addMember';
import { globMatches, parseGlob } from './glob';
import type { TextReplacement } from './setPriceBook';
import { MAX_TEAM_LENGTH, TEAM_JSON } from './teamFields';

/**
 * Adds a glob to `"actual"`, unless one that is there matches the file.
 * @param text the text of the file; empty for a new file
 * @param file the path of the file from the folder of the team file
 * @returns null if the text is not a JSON object, or has an error: it is for a person to correct
 */
export function addBillFile(text: string, file: string, glob: string): TextReplacement | null {
  if (text.trim() !== '') {
    if (text.length > MAX_TEAM_LENGTH) return null;
    const { root, problems } = readJsonTree(text, TEAM_JSON);
    if (root?.kind !== 'object' || problems.length > 0) return null;
    const present = root.members.find(({ name }) => name === 'actual')?.value;
    if (present) {
      const nodes = present.kind === 'array' ? present.items : [present];
      const globs = nodes.flatMap((each) => (each.kind === 'string' ? [each.value] : []));
      const isNamed = globs.some((each) => globMatches(parseGlob(each.replace(/^(?:\.\/)+/, '')), file));
      if (isNamed) return { start: present.start, end: present.start, text: '' };
      const { start, end } = present;
      return { start, end, text: JSON.stringify([...globs, glob]).replaceAll('","', '", "') };
    }
  }
  const added = addMember(text, ['actual']);
  const value = JSON.stringify([glob]);
  return added && { start: added.start, end: added.end, text: `${added.before}${value}${added.after}` };
}
