/**
 * The files that an import may mean, best first, relative to the root with `/`.
 * A relative import starts at the importing file's folder; an absolute one is sought from that folder up to the root,
 * in each also below `src`, since a workspace may hold several projects. A package hides a module of its name.
 */
export function moduleCandidates(from: string, module: string, level: number): readonly string[] {
  const folders = from.split('/').slice(0, -1);
  const path = module === '' ? [] : module.split('.');
  if (level > 0) {
    const up = level - 1;
    return up > folders.length ? [] : filesOf([...folders.slice(0, folders.length - up), ...path]);
  }
  const bases = Array.from({ length: folders.length + 1 }, (_, i) => folders.slice(0, folders.length - i));
  return [...bases, ...bases.map((base) => [...base, 'src'])].flatMap((base) => filesOf([...base, ...path]));
}

function filesOf(path: readonly string[]): string[] {
  const joined = path.join('/');
  return joined === '' ? ['__init__.py'] : [`${joined}/__init__.py`, `${joined}.py`];
}

/** The first of the files that an import may mean for which `at` has something. */
export function findModule<T>(
  from: string,
  module: string,
  level: number,
  at: (path: string) => T | 'absent',
): T | 'absent' {
  for (const candidate of moduleCandidates(from, module, level)) {
    const found = at(candidate);
    if (found !== 'absent') return found;
  }
  return 'absent';
}
