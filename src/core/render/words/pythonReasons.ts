import type { PythonReason } from '../../python/pythonReason';
import { expressionReasonText } from './expressionReasons';
import { t } from './translate';

/** Why folding does not know a value, to follow "… is not known here:". */
export function pythonReasonText(reason: PythonReason): string {
  switch (reason.kind) {
    case 'tooLong':
      return t('it takes too long to evaluate');
    case 'fileTooLong':
      return t('the file is too long to evaluate completely');
    case 'valueTooLarge':
      return t('its value is too large to evaluate');
    case 'tooManyValues':
      return t('it can have more than {0} values', reason.max);
    case 'tooManyDefinitions':
      return t('it can come from more than {0} places', reason.max);
    default:
      return expressionReasonText(reason);
  }
}
