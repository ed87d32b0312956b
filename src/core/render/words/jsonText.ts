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
      return t('nested too deep: at most {0} levels', problem.max);
    case 'tooManyItems':
      return t('too long: at most {0} items', grouped(problem.max));
    case 'nameTwice':
      return t('"{0}" stands here twice', problem.name.slice(0, 40));
    case 'nameForbidden':
      return t('the name "{0}" is not allowed', problem.name);
    case 'nameTooLong':
      return t('this name is too long: at most {0} characters', problem.max);
    case 'commentNotAllowed':
    case 'commentNotClosed':
      return t('comments are not allowed here');
    case 'textNotClosed':
    case 'tabInText':
      return t('this text has no closing quote on its line');
    case 'unknownEscape':
      return t('this escape is not known in JSON');
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
    ? t('"{0}" {1}; is there a comma too many before it?', found, where)
    : `"${found}" ${where}`;
}

/** A problem of a team file, as sentences. */
export function lenientJsonText(problem: JsonProblem): string {
  switch (problem.kind) {
    case 'nestedTooDeep':
      return t('This is nested too deep: at most {0} levels. It is not read.', problem.max);
    case 'tooManyItems':
      return t(
        'There are too many: at most {0} count, this and what follows is not read.',
        grouped(problem.max),
      );
    case 'nameTwice':
      return t('{0} stands here twice: the first one counts. Remove one.', quoted(problem.name));
    case 'notJsonValue': {
      const isQuoted = /^['‘“]/.test(problem.word);
      const remedy = isQuoted ? t('Texts stand in double quotes.') : t('Put a text in double quotes.');
      return t('{0} is not a JSON value. {1}', quoted(problem.word), remedy);
    }
    case 'commentNotAllowed':
    case 'commentNotClosed':
      return t('This comment is not closed: “*/” is missing.');
    case 'textNotClosed':
      return t('This text has no closing quote on its line.');
    case 'unknownEscape':
      return t('JSON has no such escape. Write “\\\\” for a backslash; paths take “/”.');
    case 'tabInText':
      return t('A tab in a text is written “\\t”.');
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
      return t('{0} has no value: “:” and a value are missing.', quoted(problem.name));
    case 'commaMissing':
      return t('A comma is missing before this.');
    case 'commaTooMany':
      return t('There is a comma too many here.');
    case 'notClosed':
      return t('This is not closed: “{0}” is missing.', problem.close);
    case 'textAfterEnd':
      return t('Nothing may follow the closing “}”. Remove it.');
  }
}

function grouped(value: number): string {
  return value.toLocaleString('en-US');
}
