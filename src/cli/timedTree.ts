import { isScanned } from '../core/workspace/fileKinds';
import { Unreadable, type FileTree } from './fileTree';

/**
 * Files of which no more are scanned once the time is over: those that are left are named as not read.
 * @param limitMs milliseconds, from when the first file is read
 * @param now a clock in milliseconds
 */
export function timedTree(files: FileTree, limitMs: number, now: () => number): FileTree {
  let end: number | undefined;
  return {
    list: () => files.list(),
    isFile: (name) => files.isFile(name),
    read: (name) => {
      end ??= now() + limitMs;
      // The team file, and what it names, decide what all the others cost.
      if (isScanned(name) && now() > end) throw new Unreadable({ kind: 'timeOver' });
      return files.read(name);
    },
    ...(files.dateOf ? { dateOf: (name: string) => files.dateOf!(name) } : {}),
    ...(files.rootPath === undefined ? {} : { rootPath: files.rootPath }),
  };
}
