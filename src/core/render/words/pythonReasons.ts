import type { PythonReason } from '../../python/pythonReason';
import { expressionReasonText } from './expressionReasons';
import { t } from './translate';

/** Why folding does not know a value, to follow "… is not known here:". */
export function pythonReasonText(reason: PythonReason): string {
  switch (reason.kind) {
    case 'tooLong':
      return t('it is too long to work out here');
    case 'fileTooLong':
      return t('the file is too long to work all of it out here');
    case 'valueTooLarge':
      return t('its value is too large to work out here');
    case 'tooManyValues':
      return t('it can take more than {0} values', reason.max);
    case 'tooManyDefinitions':
      return t('it can come from more than {0} places', reason.max);
    default:
      return expressionReasonText(reason);
  }
}
