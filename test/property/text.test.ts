import { strict as assert } from 'node:assert';
import fc from 'fast-check';
import { assess } from '../../src/core/cost/assess';
import { listBook, reviewBook } from '../../src/core/pricing/bundled';
import { declarationHover } from '../../src/core/render/hoverText';
import { lensTitle } from '../../src/core/render/lensTitle';
import { scanJson } from '../../src/core/render/scanJson';
import { scanText } from '../support/python';

const context = { book: reviewBook, list: listBook, hoursPerMonth: 720 };

/** Bits of Modal code in any order: more often nearly Python than plain noise is. */
const BITS = [
  ...[
    'import modal\n',
    'from modal import App as A\n',
    'app = modal.App()\n',
    'N = N + 1\n',
    'if x:\n',
    ' ',
    '\n',
  ],
  ...[
    '@app.function(',
    '@app.cls(',
    '@app.server(',
    'gpu=',
    'min_containers=',
    'schedule=modal.Cron(',
    ')\n',
    ')',
  ],
  ...[
    'def f(): ...\n',
    'class C:\n',
    '"H100:2"',
    'f"{N}:{N!r:>{N}}"',
    '[N, None]',
    '**{"gpu": N}',
    '**N',
    '"',
    "'",
  ],
  ...[
    'lambda: N',
    '(',
    '[',
    '{',
    '}',
    ']',
    ':',
    '=',
    ',',
    '.',
    '\\',
    '#',
    '@',
    '\t',
    '\r',
    '\0',
    '\ud800',
    '\ufeff',
  ],
  ...[
    '1e999',
    '-1',
    '0x',
    'N.N.N',
    'N[N]',
    'await N',
    'match N:\n',
    'case N:\n',
    'global N\n',
    'import *',
    '😀',
  ],
  ...[
    'X.with_options(',
    'modal.Sandbox.create(',
    'app.function()(f)',
    'image.run_commands(',
    '@modal.concurrent(',
  ],
];
const scraps = fc.array(fc.constantFrom(...BITS), { maxLength: 60 }).map((bits) => bits.join(''));
const noise = fc.string({ unit: 'binary', maxLength: 300 });

describe('any text at all', () => {
  it('is read without a throw, and shown in one line', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.oneof({ weight: 3, arbitrary: scraps }, { weight: 1, arbitrary: noise }),
        async (text) => {
          const scan = await scanText(text);
          JSON.stringify(scanJson({ seen: 1, parsed: 1, skipped: [], ...scan }));
          for (const subject of [...scan.declarations, ...scan.callSites]) {
            const assessment = assess(subject, context, { defaults: [], includeStartup: true });
            assert.match(lensTitle(assessment), /^[^\n\r\0]+$/);
            declarationHover(assessment);
          }
        },
      ),
      { seed: 1, numRuns: 600 },
    );
  });

  const broken: Readonly<Record<string, string>> = {
    'an imperative form where nothing parses, not even the module': '(app.function()(),:()',
    'a decorator and nothing else': '@app.function(',
    'a call in a call in a call, without an end': 'app.function('.repeat(500),
    'five thousand open brackets': '@app.function(gpu=' + '('.repeat(5_000),
    'five thousand attributes': `import modal\n@app${'.a'.repeat(5_000)}.function(gpu=1)\ndef f(): ...\n`,
    'ninety nested functions': Array.from({ length: 90 }, (_, i) => `${' '.repeat(i)}def f(gpu=g):\n`).join(
      '',
    ),
    'nothing but carriage returns': '\r'.repeat(1_000),
  };
  for (const [title, text] of Object.entries(broken)) {
    it(`also ${title}`, async () => {
      const { declarations } = await scanText(text);
      assert.ok(declarations.length <= 1);
    });
  }
});
