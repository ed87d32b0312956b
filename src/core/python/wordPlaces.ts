import { countBelow } from '../numbers/countBelow';
import { lineEnd, lineStart } from '../text/lineEnds';
import { covering, type Hunk, type Hunks } from './hunks';

/** From how many different words on an index of all of them pays. */
const WORDS_BEFORE_INDEX = 32;

/** Where whole words stand in a text, in order. What is known of one text goes on to the next, edit by edit. */
export class WordPlaces {
  private readonly known = new Map<string, number[]>();
  /** Whether every word of the text is known. */
  private isWhole = false;

  constructor(private text: string) {}

  of(word: string): readonly number[] {
    const known = this.known.get(word);
    if (known) return known;
    // A few searches are cheaper than an index of all words, many are dearer.
    if (!this.isWhole && this.known.size >= WORDS_BEFORE_INDEX) this.index();
    if (this.isWhole && PLAIN.test(word)) return this.known.get(word) ?? NOWHERE;
    const found = search(this.text, word);
    if (PLAIN.test(word)) this.known.set(word, found);
    return found;
  }

  /** Takes over a new text, which differs from the last one in `hunks`. */
  follow(text: string, hunks: Hunks): void {
    this.text = text;
    // No word goes over the end of a line. From the last one up, so that all above is still where it was.
    const lines = hunks.reduce(
      (all, { from, to }) => covering(all, lineStart(text, from), lineEnd(text, to)),
      hunks,
    );
    for (const hunk of [...lines].reverse()) {
      for (const places of this.known.values()) move(places, hunk);
      for (const { 0: word, index } of words(text.slice(hunk.from, hunk.to)))
        this.insert(word, hunk.before.from + index);
    }
  }

  private index(): void {
    this.isWhole = true;
    this.known.clear();
    for (const { 0: word, index } of words(this.text)) this.add(word, index);
  }

  private add(word: string, at: number): void {
    const places = this.known.get(word);
    if (places) places.push(at);
    else this.known.set(word, [at]);
  }

  private insert(word: string, at: number): void {
    const places = this.known.get(word);
    if (places) places.splice(countBelow(places, at), 0, at);
    else if (this.isWhole) this.known.set(word, [at]);
  }
}

const NOWHERE: readonly number[] = [];
const PLAIN = /^[\p{L}_][\p{L}\p{N}_]*$/u;

/** Takes out the places in a stretch that is another now, and moves those below it. */
function move(places: number[], { from, to, before }: Hunk): void {
  let kept = countBelow(places, before.from);
  const growth = to - from - (before.to - before.from);
  if (kept === places.length) return;
  for (let i = kept; i < places.length; i++) {
    const place = places[i]!;
    if (place >= before.to) places[kept++] = place + growth;
  }
  places.length = kept;
}

/** What follows a digit, as in `0x1f`, is a part of a number. */
function words(text: string): Iterable<RegExpExecArray> {
  return text.matchAll(/(?<![\p{L}\p{N}_])[\p{L}_][\p{L}\p{N}_]*/gu);
}

function search(text: string, word: string): number[] {
  const offsets: number[] = [];
  // A name that the parser has missed is empty.
  if (word === '') return offsets;
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + word.length)) {
    if (!isWordPart(text[at - 1]) && !isWordPart(text[at + word.length])) offsets.push(at);
  }
  return offsets;
}

function isWordPart(char: string | undefined): boolean {
  if (char === undefined) return false;
  const code = char.charCodeAt(0);
  if (code < 128)
    return (
      (code >= 48 && code <= 57) || (code >= 65 && code <= 90) || (code >= 97 && code <= 122) || code === 95
    );
  return /[\p{L}\p{N}]/u.test(char);
}
