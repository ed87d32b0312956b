import type { CallReason, ExpressionReason, NameReason, OperatorReason } from '../../python/pythonReason';
import { nameReasonText } from './nameReasons';
import { t } from './translate';

/** Why an expression is not folded. */
export function expressionReasonText(reason: ExpressionReason | CallReason | NameReason): string {
  switch (reason.kind) {
    case 'incomplete':
      return t('the expression is not complete');
    case 'runtimeOnly':
      return t('`{0}` is only known when the code runs', reason.expression);
    case 'numberTooLarge':
      return t('it is a number too large to price');
    case 'notPlainString':
      return t('it is not a plain string');
    case 'namedCharacter':
      return t('it names a character that is not looked up here');
    case 'selfPrintingField':
      return t('it prints its own text');
    case 'conversionNotFolded':
      return t('the conversion `{0}` is not worked out here', reason.conversion);
    case 'formatNotFolded':
      return t('its format is not worked out here');
    case 'percentFormatNotFolded':
      return t('its `%` format is not worked out here');
    case 'spreadNotList':
      return t('it spreads a value that is not a list');
    case 'spreadNotDict':
      return t('it spreads a value that is not a dict');
    case 'dictKeyNotKnown':
      return t('a key of the dict is not known here, or no string');
    default:
      return operatorReasonText(reason);
  }
}

function operatorReasonText(reason: OperatorReason | CallReason | NameReason): string {
  switch (reason.kind) {
    case 'truthNotKnown':
      return t('the truth of this value is not known here');
    case 'operatorNotFolded':
      return t('the operator `{0}` is not worked out here', reason.operator);
    case 'operandsNotFolded':
      return t('`{0}` on these values is not worked out here', reason.operator);
    case 'unaryOperatorNotFolded':
      return t('unary `{0}` is not worked out here', reason.operator);
    case 'unaryOperandNotFolded':
      return t('unary `{0}` on this value is not worked out here', reason.operator);
    case 'comparisonNotFolded':
      return t('the comparison is not worked out here');
    case 'dividesByZero':
      return t('it divides by zero');
    case 'environmentWithoutDefault':
      return t('the environment variable {0} is read without a default', reason.variable);
    case 'subscriptNotFolded':
      return t('the subscript is not worked out here');
    case 'subscriptNotKnown':
      return t('`{0}` is not known here', reason.expression);
    case 'noElement':
      return t('there is no element {0}', reason.index);
    case 'noCharacter':
      return t('there is no character {0}', reason.index);
    case 'noKey':
      return t('there is no key "{0}"', reason.key);
    default:
      return callReasonText(reason);
  }
}

function callReasonText(reason: CallReason | NameReason): string {
  switch (reason.kind) {
    case 'runtimeCall':
      return t('`{0}`(…) is only known when the code runs', reason.callee);
    case 'callSpreadsArguments':
      return t('the call `{0}`(…) spreads its arguments', reason.callee);
    case 'notKnownDict':
      return t('`{0}` is not a dict that is known here', reason.expression);
    case 'keyNotKnown':
      return t('the key is not known here');
    case 'fieldWithoutDefault':
      return t('the field `{0}` has no default', reason.field);
    case 'fieldWithoutPlainDefault':
      return t('the field has no plain default');
    case 'argumentCountNotFolded':
      return t('`{0}` of {1} values is not worked out here', reason.function, reason.count);
    case 'argumentNotFolded':
      return t('`{0}` of this value is not worked out here', reason.function);
    case 'argumentsNotFolded':
      return t('`{0}` of these values is not worked out here', reason.function);
    case 'argumentTooLarge':
      return t('`{0}` of so large a number is not worked out here', reason.function);
    case 'emptyArguments':
      return t('`{0}` of nothing raises ValueError', reason.function);
    case 'invalidInteger':
      return t('int("{0}") raises ValueError', reason.text);
    default:
      return nameReasonText(reason);
  }
}
