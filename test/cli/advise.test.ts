import { strict as assert } from 'node:assert';
import { folder, modalCost, type Folder, type Run } from './run';

const APP = `import modal
app = modal.App()

# modal-cost: requests_per_day=5000 seconds_per_request=2 startup_seconds=20
@app.function(gpu="H100", min_containers=1)
def serve(): ...

@app.function(gpu="T4")
def unsaid(): ...

@app.cls(gpu="T4")
class A:
    pass

def make():
    # modal-cost: requests_per_day=5000 seconds_per_request=2
    @app.cls(gpu="T4", min_containers=q())
    class A: ...
`;

interface Advice {
  readonly version: number;
  readonly name: string;
  readonly status: string;
}

describe('modal-cost advise', () => {
  let work: Folder;
  beforeEach(() => {
    work = folder({ 'app.py': APP });
  });
  afterEach(() => {
    work.remove();
  });
  const run = (...args: readonly string[]): Promise<Run> =>
    modalCost(['advise', '--book=review-2026-05', ...args], { cwd: work.path });
  const refused = async (message: RegExp, ...args: readonly string[]): Promise<void> => {
    const { status, stdout, stderr } = await run(...args);
    assert.equal(status, 2, stderr);
    assert.equal(stdout, '');
    assert.match(stderr, message);
  };

  it('says in a table what the pool is, what it could be, and what it takes for granted', async () => {
    const { status, stdout } = await run('app.py::serve');
    assert.equal(status, 0);
    assert.match(stdout, /^now, cheapest +1 +1 min +\$905\.\d\d +7\.4\d% +0\.2 s/m);
    assert.match(stdout, /Assumes: this price book does not bill the scaledown_window/);
    assert.match(stdout, /each setting was simulated, with start-up and buffers/);
    assert.match(stdout, /Prices: .*review-2026-05/);
  });

  it('says the same as JSON and as Markdown', async () => {
    const advice = JSON.parse((await run('app.py::serve', '--format', 'json')).stdout) as Advice;
    assert.deepEqual([advice.version, advice.name, advice.status], [1, 'serve', 'known']);
    assert.match((await run('app.py::serve', '--format', 'markdown')).stdout, /^\|.*\|\n\|:--\|/m);
  });

  it('takes the share of cold starts that may be', async () => {
    const rows = async (share: string): Promise<string> =>
      (await run('app.py::serve', '--cold-starts', share)).stdout;
    assert.notEqual(await rows('0.1%'), await rows('50%'));
  });

  it('names what is not there, what is there twice, and what nobody has said', async () => {
    await refused(/no declaration nothing; found: serve, unsaid, A, make\.<locals>\.A/, 'app.py::nothing');
    await refused(
      /A is declared 2 times: app\.py:\d+, app\.py:\d+\. Give one file and, if it is there more than once, the line, such as app\.py::\S+:\d+/,
      'app.py::A',
    );
    await refused(/the usage of unsaid is unknown: set it with --usage/, 'app.py::unsaid');
    await refused(/advise needs PATH::NAME/, 'app.py');
    await refused(/advise needs PATH::NAME/, 'app.py::');
  });

  it('chooses one of several of a name by its line', async () => {
    const thrice = folder({
      'app.py': `import modal
app = modal.App("a")
def f(): ...
# modal-cost: requests_per_day=1000 seconds_per_request=2
a = app.function(gpu="T4", min_containers=0)(f)
# modal-cost: requests_per_day=1000 seconds_per_request=2
b = app.function(gpu="H100", min_containers=0)(f)
for gpu in ("L4", "A10"):
    app.function(gpu=gpu)(f)
`,
    });
    try {
      const at = (name: string): Promise<Run> =>
        modalCost(['estimate', `app.py::${name}`, '--format=csv'], { cwd: thrice.path });
      const refusal = await at('f');
      assert.equal(refusal.status, 2);
      assert.match(
        refusal.stderr,
        /f is declared 4 times: app\.py:5, app\.py:7, app\.py:9\. .* app\.py::f:5/,
      );
      assert.match((await at('f:7')).stdout, /H100/);
      assert.match((await at('f:5')).stdout, /T4/);
      assert.match((await at('f:9')).stderr, /f:9 is declared 2 times: all in app\.py:9/);
      assert.match((await at('f:6')).stderr, /no declaration f:6/);
    } finally {
      thrice.remove();
    }
  });

  it('says why the model has no answer', async () => {
    await refused(/make\.<locals>\.A: min_containers=q\(\) is unknown/, 'app.py::make.<locals>.A');
  });
});
