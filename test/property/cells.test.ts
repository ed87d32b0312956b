import { strict as assert } from 'node:assert';
import * as fc from 'fast-check';
import { SourceFile } from '../../src/core/modal/sourceFile';
import { cellText } from '../../src/core/python/cellText';
import { loadParser } from '../support/python';
import { replaced } from '../unit/modal/typing';

/** What turns IPython's lines into Python and back, far from where it is typed. */
const PIECES = [
  ...['"""\n', "'''", '(', ')', '[', ']', '#', '?', '\\\n', '%', '!'],
  ...['%b)\n', '%b]\n', '!x "\n', '%time ', '%%bash\n', '%%time\n', '%x\\\n', 'x = (7\n', 'N = 7\n'],
  ...['%env G=H100\n', '%env G=T4\n', '%set_env G L4\n', 'import os\n'],
  '@app.function(gpu=os.environ.get("G", "A10"))\ndef h(): ...\n',
  ...['@app.function(gpu="B200",\n%b)\n', '@app.function(gpu="T4")\ndef f(): ...\n', 'def g(): ...\n'],
];
const CELL = { number: 1, before: null };

type Typing = readonly [pieces: string[], edits: [at: number, length: number, by: string][]];

describe('typing in a notebook’s cell', () => {
  it('declares what the text declares that came of it', async () => {
    const parser = await loadParser();
    const declared = (file: SourceFile): unknown =>
      file.scan(undefined, CELL).declarations.filter(({ stale }) => !stale);
    const check = ([pieces, edits]: Typing): void => {
      let text = pieces.join('');
      const file = new SourceFile('nb.ipynb', text, parser, cellText);
      declared(file);
      for (const [place, length, by] of edits) {
        const at = place % (text.length + 1);
        const typed = replaced(text, at, Math.min(text.length, at + length), by);
        text = typed.text;
        file.update(text, [typed.edit]);
        const fresh = new SourceFile('nb.ipynb', text, parser, cellText);
        assert.deepEqual(declared(file), declared(fresh), JSON.stringify(text));
        fresh.dispose();
      }
      file.dispose();
    };
    const piece = fc.constantFrom(...PIECES);
    const edit = fc.tuple(fc.nat(1_000), fc.nat(3), piece);
    const typing = fc.tuple(
      fc.array(piece, { minLength: 2, maxLength: 7 }),
      fc.array(edit, { maxLength: 4 }),
    );
    const found: Typing = [
      ['@app.function(gpu="B200",\n%b)\n%bash\n@app.function(gpu="T4")\ndef f(): ...\n'],
      [[14, 0, '%b]\n']],
    ];
    const variable: Typing = [
      ['%env G=T4\n', 'import os\n', '@app.function(gpu=os.environ.get("G", "A10"))\ndef h(): ...\n'],
      [[7, 2, 'H100']],
    ];
    const examples = [found, variable].map((each): [never] => [each as never]);
    fc.assert(fc.property(typing, check), { seed: 6, numRuns: 1_000, examples });
  });
});
