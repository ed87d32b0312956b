/** What reading a trace of requests says, in words: what is wrong, what was guessed, what it holds. */
import type { TraceOptionProblem } from '../../cost/trace/traceFields';
import type { TraceFileProblem } from '../../cost/trace/requestTrace';
import type {
  LeftOut,
  TraceGuess,
  TraceProblem,
  TraceSummary,
  UnitDoubt,
} from '../../cost/trace/traceOutcomes';
import { duration, percent, plainNumber } from '../money';
import { plural } from './plural';
import { quoted } from './quoted';
import { badRowText, roleText, unitText } from './traceWords';
import { message, t } from './translate';

/** Why a trace is refused as a whole: no capital, no full stop. */
export function traceProblemText(problem: TraceProblem): string {
  switch (problem.kind) {
    case 'tooManyBytes':
      return t('it has more than {0} MB', plainNumber(problem.max / 1e6));
    case 'tooManyRows':
      return t('it has more than {0} rows', plainNumber(problem.max));
    case 'coversTooLong':
      return t('its times are more than {0} days apart', plainNumber(Math.round(problem.max / 86_400)));
    case 'noRows':
      return t('it has no rows');
    case 'notText':
      return t('it is not text');
    case 'unknownFormat':
      return t(
        'it is neither CSV with a header, nor JSON lines, nor an access log of nginx, Caddy or uvicorn',
      );
    case 'noHeader':
      return t('its first row has no column names: give the columns by their positions, such as start=1');
    case 'noTimeColumn':
      return t(
        'no column has the times of the requests; it has {0}',
        problem.columns.map((each) => quoted(each)).join(', '),
      );
    case 'noSuchColumn':
      return t('it has no column {0} for {1}', quoted(problem.name), roleText(problem.role));
    case 'noDuration':
      return problem.hasTokens
        ? t(
            'it has tokens but no durations: set input_tokens_per_second and output_tokens_per_second, or seconds_per_request',
          )
        : t('it has no durations: set seconds_per_request');
    case 'tooManyBadRows':
      return t('{0} of its {1} rows cannot be read', plainNumber(problem.bad), plainNumber(problem.rows));
    case 'oneMoment':
      return t('all its requests have the same time');
    case 'durationsTooLong':
      return t(
        'a request would take {0} in the middle, if durations are in {1}: give their unit, such as duration_unit=ms',
        duration(problem.seconds),
        unitText(problem.unit),
      );
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

/** What the reader took to be so, for which an option says otherwise. */
export function traceGuessText(guess: TraceGuess): string {
  switch (guess.kind) {
    case 'format':
      return t('format: {0}', guess.format);
    case 'delimiter':
      return t('delimiter: {0}', guess.delimiter === '\t' ? t('tab') : guess.delimiter);
    case 'column':
      return t('{0} from column {1}', roleText(guess.role), quoted(guess.name));
    case 'timeUnit':
      return t('times in {0} ({1})', unitText(guess.unit), becauseText(guess.because));
    case 'durationUnit':
      return `${t('durations in {0} ({1})', unitText(guess.unit), becauseText(guess.because))}${doubtText(guess.doubt)}`;
    case 'zoneUtc':
      return t('times without a zone in UTC');
    case 'timeIsEnd':
      return t('each time is the end of its request');
    case 'durationFrom':
      return durationFromText(guess.what);
  }
}

/** What would be otherwise in the other unit, and how to say so. */
function doubtText(doubt: UnitDoubt | undefined): string {
  if (!doubt) return '';
  const [taken, seconds] = [doubt.taken, doubt.seconds].map((each) => duration(each, 3));
  const other = t('{0} if in {1}: then add duration_unit={2}', seconds!, unitText(doubt.unit), doubt.unit);
  return ` – ${t('check this: {0} per request in the middle, {1}', taken!, other)}`;
}

function durationFromText(what: 'end' | 'tokens' | 'secondsPerRequest'): string {
  switch (what) {
    case 'end':
      return t('durations from start to end');
    case 'tokens':
      return t('durations from tokens');
    case 'secondsPerRequest':
      return t('every duration as seconds_per_request says');
  }
}

function becauseText(because: 'name' | 'size' | 'format' | 'time' | 'default'): string {
  switch (because) {
    case 'name':
      return t('by the name of the column');
    case 'size':
      return t('by their size');
    case 'format':
      return t('by the format');
    case 'time':
      return t('as the times');
    case 'default':
      return t('as nothing says otherwise');
  }
}

/** What was left out of a trace; empty if nothing was. */
export function leftOutTexts({ bad, named, otherLines }: LeftOut): string[] {
  return [
    ...(bad > 0
      ? [
          `${plural(bad, message('{0} row left out'), message('{0} rows left out'))}: ${named.map(badRowText).join('; ')}`,
        ]
      : []),
    ...(otherLines > 0
      ? [
          plural(
            otherLines,
            message('{0} line about something else'),
            message('{0} lines about something else'),
          ),
        ]
      : []),
  ];
}

/** What a trace says about traffic, in sentences. */
export function traceSummaryTexts(summary: TraceSummary): string[] {
  const { requests, coveredSeconds, requestsPerSecond, gapsCv, busiestHour, peakInProgress, meanSeconds } =
    summary;
  const rounded = (value: number): string => plainNumber(Number(value.toPrecision(3)));
  return [
    t(
      '{0} requests in {1}, {2} per second; {3} s each on average.',
      plainNumber(requests),
      duration(Number(coveredSeconds.toPrecision(3))),
      rounded(requestsPerSecond),
      rounded(meanSeconds),
    ),
    t(
      'The gaps between requests have a coefficient of variation of {0} (1: random times, more: bursts); {1} in the busiest hour; at most {2} in progress at once.',
      rounded(gapsCv),
      plural(
        busiestHour.requests,
        message('{0} request ({1})'),
        message('{0} requests ({1})'),
        percent(busiestHour.requests / requests),
      ),
      plainNumber(peakInProgress),
    ),
  ];
}
