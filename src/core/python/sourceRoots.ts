/** Where a project keeps its packages, by its `pyproject.toml`: in which folders an import is sought besides the project's own and `src`. */
import { parse, type TomlTable, type TomlValue } from 'smol-toml';

export const PROJECT_FILE = 'pyproject.toml';

export function isProjectFile(path: string): boolean {
  return path === PROJECT_FILE || path.endsWith(`/${PROJECT_FILE}`);
}

const MAX_ROOTS = 20;
const MAX_CHARACTERS = 1_000_000;
/** No table of these settings is deeper. */
const MAX_DEPTH = 32;

/**
 * The folders below a project in which its build tool finds packages, with `/`, in the order of the file. None where the
 * text is no TOML: what cannot be read must not stop a scan.
 */
export function sourceRoots(text: string): readonly string[] {
  if (text.length > MAX_CHARACTERS) return [];
  let project: TomlTable;
  try {
    project = parse(text, { maxDepth: MAX_DEPTH });
  } catch {
    return [];
  }
  const folders = READERS.flatMap((read) => read(project)).flatMap(folderIn);
  return [...new Set(folders)].slice(0, MAX_ROOTS);
}

/** How each build tool says it; from the documentation of each. */
const READERS: readonly ((project: TomlTable) => readonly TomlValue[])[] = [
  // setuptools: `[tool.setuptools.packages.find] where = ["lib"]`, and `package-dir = { "" = "lib" }`.
  (project) => listed(at(project, 'tool', 'setuptools', 'packages', 'find', 'where')),
  (project) => listed(at(project, 'tool', 'setuptools', 'package-dir', '')),
  // Poetry: `packages = [{ include = "app", from = "lib" }]`.
  (project) => listed(at(project, 'tool', 'poetry', 'packages')).flatMap((each) => listed(at(each, 'from'))),
  // Hatch: `[tool.hatch.build.targets.wheel] packages = ["lib/app"]`, which leaves `app` of the path, and `sources = ["lib"]`.
  (project) => hatch(project, 'packages').map((each) => (isText(each) ? parentOf(each) : each)),
  (project) => hatch(project, 'sources'),
  (project) => listed(at(project, 'tool', 'hatch', 'build', 'dev-mode-dirs')),
  (project) => listed(at(project, 'tool', 'pdm', 'build', 'package-dir')),
  (project) => listed(at(project, 'tool', 'uv', 'build-backend', 'module-root')),
  (project) => listed(at(project, 'tool', 'maturin', 'python-source')),
];

function hatch(project: TomlTable, name: string): readonly TomlValue[] {
  const build = at(project, 'tool', 'hatch', 'build');
  return [...listed(at(build, 'targets', 'wheel', name)), ...listed(at(build, name))];
}

/** What is at a path of keys; undefined where that leads nowhere. */
function at(value: TomlValue | undefined, ...path: readonly string[]): TomlValue | undefined {
  let now = value;
  for (const key of path) now = isTable(now) && Object.hasOwn(now, key) ? now[key] : undefined;
  return now;
}

function listed(value: TomlValue | undefined): readonly TomlValue[] {
  if (value === undefined) return [];
  return Array.isArray(value) ? value : [value];
}

function isTable(value: TomlValue | undefined): value is TomlTable {
  return typeof value === 'object' && !Array.isArray(value);
}

function isText(value: TomlValue): value is string {
  return typeof value === 'string';
}

function parentOf(path: string): string {
  const parts = path.replace(/\/+$/, '').split('/');
  return parts.slice(0, -1).join('/');
}

/** A folder within the project; none for the project's own, which is looked in anyway, and for what leads out of it. */
function folderIn(value: TomlValue): readonly string[] {
  if (!isText(value)) return [];
  const parts = value.split('/').filter((part) => part !== '' && part !== '.');
  const isWithin = !value.startsWith('/') && !parts.includes('..') && !/[\\:*?]/.test(value);
  return parts.length > 0 && isWithin ? [parts.join('/')] : [];
}
