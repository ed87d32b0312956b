/**
 * The known word that a wrong one most likely means: one that differs in few letters or digits; undefined where none is near.
 * @param few so many may differ in a short word; in a long one every fourth
 */
export function nearestWord<T extends string>(word: string, known: Iterable<T>, few = 1): T | undefined {
  if (word.length === 0 || word.length > 60) return undefined;
  const wanted = plain(word);
  let best: T | undefined;
  let least = Infinity;
  for (const each of known) {
    const steps = editDistance(wanted, plain(each));
    if (steps < least) [best, least] = [each, steps];
  }
  return best !== undefined && least <= Math.max(few, Math.floor(best.length / 4)) ? best : undefined;
}

function plain(text: string): string {
  return text.toLowerCase().replace(/[^a-z0-9]/g, '');
}

/** Levenshtein's distance between two short words. */
function editDistance(a: string, b: string): number {
  let last = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++)
      next.push(Math.min(last[j]! + 1, next[j - 1]! + 1, last[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1)));
    last = next;
  }
  return last[b.length]!;
}
