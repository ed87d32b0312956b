/**
 * Why folding does not know a value, as data: a kind and what it is about; `render/words` makes sentences of it.
 * Names, operators and expressions are as written in the code, expressions shortened by `excerpt`.
 */
export type PythonReason = LimitReason | NameReason | ExpressionReason | CallReason;

/** Folding stops at its bounds: what lies beyond would cost too much time or room. */
export type LimitReason =
  /** The expression, or what it depends on, is too long or nested too deeply. */
  | { readonly kind: 'tooLong' }
  /** The scan of the whole file has used up its steps. */
  | { readonly kind: 'fileTooLong' }
  | { readonly kind: 'valueTooLarge' }
  | { readonly kind: 'tooManyValues' | 'tooManyDefinitions'; readonly max: number };

/** The name has no value that is known where it is read. */
export type NameReason =
  | {
      readonly kind:
        | 'notDefinedInFile'
        | 'notDefinedInCells'
        | 'definedByItself'
        | 'isClass'
        | 'isFunction'
        | 'isModule'
        | 'isType'
        | 'loopVariableOverUnknown'
        | 'comprehensionVariable'
        | 'boundInComprehension'
        | 'boundByWith'
        | 'boundByPattern'
        | 'caughtException'
        | 'unpackedFromUnknown';
      readonly name: string;
    }
  | { readonly kind: 'definedBelow'; readonly name: string; readonly line: number }
  | { readonly kind: 'isParameter'; readonly name: string; readonly function: string }
  | ChangeReason
  | ModuleReason;

/** The name, or an attribute of what it holds, may have another value by the time that it is read. */
export type ChangeReason =
  | { readonly kind: 'changedInLoop'; readonly name: string }
  /** Another module of the workspace sets it, or changes it in place, where it is imported. */
  | { readonly kind: 'changedByOtherModule'; readonly name: string }
  | { readonly kind: 'rewrittenElsewhere'; readonly name: string; readonly keyword: 'global' | 'nonlocal' }
  | { readonly kind: 'changedInPlace'; readonly name: string; readonly at: ChangePlace }
  | {
      readonly kind: 'attributeChanged';
      readonly object: string;
      readonly attribute: string;
      readonly at: ChangePlace;
    }
  /** Code that is not followed decides what its objects or attributes are: a metaclass, a base or a decorator from elsewhere. */
  | { readonly kind: 'classNotFollowed'; readonly className: string }
  | { readonly kind: 'attributeNotSet'; readonly attribute: string }
  | { readonly kind: 'fieldNotKnown'; readonly className: string; readonly attribute: string };

/** Where a value is changed: the line, from 1, and the notebook's cell; null for the file or cell that reads the value. */
export interface ChangePlace {
  readonly line: number;
  readonly cell: number | null;
}

/** The name comes from another module. `module` is as in the import, with its leading dots, or the module's file. */
export type ModuleReason =
  | {
      readonly kind:
        | 'importNotRead'
        | 'importNotFound'
        | 'starImportNotRead'
        | 'starImportNotFound'
        | 'notDefinedInModule';
      readonly name: string;
      readonly module: string;
    }
  | { readonly kind: 'notDefinedInCell'; readonly name: string; readonly cell: number }
  | { readonly kind: 'moduleNotRead' | 'moduleNotFound'; readonly expression: string };

/** The form of the expression is not folded, or it raises an exception. */
export type ExpressionReason =
  | {
      readonly kind:
        | 'incomplete'
        | 'numberTooLarge'
        | 'notPlainString'
        | 'namedCharacter'
        | 'formatNotFolded'
        | 'percentFormatNotFolded'
        | 'spreadNotList'
        | 'spreadNotDict'
        | 'dictKeyNotKnown';
    }
  | { readonly kind: 'runtimeOnly'; readonly expression: string }
  | { readonly kind: 'conversionNotFolded'; readonly conversion: string }
  | OperatorReason;

/** The same of an operator, a comparison or a subscript. */
export type OperatorReason =
  | { readonly kind: 'truthNotKnown' | 'dividesByZero' | 'comparisonNotFolded' | 'subscriptNotFolded' }
  | {
      readonly kind:
        'operatorNotFolded' | 'operandsNotFolded' | 'unaryOperatorNotFolded' | 'unaryOperandNotFolded';
      readonly operator: string;
    }
  | { readonly kind: 'subscriptNotKnown'; readonly expression: string }
  | { readonly kind: 'environmentWithoutDefault'; readonly variable: string }
  | { readonly kind: 'noElement' | 'noCharacter'; readonly index: number }
  | { readonly kind: 'noKey'; readonly key: string };

/** The call is not folded, or raises an exception. `function` names a built-in. */
export type CallReason =
  | { readonly kind: 'runtimeCall' | 'callSpreadsArguments'; readonly callee: string }
  | { readonly kind: 'notKnownDict'; readonly expression: string }
  | { readonly kind: 'keyNotKnown' | 'fieldWithoutPlainDefault' }
  | { readonly kind: 'fieldWithoutDefault'; readonly field: string }
  | { readonly kind: 'argumentCountNotFolded'; readonly function: string; readonly count: number }
  | {
      readonly kind: 'argumentNotFolded' | 'argumentsNotFolded' | 'argumentTooLarge' | 'emptyArguments';
      readonly function: string;
    }
  | { readonly kind: 'invalidInteger'; readonly text: string }
  | FollowReason;

/** The call of a function of the workspace is not followed. `line`, from 1, is that of what is in the way. */
export type FollowReason =
  | { readonly kind: 'recursiveCall' | 'decoratedFunction' | 'argumentsDoNotFit'; readonly function: string }
  | { readonly kind: 'functionNotFollowed'; readonly function: string; readonly line: number };
