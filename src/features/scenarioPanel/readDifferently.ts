/** How a trace is to be read, where a guess was wrong: what the user says takes the place of the guess. */
import { l10n, window, type QuickPickItem } from 'vscode';
import { traceOptions } from '../../core/cost/trace/traceFields';
import type { TraceOptions } from '../../core/cost/trace/traceOutcomes';
import { traceOptionProblemText, unitText } from '../../core/render/words/traces';
import { pickOne } from '../../host/pickStep';

interface Choice extends QuickPickItem {
  readonly key: string;
  /** What it takes; undefined for a text that the user types. */
  readonly values?: readonly (QuickPickItem & { readonly value: string })[];
  readonly prompt?: string;
}

/** The options with one of them as the user says; undefined if the user leaves. */
export async function readDifferently(now: TraceOptions): Promise<TraceOptions | undefined> {
  const title = l10n.t('Read the trace differently');
  const choice = await pickOne({ title, placeholder: l10n.t('What was guessed wrong?'), items: choices() });
  if (!choice) return undefined;
  const value = choice.values
    ? (await pickOne({ title: choice.label, items: choice.values }))?.value
    : await window.showInputBox({
        title: choice.label,
        ...(choice.prompt === undefined ? {} : { prompt: choice.prompt }),
        validateInput: (text) => problemOf(choice.key, text),
      });
  if (value === undefined) return undefined;
  const said = traceOptions([[choice.key, value]]);
  if ('problem' in said) return undefined;
  const { columns, ...others } = said.options;
  return { ...now, ...others, ...(columns ? { columns: { ...now.columns, ...columns } } : {}) };
}

function problemOf(key: string, text: string): string | null {
  const said = traceOptions([[key, text]]);
  return 'problem' in said ? traceOptionProblemText(said.problem) : null;
}

function choices(): Choice[] {
  const column = l10n.t('Its name, or its position from 1');
  const units = (['s', 'ms', 'us', 'ns'] as const).map((value) => ({ value, label: unitText(value) }));
  return [
    { key: 'time_unit', label: l10n.t('Unit of the times'), values: units },
    { key: 'duration_unit', label: l10n.t('Unit of the durations'), values: units },
    {
      key: 'utc_offset_minutes',
      label: l10n.t('Time zone of times that have none'),
      prompt: l10n.t('Minutes east of UTC, such as 60 or -300'),
    },
    {
      key: 'time_is',
      label: l10n.t('What the time of a row is'),
      values: [
        { value: 'start', label: l10n.t('When its request arrived') },
        { value: 'end', label: l10n.t('When its request ended') },
      ],
    },
    { key: 'start', label: l10n.t('Column of the start'), prompt: column },
    { key: 'duration', label: l10n.t('Column of the duration'), prompt: column },
    { key: 'end', label: l10n.t('Column of the end'), prompt: column },
  ];
}
