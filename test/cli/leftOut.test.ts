/** What may register, cost or change something, and would take too long to find out: the file says so. */
import { strict as assert } from 'node:assert';
import { folder, modalCost } from './run';

const HEAD = 'import modal\napp = modal.App("a")\ndef f(x): ...\n';
const row = (first: string, name: string, count: number): string =>
  [
    `${name}0 = ${first}`,
    ...Array.from({ length: count }, (_, i) => `${name}${i + 1} = ${name}${i}`),
    '',
  ].join('\n');

const WAYS: Readonly<Record<string, string>> = {
  'a method behind very many names': `${row('app.function', 'g', 80)}g80(gpu="H100:8")(f)\n`,
  'a decorator behind very many names': `${row('app.function(gpu="H100:8")', 'g', 80)}@g80\ndef h(): ...\n`,
  'a helper with very many returns': `def on(x):\n${Array.from({ length: 70 }, (_, i) => `    if x == ${i}:\n        return None\n`).join('')}    return app.function(gpu="H100:8")\n@on(load())\ndef h(): ...\n`,
  'more names than are followed': `${Array.from({ length: 70 }, (_, i) => `n${i} = app.function(gpu="T4")\n`).join('')}${Array.from({ length: 70 }, (_, i) => `n${i}(f)\n`).join('')}`,
  'a sandbox behind very many names': `${row('modal.Sandbox.create', 's', 20)}s20(app=app, gpu="H100:8")\n`,
  'an element of a very long list': `many = [${'load(), '.repeat(70)}app.function(gpu="H100:8")]\n@many[70]\ndef h(): ...\n`,
};

describe('what takes too long to find', () => {
  for (const [title, text] of Object.entries(WAYS))
    it(`is never missing without a word: ${title}`, async () => {
      const work = folder({ 'app.py': HEAD + text });
      try {
        const { status, stdout, stderr } = await modalCost(['check', work.path, '--fail-above=1000']);
        assert.equal(status, 3, stdout + stderr);
        assert.match(stdout, /Not read, so what they cost is unknown: app\.py \(only read in part: finding/);
        const scan = JSON.parse((await modalCost(['scan', work.path, '--format=json'])).stdout) as {
          files: { skipped: readonly { reasonKind: string }[] };
        };
        assert.deepEqual(
          scan.files.skipped.map(({ reasonKind }) => reasonKind),
          ['searchTooLong'],
        );
      } finally {
        work.remove();
      }
    });

  it('is no helper with a dozen returns', async () => {
    const tests = Array.from({ length: 12 }, (_, i) => `    if x == ${i}:\n        return None\n`).join('');
    const work = folder({
      'app.py': `${HEAD}def on(x):\n${tests}    return app.function(gpu="H100:8", min_containers=1)\n@on(load())\ndef h(): ...\n`,
    });
    try {
      const { status, stdout } = await modalCost(['check', work.path, '--fail-above=1000']);
      assert.equal(status, 1, stdout);
      assert.doesNotMatch(stdout, /Not read/);
    } finally {
      work.remove();
    }
  });

  it('is no helper of another file that changes nothing, whatever it is given', async () => {
    const work = folder({
      'tools.py': 'def say(x):\n    print(x)\n',
      'app.py': `from tools import say\n${HEAD}${row('load()', 'g', 80)}def g(x):\n    say(g80)\n    say(x)\ng(g80)\n`,
    });
    try {
      const { status, stdout } = await modalCost(['check', work.path]);
      assert.equal(status, 0, stdout);
      assert.doesNotMatch(stdout, /Not read/);
    } finally {
      work.remove();
    }
  });

  it('is nothing that only a value needs', async () => {
    const work = folder({
      'app.py': `${HEAD}${row('load()', 'g', 80)}@app.function(gpu=g80)\ndef h(): ...\n`,
    });
    try {
      const { status, stdout } = await modalCost(['check', work.path]);
      assert.equal(status, 0, stdout);
      assert.match(stdout, /The GPU of h is unknown/);
    } finally {
      work.remove();
    }
  });
});
