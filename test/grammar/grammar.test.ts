import { strict as assert } from 'node:assert';
import { readFileSync } from 'node:fs';
import type { IGrammar } from 'vscode-textmate';
import manifest from '../../package.json';
import grammarFile from '../../syntaxes/modal-gpu.tmLanguage.json';
import { globSync } from '../../scripts/files.mjs';
import { ownScopes, pythonGrammar, tokenize, withoutOwn } from './tokens';

for (const version of ['newest', 'oldest'] as const) {
  describe(`the grammar for GPUs, over the Python of VS Code (${version})`, () => {
    let grammar: IGrammar;
    let plain: IGrammar;
    before(async function () {
      // The first run installs VS Code.
      this.timeout(300_000);
      [grammar, plain] = await Promise.all([pythonGrammar(version, true), pythonGrammar(version, false)]);
    });

    /** What is colored in a text: `type H100`, `count 4`. */
    function colored(text: string): string[] {
      const kinds: Readonly<Record<string, string>> = { support: 'type', constant: 'count', punctuation: '' };
      return tokenize(grammar, text)
        .flat()
        .flatMap((token) => ownScopes(token).map((scope) => `${kinds[scope.split('.')[0]!]!} ${token.text}`))
        .filter((each) => !each.startsWith(' '));
    }

    it('colors type and count in the decorators of Modal, and in with_options', () => {
      const cases: readonly (readonly [string, string])[] = [
        ['@app.function(gpu="H100:4")', 'type H100, count 4'],
        ["@app.cls(gpu='a100-80gb')", 'type a100-80gb'],
        ['@app.server(cpu=2, gpu = "RTX-PRO-6000:2" , timeout=60)', 'type RTX-PRO-6000, count 2'],
        ['@ my . app . function ( gpu="L4" )', 'type L4'],
        ['    @self.app.function(gpu="any")', 'type any'],
        ['@app.function(gpu=["H100:2", "A100", \'L40S\'])', 'type H100, count 2, type A100, type L40S'],
        ['@app.function(gpu="H100!")', 'type H100!'],
        ['@app.function(gpu="H100" if BIG else "L4:2")', 'type H100, type L4, count 2'],
        ['@app.function(gpu=f"H100:{N}")', 'type H100'],
        ['@app.function(gpu=f"{GPU}:8")', 'count 8'],
        ['@app.function(\n    gpu="T4",  # the "A10" is dearer\n    secrets=[s("H100")],\n)', 'type T4'],
        [
          '@app.function(\n  image=image.pip("x(", ")"), gpu=[\n    # first\n    "B200",\n    "H200:8"]\n)',
          'type B200, type H200, count 8',
        ],
        ['@app.function(gpu=\n  "H100:\n)', 'type H100'],
        ['Model.with_options(gpu="H200:2")()', 'type H200, count 2'],
        ['x = f(Model.with_options(\n  gpu="L4").with_options(gpu="T4"))', 'type L4, type T4'],
      ];
      for (const [text, expected] of cases) assert.equal(colored(text).join(', '), expected, text);
    });

    it('colors nothing elsewhere', () => {
      for (const text of [
        'gpu = "H100:4"',
        'f(gpu="H100:4")',
        '@cache(gpu="H100")',
        '@app.route(gpu="H100")',
        '@app.function(x=f(gpu="H100"), y="H100", my_gpu="H100")',
        '@app.function(gpu=os.environ.get("GPU2", "H100"))',
        '@app.function(gpu=GPUS["p5"])',
        '@app.function(gpu="big", cpu="H100")',
        '@app.function(gpu=x) # gpu="H100"',
        '"""\n@app.function(gpu="H100")\n"""',
        '# @app.function(gpu="H100")',
        's = \'@app.function(gpu="H100")\'',
        'with_options(gpu="H100")',
        '@app.function()\ndef f(gpu="H100"): ...',
        '@app.function(gpu=x)\ngpu="H100"',
        's = f"{M.with_options(gpu=\'H100\')}"',
      ])
        assert.deepEqual(colored(text), [], text);
    });

    it('sees a decorator below a bracket that is still open, where Python takes its @ for an operator', () => {
      assert.deepEqual(colored('x = f(1,\n\n@app.function(gpu="H100")\ndef g(): ...'), ['type H100']);
    });

    it('leaves everything as Python has it, but for what it colors', () => {
      const files = [...globSync('examples', /\.py$/), ...globSync('test/fixtures', /\.py$/)].filter(
        (file) => !file.includes('syntax_error'),
      );
      assert.ok(files.length > 30, String(files.length));
      const texts = files.map((file) => [file, readFileSync(file, 'utf8')] as const);
      for (const [name, text] of [...texts, ...HARD.map((each) => [each, each] as const)]) {
        const expected = tokenize(plain, text);
        tokenize(grammar, text).forEach((tokens, i) =>
          assert.deepEqual(withoutOwn(tokens), withoutOwn(expected[i]!), `${name}:${i + 1}`),
        );
      }
    });
  });
}

/** What is easily got wrong around a decorator. */
const HARD: readonly string[] = [
  '@app.function(gpu="H100"',
  '@app.function(gpu="H100\nx = "a"\ndef f(): ...',
  '@app.function(gpu=)\ndef f(): ...',
  '@app.function(gpu="""H100""", cpu=1)\nx = "a"',
  '@app.function(gpu=r"H100", memory=rb"x", image=b"H100")',
  '@app.function(gpu="", cpu=\'\')\nx = 1',
  '@app.function(gpu="H100\\n{} %s {0:d} \\u1234 \\N{DASH}")',
  "@app.function(gpu=f\"{x!r:>{width}} {{}} {y['a']}:2\", b=f'{a}')",
  '@app.function(gpu=("H100", "A100")[0], **kw, *args)',
  '@app.function(gpu=lambda x, y=1: "H100", k=lambda: 0)',
  '@app.function(gpu=[x for x in ("a", "b") if x == "H100"], b={"a": [1, (2, 3)]})',
  '@app.function(gpu=a == b, c=d >= e, e=not f, g=await h, i=j if k else l)',
  '@app.function(gpu="H100")(more)(gpu="x")\ndef f(): ...',
  '@app.function(gpu="H100") trailing\ndef f(): ...',
  '@app.function(  # a comment with ) and "\n  gpu="H100",  # another (\n)  # the last\ndef f(): ...',
  '@app.function(gpu="H100" \\\n  ":2", cpu=1)',
  'class A:\n    @app.cls(gpu="H100")\n    class B:\n        @modal.method()\n        def f(self, gpu="H100"): return self.gpu',
  'x = M.with_options(gpu="H100", max_containers=3)().f.remote(gpu="A100")',
  'M . with_options (gpu="H100")\nM.with_options\nM.with_options[gpu]',
  '@app.function(gpu=1_000, b=0x1F, c=None, d=...)',
  'async def f():\n    async with M.with_options(gpu=G) as m: pass',
];

describe('the injection', () => {
  it('is declared for Python, with the scope that its file names', () => {
    assert.deepEqual(manifest.contributes.grammars, [
      {
        scopeName: grammarFile.scopeName,
        path: './syntaxes/modal-gpu.tmLanguage.json',
        injectTo: ['source.python'],
      },
    ]);
    assert.match(grammarFile.injectionSelector, /^L:source\.python -string -comment/);
  });
});
