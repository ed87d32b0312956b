/** What is said of a team file's problems. */
import type { JsonProblem } from '../../json/jsonProblem';
import { usageFieldInfo } from '../../modal/usageFields';
import { RULE_LEVELS, ruleInfo } from '../../review/findings/rules';
import type { KeyProblem } from '../../review/team/keyPattern';
import type {
  DeclarationProblem,
  FieldProblem,
  GpuProblem,
  TeamFileProblem,
  TeamUnit,
} from '../../review/team/teamProblem';
import type { TeamNote, TeamProblem } from '../../review/team/team';
import { childPath } from '../../json/jsonPath';
import { oneLine, shorten } from '../escape';
import { valueText } from '../valueText';
import { lenientJsonText } from './jsonText';
import { skipReasonText } from './skipReasons';
import { replacedBookText } from './priceBooks';
import { quoted } from './quoted';
import { reasonText } from './reasons';
import { thresholdUnitText } from './ruleTitles';
import { traceOptionProblemText } from './traces';
import { t } from './translate';
import { usageProblemText, usageUnitText } from './usageWords';

/** What to know of a value that is valid, as sentences. */
export function teamNoteText(note: TeamNote): string {
  switch (note.kind) {
    case 'replacedBook':
      return `priceBook: ${replacedBookText(note.id)}.`;
    case 'valueWithoutEffect':
      return valueNoteText(note);
    case 'valueOutsideRange': {
      const values = [...new Set(note.candidates.map(valueText))];
      const what = quoted(note.declaration);
      return t(
        '{0} of {1} can be {2} in the code: this value has no effect. Give one of these, or change the code.',
        note.value,
        what,
        listed(values),
      );
    }
    case 'usageWithoutEffect':
      return usageNoteText(note);
    case 'keyWithoutEffect': {
      const text = t('{0} matches no declaration: it has no effect.', quoted(note.key));
      const remedy =
        note.nearest === null
          ? t('Correct its file or name, or remove it.')
          : t('Did you mean {0}?', quoted(note.nearest));
      return `${text} ${remedy}`;
    }
    case 'variableWithoutEffect':
      return t('No cost depends on the environment variable {0}: it has no effect.', note.variable);
  }
}

type NoteOf<Kind extends TeamNote['kind']> = Extract<TeamNote, { readonly kind: Kind }>;

function valueNoteText({ value, declaration, isInCode, variable }: NoteOf<'valueWithoutEffect'>): string {
  const what = quoted(declaration);
  if (!isInCode) return t('{0} does not set {1}: this value has no effect.', what, value);
  const inCode = t('{0} of {1} is in the code: this value has no effect.', value, what);
  return variable === null
    ? inCode
    : `${inCode} ${t('It depends on the environment variable {0}: give that in “env”.', variable)}`;
}

function usageNoteText({ field, declaration, saidBy }: NoteOf<'usageWithoutEffect'>): string {
  const [name, what] = [usageFieldInfo(field).name, quoted(declaration)];
  switch (saidBy) {
    case 'comment':
      return t(
        'The usage comment above {1} says {0}: this value has no effect. Remove one of them.',
        name,
        what,
      );
    case 'schedule':
      return t('The schedule of {1} says how often it runs: {0} has no effect.', name, what);
    case 'sandbox':
      return t('{1} is a sandbox: {0} has no effect.', name, what);
  }
}

/** The same for a line of its own: it names the place in the file, such as `budgets.workspace`. */
export function teamProblemLine({ path, problem }: Pick<TeamProblem, 'path' | 'problem'>): string {
  const text = teamProblemText(problem);
  if (problem.kind !== 'unknownMember') {
    const place = placeIn(path);
    return place === '' ? text : `${place}: ${text}`;
  }
  const { name, nearest, known } = problem;
  const parent = placeIn(path.slice(0, path.length - childPath('', name).length));
  const takes = t('{0} takes {1}.', parent === '' ? t('The file') : parent, listed(known));
  return nearest === null ? `${t('{0} is unknown.', quoted(name))} ${takes}` : `${text} ${takes}`;
}

/** Longer places are cut. */
const MAX_PLACE = 80;

/** `budgets.workspace`; empty for the file. */
function placeIn(path: string): string {
  return shorten(oneLine(path.replace(/^\$\.?/, '')), MAX_PLACE);
}

/** What is wrong and what to do about it, as sentences. */
export function teamProblemText(problem: TeamFileProblem): string {
  switch (problem.kind) {
    case 'tooManyCharacters':
      return t(
        'The file is too large: at most {0} characters. Use globs in place of many keys.',
        problem.max.toLocaleString('en-US'),
      );
    case 'fileIsLinkOut':
      return skipReasonText({ kind: 'symbolicLink' });
    case 'fileUnreadable':
      return skipReasonText(problem.reason);
    case 'fileTooLarge':
      return t('The file is larger than {0} MB: the whole file is ignored.', problem.maxBytes / 1e6);
    case 'notAnObject':
      return t('The file must contain an object. Write { "version": 1 }.');
    case 'versionMissing':
      return t('“version” is missing. Add "version": 1.');
    case 'unknownVersion': {
      const why = t(
        'Only version 1 of this file is supported. Write "version": 1, or update Modal Cost Lens.',
      );
      return t('{0} The whole file is ignored.', why);
    }
    case 'unknownMember': {
      const { name, nearest, known } = problem;
      const remedy =
        nearest === null ? t('It can be {0}.', listed(known)) : t('Did you mean “{0}”?', nearest);
      return t('{0} is unknown. {1}', quoted(name), remedy);
    }
    case 'badKey':
      return `${quoted(problem.key)}: ${keyProblemText(problem.problem)}`;
    case 'backslashInPath':
      return t('Write the path with “/”, not “\\”.');
    case 'traceOutsideFolder':
      return t('trace must be a file in the folder of modal-cost.json, by its path from there.');
    case 'billOutsideFolder':
      return t('The files of actual must be in the folder of modal-cost.json: give their paths from there.');
    case 'billFilesExpected':
      return t(
        'actual must be the path of a file, or a list of 1 to {0} paths: "bills/*.json".',
        problem.max,
      );
    case 'appsExpected':
      return t(
        '{0} must be an object by the app’s name on the bill: { "prod-llama": "{1}" }.',
        problem.name,
        problem.example,
      );
    case 'badAppName':
      return t(
        '{0} cannot be the name of an app: use 1 to {1} characters.',
        quoted(problem.name),
        problem.max,
      );
    case 'traceFileMissing':
      return t('trace needs the path of a file: { "file": "traces/requests.csv" }.');
    case 'traceOption':
      return traceOptionProblemText(problem.problem);
    case 'bookOutsideFolder':
      return t(
        'Your own price book must be inside this file’s folder: give its path relative to that folder.',
      );
    case 'gpuDiscountsExpected':
      return t('gpu must be an object by GPU type: { "H100": 0.85 }.');
    case 'envExpected':
      return t('env must be an object of environment variables: { "GPU_TYPE": "H100" }.');
    case 'tooManyVariables':
      return t('env can have at most {0} variables: the others are ignored.', problem.max);
    case 'badVariableName':
      return t(
        '{0} is not the name of an environment variable: use letters, digits and “_”, and begin with a letter or “_”.',
        quoted(problem.name),
      );
    case 'variableExpected': {
      const expected = t('{0} must be a string of at most {1} characters.', problem.name, problem.max);
      return problem.isPlain ? `${expected} ${t('Write it in quotes.')}` : expected;
    }
    case 'notAGpuType':
      return t('{0} is not a GPU type. Write it as Modal does: H100.', quoted(problem.name));
    case 'gpuTwice':
      return t('{0} appears twice here: the first one is used.', quoted(problem.name));
    default:
      return declarationProblemText(problem);
  }
}

function declarationProblemText(problem: DeclarationProblem | FieldProblem | JsonProblem): string {
  switch (problem.kind) {
    case 'gpuListEmpty':
      return t('List at least one GPU, or write null for none.');
    case 'gpuExpected':
      return t(
        'gpu must be a string such as "H100" or "H100:2", a list of these in order, or null for none: {0}.',
        gpuProblemText(problem.problem),
      );
    case 'regionExpected':
      return t('region must be a string such as "us-east", or a list of these.');
    case 'scheduleExpected':
      return t('schedule must be a cron expression with five fields, such as "0 9 * * *".');
    case 'usageOutOfRange':
      return usageProblemText(problem.problem);
    case 'usageExpected': {
      const { name, shape, example, weights } = usageFieldInfo(problem.field);
      const unit = usageUnitText(problem.field);
      if (shape === 'flag') return t('{0} must be true or false, without quotes.', name);
      if (shape === 'words')
        return t('{0} must be a list of words, such as {1}.', name, JSON.stringify(example));
      if (weights !== null) return t('{0} must be a list of {1} {2}.', name, weights, unit);
      return unit === ''
        ? t('{0} must be a number, such as {1}.', name, String(example))
        : t('{0} must be a number of {1}, such as {2}.', name, unit, String(example));
    }
    case 'ignoreExpected':
      return t('ignore must map rules to reasons: { "warm-gpu": "the demo in May" }.');
    case 'ignoreReasonMissing':
      return t('{0} needs a reason of at most {1} characters.', problem.rule, problem.max);
    default:
      return fieldProblemText(problem);
  }
}

function fieldProblemText(problem: FieldProblem | JsonProblem): string {
  switch (problem.kind) {
    case 'objectExpected':
      return t('{0} must be an object: { … }.', named(problem.name));
    case 'keyedObjectExpected':
      return t('{0} must be an object by key: { "{1}": { … } }.', named(problem.name), problem.example);
    case 'flagExpected':
      return t('{0} must be true or false, without quotes.', named(problem.name));
    case 'lineExpected':
      return t(
        '{0} must be one line of text in double quotes, with at most {1} characters.',
        named(problem.name),
        problem.max,
      );
    case 'budgetMissing':
      return t('{0} needs “floor”, “month” or “actual”, in USD per month.', named(problem.name));
    case 'levelExpected': {
      const remedy = problem.nearest === null ? '' : ` ${t('Did you mean "{0}"?', problem.nearest)}`;
      const levels = listed(RULE_LEVELS.map((each) => `"${each}"`));
      return t('{0} must be {1}.{2}', named(problem.name), levels, remedy);
    }
    case 'shareExpected':
      return t(
        '{0} must be the share of the price that you pay: above 0, at most 1. {1}',
        named(problem.name),
        shareRemedy(problem.percentOff),
      );
    case 'numberExpected':
      return numberExpectedText(problem, unitText(problem.unit));
    case 'thresholdExpected': {
      const threshold = ruleInfo(problem.rule).thresholds.find(({ name }) => name === problem.name);
      return numberExpectedText(problem, threshold ? thresholdUnitText(threshold.unit) : '');
    }
    default:
      return lenientJsonText(problem);
  }
}

function shareRemedy(percentOff: number | null): string {
  return percentOff === null
    ? t('For a 15% discount, write 0.85.')
    : t('For a {0}% discount, write {1}.', percentOff, Number((1 - percentOff / 100).toFixed(6)));
}

type NumberProblem = Extract<FieldProblem, { readonly isText: boolean }>;

function numberExpectedText({ name, min, max, whole, isText }: NumberProblem, unit: string): string {
  const kind = whole ? t('a whole number') : t('a number');
  const range = t('from {0} to {1}', decimal(min), decimal(max));
  const hint = isText ? ` ${t('Write it without quotes.')}` : '';
  return `${t('{0} must be {1} of {2} {3}.', named(name), kind, unit, range)}${hint}`;
}

function unitText(unit: TeamUnit): string {
  switch (unit) {
    case 'cores':
      return t('cores');
    case 'MiB':
      return 'MiB';
    case 'containers':
      return t('containers');
    case 'seconds':
      return t('seconds');
    case 'retries':
      return t('retries');
    case 'hours':
      return t('hours');
    case 'usdPerMonth':
      return t('USD per month');
  }
}

function gpuProblemText(problem: GpuProblem): string {
  switch (problem.kind) {
    case 'notAText':
      return t('it is not a string');
    case 'notAType':
      return t('this is not a type');
    case 'countOutOfRange':
      return t('the count must be between 1 and {0}', decimal(problem.max));
    case 'refused':
      return reasonText(problem.reason);
  }
}

function keyProblemText(problem: KeyProblem): string {
  switch (problem.kind) {
    case 'tooLong':
      return t('A key can have at most {0} characters.', problem.max);
    case 'tooManyWildcards':
      return t('A file or name can have at most {0} wildcards.', problem.max);
    case 'controlCharacter':
      return t('A key cannot contain control characters.');
    case 'notFileAndName':
      return t('A key is a file, “::” and a name, such as {0}; both can be globs.', problem.example);
    case 'backslash':
      return t('Write the file with “/”, not “\\”.');
    case 'startsWithSlash':
      return t('Give the file relative to this file’s folder: remove the first “/”.');
    case 'outsideFolder':
      return t('Give the file relative to this file’s folder, without “..”.');
  }
}

/** A member's name as a message calls it: plain, or in quotes where it is more than a word. */
function named(name: string): string {
  return /^[\w-]+$/.test(name) ? name : quoted(name);
}

/** Of more names than this, only the first are shown. */
const MAX_LISTED = 16;

function listed(words: readonly string[]): string {
  const shown = words.slice(0, MAX_LISTED);
  const rest = words.length > shown.length ? ', …' : '';
  return shown.length < 2 || rest !== ''
    ? `${shown.join(', ')}${rest}`
    : t('{0} or {1}', shown.slice(0, -1).join(', '), shown.at(-1)!);
}

function decimal(value: number): string {
  return value.toLocaleString('en-US', { maximumFractionDigits: 6 });
}
