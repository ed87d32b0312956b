import type { CallReason, ExpressionReason, NameReason, OperatorReason } from '../../python/pythonReason';
import { nameReasonText } from './nameReasons';
import { t } from './translate';

/** Why an expression is not folded. */
export function expressionReasonText(reason: ExpressionReason | CallReason | NameReason): string {
  switch (reason.kind) {
    case 'incomplete':
      return t('the expression is incomplete');
    case 'runtimeOnly':
      return t('`{0}` is only known at run time', reason.expression);
    case 'numberTooLarge':
      return t('the number is too large to price');
    case 'notPlainString':
      return t('it is not a plain string');
    case 'namedCharacter':
      return t('it uses a named character escape, which is not evaluated');
    case 'conversionNotFolded':
      return t('the conversion `{0}` cannot be evaluated', reason.conversion);
    case 'formatNotFolded':
      return t('its format cannot be evaluated');
    case 'percentFormatNotFolded':
      return t('its `%` format cannot be evaluated');
    case 'spreadNotList':
      return t('it spreads a value that is not a list');
    case 'spreadNotDict':
      return t('it spreads a value that is not a dict');
    case 'dictKeyNotKnown':
      return t('a key of the dict is unknown or not a string');
    default:
      return operatorReasonText(reason);
  }
}

function operatorReasonText(reason: OperatorReason | CallReason | NameReason): string {
  switch (reason.kind) {
    case 'truthNotKnown':
      return t('it is unknown whether this value is true');
    case 'operatorNotFolded':
      return t('the operator `{0}` cannot be evaluated', reason.operator);
    case 'operandsNotFolded':
      return t('`{0}` on these values cannot be evaluated', reason.operator);
    case 'unaryOperatorNotFolded':
      return t('unary `{0}` cannot be evaluated', reason.operator);
    case 'unaryOperandNotFolded':
      return t('unary `{0}` on this value cannot be evaluated', reason.operator);
    case 'comparisonNotFolded':
      return t('the comparison cannot be evaluated');
    case 'dividesByZero':
      return t('it divides by zero');
    case 'environmentWithoutDefault':
      return t('the environment variable {0} is read without a default', reason.variable);
    case 'subscriptNotFolded':
      return t('the subscript cannot be evaluated');
    case 'subscriptNotKnown':
      return t('`{0}` is unknown', reason.expression);
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
      return t('`{0}`(…) is only known at run time', reason.callee);
    case 'callSpreadsArguments':
      return t('the call `{0}`(…) uses `*` or `**` arguments', reason.callee);
    case 'notKnownDict':
      return t('`{0}` is not a known dict', reason.expression);
    case 'keyNotKnown':
      return t('the key is unknown');
    case 'fieldWithoutDefault':
      return t('the field `{0}` has no default', reason.field);
    case 'fieldWithoutPlainDefault':
      return t('the field has no plain default');
    case 'argumentCountNotFolded':
      return t('`{0}` of {1} values cannot be evaluated', reason.function, reason.count);
    case 'argumentNotFolded':
      return t('`{0}` of this value cannot be evaluated', reason.function);
    case 'argumentsNotFolded':
      return t('`{0}` of these values cannot be evaluated', reason.function);
    case 'argumentTooLarge':
      return t('`{0}` of such a large number cannot be evaluated', reason.function);
    case 'emptyArguments':
      return t('`{0}` of an empty sequence raises ValueError', reason.function);
    case 'invalidInteger':
      return t('int("{0}") raises ValueError', reason.text);
    case 'recursiveCall':
      return t('`{0}` calls itself', reason.function);
    case 'decoratedFunction':
      return t('`{0}` is changed by a decorator', reason.function);
    case 'argumentsDoNotFit':
      return t('the arguments do not fit `{0}`', reason.function);
    case 'functionNotFollowed':
      return t('`{0}` cannot be evaluated beyond line {1}', reason.function, reason.line);
    default:
      return nameReasonText(reason);
  }
}
