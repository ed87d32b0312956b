/** The inputs that say what the work is: whether somebody waits, and what it needs. They change no cost. */
import { NEEDS, type Need } from '../../modal/needs';
import { NO_NEEDS, parseUsageValue, usageFieldInfo, writtenUsage } from '../../modal/usageFields';
import { originText } from '../usageOrigin';
import { needLabel } from '../words/fitNeeds';
import { t } from '../words/translate';
import { usageFieldText, usageProblemText } from '../words/usageWords';
import {
  choiceInput,
  textInput,
  typedText,
  type Given,
  type Read,
  type ReadInputs,
  type Typed,
} from './scenarioInputs';

/** The inputs with these behind them; a sandbox, which is not judged, has none of them. */
export function withFitInputs(read: ReadInputs, given: Given, typed: Typed, good: Typed): ReadInputs {
  if (given.assessment.estimate.settings.isSandbox) return read;
  const interactive = interactiveInput(given, typed, good);
  const needs = needsInput(given, typed, good);
  // What nobody typed stays with whoever says it.
  const isTyped = ({ text, input }: Read): boolean =>
    text !== '' && typedText(typed, input.name) !== undefined;
  const fit = {
    ...(isTyped(interactive) ? { interactive: interactive.text === 'true' } : {}),
    ...(isTyped(needs) ? { needs: needsIn(needs.text) } : {}),
  };
  return {
    inputs: [...read.inputs, interactive.input, needs.input],
    values: { ...read.values, fit },
  };
}

function interactiveInput({ assessment: { usage } }: Given, typed: Typed, good: Typed): Read {
  const value = usage?.usage.interactive ?? null;
  const options = [
    { value: 'true', label: t('Yes') },
    { value: 'false', label: t('No') },
  ];
  const spec = {
    name: 'interactive',
    label: t('Users wait for the answer'),
    help: usageFieldText('interactive'),
    given: value === null ? '' : String(value),
    origin: originOf(usage, 'interactive'),
  };
  return choiceInput(
    spec,
    value === null ? [{ value: '', label: t('Unknown') }, ...options] : options,
    typed,
    good,
  );
}

function needsInput({ assessment: { usage } }: Given, typed: Typed, good: Typed): Read {
  const isGiven = usage !== null && usage.origins.needs.source !== 'default';
  const read = textInput(
    {
      name: 'needs',
      label: t('The work needs'),
      unit: '',
      help: usageFieldText('needs'),
      given: isGiven ? writtenUsage(usage.usage.needs) : '',
      origin: originOf(usage, 'needs'),
      placeholder: '',
      check: needsProblem,
    },
    typed,
    good,
  );
  const options = NEEDS.map((need) => ({ value: need, label: needLabel(need) }));
  return { ...read, input: { ...read.input, options, takesSeveral: true } };
}

function needsProblem(text: string): string | null {
  const parsed = text === '' ? null : parseUsageValue(usageFieldInfo('needs'), text);
  return parsed && 'problem' in parsed ? usageProblemText(parsed.problem) : null;
}

function needsIn(text: string): readonly Need[] {
  const words = text === NO_NEEDS ? [] : text.split(',');
  return NEEDS.filter((need) => words.includes(need));
}

function originOf(usage: Given['assessment']['usage'], field: 'interactive' | 'needs'): string {
  const origin = usage?.origins[field];
  return origin && origin.source !== 'default' ? originText(origin) : t('not set');
}
