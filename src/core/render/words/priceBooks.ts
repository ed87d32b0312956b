/** What is said of price books: why one is refused, and what a merged one is called. */
import type { StrictJsonProblem } from '../../json/strictJson';
import type {
  BookProblem,
  BookProblemAt,
  RateProblem,
  ShapeProblem,
  TextProblem,
  ValueProblem,
} from '../../pricing/bookProblem';
import { bookAge, MAX_BOOK_AGE_DAYS } from '../../pricing/bookAge';
import { bundledBook, listBook, reviewBook } from '../../pricing/bundled';
import type { Unit } from '../../pricing/priceUnits';
import type { BookName, PriceBook } from '../../pricing/schema';
import { strictJsonText } from './jsonText';
import { visible } from './quoted';
import { skipReasonText } from './skipReasons';
import { t } from './translate';

/** The JSON path of what is wrong, and why: one line, for the person who wrote the file. */
export function bookProblemLine({ path, problem }: BookProblemAt): string {
  const text = bookProblemText(problem);
  return visible(path === '$' ? text : `${path}: ${text}`);
}

/** That the book that was asked for is not the one in use. */
export function refusedBookText(path: string, book: PriceBook): string {
  return t('Not by {0}, which has errors: these are the prices of {1}.', visible(path), bookTitle(book));
}

/** Why a book is refused, as a sentence without its full stop. */
export function bookProblemText(problem: BookProblem): string {
  switch (problem.kind) {
    case 'notAnObject':
      return t('must be a JSON object');
    case 'unknownVersion':
      return t('only version 1 is supported');
    case 'memoryMissing':
      return t('is missing: a book whose GPU rates do not include CPU and memory needs a price for memory');
    case 'idleAboveActive':
      return t('must not be more than the active rate');
    case 'aliasOfItself':
      return t('an alias cannot refer to itself');
    case 'aliasOfUnknownGpu':
      return t('this book has no GPU {0}', problem.gpu);
    case 'aliasOfKnownGpu':
      return t('{0} is already a GPU of this book', problem.gpu);
    case 'narrowBelowBroad':
      return t('must not be less than the broad factor');
    case 'unknownSource':
      return t('the source "{0}" is not listed in this book\'s sources', problem.source);
    case 'listedTwice':
      return t('"{0}" appears twice here', problem.id);
    case 'bundledId':
      return t('"{0}" is the id of a bundled book; choose another', problem.id);
    case 'unknownBase':
      return t('there is no such book; choose {0}', problem.bases.map((id) => `"${id}"`).join(', '));
    case 'activeMissing':
      return t('"active" is missing, and the extended book has no rate for {0} either', problem.gpu);
    case 'sandboxIncomplete':
      return t('needs both "cpu" and "memory": the extended book has neither');
    case 'cellsNotColumns':
      return t('must have one cell for each column');
    case 'unknownMeasurement':
      return t('this book has no measurement "{0}"', problem.id);
    case 'unknownOffer':
      return t('this book has no offer "{0}"', problem.id);
    default:
      return contentText(problem);
  }
}

function contentText(problem: ShapeProblem | ValueProblem | RateProblem | StrictJsonProblem): string {
  switch (problem.kind) {
    case 'unknownMember':
      return t('"{0}" is unknown', shortened(problem.name));
    case 'memberMissing':
      return t('"{0}" is missing', problem.name);
    case 'wrongType': {
      const { expected, found, isHourly } = problem;
      const advice = isHourly ? `; ${t('divide the rate by 3,600')}` : '';
      return `${t('must be {0}, found {1}', expected, shortened(found))}${advice}`;
    }
    case 'notPositive':
      return problem.found === null
        ? t('must be more than 0')
        : t('must be more than 0, found {0}', problem.found);
    case 'belowUnit':
      return t('{0} is too low for {1} (at least {2})', problem.found, problem.unit, plain(problem.bound));
    case 'aboveUnit': {
      const { found, unit, bound } = problem;
      return `${t('{0} is too high for {1} (at most {2})', found, unit, plain(bound))}${unitHint(unit)}`;
    }
    case 'tooHigh':
      return t('{0} is too high (at most {1})', problem.found, problem.bound);
    case 'tooLow':
      return t('{0} is too low (at least {1})', problem.found, problem.bound);
    case 'notWhole':
      return t('must be a whole number');
    case 'lessThanOne':
      return t('must be at least 1');
    case 'negative':
      return t('must not be negative');
    case 'noRegions':
      return t('must name at least one region');
    case 'noGpuTypes':
      return t('must name at least one GPU type');
    default:
      return rateText(problem);
  }
}

function rateText(problem: RateProblem | TextProblem | StrictJsonProblem): string {
  switch (problem.kind) {
    case 'notADecimal':
      return t('must be a decimal number in US dollars, found {0}', shortened(problem.found));
    case 'rateTooLow':
      return t('{0} is too low: at least {1} US dollars', problem.found, plain(problem.bound));
    case 'rateTooHigh':
      return t('{0} is too high: at most {1} US dollars', problem.found, plain(problem.bound));
    case 'gpuTwice':
      return t('"{0}" already gives the rate of {1}; remove one', problem.key, problem.gpu);
    default:
      return textText(problem);
  }
}

function textText(problem: TextProblem | StrictJsonProblem): string {
  switch (problem.kind) {
    case 'textEmpty':
      return t('must not be empty');
    case 'textTooLong':
      return t('must not be longer than {0} characters', problem.max);
    case 'tooManyItems':
      return t('must not have more than {0} items', problem.max);
    case 'notOneLine':
      return t('must be one line, without control characters');
    case 'notADate':
      return t('must be a date (YYYY, YYYY-MM or YYYY-MM-DD) or "undated"');
    case 'notAKey':
      return t('must have at most 80 characters: letters, digits, ".", "_" and "-"');
    case 'notAGpuType':
      return t('must be a GPU type in capitals, as Modal writes it, such as H100 or A100-80GB');
    case 'notHttps':
      return t('must be an https:// address');
    default:
      return strictJsonText(problem);
  }
}

/** What went wrong most likely where an amount is too high. */
function unitHint(unit: Unit): string {
  if (/^USD\/.*-s$/.test(unit)) return `; ${t('an hourly rate is divided by 3,600')}`;
  return unit === 'h/month' ? `; ${t('a month of 31 days has 744 hours')}` : '';
}

/** How a found value reads in a message: short, and never the whole of a long text. */
function shortened(found: string): string {
  return found.length > 60 ? `${found.slice(0, 57)}…` : found;
}

/** A number without an exponent. */
function plain(value: number): string {
  return value < 1e-6
    ? value.toFixed(12).replace(/0+$/, '')
    : value.toLocaleString('en-US', { maximumFractionDigits: 7 });
}

/** Why a file cannot be a price book, before anything in it is read. */
export type BookFileProblem =
  | { readonly kind: 'fileTooLarge'; readonly maxBytes: number }
  | {
      readonly kind:
        'fileIsLinkOut' | 'fileUnreadable' | 'absolutePathUntrusted' | 'noFolderOpen' | 'pathOutsideFolder';
    };

/** Why a file is no price book, as a sentence without its full stop. */
export function bookFileProblemText(problem: BookFileProblem): string {
  switch (problem.kind) {
    case 'fileTooLarge':
      return t('the file is larger than {0} MB', problem.maxBytes / 1e6);
    case 'fileIsLinkOut':
      return skipReasonText({ kind: 'symbolicLink' });
    case 'fileUnreadable':
      return t('the file does not exist or cannot be read');
    case 'absolutePathUntrusted':
      return t('an absolute path is only read in a trusted workspace');
    case 'noFolderOpen':
      return t('a relative path needs an open folder');
    case 'pathOutsideFolder':
      return t('a relative path must stay inside the workspace folder');
  }
}

/** What a book is called where there is little room, beside another one. */
export function bookName({ id, lineage: [own] }: Pick<PriceBook, 'id' | 'lineage'>): string {
  if (id === listBook.id) return t('Modal’s list');
  return id === reviewBook.id ? t('the 2026 review') : own.title;
}

/** That a book of an earlier version was named. */
export function replacedBookText(id: string): string {
  return t(
    'the price book {0} has been replaced by {1}, which is used instead',
    id,
    bundledBook(id)?.id ?? '',
  );
}

/** That a book's prices are old by now, or may be; empty where they are not, and where the day is unknown. */
export function staleBookText({ date }: Pick<PriceBook, 'date'>, today: string | undefined): string {
  switch (today === undefined ? 'current' : bookAge(date, today)) {
    case 'current':
      return '';
    case 'old':
      return t(
        'These prices are more than {0} days old: Modal may have changed them since.',
        MAX_BOOK_AGE_DAYS,
      );
    case 'undated':
      return t('This price book has no date: Modal may have changed its prices since.');
  }
}

/** What a book is called where it is shown: one that lies over another, by both names. */
export function bookTitle({ lineage: [own, base] }: Pick<PriceBook, 'lineage'>): string {
  return base ? t('{0}, over: {1}', own.title, base.title) : own.title;
}

/** How JSON names a book. */
export function bookNameJson(book: PriceBook): BookName {
  return { id: book.id, title: bookTitle(book), date: book.date };
}
