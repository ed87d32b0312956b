// A suite, and so a process, of its own: after a parse that failed, the runtime that all parsers share starts anew.
import { strict as assert } from 'node:assert';
import { Workspace } from '../../src/cli/workspace';
import { loadParserWith } from '../support/python';
import { brief, declaring, TextFiles } from '../support/textFiles';

const POISON = '# poison\n';

/** A scan with a parser that fails inside the runtime on every text that says so. */
async function scanWithFailures(texts: Readonly<Record<string, string>>): Promise<readonly string[]> {
  let fails = false;
  const parser = await loadParserWith(() => {
    if (fails) throw new Error('out of memory');
    return 0;
  });
  const inSteps = parser.parseInSteps.bind(parser);
  parser.parseInSteps = function* (text, ...rest) {
    fails = text.startsWith(POISON);
    try {
      return yield* inSteps(text, ...rest);
    } finally {
      fails = false;
    }
  };
  const workspace = new Workspace(new TextFiles(texts), parser);
  try {
    return brief(workspace.scan());
  } finally {
    workspace.dispose();
  }
}

describe('a parser that fails', () => {
  const filler = 'x = 1\n'.repeat(200);

  it('on one file is started anew for the others', async () => {
    const texts = {
      'a.py': declaring('"A10"'),
      'b.py': POISON + declaring('"H100"') + filler,
      'c.py': declaring('"L4"'),
      'd.py': POISON + declaring('"H100"') + filler,
      'e.py': `from config import GPU\n${declaring('GPU')}`,
      'config.py': 'GPU = "T4"\n',
    };
    assert.deepEqual(await scanWithFailures(texts), [
      'a.py f A10',
      'c.py f L4',
      'e.py f T4',
      'b.py: parserFailed',
      'd.py: parserFailed',
    ]);
  });

  it('on an import leaves that unknown, and the rest of the file known', async () => {
    const texts = {
      'a.py': `from config import GPU\nfrom bad import MORE\n${declaring('GPU')}${declaring('MORE', 'g')}`,
      'bad.py': `${POISON}MORE = "H100"\n${filler}`,
      'config.py': 'GPU = "T4"\n',
    };
    assert.deepEqual(await scanWithFailures(texts), ['a.py f T4', 'a.py g unknown', 'bad.py: parserFailed']);
  });

  it('on a cell keeps the other cells of the notebook', async () => {
    const cell = (source: string): object => ({ cell_type: 'code', metadata: {}, outputs: [], source });
    const cells = [declaring('"T4"'), POISON + filler, declaring('"L4"', 'g')].map(cell);
    const notebook = JSON.stringify({ nbformat: 4, nbformat_minor: 5, metadata: {}, cells });
    assert.deepEqual(await scanWithFailures({ 'n.ipynb': notebook }), [
      'n.ipynb f T4',
      'n.ipynb g L4',
      'n.ipynb: parserFailed',
    ]);
  });

  it('leaves no tree of before behind', async () => {
    const many = Object.fromEntries(
      Array.from({ length: 60 }, (_, i) => [
        `m${i}.py`,
        (i % 3 === 1 ? POISON : '') + declaring('"L4"') + filler,
      ]),
    );
    const found = await scanWithFailures(many);
    assert.equal(found.filter((each) => each.endsWith('L4')).length, 40);
  });
});
