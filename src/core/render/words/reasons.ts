import type { GpuReason, Reason } from '../../modal/reason';
import type { PythonReason } from '../../python/pythonReason';
import { pythonReasonText } from './pythonReasons';
import { t } from './translate';

/** Why something is not known, in words: what every surface says of a `reason`. Code in it stands in backticks. */
export function reasonText(reason: Reason): string {
  switch (reason.kind) {
    case 'noValue':
      return t('this code is never reached');
    case 'notPlainValue':
      return t('it is not a plain value');
    case 'scheduleNotKnown':
      return t('the schedule is unknown');
    case 'runtimeModalCall':
      return t('modal.{0}(…) is only known at run time', reason.call);
    case 'takesKeywordsOnly':
      return t('modal.{0} takes keyword arguments only', reason.call);
    case 'modalArgumentNotKnown':
      return t('{0}= of modal.{1}(…) is unknown', reason.argument, reason.call);
    case 'mayComeFromSpread':
      return t('it may come from `{0}`: {1}', reason.spread, pythonReasonText(reason.reason));
    case 'setByCall':
      return reason.reason === null
        ? t('it is set by the call in line {0} of {1}', reason.line, reason.file)
        : t(
            'it is set by the call in line {0} of {1}: {2}',
            reason.line,
            reason.file,
            reasonText(reason.reason),
          );
    case 'targetNotFound':
      return t('the declaration of `{0}`, which this call changes, was not found', reason.expression);
    case 'notNumberForParameter':
      return t('{0} is not a valid number for {1}', reason.expression, reason.parameter);
    case 'notWholeForParameter':
      return t(
        '{0} is not a whole number, and Modal rejects it for {1}',
        reason.expression,
        reason.parameter,
      );
    default:
      return gpuReasonText(reason);
  }
}

function gpuReasonText(reason: GpuReason | PythonReason): string {
  switch (reason.kind) {
    case 'gpuNotText':
      return t('a GPU must be a string or a list of strings');
    case 'gpuListInList':
      return t('a list of GPUs cannot contain a list');
    case 'gpuWithoutType':
      return t('the GPU type is missing');
    case 'gpuCountNotKnown':
      return t('its GPU count is unknown');
    case 'gpuCountInvalid':
      return t('"{0}" is not a GPU count', reason.count);
    case 'notGpu':
      return t('modal.{0}(…) is not a GPU', reason.call);
    default:
      return pythonReasonText(reason);
  }
}
