import { mayBind } from '../python/bindingPlaces';
import { mayChange } from '../python/changePlaces';
import type { Hunk, Hunks } from '../python/hunks';

/** Words that a scan asked for: all of their places, and those where they may be bound or what they hold changed. */
export interface Asked {
  readonly words: ReadonlySet<string>;
  readonly bound: ReadonlySet<string>;
}

/** Those of them that stand in edited statements, or stood there. */
export interface Touched {
  readonly words: readonly string[];
  readonly bound: readonly string[];
}

/** The asked words in whole statements that were edited, and those that may be bound or changed there. */
export function touchedWords(
  statements: Hunks,
  texts: { readonly before: string; readonly after: string },
  asked: Asked,
): Touched {
  const words = new Set<string>();
  const bound = new Set<string>();
  for (const hunk of statements) {
    for (const [text, { from, to }] of sides(hunk, texts)) {
      // Every name in the pattern of a `case` is bound.
      const isCase = /\bcase\b/.test(text.slice(from, to));
      for (const { 0: word, index } of text.slice(from, to).matchAll(WORD)) {
        if (asked.words.has(word)) words.add(word);
        if (!asked.bound.has(word) || bound.has(word)) continue;
        const at = from + index;
        if (isCase || mayBind(text, at, word.length) || mayChange(text, at, word.length)) bound.add(word);
      }
    }
  }
  return { words: [...words], bound: [...bound] };
}

function sides(
  hunk: Hunk,
  { before, after }: { readonly before: string; readonly after: string },
): [string, { readonly from: number; readonly to: number }][] {
  return [
    [before, hunk.before],
    [after, hunk],
  ];
}

const WORD = /[\p{L}_][\p{L}\p{N}_]*/gu;
