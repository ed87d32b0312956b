import type { UsageOrigin } from '../cost/usage';
import { t } from '../words';

/**
 * Who says a figure of the usage, and where: `the comment, app.py:3`.
 * @param escape for a place where more than text is understood, such as Markdown
 */
export function originText(
  { source, where }: UsageOrigin,
  escape: (text: string) => string = (text) => text,
): string {
  return where === undefined ? sourceText(source) : `${sourceText(source)}, ${escape(where)}`;
}

function sourceText(source: UsageOrigin['source']): string {
  switch (source) {
    case 'option':
      return t('an option');
    case 'comment':
      return t('the comment');
    case 'team':
      return t('the team file');
    case 'setting':
      return t('a setting');
    case 'code':
      return t('the code');
    case 'default':
      return t('the default');
  }
}
