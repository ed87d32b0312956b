/** What reading a trace says: guesses, rows that were left out, why a trace is refused and what to do. */
import type {
  BadRow,
  BadRowReason,
  LeftOut,
  TraceFormat,
  TraceGuess,
  TraceProblem,
  TraceRole,
  TraceSummary,
  TraceUnit,
} from '../../cost/trace/traceOutcomes';
import { dateText, timeText } from '../clockText';
import { duration, percent, plainNumber } from '../money';
import { plural } from './plural';
import { message, t } from './translate';

export function roleText(role: TraceRole): string {
  switch (role) {
    case 'start':
      return t('start');
    case 'end':
      return t('end');
    case 'duration':
      return t('duration');
    case 'inputTokens':
      return t('input tokens');
    case 'outputTokens':
      return t('output tokens');
  }
}

export function unitText(unit: TraceUnit): string {
  switch (unit) {
    case 's':
      return t('seconds');
    case 'ms':
      return t('milliseconds');
    case 'us':
      return t('microseconds');
    case 'ns':
      return t('nanoseconds');
  }
}

function formatText(format: TraceFormat): string {
  switch (format) {
    case 'csv':
      return t('CSV');
    case 'jsonLines':
      return t('JSON lines');
    case 'caddy':
      return t('a Caddy access log');
    case 'nginx':
      return t('an nginx access log');
    case 'uvicorn':
      return t('a uvicorn access log');
  }
}

/** A guess in a sentence. */
export function traceGuessText(guess: TraceGuess): string {
  switch (guess.kind) {
    case 'format':
      return t('Format: {0}.', formatText(guess.format));
    case 'delimiter':
      return t(
        'Columns are separated by {0}.',
        guess.delimiter === '\t' ? t('tabs') : `“${guess.delimiter}”`,
      );
    case 'column':
      return t('Column for {0}: “{1}”.', roleText(guess.role), guess.name);
    case 'timeUnit':
      return t('Times are in {0} ({1}).', unitText(guess.unit), becauseText(guess.because));
    case 'durationUnit':
      return `${t('Durations are in {0} ({1}).', unitText(guess.unit), becauseText(guess.because))}${doubtText(guess)}`;
    case 'zoneUtc':
      return t('Times without a time zone are in UTC.');
    case 'timeIsEnd':
      return t('The time of a row is when its request ended, so it arrived that much earlier.');
    case 'durationFrom':
      return durationFromText(guess.what);
  }
}

/** How long a request takes in that unit, and in another one that it may be. */
function doubtText({ doubt }: Extract<TraceGuess, { kind: 'durationUnit' }>): string {
  if (!doubt) return '';
  const [taken, seconds] = [doubt.taken, doubt.seconds].map((each) => duration(each, 3));
  return ` ${t('Check this: {0} per request in the middle, but {1} if they are in {2}.', taken!, seconds!, unitText(doubt.unit))}`;
}

function durationFromText(what: Extract<TraceGuess, { kind: 'durationFrom' }>['what']): string {
  switch (what) {
    case 'end':
      return t('Durations are the end minus the start.');
    case 'tokens':
      return t('Durations are calculated from the tokens and the tokens per second.');
    case 'secondsPerRequest':
      return t('The trace has no durations: each request takes the seconds per request.');
  }
}

function becauseText(because: Extract<TraceGuess, { kind: 'durationUnit' }>['because']): string {
  switch (because) {
    case 'name':
      return t('by the column’s name');
    case 'size':
      return t('by the size of the numbers');
    case 'format':
      return t('by the format');
    case 'time':
      return t('as the times');
    case 'default':
      return t('assumed');
  }
}

/** Why a row is bad, without its line. */
export function badReasonText(reason: BadRowReason): string {
  switch (reason.kind) {
    case 'tooLong':
      return t('longer than {0} characters', plainNumber(reason.max));
    case 'notText':
      return t('not text');
    case 'notJson':
      return t('not a JSON object');
    case 'notLogLine':
      return t('not a line of this log format');
    case 'quoteNotClosed':
      return t('a quotation mark is not closed');
    case 'cellCount':
      return t('{0} cells instead of {1}', reason.found, reason.expected);
    case 'missing':
      return t('no {0}', roleText(reason.role));
    case 'unreadable':
      return t('cannot read the {0} “{1}”', roleText(reason.role), reason.text);
    case 'negative':
      return t('the {0} “{1}” is negative', roleText(reason.role), reason.text);
    case 'otherForm':
      return t('the {0} “{1}” has another format than in the rows above', roleText(reason.role), reason.text);
    case 'endBeforeStart':
      return t('the end is before the start');
  }
}

export const badRowText = ({ line, reason }: BadRow): string =>
  t('line {0}: {1}', line, badReasonText(reason));

/** What was left out, in sentences; none if all rows were read. */
export function leftOutTexts({ bad, named, otherLines }: LeftOut, outOfOrder: number): string[] {
  const texts: string[] = [];
  if (bad > 0) {
    const more = bad > named.length ? [t('and more')] : [];
    const lines = [...named.map(badRowText), ...more].join('; ');
    texts.push(
      plural(bad, message('{0} row was left out: {1}.'), message('{0} rows were left out: {1}.'), lines),
    );
  }
  if (otherLines > 0)
    texts.push(
      plural(
        otherLines,
        message('{0} line is not about a request.'),
        message('{0} lines are not about requests.'),
      ),
    );
  if (outOfOrder > 0)
    texts.push(
      plural(
        outOfOrder,
        message('{0} row was not in order: it was sorted by time.'),
        message('{0} rows were not in order: they were sorted by time.'),
      ),
    );
  return texts;
}

/** Why a trace is refused, with what to do, in a sentence or two. */
export function traceProblemText(problem: TraceProblem, { named }: Pick<LeftOut, 'named'>): string {
  switch (problem.kind) {
    case 'tooManyBytes':
      return t('It has more than {0} MB. Use a shorter part of it.', plainNumber(problem.max / 1e6));
    case 'tooManyRows':
      return t('It has more than {0} rows. Use a shorter part of it.', plainNumber(problem.max, 9));
    case 'coversTooLong':
      return t('Its times are more than {0} apart. Check the unit of its times.', duration(problem.max));
    case 'noRows':
      return t('It has no requests.');
    case 'notText':
      return t('It is not a text file. Unpack it first if it is compressed.');
    case 'unknownFormat':
      return t(
        'Its format is unknown. Use CSV with a header, JSON lines, or an access log of nginx, Caddy or uvicorn.',
      );
    case 'noHeader':
      return t('Line 1 has no column names. Add a header, such as “timestamp,duration”.');
    case 'noTimeColumn':
      return t(
        'No column has the time of a request. Rename one to “timestamp”. Columns: {0}.',
        problem.columns.join(', '),
      );
    case 'noSuchColumn':
      return t('It has no column “{0}” for {1}.', problem.name, roleText(problem.role));
    case 'noDuration':
      return problem.hasTokens
        ? t(
            'No column has durations. Say how many tokens per second are read and written, or the seconds per request.',
          )
        : t('No column has durations. Add one named “duration”, or say the seconds per request.');
    case 'tooManyBadRows': {
      const share = percent(problem.bad / problem.rows);
      return t('{0} of its rows cannot be read: {1}.', share, named.map(badRowText).join('; '));
    }
    case 'durationsTooLong':
      return t(
        'A request would take {0} in the middle, if durations are in {1}. Name their column with its unit, such as “duration_ms”.',
        duration(problem.seconds),
        unitText(problem.unit),
      );
    case 'oneMoment':
      return t('All its requests come at the same time. At least two different times are needed.');
  }
}

/** A length of time in the unit that reads best, to three digits: `6.99 days`. */
function roughly(seconds: number): string {
  if (seconds >= 2 * 86_400) return t('{0} days', plainNumber(seconds / 86_400, 3));
  if (seconds >= 2 * 3_600) return t('{0} hours', plainNumber(seconds / 3_600, 3));
  return seconds >= 120
    ? t('{0} minutes', plainNumber(seconds / 60, 3))
    : t('{0} seconds', plainNumber(seconds, 3));
}

const rateText = (perSecond: number): string =>
  perSecond >= 1
    ? t('{0} per second', plainNumber(perSecond, 3))
    : t('{0} per hour', plainNumber(perSecond * 3_600, 3));

/** What a trace says about traffic, in a few sentences. `begin`: seconds since 1970 of its first request. */
export function traceSummaryText(summary: TraceSummary, begin: number | null): string {
  const { requests, coveredSeconds, requestsPerSecond, gapsCv, busiestHour, peakInProgress, meanSeconds } =
    summary;
  const from =
    begin === null
      ? t('from {0} after the first one', roughly(busiestHour.begin))
      : t('from {0} UTC', `${dateText(begin + busiestHour.begin)} ${timeText(begin + busiestHour.begin)}`);
  return [
    t(
      '{0} requests in {1}: {2} on average, {3} s each.',
      plainNumber(requests, 9),
      roughly(coveredSeconds),
      rateText(requestsPerSecond),
      plainNumber(meanSeconds, 3),
    ),
    coveredSeconds > 3_600
      ? t('Busiest hour: {0} requests, {1}.', plainNumber(busiestHour.requests, 9), from)
      : '',
    t('At most {0} at the same time.', plainNumber(peakInProgress, 9)),
    t('Gaps between requests vary by {0} (CV: 1 is random, more means bursts).', plainNumber(gapsCv, 3)),
  ]
    .filter((each) => each !== '')
    .join(' ');
}
