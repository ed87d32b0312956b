import type { ChangePlace, ChangeReason, ModuleReason, NameReason } from '../../python/pythonReason';
import { t } from './translate';

/** Why the value behind a name is not known. */
export function nameReasonText(reason: NameReason): string {
  switch (reason.kind) {
    case 'notDefinedInFile':
      return t('`{0}` is not defined in this file', reason.name);
    case 'notDefinedInCells':
      return t('`{0}` is not defined in this cell or one before it', reason.name);
    case 'definedBelow':
      return t('`{0}` is assigned only below, in line {1}', reason.name, reason.line);
    case 'definedByItself':
      return t('`{0}` is defined by itself', reason.name);
    case 'isClass':
      return t('`{0}` is a class', reason.name);
    case 'isFunction':
      return t('`{0}` is a function', reason.name);
    case 'isModule':
      return t('`{0}` is a module', reason.name);
    case 'isType':
      return t('`{0}` is a type', reason.name);
    case 'isParameter':
      return t('`{0}` is a parameter of `{1}`: each call decides', reason.name, reason.function);
    case 'loopVariable':
      return t('`{0}` is a loop variable', reason.name);
    case 'loopVariableOverUnknown':
      return t('`{0}` is a loop variable over a value that is not known here', reason.name);
    case 'comprehensionVariable':
      return t("`{0}` is a comprehension's variable", reason.name);
    case 'boundInComprehension':
      return t('`{0}` is bound in a comprehension', reason.name);
    case 'boundByWith':
      return t('`{0}` is bound by a with statement', reason.name);
    case 'boundByPattern':
      return t('`{0}` stands in a pattern of match', reason.name);
    case 'caughtException':
      return t('`{0}` is the exception that was caught', reason.name);
    case 'starredUnpacking':
      return t('`{0}` is unpacked from a starred assignment', reason.name);
    case 'nestedUnpacking':
      return t('`{0}` is unpacked from a nested value', reason.name);
    case 'unpackedFromUnknown':
      return t('`{0}` is unpacked from a value that is not known here', reason.name);
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
    case 'changedInPlace':
      return t('`{0}` is changed in {1}', reason.name, changePlaceText(reason.at));
    case 'attributeChanged':
      return t('`{0}.{1}` is changed in {2}', reason.object, reason.attribute, changePlaceText(reason.at));
    case 'attributeNotSet':
      return t('`{0}` is not set in the class', reason.attribute);
    case 'fieldNotKnown':
      return t('`{0}` has no field `{1}` that is known here', reason.className, reason.attribute);
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
      return t('`{0}` is imported from `{1}`, which is not read yet', reason.name, reason.module);
    case 'importNotFound':
      return t('`{0}` is imported from `{1}`, which is not in the workspace', reason.name, reason.module);
    case 'starImportNotRead':
      return t('`{0}` may come from `{1}`, which is not read yet', reason.name, reason.module);
    case 'starImportNotFound':
      return t('`{0}` may come from `from {1} import *`', reason.name, reason.module);
    case 'notDefinedInModule':
      return t('`{0}` is not defined in `{1}`', reason.name, reason.module);
    case 'notDefinedInCell':
      return t('`{0}` is not defined in `{1}`', reason.name, t('cell {0}', reason.cell));
    case 'moduleNotRead':
      return t('`{0}` comes from a module that is not read yet', reason.expression);
    case 'moduleNotFound':
      return t('`{0}` comes from a module that is not in the workspace', reason.expression);
  }
}
