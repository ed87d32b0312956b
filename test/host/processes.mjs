// Child processes that never outlive this one, and temporary folders that never stay behind.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

/** @typedef {import('node:child_process').ChildProcess} ChildProcess */

/** @type {Set<ChildProcess>} */
const children = new Set();
/** @type {Set<string>} */
const folders = new Set();

/** @param {ChildProcess} child */
function kill(child) {
  children.delete(child);
  if (child.exitCode !== null || child.signalCode !== null) return;
  try {
    // The whole group: the server's extension hosts and file watchers are processes of their own.
    if (process.platform === 'win32' || child.pid === undefined) child.kill();
    else process.kill(-child.pid, 'SIGKILL');
  } catch {
    // It ended between the check and the signal.
  }
}

/** @param {string} folder */
const remove = (folder) => rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });

process.on('exit', () => {
  children.forEach(kill);
  folders.forEach(remove);
});
for (const [signal, code] of /** @type {const} */ ([
  ['SIGINT', 130],
  ['SIGTERM', 143],
  ['SIGHUP', 129],
])) {
  process.on(signal, () => process.exit(code));
}

/** A folder that is gone when this process is. @param {string} name */
export function temporaryFolder(name) {
  const folder = mkdtempSync(join(tmpdir(), `modal-cost-lens-${name}-`));
  folders.add(folder);
  return {
    path: folder,
    remove: () => {
      folders.delete(folder);
      remove(folder);
    },
  };
}

/**
 * Starts a program in a process group of its own and keeps the end of its output.
 * @param {string} command @param {string[]} args
 * @param {import('node:child_process').SpawnOptions & { onLine?: (line: string) => void }} [options]
 */
export function start(command, args, { onLine, ...options } = {}) {
  const child = spawn(command, args, {
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: process.platform !== 'win32',
    ...options,
  });
  children.add(child);
  let output = '';
  /** @type {Set<() => void>} */
  const listeners = new Set();
  /** @param {string} chunk */
  const collect = (chunk) => {
    output = (output + chunk).slice(-20_000);
    listeners.forEach((listener) => listener());
  };
  child.stdout?.setEncoding('utf8').on('data', collect);
  child.stderr?.setEncoding('utf8').on('data', collect);
  if (onLine) {
    for (const input of [child.stdout, child.stderr])
      if (input) createInterface({ input }).on('line', onLine);
  }
  /** @type {Promise<number | string>} the exit code, or the signal that ended it */
  const ended = new Promise((resolve) => {
    child.once('error', (error) => {
      collect(`${error.message}\n`);
      resolve(127);
    });
    child.once('close', (code, signal) => {
      children.delete(child);
      resolve(code ?? `signal ${signal}`);
    });
  });
  const tail = (lines = 25) => output.trimEnd().split('\n').slice(-lines).join('\n');

  return {
    ended,
    tail,
    stop: () => {
      kill(child);
      return ended;
    },
    /**
     * Waits for a line of output; the match, or an error with the end of the log.
     * @param {RegExp} pattern @param {number} milliseconds @param {string} what @returns {Promise<RegExpExecArray>}
     */
    waitFor(pattern, milliseconds, what) {
      /** @param {string} why */
      const fail = (why) => new Error(`${what}: ${why}\n${tail()}`);
      return new Promise((resolve, reject) => {
        const listener = () => {
          const match = pattern.exec(output);
          if (match) settle(() => resolve(match));
        };
        const timer = setTimeout(
          () => settle(() => reject(fail(`nothing within ${milliseconds / 1000} s`))),
          milliseconds,
        );
        /** @param {() => void} answer */
        const settle = (answer) => {
          clearTimeout(timer);
          listeners.delete(listener);
          answer();
        };
        listeners.add(listener);
        listener();
        void ended.then((code) => settle(() => reject(fail(`ended with ${code}`))));
      });
    },
  };
}

/**
 * Runs a program to its end; throws with its output when it fails or takes too long.
 * @param {string} command @param {string[]} args
 * @param {import('node:child_process').SpawnOptions & { timeout?: number, what?: string }} [options]
 */
export async function run(command, args, { timeout = 1_200_000, what = command, ...options } = {}) {
  const child = start(command, args, options);
  let late = /** @type {boolean} */ (false);
  const timer = setTimeout(() => {
    late = true;
    void child.stop();
  }, timeout);
  const code = await child.ended;
  clearTimeout(timer);
  if (late) throw new Error(`${what}: not done within ${timeout / 1000} s\n${child.tail()}`);
  if (code !== 0) throw new Error(`${what}: ended with ${code}\n${child.tail()}`);
  return child.tail(Infinity);
}
