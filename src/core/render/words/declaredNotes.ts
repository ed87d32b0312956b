import type { DeclaredNote } from '../../modal/declaredNote';
import { TEAM_FILE } from '../../review/team/team';
import { t } from './translate';

/** What to know of a value that is understood all the same: a sentence or two. */
export function declaredNoteText(note: DeclaredNote): string {
  switch (note.kind) {
    case 'gpuTuple':
      return t('Use a list here: since version 0.64.142, the SDK rejects a tuple of GPUs.');
    case 'floatIgnored':
      return t('The SDK silently ignores a float here and uses the default.');
    case 'listIgnored':
      return t('The SDK silently ignores a list instead of a tuple here and uses the default.');
    case 'teamValue':
      return note.keys > 1
        ? t(
            'The team file gives this value, since the code does not ({0}, line {1}, the most specific of {2} keys).',
            TEAM_FILE,
            note.line,
            note.keys,
          )
        : t('The team file gives this value, since the code does not ({0}, line {1}).', TEAM_FILE, note.line);
  }
}
