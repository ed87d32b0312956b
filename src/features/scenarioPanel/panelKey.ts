import * as v from 'valibot';

/** What a panel is about: a declaration by its file and name, or nothing: a calculator. */
export interface PanelKey {
  readonly uri: string;
  readonly qualname: string;
  /** Which of the declarations with this name, from 0: a loop declares one for each value. */
  readonly nth: number;
}

/** The same key as a text. */
export const idOf = ({ uri, qualname, nth }: PanelKey): string => JSON.stringify([uri, qualname, nth]);

const keySchema = v.tuple([v.string(), v.string(), v.pipe(v.number(), v.integer(), v.minValue(0))]);

/** The key that a panel kept in its state; a state of another making gives a calculator. */
export function keyIn(state: unknown): PanelKey | null {
  const key: unknown = typeof state === 'object' && state !== null && 'key' in state ? state.key : undefined;
  if (typeof key !== 'string' || key.length > 10_000) return null;
  try {
    const parsed: unknown = JSON.parse(key);
    // Keys of earlier versions have no number.
    const kept = v.safeParse(
      keySchema,
      Array.isArray(parsed) ? [...(parsed as unknown[]), 0].slice(0, 3) : null,
    );
    if (!kept.success) return null;
    const [uri, qualname, nth] = kept.output;
    return { uri, qualname, nth };
  } catch {
    return null;
  }
}
