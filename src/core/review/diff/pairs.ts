/**
 * Finds which declaration of one state corresponds to which of the other. Symmetric: exchanging the states gives the
 * same pairs.
 */
import { inTextOrder, placeKey } from '../../modal/textOrder';
import type { Assessment } from '../../cost/assess';
import type { Subject } from '../../modal/declaration';
import { compareText } from '../../text/compareText';
import { parameterKeys, signatureOf } from './signature';

export interface Pair {
  readonly before: Assessment | null;
  readonly after: Assessment | null;
}

/** One assessed subject, with everything that pairing needs. */
interface Side {
  readonly assessment: Assessment;
  readonly subject: Subject;
  /** File and name, and its number among those of the same name in the file. */
  readonly id: string;
  readonly signature: string;
  readonly parameters: ReadonlyMap<string, string>;
}

/**
 * Pairs the subjects that are the same in both states, and leaves the others: by file and name; then by the same name
 * in a file that it may have moved to; then by the same app, kind and parameters, in the same file (renamed) or, if
 * there are enough parameters to identify it, in another file (moved and renamed). Of several candidates, the most
 * similar pair is used first.
 */
export function pairUp(before: readonly Assessment[], after: readonly Assessment[]): readonly Pair[] {
  const open = new Open(sidesOf(before), sidesOf(after));
  const pairs: [Side, Side][] = [];
  pairs.push(...open.pair(samePlace));
  const together = movedTogether(open);
  pairs.push(...open.pair(sameName, (was, is) => mayHaveMoved(was, is) || together(was, is)));
  pairs.push(...open.pair(sameInFile), ...open.pair(sameAnywhere));
  const all: Pair[] = [
    ...pairs.map(([was, is]) => ({ before: was.assessment, after: is.assessment })),
    ...open.before.map(({ assessment }) => ({ before: assessment, after: null })),
    ...open.after.map(({ assessment }) => ({ before: null, after: assessment })),
  ];
  // Sums use this order, so that they are the same to the last digit in both directions.
  return all
    .map((pair) => ({ pair, key: pairKey(pair) }))
    .sort((a, b) => compareText(a.key, b.key))
    .map(({ pair }) => pair);
}

/** File and name of a declaration; file, form and text of a call. */
export function subjectId(subject: Subject): string {
  return subject.type === 'declaration'
    ? `${subject.file}\n${subject.qualname}`
    : `${subject.file}\n(${subject.form})`;
}

function sidesOf(assessments: readonly Assessment[]): Side[] {
  const sides = assessments
    .map((assessment) => {
      const { subject } = assessment.estimate;
      return { assessment, subject, signature: signatureOf(subject), parameters: parameterKeys(subject) };
    })
    .sort(
      (a, b) =>
        compareText(subjectId(a.subject), subjectId(b.subject)) ||
        inTextOrder(a.subject, b.subject) ||
        compareText(a.signature, b.signature),
    );
  const seen = new Map<string, number>();
  return sides.map((side) => {
    const name = subjectId(side.subject);
    const count = seen.get(name) ?? 0;
    seen.set(name, count + 1);
    return { ...side, id: `${name}\n${String(count).padStart(5, '0')}` };
  });
}

/** The subjects without a partner so far. */
class Open {
  constructor(
    public before: Side[],
    public after: Side[],
  ) {}

  /** Pairs subjects with the same key (null: none), the most similar first. */
  pair(
    keyOf: (side: Side) => string | null,
    may: (was: Side, is: Side) => boolean = () => true,
  ): [Side, Side][] {
    const groups = new Map<string, { before: Side[]; after: Side[] }>();
    for (const name of ['before', 'after'] as const) {
      for (const side of this[name]) {
        const key = keyOf(side);
        if (key === null) continue;
        let group = groups.get(key);
        if (!group) groups.set(key, (group = { before: [], after: [] }));
        group[name].push(side);
      }
    }
    const pairs = [...groups.values()].flatMap(({ before, after }) => pairGroup(before, after, may));
    const taken = new Set(pairs.flat());
    this.before = this.before.filter((side) => !taken.has(side));
    this.after = this.after.filter((side) => !taken.has(side));
    return pairs;
  }
}

/** With more combinations than this, similarity is not computed: the first is paired with the first. */
const MAX_COMBINATIONS = 10_000;

function pairGroup(
  before: readonly Side[],
  after: readonly Side[],
  may: (was: Side, is: Side) => boolean,
): [Side, Side][] {
  if (before.length * after.length > MAX_COMBINATIONS) {
    return before
      .slice(0, after.length)
      .map((side, i): [Side, Side] => [side, after[i]!])
      .filter(([was, is]) => may(was, is));
  }
  const candidates = before
    .flatMap((was) =>
      after.map((is) => ({ was, is, score: likeness(was, is), key: [was.id, is.id].sort().join('\n') })),
    )
    .filter(({ was, is }) => may(was, is))
    .sort((a, b) => b.score - a.score || compareText(a.key, b.key));
  const taken = new Set<Side>();
  return candidates.flatMap(({ was, is }): [Side, Side][] => {
    if (taken.has(was) || taken.has(is)) return [];
    taken.add(was).add(is);
    return [[was, is]];
  });
}

function samePlace({ subject }: Side): string {
  return subjectId(subject);
}

function sameName({ subject, signature }: Side): string {
  return subject.type === 'declaration' ? `${subject.kind}\n${subject.qualname}` : signature;
}

function sameInFile({ subject, signature }: Side): string {
  return subject.type === 'declaration' ? `${subject.file}\n${signature}` : subjectId(subject);
}

/** With this many parameters, a declaration can be identified without its name. */
const TELLING_PARAMETERS = 2;

function sameAnywhere({ subject, signature, parameters }: Side): string | null {
  return subject.type === 'declaration' && parameters.size >= TELLING_PARAMETERS ? signature : null;
}

/** Many files have a `Model` or a `main`. A moved one must keep the name of its file, or half of its parameters. */
function mayHaveMoved(was: Side, is: Side): boolean {
  return sharedParameters(was, is) >= 0.5 || fileName(was) === fileName(is);
}

/** Whether several names moved from one file to the other: then the file itself was renamed. */
function movedTogether({ before, after }: Open): (was: Side, is: Side) => boolean {
  const targets = new Map<string, Side[]>();
  for (const side of after) {
    const name = sameName(side);
    const group = targets.get(name);
    if (group) group.push(side);
    else targets.set(name, [side]);
  }
  const sources = new Map<string, number>();
  for (const side of before) {
    const name = sameName(side);
    sources.set(name, (sources.get(name) ?? 0) + 1);
  }
  const names = new Map<string, Set<string>>();
  for (const side of before) {
    const name = sameName(side);
    const found = targets.get(name) ?? [];
    if (found.length * (sources.get(name) ?? 0) > MAX_COMBINATIONS) continue;
    for (const target of found) {
      const files = filesOf(side, target);
      names.set(files, (names.get(files) ?? new Set()).add(name));
    }
  }
  return (was, is) => (names.get(filesOf(was, is))?.size ?? 0) >= 2;
}

function filesOf(was: Side, is: Side): string {
  return `${was.subject.file}\n${is.subject.file}`;
}

function fileName({ subject }: Side): string {
  return subject.file.slice(subject.file.lastIndexOf('/') + 1);
}

/** The share of the parameters of either that are equal in both; 1 if there are none. */
function sharedParameters({ parameters: a }: Side, { parameters: b }: Side): number {
  const all = new Set([...a.keys(), ...b.keys()]);
  const same = [...all].filter((name) => a.get(name) === b.get(name));
  return all.size === 0 ? 1 : same.length / all.size;
}

/** The similarity of two candidates: parameters first, then the file name, then the folders. */
function likeness(a: Side, b: Side): number {
  const [from, to] = [a.subject.file.split('/'), b.subject.file.split('/')];
  const common = from.findIndex((folder, i) => folder !== to[i]);
  return (
    (a.signature === b.signature ? 20_000 : Math.floor(sharedParameters(a, b) * 10_000)) +
    (fileName(a) === fileName(b) ? 1_000 : 0) +
    Math.min(999, common < 0 ? from.length : common)
  );
}

function pairKey({ before, after }: Pair): string {
  return [before, after]
    .flatMap((each) => {
      if (!each) return [];
      const { subject } = each.estimate;
      return [`${subjectId(subject)}\n${placeKey(subject)}\n${signatureOf(subject)}`];
    })
    .sort()
    .join('\n');
}
