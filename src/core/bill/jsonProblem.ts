/** Where the JSON of a bill is broken. */
import { isRecord } from '../json/isRecord';
import { readStrictJson } from '../json/strictJson';
import type { Pause, Steps } from '../python/resumable';
import { MAX_BILL_BYTES, type BillProblem } from './billOutcomes';

/**
 * What the parser that knows places says of a text that is no JSON. It is slow, so that it reads only what follows the rows
 * that are right.
 */
export function* jsonProblem(text: string, pause: Pause): Steps<BillProblem> {
  const whole = text.replace(/^\ufeff/, '');
  const from = yield* endOfRightRows(whole, pause);
  const rest = from === 0 ? whole : `[${whole.slice(from)}`;
  const read = readStrictJson(rest, { maxBytes: MAX_BILL_BYTES, maxDepth: 20, maxItems: Infinity });
  if (read.ok) return { kind: 'notABill' };
  const at = from === 0 ? read.at : from - 1 + read.at;
  return { kind: 'notJson', problem: read.problem, line: lineOf(whole, at) };
}

/** From 1. */
function lineOf(text: string, at: number): number {
  let line = 1;
  for (let end = text.indexOf('\n'); end >= 0 && end < at; end = text.indexOf('\n', end + 1)) line++;
  return line;
}

/** The place after the last row of an array that is an object and has a comma after it; 0 without one. */
function* endOfRightRows(text: string, pause: Pause): Steps<number> {
  const opening = /^\s*\[/.exec(text);
  if (!opening) return 0;
  let from = 0;
  const comma = /\s*,/y;
  for (let at = opening[0].length; ; at = comma.lastIndex) {
    if (pause()) yield;
    const end = endOfRow(text, at);
    if (end === null) return from;
    comma.lastIndex = end;
    if (!comma.test(text)) return from;
    from = comma.lastIndex;
  }
}

/** A row of a report is short, and has few braces in its texts. */
const MAX_ROW = 10_000;
const MAX_BRACES = 20;

/** Where an object that begins at a place ends; null if there is none, or too long a one. */
function endOfRow(text: string, at: number): number | null {
  let end = at;
  for (let i = 0; i < MAX_BRACES; i++) {
    end = text.indexOf('}', end) + 1;
    if (end === 0 || end - at > MAX_ROW) return null;
    if (isObject(text.slice(at, end))) return end;
  }
  return null;
}

function isObject(text: string): boolean {
  try {
    return isRecord(JSON.parse(text));
  } catch {
    return false;
  }
}
