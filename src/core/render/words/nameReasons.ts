import type { ChangePlace, ChangeReason, ModuleReason, NameReason } from '../../python/pythonReason';
import { t } from './translate';

/** Why the value behind a name is not known. */
export function nameReasonText(reason: NameReason): string {
  switch (reason.kind) {
    case 'notDefinedInFile':
      return t('`{0}` is not defined in this file', reason.name);
    case 'notDefinedInCells':
      return t('`{0}` is not defined in this cell or an earlier one', reason.name);
    case 'definedBelow':
      return t('`{0}` is only assigned later, on line {1}', reason.name, reason.line);
    case 'definedByItself':
      return t('`{0}` is defined in terms of itself', reason.name);
    case 'isClass':
      return t('`{0}` is a class', reason.name);
    case 'isFunction':
      return t('`{0}` is a function', reason.name);
    case 'isModule':
      return t('`{0}` is a module', reason.name);
    case 'isType':
      return t('`{0}` is a type', reason.name);
    case 'isParameter':
      return t('`{0}` is a parameter of `{1}`: each call sets it', reason.name, reason.function);
    case 'loopVariableOverUnknown':
      return t('`{0}` is a loop variable over an unknown value', reason.name);
    case 'comprehensionVariable':
      return t("`{0}` is a comprehension's variable", reason.name);
    case 'boundInComprehension':
      return t('`{0}` is set in a comprehension', reason.name);
    case 'boundByWith':
      return t('`{0}` is set by a `with` statement', reason.name);
    case 'boundByPattern':
      return t('`{0}` is set by a `match` pattern', reason.name);
    case 'caughtException':
      return t('`{0}` is the exception that was caught', reason.name);
    case 'unpackedFromUnknown':
      return t('`{0}` is unpacked from an unknown value', reason.name);
    default:
      return changeReasonText(reason);
  }
}

function changeReasonText(reason: ChangeReason | ModuleReason): string {
  switch (reason.kind) {
    case 'changedInLoop':
      return t('`{0}` is changed in a loop', reason.name);
    case 'rewrittenElsewhere':
      return t('`{0}` is rewritten by a `{1}` statement', reason.name, reason.keyword);
    case 'changedByOtherModule':
      return t('`{0}` is changed by another module', reason.name);
    case 'changedInPlace':
      return t('`{0}` is changed in {1}', reason.name, changePlaceText(reason.at));
    case 'attributeChanged':
      return t('`{0}.{1}` is changed in {2}', reason.object, reason.attribute, changePlaceText(reason.at));
    case 'classNotFollowed':
      return t('what `{0}` holds is only known when the code runs', reason.className);
    case 'attributeNotSet':
      return t('`{0}` is not set in the class', reason.attribute);
    case 'fieldNotKnown':
      return t('`{0}` has no known field `{1}`', reason.className, reason.attribute);
    default:
      return moduleReasonText(reason);
  }
}

function changePlaceText({ line, cell }: ChangePlace): string {
  return cell === null ? t('line {0}', line) : t('{0}, line {1}', t('cell {0}', cell), line);
}

function moduleReasonText(reason: ModuleReason): string {
  switch (reason.kind) {
    case 'importNotRead':
      return t('`{0}` is imported from `{1}`, which has not been read yet', reason.name, reason.module);
    case 'importNotFound':
      return t('`{0}` is imported from `{1}`, which is not in the workspace', reason.name, reason.module);
    case 'starImportNotRead':
      return t('`{0}` may come from `{1}`, which has not been read yet', reason.name, reason.module);
    case 'starImportNotFound':
      return t('`{0}` may come from `from {1} import *`', reason.name, reason.module);
    case 'notDefinedInModule':
      return t('`{0}` is not defined in `{1}`', reason.name, reason.module);
    case 'notDefinedInCell':
      return t('`{0}` is not defined in `{1}`', reason.name, t('cell {0}', reason.cell));
    case 'moduleNotRead':
      return t('`{0}` comes from a module that has not been read yet', reason.expression);
    case 'moduleNotFound':
      return t('`{0}` comes from a module that is not in the workspace', reason.expression);
  }
}
