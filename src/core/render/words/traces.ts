/** What reading a trace of requests says, in words: how it was read, what was left out, why it is refused, what it holds. */
import type { TraceFileProblem } from '../../cost/trace/requestTrace';
import type { TraceOptionProblem } from '../../cost/trace/traceFields';
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
  UnitDoubt,
} from '../../cost/trace/traceOutcomes';
import { dateText, timeText } from '../clockText';
import { duration, plainNumber } from '../money';
import { plural } from './plural';
import { quoted } from './quoted';
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
        guess.delimiter === '\t' ? t('tabs') : quoted(guess.delimiter),
      );
    case 'column':
      return t('Column for {0}: {1}.', roleText(guess.role), quoted(guess.name));
    case 'timeUnit':
      return t('Times are in {0} ({1}).', unitText(guess.unit), becauseText(guess.because));
    case 'durationUnit':
      return [
        t('Durations are in {0} ({1}).', unitText(guess.unit), becauseText(guess.because)),
        ...(guess.doubt ? [doubtText(guess.doubt)] : []),
      ].join(' ');
    case 'zoneUtc':
      return t('Times without a time zone are in UTC.');
    case 'timeIsEnd':
      return t('The time of a row is when its request ended, so it arrived that much earlier.');
    case 'durationFrom':
      return durationFromText(guess.what);
  }
}

/** How long the median request takes in that unit, and in another one that it may be. */
function doubtText({ taken, unit, seconds }: UnitDoubt): string {
  return t(
    'Check this: the median request takes {0}, or {1} if durations are in {2} (duration_unit={3}).',
    duration(taken, 3),
    duration(seconds, 3),
    unitText(unit),
    unit,
  );
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
      return t('cannot read the {0} {1}', roleText(reason.role), quoted(reason.text));
    case 'negative':
      return t('the {0} {1} is negative', roleText(reason.role), quoted(reason.text));
    case 'otherForm':
      return t(
        'the {0} {1} has another format than in the rows above',
        roleText(reason.role),
        quoted(reason.text),
      );
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

/** Why a trace is refused as a whole, and what to do: no capital, no full stop. */
export function traceProblemText(problem: TraceProblem, { named }: Pick<LeftOut, 'named'>): string {
  switch (problem.kind) {
    case 'tooManyBytes':
      return t('it has more than {0} MB: use a shorter part of it', plainNumber(problem.max / 1e6));
    case 'tooManyRows':
      return t('it has more than {0} rows: use a shorter part of it', plainNumber(problem.max, 9));
    case 'coversTooLong':
      return t('its times are more than {0} apart: check their unit', duration(problem.max));
    case 'noRows':
      return t('it has no requests');
    case 'notText':
      return t('it is not text: unpack it first if it is compressed');
    case 'unknownFormat':
      return t(
        'its format is unknown: use CSV with a header, JSON lines, or an access log of nginx, Caddy or uvicorn',
      );
    case 'noHeader':
      return t(
        'line 1 has no column names: add a header, such as “timestamp,duration”, or name the columns by their positions, such as start=1',
      );
    case 'noTimeColumn':
      return t(
        'no column has the time of a request: rename one to “timestamp”; it has {0}',
        problem.columns.map((each) => quoted(each)).join(', '),
      );
    case 'noSuchColumn':
      return t('it has no column {0} for {1}', quoted(problem.name), roleText(problem.role));
    case 'noDuration':
      return problem.hasTokens
        ? t(
            'it has tokens but no durations: set input_tokens_per_second and output_tokens_per_second, or seconds_per_request',
          )
        : t('no column has durations: add one named “duration”, or set seconds_per_request');
    case 'tooManyBadRows':
      return t(
        '{0} of its {1} rows cannot be read: {2}',
        plainNumber(problem.bad, 9),
        plainNumber(problem.rows, 9),
        named.map(badRowText).join('; '),
      );
    case 'durationsTooLong':
      return t(
        'the median request would take {0}, if durations are in {1}: say in which unit they are, such as duration_unit=ms, or name their column with it, such as “duration_ms”',
        duration(problem.seconds),
        unitText(problem.unit),
      );
    case 'oneMoment':
      return t('all its requests come at the same time: at least two different times are needed');
  }
}

/** What is wrong with an option of a trace, in a sentence. */
export function traceOptionProblemText(problem: TraceOptionProblem): string {
  switch (problem.kind) {
    case 'unknownTraceKey': {
      const unknown = t('{0} is no option of a trace.', quoted(problem.key));
      return problem.near === null ? unknown : `${unknown} ${t('Did you mean {0}?', problem.near)}`;
    }
    case 'badTraceValue':
      return problem.choices.length > 0
        ? t('{0} must be one of {1}.', problem.key, problem.choices.join(' '))
        : t('{0} has a value that it cannot have.', problem.key);
    case 'tokenRateMissing':
      return t('Set both input_tokens_per_second and output_tokens_per_second.');
  }
}

/** Why there is no trace to read: no capital, no full stop. */
export function traceFileProblemText(problem: TraceFileProblem): string {
  switch (problem) {
    case 'absent':
      return t('there is no such file');
    case 'outside':
      return t('it is a link to a file outside of the folder');
    case 'notFile':
      return t('it is not a file');
    case 'unreadable':
      return t('it cannot be read');
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
