import type { UsageOrigin } from '../cost/usage';
import { message, translated } from './words/translate';

/**
 * Who says a figure of the usage, and where: `the comment, app.py:3`.
 * @param escape for a place where more than text is understood, such as Markdown
 */
export function originText(
  { source, where }: UsageOrigin,
  escape: (text: string) => string = (text) => text,
): string {
  const who = translated(SOURCES[source]);
  return where === undefined ? who : `${who}, ${escape(where)}`;
}

const SOURCES: Readonly<Record<UsageOrigin['source'], string>> = {
  option: message('an option'),
  comment: message('the comment'),
  team: message('the team file'),
  setting: message('a setting'),
  code: message('the code'),
  default: message('the default'),
};
