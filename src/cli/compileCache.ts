import * as nodeModule from 'node:module';
import { homedir } from 'node:os';
import { isAbsolute, join } from 'node:path';
import { env, platform } from 'node:process';

/** Since Node 22.1, and therefore not in the types of the oldest Node that this runs on. */
const { enableCompileCache } = nodeModule as { readonly enableCompileCache?: (folder: string) => unknown };

/** Where the caches of this user are, by the conventions of the system. */
function cacheFolder(): string {
  switch (platform) {
    case 'win32':
      return set(env.LOCALAPPDATA) ?? join(homedir(), 'AppData', 'Local');
    case 'darwin':
      return join(homedir(), 'Library', 'Caches');
    default:
      return set(env.XDG_CACHE_HOME) ?? join(homedir(), '.cache');
  }
}

/** A variable that is empty or no whole path counts as not set. */
function set(folder: string | undefined): string | undefined {
  return folder !== undefined && isAbsolute(folder) ? folder : undefined;
}

/*
 * Keeps the compiled program from one run to the next. The folder is the user's own: Node's default is in a folder for
 * temporary files, where another user of the machine could put code. Where the folder cannot be written, nothing is kept.
 */
enableCompileCache?.(join(cacheFolder(), 'modal-cost'));
