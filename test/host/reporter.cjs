// A mocha reporter for every suite: a line for each test, and for scripts/test.mjs the counts and what failed: in a file,
// where there are files, else in a last line.

const indent = (text) => text.replace(/^/gm, '      ');

module.exports = class LineReporter {
  constructor(runner) {
    let passed = 0;
    const failures = [];
    // One string a line, because the extension host's console does not format.
    runner.on('pass', (test) => {
      passed += 1;
      console.log(`  ✓ ${name(test)}${test.speed === 'slow' ? ` (${test.duration} ms)` : ''}`);
    });
    runner.on('pending', (test) => console.log(`  - ${name(test)}`));
    runner.on('fail', (test, error) => {
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
};

const name = (test) => test.titlePath().join(' › ');
