/** What is wrong with a JSON text, in words: of a price book, which is plain JSON, and of a team file, which has comments. */
import type { JsonProblem, MisplacedProblem } from '../../json/jsonProblem';
import type { StrictJsonProblem } from '../../json/strictJson';
import { quoted } from './quoted';
import { t } from './translate';

/** A problem of a price book, as a sentence without its full stop. */
export function strictJsonText(problem: StrictJsonProblem): string {
  switch (problem.kind) {
    case 'tooManyBytes':
      return t('too large: at most {0} bytes', grouped(problem.max));
    case 'nestedTooDeep':
      return t('nested too deeply: at most {0} levels', problem.max);
    case 'tooManyItems':
      return t('too long: at most {0} items', grouped(problem.max));
    case 'nameTwice':
      return t('"{0}" appears twice here', problem.name.slice(0, 40));
    case 'nameForbidden':
      return t('the name "{0}" is not allowed', problem.name);
    case 'nameTooLong':
      return t('this name is too long: at most {0} characters', problem.max);
    case 'commentNotAllowed':
    case 'commentNotClosed':
      return t('comments are not allowed here');
    case 'textNotClosed':
    case 'tabInText':
      return t('this string has no closing quote on its line');
    case 'unknownEscape':
      return t('JSON has no such escape');
    case 'notJsonValue':
      return problem.word.startsWith('#')
        ? t('comments are not allowed here')
        : t('"{0}" is not a JSON value', problem.word.slice(0, 40));
    default:
      return strictMisplacedText(problem);
  }
}

function strictMisplacedText(problem: MisplacedProblem): string {
  switch (problem.kind) {
    case 'fileEmpty':
      return unexpectedText('', expectedText('value'));
    case 'nameMissing':
      return unexpectedText(problem.found, expectedText('name'));
    case 'nameNotQuoted':
      return unexpectedText(problem.name.slice(0, 1), expectedText('name'));
    case 'valueMissing':
      return unexpectedText(problem.found, expectedText('value'));
    case 'colonMissing':
      return unexpectedText(problem.found, t('where ":" is expected'));
    case 'commaMissing':
      return unexpectedText(problem.found, expectedText(problem.close));
    case 'commaTooMany':
      return unexpectedText(',', expectedText(problem.expected));
    case 'notClosed': {
      const { found, expected, close } = problem;
      return unexpectedText(found, expectedText(expected === 'comma' ? close : expected));
    }
    case 'textAfterEnd':
      return unexpectedText(problem.found, t('after the end of the JSON value'));
  }
}

function expectedText(expected: 'name' | 'value' | '}' | ']'): string {
  switch (expected) {
    case 'name':
      return t('where a name in double quotes is expected');
    case 'value':
      return t('where a value is expected');
    case '}':
      return t('where "," or "}" is expected');
    case ']':
      return t('where "," or "]" is expected');
  }
}

function unexpectedText(found: string, where: string): string {
  if (found === '') return t('the text ends {0}', where);
  if (found === '/' || found === '#') return t('comments are not allowed here');
  return found === '}' || found === ']'
    ? t('"{0}" {1}; remove the comma before it if there is one too many', found, where)
    : `"${found}" ${where}`;
}

/** A problem of a team file, as sentences. */
export function lenientJsonText(problem: JsonProblem): string {
  switch (problem.kind) {
    case 'nestedTooDeep':
      return t('This is nested too deeply: at most {0} levels. It is not read.', problem.max);
    case 'tooManyItems':
      return t('Too many entries: only the first {0} are read.', grouped(problem.max));
    case 'nameTwice':
      return t('{0} appears twice here: the first one is used. Remove one.', quoted(problem.name));
    case 'notJsonValue': {
      const isQuoted = /^['‘“]/.test(problem.word);
      const remedy = isQuoted ? t('Put strings in double quotes.') : t('Put strings in double quotes.');
      return t('{0} is not a JSON value. {1}', quoted(problem.word), remedy);
    }
    case 'commentNotAllowed':
    case 'commentNotClosed':
      return t('This comment is not closed: add “*/”.');
    case 'textNotClosed':
      return t('This string has no closing quote on its line.');
    case 'unknownEscape':
      return t('JSON has no such escape. Write “\\\\” for a backslash, and “/” in paths.');
    case 'tabInText':
      return t('Write a tab in a string as “\\t”.');
    default:
      return lenientMisplacedText(problem);
  }
}

function lenientMisplacedText(problem: MisplacedProblem): string {
  switch (problem.kind) {
    case 'fileEmpty':
      return t('The file is empty. Write { "version": 1 }.');
    case 'nameMissing':
      return t('A name in double quotes is expected here.');
    case 'nameNotQuoted':
      return t('{0} is a name: put it in double quotes.', quoted(problem.name));
    case 'valueMissing':
      return t('A value is missing here.');
    case 'colonMissing':
      return t('{0} has no value: add “:” and a value.', quoted(problem.name));
    case 'commaMissing':
      return t('A comma is missing before this.');
    case 'commaTooMany':
      return t('Remove the extra comma here.');
    case 'notClosed':
      return t('This is not closed: add “{0}”.', problem.close);
    case 'textAfterEnd':
      return t('Remove everything after the closing “}”.');
  }
}

function grouped(value: number): string {
  return value.toLocaleString('en-US');
}
