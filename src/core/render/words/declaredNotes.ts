import type { DeclaredNote } from '../../modal/declaredNote';
import { TEAM_FILE } from '../../review/team/team';
import { t } from './translate';

/** What to know of a value that is understood all the same: a sentence or two. */
export function declaredNoteText(note: DeclaredNote): string {
  switch (note.kind) {
    case 'gpuTuple':
      return t('A list is needed here: since 0.64.142 the SDK refuses a tuple of GPUs.');
    case 'floatIgnored':
      return t('The SDK ignores a float here without a word: the default holds.');
    case 'listIgnored':
      return t('The SDK ignores a list in place of a tuple here without a word: the default holds.');
    case 'teamValue':
      return note.keys > 1
        ? t(
            'The value is the team’s, as the code does not say it ({0}, line {1}, the most specific of {2} keys).',
            TEAM_FILE,
            note.line,
            note.keys,
          )
        : t('The value is the team’s, as the code does not say it ({0}, line {1}).', TEAM_FILE, note.line);
  }
}
