/** The hover of a usage comment: the month that it makes, what it says, and how to change it. */
import type { Assessment } from '../cost/assess';
import { usageFieldInfo, writtenUsage } from '../modal/usageFields';
import type { UsageComment, UsageCommentValue } from '../modal/usageComment';
import { inlineCode } from './escape';
import { blocks, bullets, linkRow, type HoverLinks } from './hoverParts';
import { answerLine } from './hoverText';
import { duration, percent } from './money';
import { monthDrivers } from './monthText';
import { plural } from './words/plural';
import { message, t } from './words/translate';
import { usageFieldText } from './words/usageWords';

/** @param value the value of the comment that is hovered; undefined for the comment itself */
export function usageHover(
  assessment: Assessment,
  comment: UsageComment,
  value: UsageCommentValue | undefined,
  links: HoverLinks = {},
): string {
  const row = linkRow([
    [t('Set usage'), links.setUsage],
    [t('Use Request Log…'), links.useTrace],
    [t('What if…'), links.whatIf],
    [t('Show arithmetic'), links.explain],
  ]);
  if (value) return blocks([`${fieldSentence(value)} ${row}`.trimEnd()]);
  return blocks([
    answerLine(assessment),
    row,
    workSentence(assessment),
    monthDrivers(assessment),
    bullets(comment.values.map(fieldSentence)),
  ]);
}

/** `` `requests_per_day=800`: Requests per day with traffic. `` */
function fieldSentence({ field, value }: UsageCommentValue): string {
  const { name } = usageFieldInfo(field);
  const written = `${name}=${writtenUsage(value)}`;
  return `${inlineCode(written)}: ${usageFieldText(field)}`;
}

/** `800 requests per day of 4 s each keep one container busy for 3.7% of the day.` */
function workSentence({ usage, month }: Assessment): string {
  if (!usage?.given || month === null) return '';
  const { requestsPerDay, secondsPerRequest } = usage.usage;
  return t(
    '{0} of {1}: as much work as one container does in {2} of a day.',
    plural(requestsPerDay, message('{0} request per day'), message('{0} requests per day')),
    duration(secondsPerRequest),
    percent((requestsPerDay * secondsPerRequest) / 86_400),
  );
}
