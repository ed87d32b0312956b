/** Every reason in English, and the kinds that JSON gives beside the words. */
import { strict as assert } from 'node:assert';
import type { DeclaredNote } from '../../../src/core/modal/declaredNote';
import type { Reason } from '../../../src/core/modal/reason';
import type { Replacement } from '../../../src/core/modal/replacement';
import { declaredNoteText } from '../../../src/core/render/words/declaredNotes';
import { reasonText } from '../../../src/core/render/words/reasons';
import { replacementText } from '../../../src/core/render/words/replacements';
import scanSchema from '../../../schemas/scan.schema.json';

interface Kinded {
  readonly kind: string;
}
/** An outcome of each kind, and its words: the compiler holds it complete. */
type Words<T extends Kinded> = { readonly [K in T['kind']]: readonly [T & { readonly kind: K }, string] };

const REASONS: Words<Reason> = {
  tooLong: [{ kind: 'tooLong' }, 'it takes too long to evaluate'],
  fileTooLong: [{ kind: 'fileTooLong' }, 'the file is too long to evaluate completely'],
  valueTooLarge: [{ kind: 'valueTooLarge' }, 'its value is too large to evaluate'],
  tooManyValues: [{ kind: 'tooManyValues', max: 16 }, 'it can have more than 16 values'],
  tooManyDefinitions: [{ kind: 'tooManyDefinitions', max: 64 }, 'it can come from more than 64 places'],
  notDefinedInFile: [{ kind: 'notDefinedInFile', name: 'N' }, '`N` is not defined in this file'],
  notDefinedInCells: [
    { kind: 'notDefinedInCells', name: 'N' },
    '`N` is not defined in this cell or an earlier one',
  ],
  definedByItself: [{ kind: 'definedByItself', name: 'N' }, '`N` is defined in terms of itself'],
  isClass: [{ kind: 'isClass', name: 'N' }, '`N` is a class'],
  isFunction: [{ kind: 'isFunction', name: 'N' }, '`N` is a function'],
  isModule: [{ kind: 'isModule', name: 'N' }, '`N` is a module'],
  isType: [{ kind: 'isType', name: 'N' }, '`N` is a type'],
  loopVariableOverUnknown: [
    { kind: 'loopVariableOverUnknown', name: 'N' },
    '`N` is a loop variable over an unknown value',
  ],
  comprehensionVariable: [{ kind: 'comprehensionVariable', name: 'N' }, "`N` is a comprehension's variable"],
  boundInComprehension: [{ kind: 'boundInComprehension', name: 'N' }, '`N` is set in a comprehension'],
  boundByWith: [{ kind: 'boundByWith', name: 'N' }, '`N` is set by a `with` statement'],
  boundByPattern: [{ kind: 'boundByPattern', name: 'N' }, '`N` is set by a `match` pattern'],
  caughtException: [{ kind: 'caughtException', name: 'N' }, '`N` is the exception that was caught'],
  unpackedFromUnknown: [{ kind: 'unpackedFromUnknown', name: 'N' }, '`N` is unpacked from an unknown value'],
  definedBelow: [{ kind: 'definedBelow', name: 'N', line: 9 }, '`N` is only assigned later, on line 9'],
  isParameter: [
    { kind: 'isParameter', name: 'N', function: 'make' },
    '`N` is a parameter of `make`: each call sets it',
  ],
  changedInLoop: [{ kind: 'changedInLoop', name: 'N' }, '`N` is changed in a loop'],
  rewrittenElsewhere: [
    { kind: 'rewrittenElsewhere', name: 'N', keyword: 'global' },
    '`N` is rewritten by a `global` statement',
  ],
  changedByOtherModule: [{ kind: 'changedByOtherModule', name: 'N' }, '`N` is changed by another module'],
  changedInPlace: [
    { kind: 'changedInPlace', name: 'N', at: { line: 3, cell: 2 } },
    '`N` is changed in cell 2, line 3',
  ],
  attributeChanged: [
    { kind: 'attributeChanged', object: 'Conf', attribute: 'gpu', at: { line: 3, cell: null } },
    '`Conf.gpu` is changed in line 3',
  ],
  classNotFollowed: [
    { kind: 'classNotFollowed', className: 'Conf' },
    'what `Conf` holds is only known when the code runs',
  ],
  attributeNotSet: [{ kind: 'attributeNotSet', attribute: 'gpu' }, '`gpu` is not set in the class'],
  fieldNotKnown: [
    { kind: 'fieldNotKnown', className: 'Conf', attribute: 'gpu' },
    '`Conf` has no known field `gpu`',
  ],
  importNotRead: [
    { kind: 'importNotRead', name: 'N', module: '.settings' },
    '`N` is imported from `.settings`, which has not been read yet',
  ],
  importNotFound: [
    { kind: 'importNotFound', name: 'N', module: '.settings' },
    '`N` is imported from `.settings`, which is not in the workspace',
  ],
  starImportNotRead: [
    { kind: 'starImportNotRead', name: 'N', module: 'settings' },
    '`N` may come from `settings`, which has not been read yet',
  ],
  starImportNotFound: [
    { kind: 'starImportNotFound', name: 'N', module: '.settings' },
    '`N` may come from `from .settings import *`',
  ],
  notDefinedInModule: [
    { kind: 'notDefinedInModule', name: 'N', module: 'settings.py' },
    '`N` is not defined in `settings.py`',
  ],
  notDefinedInCell: [{ kind: 'notDefinedInCell', name: 'N', cell: 2 }, '`N` is not defined in `cell 2`'],
  moduleNotRead: [
    { kind: 'moduleNotRead', expression: 'settings.gpu' },
    '`settings.gpu` comes from a module that has not been read yet',
  ],
  moduleNotFound: [
    { kind: 'moduleNotFound', expression: 'settings.gpu' },
    '`settings.gpu` comes from a module that is not in the workspace',
  ],
  incomplete: [{ kind: 'incomplete' }, 'the expression is incomplete'],
  numberTooLarge: [{ kind: 'numberTooLarge' }, 'the number is too large to price'],
  notPlainString: [{ kind: 'notPlainString' }, 'it is not a plain string'],
  namedCharacter: [{ kind: 'namedCharacter' }, 'it uses a named character escape, which is not evaluated'],
  formatNotFolded: [{ kind: 'formatNotFolded' }, 'its format cannot be evaluated'],
  percentFormatNotFolded: [{ kind: 'percentFormatNotFolded' }, 'its `%` format cannot be evaluated'],
  spreadNotList: [{ kind: 'spreadNotList' }, 'it spreads a value that is not a list'],
  spreadNotDict: [{ kind: 'spreadNotDict' }, 'it spreads a value that is not a dict'],
  dictKeyNotKnown: [{ kind: 'dictKeyNotKnown' }, 'a key of the dict is unknown or not a string'],
  runtimeOnly: [{ kind: 'runtimeOnly', expression: 'cfg.gpu' }, '`cfg.gpu` is only known at run time'],
  conversionNotFolded: [
    { kind: 'conversionNotFolded', conversion: '!r' },
    'the conversion `!r` cannot be evaluated',
  ],
  truthNotKnown: [{ kind: 'truthNotKnown' }, 'it is unknown whether this value is true'],
  dividesByZero: [{ kind: 'dividesByZero' }, 'it divides by zero'],
  comparisonNotFolded: [{ kind: 'comparisonNotFolded' }, 'the comparison cannot be evaluated'],
  subscriptNotFolded: [{ kind: 'subscriptNotFolded' }, 'the subscript cannot be evaluated'],
  operatorNotFolded: [{ kind: 'operatorNotFolded', operator: '@' }, 'the operator `@` cannot be evaluated'],
  operandsNotFolded: [
    { kind: 'operandsNotFolded', operator: '@' },
    '`@` on these values cannot be evaluated',
  ],
  unaryOperatorNotFolded: [
    { kind: 'unaryOperatorNotFolded', operator: '~' },
    'unary `~` cannot be evaluated',
  ],
  unaryOperandNotFolded: [
    { kind: 'unaryOperandNotFolded', operator: '~' },
    'unary `~` on this value cannot be evaluated',
  ],
  subscriptNotKnown: [{ kind: 'subscriptNotKnown', expression: 'GPUS[i]' }, '`GPUS[i]` is unknown'],
  environmentWithoutDefault: [
    { kind: 'environmentWithoutDefault', variable: 'GPU' },
    'the environment variable GPU is read without a default',
  ],
  noElement: [{ kind: 'noElement', index: -4 }, 'there is no element -4'],
  noCharacter: [{ kind: 'noCharacter', index: 9 }, 'there is no character 9'],
  noKey: [{ kind: 'noKey', key: 'gpu' }, 'there is no key "gpu"'],
  runtimeCall: [{ kind: 'runtimeCall', callee: 'pick' }, '`pick`(…) is only known at run time'],
  callSpreadsArguments: [
    { kind: 'callSpreadsArguments', callee: 'pick' },
    'the call `pick`(…) uses `*` or `**` arguments',
  ],
  notKnownDict: [{ kind: 'notKnownDict', expression: 'OPTIONS' }, '`OPTIONS` is not a known dict'],
  keyNotKnown: [{ kind: 'keyNotKnown' }, 'the key is unknown'],
  fieldWithoutPlainDefault: [{ kind: 'fieldWithoutPlainDefault' }, 'the field has no plain default'],
  fieldWithoutDefault: [{ kind: 'fieldWithoutDefault', field: 'gpu' }, 'the field `gpu` has no default'],
  argumentCountNotFolded: [
    { kind: 'argumentCountNotFolded', function: 'int', count: 2 },
    '`int` of 2 values cannot be evaluated',
  ],
  argumentNotFolded: [
    { kind: 'argumentNotFolded', function: 'len' },
    '`len` of this value cannot be evaluated',
  ],
  argumentsNotFolded: [
    { kind: 'argumentsNotFolded', function: 'max' },
    '`max` of these values cannot be evaluated',
  ],
  argumentTooLarge: [
    { kind: 'argumentTooLarge', function: 'round' },
    '`round` of such a large number cannot be evaluated',
  ],
  emptyArguments: [
    { kind: 'emptyArguments', function: 'min' },
    '`min` of an empty sequence raises ValueError',
  ],
  invalidInteger: [{ kind: 'invalidInteger', text: 'two' }, 'int("two") raises ValueError'],
  recursiveCall: [{ kind: 'recursiveCall', function: 'pick' }, '`pick` calls itself'],
  decoratedFunction: [{ kind: 'decoratedFunction', function: 'pick' }, '`pick` is changed by a decorator'],
  argumentsDoNotFit: [{ kind: 'argumentsDoNotFit', function: 'pick' }, 'the arguments do not fit `pick`'],
  functionNotFollowed: [
    { kind: 'functionNotFollowed', function: 'pick', line: 4 },
    '`pick` cannot be evaluated beyond line 4',
  ],
  noValue: [{ kind: 'noValue' }, 'this code is never reached'],
  notPlainValue: [{ kind: 'notPlainValue' }, 'it is not a plain value'],
  scheduleNotKnown: [{ kind: 'scheduleNotKnown' }, 'the schedule is unknown'],
  runtimeModalCall: [
    { kind: 'runtimeModalCall', call: 'Secret' },
    'modal.Secret(…) is only known at run time',
  ],
  takesKeywordsOnly: [
    { kind: 'takesKeywordsOnly', call: 'Period' },
    'modal.Period takes keyword arguments only',
  ],
  modalArgumentNotKnown: [
    { kind: 'modalArgumentNotKnown', argument: 'days', call: 'Period' },
    'days= of modal.Period(…) is unknown',
  ],
  mayComeFromSpread: [
    { kind: 'mayComeFromSpread', spread: '**options()', reason: { kind: 'runtimeCall', callee: 'options' } },
    'it may come from `**options()`: `options`(…) is only known at run time',
  ],
  setByCall: [
    {
      kind: 'setByCall',
      file: 'pool.py',
      line: 15,
      reason: { kind: 'isParameter', name: 'n', function: 'scale' },
    },
    'it is set by the call in line 15 of pool.py: `n` is a parameter of `scale`: each call sets it',
  ],
  targetNotFound: [
    { kind: 'targetNotFound', expression: 'Model' },
    'the declaration of `Model`, which this call changes, was not found',
  ],
  notNumberForParameter: [
    { kind: 'notNumberForParameter', expression: '"2"', parameter: 'cpu' },
    '"2" is not a valid number for cpu',
  ],
  notWholeForParameter: [
    { kind: 'notWholeForParameter', expression: '1.5', parameter: 'min_containers', value: 1.5 },
    '1.5 is not a whole number, and Modal rejects it for min_containers',
  ],
  gpuNotText: [{ kind: 'gpuNotText' }, 'a GPU must be a string or a list of strings'],
  gpuListInList: [{ kind: 'gpuListInList' }, 'a list of GPUs cannot contain a list'],
  gpuWithoutType: [{ kind: 'gpuWithoutType' }, 'the GPU type is missing'],
  gpuCountNotKnown: [{ kind: 'gpuCountNotKnown' }, 'its GPU count is unknown'],
  gpuCountInvalid: [{ kind: 'gpuCountInvalid', count: 'two' }, '"two" is not a GPU count'],
  notGpu: [{ kind: 'notGpu', call: 'Volume' }, 'modal.Volume(…) is not a GPU'],
};

const NOTES: Words<DeclaredNote> = {
  gpuTuple: [
    { kind: 'gpuTuple' },
    'Use a list here: since version 0.64.142, the SDK rejects a tuple of GPUs.',
  ],
  floatIgnored: [{ kind: 'floatIgnored' }, 'The SDK silently ignores a float here and uses the default.'],
  listIgnored: [
    { kind: 'listIgnored' },
    'The SDK silently ignores a list instead of a tuple here and uses the default.',
  ],
  teamValue: [
    { kind: 'teamValue', line: 4, keys: 2 },
    'The team file gives this value, since the code does not (modal-cost.json, line 4, the most specific of 2 keys).',
  ],
};

const REPLACEMENTS: Words<Replacement> = {
  code: [{ kind: 'code', code: 'modal.App' }, 'modal.App'],
  gpuText: [{ kind: 'gpuText' }, 'a string such as gpu="H100:2"'],
  classMinContainers: [
    { kind: 'classMinContainers' },
    'min_containers of the class, and no effect since 0.63.0',
  ],
};

function wordsOf<T extends Kinded>(
  table: Readonly<Record<string, readonly [T, string]>>,
  text: (outcome: T) => string,
): void {
  for (const [kind, [outcome, words]] of Object.entries(table)) {
    it(kind, () => {
      assert.equal(text(outcome), words);
      assert.equal(outcome.kind, kind);
    });
  }
}

describe('the words for why a value is unknown', () => {
  wordsOf<Reason>(REASONS, reasonText);

  it('name the lines of this file, and of other cells', () => {
    const at = (cell: number | null): string =>
      reasonText({ kind: 'changedInPlace', name: 'CONF', at: { line: 3, cell } });
    assert.deepEqual(
      [at(null), at(2)],
      ['`CONF` is changed in line 3', '`CONF` is changed in cell 2, line 3'],
    );
  });
});

describe('the words for what to know of a value', () => {
  wordsOf<DeclaredNote>(NOTES, declaredNoteText);

  it('name the one key that matches', () => {
    assert.match(
      declaredNoteText({ kind: 'teamValue', line: 4, keys: 1 }),
      /\(modal-cost\.json, line 4\)\.$/,
    );
  });
});

describe('the words for what replaces an old name', () => {
  wordsOf<Replacement>(REPLACEMENTS, replacementText);
});

describe('the published schema of a scan', () => {
  const { reasonKind, noteKind, useKind } = scanSchema.$defs;
  for (const [name, { enum: kinds }, table] of [
    ['reasons', reasonKind, REASONS],
    ['notes', noteKind, NOTES],
    ['replacements', useKind, REPLACEMENTS],
  ] as const)
    it(`lists every kind of its ${name}`, () => {
      assert.deepEqual([...kinds].sort(), Object.keys(table).sort());
    });
});
