/** Which of many keys match a declaration. */
import type { NamedPlace } from '../../python/environment';
import { bySpecificity, fileMatches, nameMatches, type KeyPattern } from './keyPattern';

interface Keyed {
  readonly pattern: KeyPattern;
}

/** Names change while they are typed: what was found is forgotten from time to time. */
const MAX_REMEMBERED = 20_000;

const INDEXES = new WeakMap<readonly Keyed[], KeyIndex<Keyed>>();

/** Those of some keys that match, the most specific first; of equally specific ones the first in the list. */
export function keysMatching<T extends Keyed>(keys: readonly T[], place: NamedPlace): readonly T[] {
  let index = INDEXES.get(keys);
  if (!index) INDEXES.set(keys, (index = new KeyIndex<Keyed>(keys)));
  return (index as KeyIndex<T>).matching(place);
}

/** Keys, each matched once with a file and once with a name in it. */
class KeyIndex<T extends Keyed> {
  private readonly keys: readonly T[];
  private readonly ofFile = new Map<string, readonly T[]>();
  private readonly ofName = new Map<string, readonly T[]>();

  constructor(keys: readonly T[]) {
    this.keys = [...keys].sort((a, b) => bySpecificity(a.pattern, b.pattern));
  }

  matching({ file, name, qualname }: NamedPlace): readonly T[] {
    if (this.keys.length === 0) return this.keys;
    const inFile = remember(this.ofFile, file, () =>
      this.keys.filter(({ pattern }) => fileMatches(pattern, file)),
    );
    if (inFile.length === 0) return inFile;
    return remember(this.ofName, [file, name, qualname].join('\0'), () =>
      inFile.filter(({ pattern }) => nameMatches(pattern, { name, qualname })),
    );
  }
}

function remember<T>(known: Map<string, T>, key: string, find: () => T): T {
  let found = known.get(key);
  if (found === undefined) {
    if (known.size >= MAX_REMEMBERED) known.clear();
    known.set(key, (found = find()));
  }
  return found;
}
