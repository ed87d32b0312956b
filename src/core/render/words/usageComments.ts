import { usageFieldInfo } from '../../modal/usageFields';
import type { UsageCommentFault } from '../../modal/usageCommentProblem';
import { quoted } from './quoted';
import { t } from './translate';
import { usageProblemText } from './usageWords';

/** What is wrong with a usage comment: a sentence or two. */
export function usageCommentText(fault: UsageCommentFault): string {
  switch (fault.kind) {
    case 'strayComment':
      return t(
        'This usage comment belongs to no declaration: put it directly above a decorator or call of a Modal app.',
      );
    case 'missingColon':
      return t('A usage comment starts with “modal-cost:”, with a colon.');
    case 'misspelledMarker':
      return t('A usage comment starts with “# modal-cost:”. As it is written, this one is not read.');
    case 'emptyComment':
      return t(
        'This usage comment is empty: write, for example, requests_per_day=1000 seconds_per_request=0.2.',
      );
    case 'lineTooLong':
      return t('A usage comment can have at most {0} characters per line.', fault.max);
    case 'unknownField': {
      const unknown = t('{0} is not a usage field.', quoted(fault.word));
      return fault.near ? `${unknown} ${t('Did you mean {0}?', usageFieldInfo(fault.near).name)}` : unknown;
    }
    case 'valueMissing': {
      const { name, example } = usageFieldInfo(fault.field);
      return t('{0} needs a value: {1}={2}.', name, name, String(example));
    }
    case 'repeatedField':
      return t('{0} is set twice: the first one is used.', usageFieldInfo(fault.field).name);
    case 'invalidValue':
      return usageProblemText(fault.problem);
  }
}
