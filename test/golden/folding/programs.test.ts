/** Small programs as CPython runs them (test/fixtures/folding/programs.py), against what folding makes of them. */
import { strict as assert } from 'node:assert';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Evaluation, PyValue } from '../../../src/core/python/pyValue';
import { evaluated, show } from '../../unit/python/support';
import { compareWithGolden } from '../golden';

type Encoded = readonly [kind: string, value?: unknown];

const FOLDER = 'test/fixtures/folding';
const VALUES = new Map(
  JSON.parse(readFileSync(resolve(FOLDER, 'programs.json'), 'utf8')) as readonly (readonly [string, Encoded])[],
);

/** The programs of the fixture: a title, a text, and the files beside it. */
function programs(): { title: string; text: string; others: Record<string, string> }[] {
  const [, ...found] = readFileSync(resolve(FOLDER, 'programs.txt'), 'utf8').split('### ');
  return found.map((program) => {
    const [head, ...others] = program.split('## ');
    const named = (part: string): [string, string] => {
      const end = part.indexOf('\n');
      return [part.slice(0, end), part.slice(end + 1)];
    };
    const [title, text] = named(head!);
    return { title, text, others: Object.fromEntries(others.map(named)) };
  });
}

/** Whether a value is the one that CPython has, or leaves open what it does not know. */
function agrees(value: PyValue, [kind, theirs]: Encoded): boolean {
  if ((value.kind === 'openDict' ? 'dict' : value.kind) !== kind) return false;
  switch (value.kind) {
    case 'none':
      return true;
    case 'list':
    case 'tuple': {
      const items = theirs as readonly Encoded[];
      return value.items.length === items.length && value.items.every((each, i) => agrees(each, items[i]!));
    }
    case 'dict': {
      const entries = theirs as readonly (readonly [string, Encoded])[];
      const names = entries.map(([name]) => name).join();
      return (
        [...value.entries.keys()].join() === names &&
        entries.every(([name, each]) => holds(value.entries.get(name)!, each))
      );
    }
    case 'openDict': {
      const entries = new Map(theirs as readonly (readonly [string, Encoded])[]);
      return [...value.entries].every(([name, entry]) => entries.has(name) && holds(entry, entries.get(name)!));
    }
    case 'object':
    case 'modal':
    case 'handle':
    case 'modalName':
      return false;
    default:
      return value.value === theirs;
  }
}

/** Whether a complete list of values has the one that CPython has. */
function holds({ values, reason }: Evaluation, truth: Encoded): boolean {
  return reason !== null || values.some((value) => agrees(value, truth));
}

describe('programs', () => {
  it('leave behind what CPython says, or what is unknown', async () => {
    const found: string[] = [];
    for (const { title, text, others } of programs()) {
      const truth = VALUES.get(title);
      assert.ok(truth, `${title} is not in programs.json: see programs.py`);
      const ours = await evaluated(`${text}HERE(ANSWER)\n`, others);
      assert.ok(truth[0] === 'raises' || holds(ours, truth), `${title}: ${show(ours)} is not ${JSON.stringify(truth)}`);
      if (ours.reason !== null) found.push(`${title}: ${ours.reason.kind}`);
      else if (ours.values.length > 1) found.push(`${title}: ${show(ours)}`);
      assert.ok(truth[0] !== 'raises' || ours.reason !== null, title);
    }
    // What is not known, or one of several: it may become less, and not by accident more.
    compareWithGolden('folding/programs.txt', `${found.join('\n')}\n`);
  });
});
