import { strict as assert } from 'node:assert';
import type { Tree } from 'web-tree-sitter';
import { SourceFile } from '../../../src/core/modal/sourceFile';
import { parserText } from '../../../src/core/python/parserText';
import { pathAt } from '../../../src/core/python/syntax';
import type { PythonParser } from '../../../src/core/python/parser';
import { loadParser, loadParserWith } from '../../support/python';
import { brief, replaced } from '../modal/typing';

const indented = (levels: number, inner: string): string =>
  `${Array.from({ length: levels }, (_, i) => `${' '.repeat(i)}if q:\n`).join('')}${' '.repeat(levels)}${inner}\n`;
const DECLARED = 'import modal\napp = modal.App()\n@app.function(gpu="H100")\ndef f(): ...\n';

describe('the parser', () => {
  let parser: PythonParser;
  before(async () => (parser = await loadParser()));

  const parses = (text: string): boolean => {
    const tree = parser.parse(text);
    tree?.delete();
    return tree !== null;
  };

  it('does not get texts that nest deeper than its scanner allows, and works afterwards', () => {
    assert.equal(parses(indented(383, 'f"{x}" + "y"')), false);
    assert.equal(parses(indented(2_000, '"x"')), false);
    assert.equal(parses(indented(300, 'f"{x}" + "y"')), true);
    assert.equal(parses('x = 1\n'), true);
  });

  it('counts indentation after a backslash, and tabs', () => {
    const deep = Array.from({ length: 400 }, (_, i) => ` \\\n${' '.repeat(i)}if q:\n`).join('');
    assert.equal(parses(deep), false);
    assert.equal(parses(Array.from({ length: 400 }, (_, i) => `${'\t'.repeat(i)}if q:\n`).join('')), false);
  });

  it('accepts a file that is deep in one place only', () => {
    assert.equal(parses(`x = (\n${' '.repeat(900)}1)\n`), true);
  });

  it('gives up on a text that takes too long, and works afterwards', async () => {
    let now = 0;
    const slow = await loadParserWith(() => (now += 640));
    assert.equal(slow.parse(DECLARED.repeat(200)), null);
    now = -1e9;
    const tree = slow.parse('x = 1\n');
    assert.ok(tree);
    tree.delete();
  });

  it('accepts an ordinary file of 1,000 lines, however slow its first parse is', async () => {
    let now = 0;
    const cold = await loadParserWith(() => (now += 32));
    const tree = cold.parse(`${DECLARED}${'x = [1, 2, 3, 4, 5]\n'.repeat(1_000)}`);
    assert.ok(now > 500, `${now} ms`);
    assert.ok(tree);
    tree.delete();
  });
});

describe('a long run of comments', () => {
  const run = (count: number): string => '# what was here before, é 😀\r\n'.repeat(count);

  it('is blanked for the parser, everything else in its place', () => {
    const text = `${run(120)}x = 1  # stays\n`;
    const blanked = parserText(text)!;
    assert.equal(blanked.length, text.length);
    assert.equal(blanked.split('\n').length, text.split('\n').length);
    assert.match(blanked, /^[ \r\n]+x = 1 {2}# stays\n$/);
    assert.equal(parserText(`${run(99)}x = 1\n`), `${run(99)}x = 1\n`);
  });

  it('in a string is part of the string', () => {
    const text = `x = """\n${run(200)}"""\n`;
    assert.equal(parserText(text), text);
  });

  it('hides no declaration', async () => {
    const file = new SourceFile('a.py', `${run(500)}${DECLARED}${run(3_000)}`, await loadParser());
    assert.deepEqual(brief(file.scan()), ['503 f H100']);
    file.dispose();
  });
});

describe('a file that the parser gives up', () => {
  it('keeps what it declared, is tried again, and is read once it can be', async () => {
    let step = 0;
    let now = 0;
    const parser = await loadParserWith(() => (now += step));
    // Long enough for the parser to look at the clock.
    const start = `${DECLARED}${'x = 1\n'.repeat(500)}`;
    const file = new SourceFile('a.py', start, parser);
    assert.deepEqual(brief(file.scan()), ['3 f H100']);
    assert.ok(file.module());
    step = 1e6;
    let { text, edit } = replaced(start, DECLARED.indexOf('H100'), DECLARED.indexOf('H100') + 4, 'L4');
    file.update(text, [edit]);
    const type = (by: string): void => {
      ({ text, edit } = replaced(text, 0, 0, by));
      file.update(text, [edit]);
    };
    assert.deepEqual(brief(file.scan()), ['3 f H100']);
    assert.equal(file.module(), undefined);
    step = 0;
    const seen: string[] = [];
    for (let i = 0; i < 4; i++) {
      type('\n');
      seen.push(...brief(file.scan()));
    }
    assert.deepEqual(seen, ['3 f H100', '5 f L4', '6 f L4', '7 f L4']);
    file.dispose();
  });
});

const UNIT = '@app.function(gpu="H100")\ndef f(a, b):\n    return {"a": [a, b]}\n\n';

describe('a text with many errors', () => {
  it('is searched only as far as that is cheap', async () => {
    const parser = await loadParser();
    const lost = (lines: number): readonly string[] => {
      const text = 'f(:\n' + 'x = a(:\n'.repeat(lines);
      const tree = parser.parse(text)!;
      const path = pathAt(tree.rootNode, text.lastIndexOf('a')).map(({ type }) => type);
      tree.delete();
      return path;
    };
    assert.equal(lost(100).at(-1), 'identifier');
    assert.deepEqual(lost(10_000), ['ERROR']);
  });
});

describe('a parse in steps', () => {
  it('has the same result as a parse at once, in many steps', async () => {
    const parser = (await loadParser()).another();
    const text = UNIT.repeat(200);
    const whole = parser.parse(text)!;
    const steps = parser.parseInSteps(text, () => true);
    let stops = 0;
    let step = steps.next();
    for (; !step.done; step = steps.next()) stops++;
    assert.ok(stops > 10, `${stops}`);
    const { tree } = step.value as { tree: Tree };
    assert.equal(tree.rootNode.toString(), whole.rootNode.toString());
    tree.delete();
    whole.delete();
    parser.dispose();
  });

  it('leaves nothing behind when it is given up', async () => {
    const parser = (await loadParser()).another();
    const steps = parser.parseInSteps(UNIT.repeat(200), () => true);
    steps.next();
    steps.return({ reason: { kind: 'parsingTooSlow' } });
    const tree = parser.parse('x = 1\n')!;
    assert.equal(
      tree.rootNode.toString(),
      '(module (expression_statement (assignment left: (identifier) right: (integer))))',
    );
    tree.delete();
    parser.dispose();
  });

  it('continues beside another parser', async () => {
    const [first, second] = [(await loadParser()).another(), await loadParser()];
    const steps = first.parseInSteps(UNIT.repeat(50), () => true);
    steps.next();
    second.parse('y = 2\n')?.delete();
    let step = steps.next();
    while (!step.done) step = steps.next();
    const { tree } = step.value as { tree: Tree };
    assert.equal(tree.rootNode.hasError, false);
    assert.equal(tree.rootNode.namedChildCount, 50);
    tree.delete();
    first.dispose();
  });
});
