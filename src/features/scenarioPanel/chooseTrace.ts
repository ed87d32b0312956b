/** "Use a Request Trace…": which file, how long its requests take where it does not say so, and what is wrong with it. */
import { l10n, window, type QuickPickItem, type Uri } from 'vscode';
import type { TraceOptions, TraceReading } from '../../core/cost/trace/traceOutcomes';
import { traceProblemText } from '../../core/render/words/traces';
import { UserError } from '../../core/userError';
import { pickOne } from '../../host/pickStep';
import { fileName, readTraceFile, type GoodReading } from '../../host/traceFile';
import { readDifferently } from './readDifferently';

/** A trace that was read, and from where; without an address it is that of the team file, which says how to read it. */
export interface ChosenTrace {
  readonly file: string;
  readonly reading: GoodReading;
  readonly from: { readonly uri: Uri; readonly options: TraceOptions } | null;
}

/**
 * Undefined if the user leaves.
 * @param given the file, where it is known already
 * @param seconds what a request takes by its usage, to begin with; null where that is not known
 * @throws UserError that names the file, the line and what to do
 */
export async function chooseTrace(
  given: Uri | undefined,
  seconds: number | null,
): Promise<ChosenTrace | undefined> {
  const uri = given ?? (await pickFile());
  return uri && readAs(uri, {}, seconds);
}

/** The same file, read as the user says; undefined if the user leaves. */
export async function chooseAgain(
  { uri, options }: NonNullable<ChosenTrace['from']>,
  seconds: number | null,
): Promise<ChosenTrace | undefined> {
  const other = await readDifferently(options);
  return other && readAs(uri, other, seconds);
}

async function readAs(
  uri: Uri,
  options: TraceOptions,
  seconds: number | null,
): Promise<ChosenTrace | undefined> {
  const reading = await readTraceFile(uri, options);
  if (!reading) return undefined;
  if (reading.ok || reading.problem.kind !== 'noDuration') return checked(uri, options, reading);
  const added = await durations(reading.problem.hasTokens, seconds);
  if (!added) return undefined;
  const all = { ...options, ...added };
  const again = await readTraceFile(uri, all);
  return again && checked(uri, all, again);
}

async function pickFile(): Promise<Uri | undefined> {
  const picked = await window.showOpenDialog({
    title: l10n.t('Request trace: CSV, JSON lines, or an access log'),
    openLabel: l10n.t('Use Trace'),
    filters: {
      [l10n.t('Request traces')]: ['csv', 'tsv', 'jsonl', 'ndjson', 'json', 'log', 'txt'],
      [l10n.t('All files')]: ['*'],
    },
  });
  return picked?.[0];
}

function checked(uri: Uri, options: TraceOptions, reading: TraceReading): ChosenTrace {
  const file = fileName(uri);
  if (reading.ok) return { file, reading, from: { uri, options } };
  const { problem, leftOut } = reading;
  const isTooLarge = problem.kind === 'tooManyBytes' || problem.kind === 'tooManyRows';
  const more = isTooLarge
    ? ` ${l10n.t('The command line ({0}) reads larger ones.', 'modal-cost advise --trace')}`
    : '';
  throw new UserError(l10n.t('{0} cannot be used: {1}.', file, traceProblemText(problem, leftOut)) + more);
}

/** How long requests take, where the trace does not say so. */
async function durations(hasTokens: boolean, seconds: number | null): Promise<TraceOptions | undefined> {
  const same: QuickPickItem = { label: l10n.t('The same seconds for each request') };
  const byTokens: QuickPickItem = { label: l10n.t('From its tokens and the tokens per second') };
  const picked = hasTokens
    ? await pickOne({
        title: l10n.t('The trace has no durations'),
        placeholder: l10n.t('How long does a request take?'),
        items: [byTokens, same],
      })
    : same;
  if (picked === same) {
    const secondsPerRequest = await askNumber(l10n.t('Seconds per request'), seconds);
    return secondsPerRequest === undefined ? undefined : { secondsPerRequest };
  }
  if (!picked) return undefined;
  const input = await askNumber(l10n.t('Input tokens read per second'), 8_000);
  const output = input && (await askNumber(l10n.t('Output tokens written per second'), 50));
  return input && output ? { tokensPerSecond: { input, output } } : undefined;
}

async function askNumber(prompt: string, value: number | null): Promise<number | undefined> {
  const text = await window.showInputBox({
    title: l10n.t('The trace has no durations'),
    prompt,
    ...(value === null ? {} : { value: String(value) }),
    validateInput: (typed) =>
      Number(typed) > 0 && Number.isFinite(Number(typed)) ? null : l10n.t('A number above 0'),
  });
  return text === undefined ? undefined : Number(text);
}
