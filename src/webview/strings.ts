/** The panel's own words and those of the core, as the host put them into the page in the reader's language. `{0}` is filled in. */
import * as v from 'valibot';
import { inEnglish, type Translate } from '../core/render/words/translate';
import { messagesSchema, wordsSchema, type Word } from '../protocol';

export type Words = (key: Word, ...values: readonly string[]) => string;

/** @param json what the page carries; a word that it lacks is shown by its key, so that nothing is silent */
export function words(json: string | undefined): Words {
  const parsed = v.safeParse(wordsSchema, parse(json));
  const given: Readonly<Record<string, string>> = parsed.success ? parsed.output : {};
  return (key, ...values) =>
    (given[key] ?? key).replace(/\{(\d)\}/g, (all, index: string) => values[Number(index)] ?? all);
}

/**
 * What translates the charts that the page draws by itself; undefined where the reader's language is English.
 * @param json what the page carries; a message that it lacks stays English
 */
export function translation(json: string | undefined): Translate | undefined {
  const parsed = v.safeParse(messagesSchema, parse(json));
  if (json === undefined || !parsed.success) return undefined;
  const messages = new Map(Object.entries(parsed.output));
  return (message, ...args) => inEnglish(messages.get(message) ?? message, ...args);
}

function parse(json: string | undefined): unknown {
  try {
    return JSON.parse(json ?? '{}');
  } catch {
    return {};
  }
}
