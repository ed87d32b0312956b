import type { GpuReason, Reason } from '../../modal/reason';
import type { PythonReason } from '../../python/pythonReason';
import { pythonReasonText } from './pythonReasons';
import { t } from './translate';

/** Why something is not known, in words: what every surface says of a `reason`. Code in it stands in backticks. */
export function reasonText(reason: Reason): string {
  switch (reason.kind) {
    case 'noValue':
      return t('no value reaches this place');
    case 'notPlainValue':
      return t('it is not a plain value');
    case 'scheduleNotKnown':
      return t('the schedule is not known here');
    case 'runtimeModalCall':
      return t('modal.{0}(…) is only known when the code runs', reason.call);
    case 'takesKeywordsOnly':
      return t('modal.{0} takes keywords only', reason.call);
    case 'modalArgumentNotKnown':
      return t('{0}= of modal.{1}(…) is not known here', reason.argument, reason.call);
    case 'mayComeFromSpread':
      return t('it may come from `{0}`: {1}', reason.spread, pythonReasonText(reason.reason));
    case 'notNumberForParameter':
      return t('{0} is not a number that {1} takes', reason.expression, reason.parameter);
    default:
      return gpuReasonText(reason);
  }
}

function gpuReasonText(reason: GpuReason | PythonReason): string {
  switch (reason.kind) {
    case 'gpuNotText':
      return t('a GPU is given as a string or a list of strings');
    case 'gpuListInList':
      return t('a list of GPUs cannot hold a list');
    case 'gpuWithoutType':
      return t('the GPU has no type');
    case 'gpuCountNotKnown':
      return t('its GPU count is not known here');
    case 'gpuCountInvalid':
      return t('"{0}" is not a GPU count', reason.count);
    case 'notGpu':
      return t('modal.{0}(…) is not a GPU', reason.call);
    default:
      return pythonReasonText(reason);
  }
}
