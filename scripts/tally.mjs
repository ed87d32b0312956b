// What the suites of npm test came to: each printed in one piece, all counted in one line, what failed named again at the end.

/** @typedef {{ passed: number, failures: readonly string[] }} Verdict */
/** @typedef {(line: string) => void} Log */

/** @param {{ live: boolean }} options live: each line as it comes, where only one suite runs at a time */
export function startTally({ live }) {
  let passed = 0;
  /** @type {string[]} */
  const failures = [];

  /** @param {string} suite @param {unknown} error @param {Log} log */
  function fail(suite, error, log = console.log) {
    const failure = `--- ${suite} could not run: ${error instanceof Error ? error.message : String(error)}`;
    failures.push(failure);
    log(failure);
  }

  return {
    fail,

    /** Runs a suite and counts; one that cannot run is a failure of its own.
     * @param {string} suite @param {string} title @param {(log: Log) => Promise<Verdict>} run */
    async record(suite, title, run) {
      /** @type {string[]} */
      const lines = [];
      /** @type {Log} */
      const log = live ? console.log : (line) => void lines.push(line);
      log(`\n=== ${title}`);
      const began = Date.now();
      try {
        const verdict = await run(log);
        const seconds = Math.round((Date.now() - began) / 1000);
        passed += verdict.passed;
        failures.push(...verdict.failures.map((failure) => `${title}\n${failure}`));
        log(`--- ${suite}: ${verdict.passed} passed, ${verdict.failures.length} failed, ${seconds} s`);
      } catch (error) {
        fail(suite, error, log);
      }
      if (lines.length > 0) console.log(lines.join('\n'));
    },

    /** Names what failed again, where someone who reads only the last lines of a long log finds it; true where nothing did.
     * @param {string} asked */
    finish(asked) {
      if (passed + failures.length === 0) fail('npm test', new Error(`there is no suite ${asked}`));
      for (const failure of failures) console.log(`\n${failure}`);
      console.log(`${passed} passed, ${failures.length} failed`);
      return failures.length === 0;
    },
  };
}
