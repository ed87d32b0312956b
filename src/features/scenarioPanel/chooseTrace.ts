/** "Use a Request Trace…": which file, how long its requests take where it does not say so, and what is wrong with it. */
import { l10n, window, type QuickPickItem, type Uri } from 'vscode';
import type { TraceOptions, TraceReading } from '../../core/cost/trace/traceOutcomes';
import { traceProblemText } from '../../core/render/words/traceWords';
import { UserError } from '../../core/userError';
import { pickOne } from '../../host/pickStep';
import { fileName, readTraceFile } from '../../host/traceFile';

/** A trace that was read. */
export interface ChosenTrace {
  readonly file: string;
  readonly reading: Extract<TraceReading, { ok: true }>;
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
  const reading = uri && (await readTraceFile(uri, {}));
  if (!uri || !reading) return undefined;
  if (reading.ok || reading.problem.kind !== 'noDuration') return checked(uri, reading);
  const options = await durations(reading.problem.hasTokens, seconds);
  const again = options && (await readTraceFile(uri, options));
  return again && checked(uri, again);
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

function checked(uri: Uri, reading: TraceReading): ChosenTrace {
  const file = fileName(uri);
  if (reading.ok) return { file, reading };
  const { problem, leftOut } = reading;
  const isTooLarge = problem.kind === 'tooManyBytes' || problem.kind === 'tooManyRows';
  const more = isTooLarge
    ? ` ${l10n.t('The command line ({0}) reads larger ones.', 'modal-cost advise --trace')}`
    : '';
  throw new UserError(`${l10n.t('{0} cannot be used.', file)} ${traceProblemText(problem, leftOut)}${more}`);
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
