// Runs some of the bundled tests with one mutant on; told by scripts/mutate.mjs which.
// Mocha's types describe its older export.
const { Mocha } = /** @type {{ Mocha: typeof import('mocha') }} */ (
  /** @type {unknown} */ (require('mocha'))
);

class Tests extends Mocha {
  /** What Mocha does before it runs, open to a child that runs often. */
  load() {
    this.loadFiles();
  }
}
function silent() {
  // A reporter that says nothing.
}
const reporter = /** @type {import('mocha').ReporterConstructor} */ (/** @type {unknown} */ (silent));

/** More than there are mutants. */
const MAX_MUTANTS = 200_000;
/** Which mutants were reached since the last test; before the first one, while the tests were loaded. */
const reached = new Uint8Array(MAX_MUTANTS);
let on = Number(process.env.MODAL_COST_MUTANT ?? 0);
Object.assign(globalThis, {
  // Hot code asks a million times: noting that must take next to nothing.
  /** @param {number} id */
  __hit: (id) => {
    reached[id] = 1;
    return id === on;
  },
});

let mocha = load();

process.on('message', (/** @type {import('./mutate.mjs').Task} */ task) => void answer(task));

/** @param {import('./mutate.mjs').Task} task */
async function answer({ dry, all, id = 0, tests }) {
  if (!mocha) send({ failed: true });
  else if (dry) send(await record(mocha));
  else {
    on = id;
    // What is worked out once is kept by many a module: with other modules each time, nothing is kept from before the mutant.
    if (!all) mocha = load();
    const failures = mocha ? await run(mocha, all ? undefined : new Set(tests), true) : 1;
    send({ failed: failures > 0 });
  }
}

/** @param {object} answer */
function send(answer) {
  process.send?.(answer);
}

/** The tests; undefined where the mutant keeps them from loading. */
function load() {
  try {
    // How long tests may take is the parent's business, which knows how busy the machine is.
    Reflect.deleteProperty(require.cache, require.resolve(String(process.argv[2])));
    const loaded = new Tests({ timeout: 0, reporter });
    // Or it can be run only once; as an option of the constructor it is not heeded.
    loaded.cleanReferencesAfterRun(false);
    loaded.addFile(String(process.argv[2]));
    loaded.load();
    return loaded;
  } catch {
    return undefined;
  }
}

/** @param {import('mocha')} mocha */
async function record(mocha) {
  const whileLoading = takeReached();
  /** @type {Map<number, string[]>} */
  const tests = new Map();
  /** @type {[string, number][]} */
  const took = [];
  let began = performance.now();
  // What is reached before a group of tests, and the time that takes, counts for its first one.
  mocha.suite.afterEach('what was reached', function () {
    const title = this.currentTest?.fullTitle() ?? '';
    took.push([title, performance.now() - began]);
    for (const id of takeReached()) {
      const titles = tests.get(id);
      if (titles) titles.push(title);
      else tests.set(id, [title]);
    }
    began = performance.now();
  });
  const failures = await run(mocha, undefined, false);
  return { failures, whileLoading, took, reached: [...tests] };
}

function takeReached() {
  const ids = [];
  for (let id = reached.indexOf(1); id !== -1; id = reached.indexOf(1, id + 1)) ids.push(id);
  reached.fill(0);
  return ids;
}

/**
 * How many of the tests fail; without titles, of all.
 * @param {import('mocha')} mocha @param {ReadonlySet<string> | undefined} titles @param {boolean} bail
 * @returns {Promise<number>}
 */
function run(mocha, titles, bail) {
  mocha.bail(bail);
  // Mocha asks a pattern for nothing but its test.
  const only = /** @type {RegExp} */ ({ test: (title) => titles?.has(title) ?? true });
  mocha.grep(only);
  return new Promise((resolve) => mocha.run(resolve));
}
