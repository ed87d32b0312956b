// A mocha reporter for every suite: a line for each test, and for scripts/test.mjs the counts and what failed: in a file,
// where there are files, else in a last line.

/** @typedef {import('mocha').Test} Test */

/** A test that took longer says how long, so that a slow suite shows where its time goes. */
const SLOW_MS = 1000;

/** @param {string} text */
const indent = (text) => text.replace(/^/gm, '      ');

/** @param {import('mocha').Runner} runner */
function LineReporter(runner) {
  let passed = 0;
  /** @type {string[]} */
  const failures = [];
  // One string a line, because the extension host's console does not format.
  runner.on('pass', (test) => {
    passed += 1;
    console.log(`  ✓ ${name(test)}${(test.duration ?? 0) > SLOW_MS ? ` (${test.duration} ms)` : ''}`);
  });
  runner.on('pending', (test) => console.log(`  - ${name(test)}`));
  runner.on('fail', (test, /** @type {Error} */ error) => {
    const failure = `  ✗ ${name(test)}\n${indent(error.stack ?? String(error))}`;
    failures.push(failure);
    console.log(failure);
  });
  runner.on('end', () => {
    const counts = JSON.stringify({ passed, failures });
    if (typeof process === 'undefined') console.log(`Counts ${counts}`);
    else if (process.env.MODAL_COST_SUMMARY)
      require('node:fs').writeFileSync(process.env.MODAL_COST_SUMMARY, counts);
  });
}

// Mocha asks for a constructor, and for nothing else of what its own reporters have.
module.exports = /** @type {import('mocha').ReporterConstructor} */ (/** @type {unknown} */ (LineReporter));

/** @param {Test} test */
const name = (test) => test.titlePath().join(' › ');
