/** What reading a bill says, in words: what is wrong with a file, and what a reader should know of one that counts. */
import type { BillColumn, BillNote, BillProblem, OverlapDifference } from '../../bill/billOutcomes';
import type { MetricsColumn } from '../../bill/metricsColumns';
import { plainNumber } from '../money';
import { strictJsonText } from './jsonText';
import { plural } from './plural';
import { quoted } from './quoted';
import { message, t } from './translate';

/** Why a file is refused, as a sentence without its full stop, and what to do. */
export function billProblemText(problem: BillProblem): string {
  switch (problem.kind) {
    case 'notJson':
      return t('line {0}: {1}', problem.line, strictJsonText(problem.problem));
    case 'notABill':
      return t(
        'not a bill: it needs what modal billing report --json, its CSV, or modal billing summary --json prints, or a metrics export as OpenTelemetry JSON or CSV',
      );
    case 'empty':
      return t('it has no rows: check the dates of modal billing report');
    case 'tooManyBytes':
      return t('it has more than {0} MB: split it by months', plainNumber(problem.max / 1e6));
    case 'tooManyRows':
      return t('it has more than {0} rows: split it by months', plainNumber(problem.max));
    case 'noColumn':
      return t('it has no column for {0}', columnText(problem.column));
    case 'brokenRow':
      return t(
        'row {0} is not complete: a terminal may have wrapped it. Save the report as JSON instead',
        plainNumber(problem.row),
      );
    case 'badCell':
      return t(
        'row {0}: {1} cannot be {2}',
        plainNumber(problem.row),
        columnText(problem.column),
        quoted(problem.found),
      );
    case 'badPoint':
      return t(
        'point {0}: {1} cannot be {2}',
        plainNumber(problem.row),
        problem.column === 'time' ? t('the time') : t('the value'),
        quoted(problem.found),
      );
    case 'noModalMetrics':
      return t('it has metrics, but none of Modal’s with an app_name');
    case 'notAnInterval':
      return t(
        'row {0}: the interval begins at {1}, which is no full hour',
        plainNumber(problem.row),
        quoted(problem.found),
      );
    case 'badAmount':
      return t('{0} is not an amount: {1}', quoted(problem.key), quoted(problem.found));
    case 'overlap':
      return t(
        'it has costs of the same time as {0}, but {1}: leave one of them out',
        quoted(problem.other, 80),
        differenceText(problem.differs),
      );
    case 'metricsOverlap':
      return t(
        'it has metrics of the same function and time as {0}: leave one of them out',
        quoted(problem.other, 80),
      );
  }
}

function differenceText(differs: OverlapDifference): string {
  switch (differs) {
    case 'interval':
      return t('one is by day and the other by hour');
    case 'resources':
      return t('only one of them has resources');
    case 'tags':
      return t('only one of them has tags');
  }
}

function columnText(column: BillColumn | MetricsColumn): string {
  switch (column) {
    case 'object':
      return t('the object’s id');
    case 'description':
      return t('the description');
    case 'environment':
      return t('the environment');
    case 'start':
      return t('the start of the interval');
    case 'resource':
      return t('the resource');
    case 'cost':
      return t('the cost');
    case 'tags':
      return t('the tags');
    case 'app':
      return t('the app’s name');
    case 'function':
      return t('the function’s name');
    case 'end':
      return t('the end of the interval');
    case 'requests':
    case 'busy_seconds':
    case 'live_seconds':
    case 'containers':
      return column;
  }
}

/** In a sentence. The file’s name stands before it. */
export function billNoteText(note: BillNote): string {
  switch (note.kind) {
    case 'csv':
      return t('a CSV of modal billing loses text in square brackets. JSON keeps all names.');
    case 'sameRows': {
      const rows = plural(
        note.rows,
        message('{0} row is also in {1}, and counts once'),
        message('{0} rows are also in {1}, and count once'),
        quoted(note.other, 80),
      );
      if (note.changed === 0) return `${rows}.`;
      const changed = plural(
        note.changed,
        message('{0} cost differs: that of this file counts.'),
        message('{0} costs differ: those of this file count.'),
      );
      return `${rows}. ${changed}`;
    }
  }
}

/** The line to run in a terminal for the bill of last month. @param today `YYYY-MM-DD` */
export function reportLine(today: string): string {
  const [year = 0, month = 1] = today.split('-').map(Number);
  const first = (of: number): string => `${Math.floor(of / 12)}-${String((of % 12) + 1).padStart(2, '0')}-01`;
  const now = year * 12 + month - 1;
  return `modal billing report --start ${first(now - 1)} --end ${first(now)} --show-resources --json > report.json`;
}
