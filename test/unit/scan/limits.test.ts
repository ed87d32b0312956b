// What limits a scan of the command line: time and memory, and nothing else.
import { strict as assert } from 'node:assert';
import { Workspace } from '../../../src/cli/workspace';
import { loadParser, loadParserWith } from '../../support/python';
import { brief, declaring, TextFiles } from '../../support/textFiles';

describe('a file up to the size that is documented', () => {
  const row = (i: number): string => `    (${i}, ${(i * 3) % 97}, "k${i % 50}"),\n`;
  const rows = Array.from({ length: 50_000 }, (_, i) => row(i)).join('');
  for (const [title, text] of [
    ['a table of 50,000 rows', `TABLE = [\n${rows}]\n${declaring('"L4"')}`],
    ['40,000 dense lines', `${declaring('"L4"')}${'x = a(b, c)[d] + e\n'.repeat(40_000)}`],
    ['a sum of 200,000 terms', `${declaring('"L4"')}x = ${'1+'.repeat(200_000)}1\n`],
    ['a text of 4.9 MB', `${declaring('"L4"')}x = """${'text\n'.repeat(980_000)}"""\n`],
  ] as const)
    it(`is read: ${title}`, async () => {
      const parser = await loadParser();
      const workspace = new Workspace(new TextFiles({ 'a.py': text }), parser);
      assert.deepEqual(brief(workspace.scan()), ['a.py f L4']);
      workspace.dispose();
    });

  it('is refused for the time it takes, where it takes too long', async () => {
    let now = 0;
    const parser = await loadParserWith(() => (now += 1_000));
    const workspace = new Workspace(
      new TextFiles({ 'a.py': declaring('"L4"') + 'x = 1\n'.repeat(5_000), 'b.py': declaring('"T4"') }),
      parser,
    );
    assert.deepEqual(brief(workspace.scan()), ['b.py f T4', 'a.py: parsingTooSlow']);
    workspace.dispose();
  });

  it('is refused for its indentations, where these are more than the parser can tell apart', async () => {
    const deep = Array.from({ length: 400 }, (_, i) => `${' '.repeat(i)}if q:\n`).join('');
    const workspace = new Workspace(
      new TextFiles({ 'a.py': `import modal\n${deep}${' '.repeat(400)}x = 1\n`, 'b.py': declaring('"T4"') }),
      await loadParser(),
    );
    assert.deepEqual(brief(workspace.scan()), ['b.py f T4', 'a.py: tooManyIndents']);
    workspace.dispose();
  });
});

describe('the trees of a scan', () => {
  const dense = `${declaring('"L4"')}${'x = a(b, c)[d] + e\n'.repeat(20_000)}`;

  it('are freed file by file', async () => {
    const parser = await loadParser();
    let most = 0;
    let alive = 0;
    const inSteps = parser.parseInSteps.bind(parser);
    parser.parseInSteps = function* (...given) {
      const parsed = yield* inSteps(...given);
      if ('tree' in parsed) {
        most = Math.max(most, ++alive);
        const { tree } = parsed;
        const free = tree.delete.bind(tree);
        tree.delete = () => {
          alive--;
          free();
        };
      }
      return parsed;
    };
    const texts = Object.fromEntries(Array.from({ length: 6 }, (_, i) => [`m${i}.py`, dense]));
    const workspace = new Workspace(new TextFiles(texts), parser);
    try {
      assert.equal(workspace.scan().declarations.length, 6);
    } finally {
      workspace.dispose();
      parser.parseInSteps = inSteps;
    }
    assert.ok(most <= 2, `${most} trees at a time`);
    assert.equal(alive, 0);
  });

  it('are as many as its imports need, up to a size', async () => {
    const big = `GPU = "T4"\nTEXT = """${'x'.repeat(1_500_000)}"""\n`;
    const names = ['a', 'b', 'c', 'd'];
    const imports = names.map((name) => `from ${name} import GPU as ${name.toUpperCase()}\n`).join('');
    const uses = names.map((name) => declaring(name.toUpperCase(), name)).join('');
    const texts = {
      ...Object.fromEntries(names.map((name) => [`${name}.py`, big])),
      'main.py': imports + uses,
    };
    const workspace = new Workspace(new TextFiles(texts), await loadParser());
    const found = brief(workspace.scan());
    workspace.dispose();
    assert.deepEqual(
      found.filter((each) => !each.endsWith('T4')),
      ['main.py c unknown', 'main.py d unknown', 'main.py: importsTooLarge'],
    );
  });
});
