import { realpathSync, statSync } from 'node:fs';
import { oneLine } from '../core/render/escape';
import { UsageError } from './options';

/** Folders by where they really lie; the current one where none is named. Throws UsageError for what is no folder. */
export function realFolders(paths: readonly string[]): readonly string[] {
  return (paths.length > 0 ? paths : ['.']).map((path) => {
    try {
      if (statSync(path).isDirectory()) return realpathSync(path);
    } catch {
      // Said below: why it is none matters less than which it is.
    }
    throw new UsageError(oneLine(`${path}: no such folder`));
  });
}
