import type { UsageOrigin } from '../cost/usage';
import { usagePlaceText, usageSourceText } from './words/usageWords';

/**
 * Who says a figure of the usage, and where: `the comment, app.py:3`.
 * @param escape for a place where more than text is understood, such as Markdown
 */
export function originText(
  { source, where }: UsageOrigin,
  escape: (text: string) => string = (text) => text,
): string {
  const who = usageSourceText(source);
  return where === undefined ? who : `${who}, ${escape(usagePlaceText(where))}`;
}
