// Runs some of the bundled tests with one mutant on; told by scripts/mutate.mjs which.
const { Mocha } = require('mocha');

/** The mutants that were reached, by the test that was running; '' while the tests are loaded. */
const reached = new Map();
let test = '';
let on = Number(process.env.MODAL_COST_MUTANT ?? 0);
let isRecording = true;
globalThis.__hit = (id) => {
  if (isRecording) {
    let tests = reached.get(id);
    if (!tests) reached.set(id, (tests = new Set()));
    tests.add(test);
  }
  return id === on;
};

let mocha;
let broken = false;
try {
  mocha = new Mocha({ timeout: 60_000, reporter: class {} });
  // Or it can be run only once; as an option of the constructor it is not heeded.
  mocha.cleanReferencesAfterRun(false);
  mocha.addFile(process.argv[2]);
  mocha.loadFiles();
} catch {
  broken = true;
}

process.on('message', async ({ dry, all, id, tests }) => {
  if (broken) return process.send({ failed: true });
  if (dry) return process.send(await record());
  isRecording = false;
  on = id;
  process.send({ failed: (await run(all ? undefined : new Set(tests), true)) > 0 });
});

async function record() {
  const whileLoading = [...reached.keys()];
  reached.clear();
  mocha.suite.beforeEach('which test', function () {
    test = this.currentTest.fullTitle();
  });
  const failures = await run(undefined, false);
  return {
    failures,
    whileLoading,
    reached: [...reached].map(([id, tests]) => [id, [...tests].filter(Boolean)]),
  };
}

function run(titles, bail) {
  mocha.bail(bail);
  mocha.grep(titles ? { test: (title) => titles.has(title) } : /(?:)/);
  return new Promise((resolve) => mocha.run(resolve));
}
