import type { SkippedFile, SkipReason } from '../../workspace/skipReason';
import { plural } from './plural';
import { message, t } from './translate';

/** Why a file or folder is not read, as a sentence without its full stop. */
export function skipReasonText(reason: SkipReason): string {
  switch (reason.kind) {
    case 'tooLarge':
      return t('larger than {0} MB', reason.maxBytes / 1e6);
    case 'notUtf8':
      return t('not UTF-8 text');
    case 'unknownEncoding':
      return t('its encoding, {0}, is not known', reason.encoding);
    case 'notInEncoding':
      return t('not text in its encoding, {0}', reason.encoding);
    case 'disguisedLetters':
      return t('its names use letters that Python reads as others');
    case 'symbolicLink':
      return t('a symbolic link to something that is not read');
    case 'syntaxError':
      return reason.cell === undefined
        ? t('only read in part: line {0} is not valid Python', reason.line)
        : t('only read in part: line {0} of cell {1} is not valid Python', reason.line, reason.cell);
    case 'searchTooLong':
      if (reason.line === 0) return t('only read in part: finding all that it declares takes too long');
      return reason.cell === undefined
        ? t('only read in part: finding what line {0} declares takes too long', reason.line)
        : t(
            'only read in part: finding what line {0} of cell {1} declares takes too long',
            reason.line,
            reason.cell,
          );
    case 'nameNotUtf8':
      return t('its name is not UTF-8');
    case 'permissionDenied':
      return t('permission denied');
    case 'symlinkLoop':
      return t('a symbolic link that points back to itself');
    case 'parsingTooSlow':
      return t('takes too long to parse');
    case 'tooMuchMemory':
      return t('needs too much memory to parse');
    case 'parserFailed':
      return t('the parser failed on it');
    case 'tooManyIndents':
      return t('its lines have more than {0} different indentations', reason.max);
    case 'importsTooLarge':
      return t('only read in part: it imports more than {0} MB', reason.maxBytes / 1e6);
    case 'malformedNotebook':
      return t('not a valid notebook: save it again with Jupyter or VS Code');
    case 'oldNotebook':
      return t('a notebook of an old format: convert it to version 4');
    case 'tooManyCells':
      return t('a notebook with more than {0} cells', reason.max);
    case 'timeOver':
      return t('not read within the time limit');
    case 'goneMeanwhile':
      return t('deleted while it was being read');
    case 'noSuchFile':
      return t('no such file');
    case 'noSuchPath':
      return t('no such file or folder');
    case 'notAFile':
      return t('neither a file nor a folder');
    case 'changedSubmodule':
      return t('a submodule that changes');
    case 'notInClone':
      return t('Git does not have its content locally');
    case 'systemError':
      return reason.message;
  }
}

/** Files that were read in part count with what was found in them. */
const IN_PART: readonly SkipReason['kind'][] = ['importsTooLarge', 'syntaxError', 'searchTooLong'];

/** How many files were not read, or only in part. */
export function skippedFilesText(skipped: readonly SkippedFile[]): string {
  if (!skipped.some(({ reason }) => IN_PART.includes(reason.kind))) return skippedCountText(skipped.length);
  return plural(
    skipped.length,
    message('{0} file not read, or only in part'),
    message('{0} files not read, or only in part'),
  );
}

/** How many files were not read. */
export function skippedCountText(count: number): string {
  return plural(count, message('{0} file not read'), message('{0} files not read'));
}

/** Files that were not read, as plain data: the reason in words, and its kind. */
export function skippedJson(skipped: readonly SkippedFile[]): object[] {
  return skipped.map(({ file, reason }) => ({
    file,
    reason: skipReasonText(reason),
    reasonKind: reason.kind,
  }));
}
