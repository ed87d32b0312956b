import { lstatSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { homedir } from 'node:os';
import { dirname, isAbsolute, join } from 'node:path';
import { arch, env, getuid, pid, platform, version } from 'node:process';
import { Script } from 'node:vm';

/** A program that was loaded, and what to do once it has run. */
interface Loaded<T> {
  readonly program: T;
  readonly keep: () => void;
}

/**
 * Loads a program, compiled as it was left by the last run of the same command, to keep it so for the next one. V8 compiles
 * a function when it is first called: what is kept at the end of a run has all that the command calls. What Node keeps by
 * itself (`enableCompileCache`) has not, and takes half as long again.
 *
 * The folder is the user’s own, where no other user of the machine can put code. If there is none, nothing is kept.
 */
export function loadCompiled<T>(path: string, command = ''): Loaded<T> {
  const require = createRequire(path);
  if (!/^[a-z]+$/.test(command) || isOff()) return { program: require(path) as T, keep: () => undefined };
  const file = join(ourFolder(), `${command}-${version}-${arch}`);
  // A kept file holds the source that was compiled, and then the result.
  const source = readFileSync(path);
  const kept = contentsOf(file);
  const isSame = kept?.subarray(0, source.length).equals(source) ?? false;
  const script = new Script(`(function (module, exports, require, __dirname) {${source.toString()}\n})`, {
    filename: path,
    ...(isSame ? { cachedData: kept!.subarray(source.length) } : {}),
  });
  const module = { exports: {} };
  const run = script.runInThisContext() as (...args: readonly unknown[]) => void;
  run(module, module.exports, require, dirname(path));
  return {
    program: module.exports as T,
    keep: () => {
      if (!isSame || script.cachedDataRejected === true)
        replace(file, Buffer.concat([source, script.createCachedData()]));
    },
  };
}

/** The variable is that of Node’s own cache. Coverage counts only what was compiled in the same process. */
function isOff(): boolean {
  return set(env.NODE_DISABLE_COMPILE_CACHE) !== undefined || set(env.NODE_V8_COVERAGE) !== undefined;
}

/** Of a file in a folder that is safe; undefined where there is none. */
function contentsOf(file: string): Buffer | undefined {
  try {
    return isSafe(dirname(file)) ? readFileSync(file) : undefined;
  } catch {
    return undefined;
  }
}

/** Another run finds the whole file or none of it. Where it cannot be written, there is none. */
function replace(file: string, contents: Buffer): void {
  const folder = dirname(file);
  const beside = `${file}.${pid}`;
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    if (!isSafe(folder)) return;
    writeFileSync(beside, contents, { mode: 0o600, flag: 'wx' });
    renameSync(beside, file);
  } catch {
    removeIfThere(beside);
  }
}

/** Of what cannot be removed nothing has been written. */
function removeIfThere(file: string): void {
  try {
    rmSync(file, { force: true });
  } catch {
    return;
  }
}

/** Whether only the user can write in a folder, and put another in its place. */
function isSafe(folder: string): boolean {
  return isUsers(folder, 0o022) && isUsers(dirname(folder), 0o002);
}

/** Whether a folder is this user’s, and nobody writes to it by some permissions. Windows has others. */
function isUsers(folder: string, permissions: number): boolean {
  const stat = lstatSync(folder);
  if (!stat.isDirectory()) return false;
  return platform === 'win32' || (stat.uid === getuid!() && (stat.mode & permissions) === 0);
}

/** Among the caches of this user, which are where the system has them by convention. */
function ourFolder(): string {
  return join(cacheFolder(), 'modal-cost');
}

function cacheFolder(): string {
  switch (platform) {
    case 'win32':
      return absolute(env.LOCALAPPDATA) ?? join(homedir(), 'AppData', 'Local');
    case 'darwin':
      return join(homedir(), 'Library', 'Caches');
    default:
      return absolute(env.XDG_CACHE_HOME) ?? join(homedir(), '.cache');
  }
}

function absolute(folder: string | undefined): string | undefined {
  return folder !== undefined && isAbsolute(folder) ? folder : undefined;
}

/** A variable that is empty counts as not set. */
function set(variable: string | undefined): string | undefined {
  return variable === '' ? undefined : variable;
}
