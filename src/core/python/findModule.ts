import { PROJECT_FILE } from './sourceRoots';

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
  const bases = basesOf(from);
  return [...bases, ...bases.map((base) => [...base, 'src'])].flatMap((base) => filesOf([...base, ...path]));
}

/** The folders of a file, from its own up to the root, each as the names on its path. */
function basesOf(file: string): readonly (readonly string[])[] {
  const folders = file.split('/').slice(0, -1);
  return Array.from({ length: folders.length + 1 }, (_, i) => folders.slice(0, folders.length - i));
}

function filesOf(path: readonly string[]): string[] {
  const joined = path.join('/');
  return joined === '' ? ['__init__.py'] : [`${joined}/__init__.py`, `${joined}.py`];
}

/**
 * Whether an import may mean a file.
 * @param roots the folders from the root that any project has packages in
 */
export function mayMean(
  from: string,
  module: string,
  level: number,
  file: string,
  roots: readonly string[],
): boolean {
  if (moduleCandidates(from, module, level).includes(file)) return true;
  return level === 0 && roots.some((root) => filesOf([root, ...module.split('.')]).includes(file));
}

/** The files that an import is looked up in. `Open` is what cannot be told yet, where that can be. */
export interface ModuleFiles<Found, Open = never> {
  /** What is at a path. */
  module(path: string): Found | 'absent';
  /** The folders that the project file at a path names, see `sourceRoots`; none where there is no such file. */
  roots(path: string): readonly string[] | Open;
}

/** What stands in the first of the files that an import may mean; last, in those of the folders that projects around it name. */
export function findModule<Found, Open = never>(
  from: string,
  module: string,
  level: number,
  files: ModuleFiles<Found, Open>,
): Found | Open | 'absent' {
  for (const candidate of moduleCandidates(from, module, level)) {
    const found = files.module(candidate);
    if (found !== 'absent') return found;
  }
  return level > 0 || module === '' ? 'absent' : findInProjects(from, module, files);
}

function findInProjects<Found, Open>(
  from: string,
  module: string,
  files: ModuleFiles<Found, Open>,
): Found | Open | 'absent' {
  for (const project of projectFiles(from)) {
    const roots = files.roots(project);
    if (!isList(roots)) return roots;
    const base = project.split('/').slice(0, -1);
    for (const candidate of roots.flatMap((root) => filesOf([...base, root, ...module.split('.')]))) {
      const found = files.module(candidate);
      if (found !== 'absent') return found;
    }
  }
  return 'absent';
}

/** Where the projects that a file is in may be described, the nearest first. */
export function projectFiles(file: string): readonly string[] {
  return basesOf(file).map((base) => [...base, PROJECT_FILE].join('/'));
}

function isList(value: unknown): value is readonly string[] {
  return Array.isArray(value);
}
