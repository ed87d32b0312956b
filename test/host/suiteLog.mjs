// What both hosts do alike for a suite that runs inside VS Code: its environment, its output, its counts.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from './processes.mjs';

/** @typedef {import('./windows.d.mts').Verdict} Verdict */

/** What VS Code says for want of native modules that it does without, and of a network. */
const noise =
  /^(Error: Could not locate the bindings file|Cannot find module '\.\.?\/build\/Release|\[AgentHost|\[RemoteAgentHost|\[Service Worker|\[AccountPolicyGate|Ignoring fetching|Canceled: |\[LanguageModelToolsService#invokeTool\] Error from tool modalCost_|Updating additional|No search provider|\[node\.js fs\] readdir with filetypes failed)/;

/** The stack frames inside VS Code, of which there are many and which say nothing. */
const ownFrames = /\n\s+at [^\n]*\/(static\/out\/vs|vscode\/out\/vs)\/[^\n]*/g;
/** @param {string} text */
const withoutOwnFrames = (text) => text.replace(ownFrames, '');

/** @param {string} suite the folder below out/test @param {(line: string) => void} log */
export function suiteLog(suite, log) {
  const results = temporaryFolder('results');
  const summary = join(results.path, 'summary.json');
  /** @type {string[]} */
  const kept = [];
  let started = false;
  return {
    env: { MODAL_COST_SUITE: suite, MODAL_COST_SUMMARY: summary },
    remove: results.remove,
    /** Forwards what the suite says; keeps what came before it for when it never starts. @param {string} line */
    line: (line) => {
      if (noise.test(line)) return;
      // A suite in a web worker cannot write a file.
      if (line.startsWith('Counts ')) {
        writeFileSync(summary, line.slice('Counts '.length));
        return;
      }
      if (started) log(withoutOwnFrames(line));
      else kept.push(line);
      started ||= line === `Suite ${suite}`;
    },
    tail: () => (started ? '' : kept.slice(-30).join('\n')),
    /**
     * What passed and failed, when it ended with a code; a suite that ran no test has crashed, or its tests have got lost.
     * @param {number | string} code @returns {Omit<Verdict, 'version'>}
     */
    results(code) {
      const { passed, failures } = read(summary);
      if (code !== 0 && failures.length === 0 && passed > 0)
        throw new Error(`the ${suite} suite passed, and then ended with ${code}`);
      if (passed + failures.length === 0) throw new Error(`the ${suite} suite crashed, or has no tests`);
      return { passed, failures: failures.map(withoutOwnFrames) };
    },
  };
}

/** How long a suite may take that takes five minutes on a quiet machine: a limit for one that hangs, in milliseconds. */
export const SUITE_MS = 7_200_000;

/** Rejects when a suite takes too long. @param {string} suite @param {number} milliseconds @returns {Promise<never>} */
export function tooLate(suite, milliseconds) {
  const error = new Error(`the ${suite} suite has not ended within ${milliseconds / 1000} s`);
  return new Promise((_, reject) => setTimeout(() => reject(error), milliseconds).unref());
}

/**
 * An error with the end of VS Code's log below its message.
 * @param {unknown} error @param {string} log
 */
export function withLog(error, log) {
  const { message } = /** @type {Error} */ (error);
  return new Error(`${message}\n--- the end of VS Code's log:\n${log}`, { cause: error });
}

/** @param {string} file @returns {Omit<Verdict, 'version'>} */
function read(file) {
  try {
    /** @type {Omit<Verdict, 'version'>} */
    const verdict = JSON.parse(readFileSync(file, 'utf8'));
    return verdict;
  } catch {
    return { passed: 0, failures: [] };
  }
}
