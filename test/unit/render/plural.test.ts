import { strict as assert } from 'node:assert';
import { printScan } from '../../../src/cli/commands/scanCommand';
import { total } from '../../../src/core/cost/estimateTotal';
import { estimateTable } from '../../../src/core/render/estimateReport';
import { explorer } from '../../../src/core/render/explorerTree';
import { declarationHover } from '../../../src/core/render/hoverText';
import { checkSentences, notesText } from '../../../src/core/render/review/findingsReport';
import { partlyCountedText, totalTooltip, workspaceTooltip } from '../../../src/core/render/totalText';
import { plural } from '../../../src/core/render/words/plural';
import { skippedCountText } from '../../../src/core/render/words/skipReasons';
import { message, setTranslate } from '../../../src/core/render/words/translate';
import { check } from '../../../src/core/review/gate';
import { scanText } from '../../support/python';
import { assessText, reviewText } from '../review/findings/support';

/** One of everything: a declaration with a warm container, and one run per month of 720 hours. */
const ONE = `import modal
app = modal.App("a")
@app.function(gpu="H100", min_containers=1, timeout=60, schedule=modal.Period(days=30))
def f(): ...
`;
const UNKNOWN = ONE.replace('"H100"', 'input()');

const ONE_OF_SEVERAL =
  /(?<![\d.,])1 (?:\w+ )?(?:declarations|calls|files|errors|warnings|notes|containers|runs|days)\b/;

function containers(count: Parameters<typeof plural>[0]): string {
  return plural(count, message('{0} container of {1}'), message('{0} containers of {1}'), 'f');
}

describe('a count with its noun', () => {
  afterEach(() => setTranslate(undefined));

  it('is singular for exactly one', () => {
    assert.equal(containers(1), '1 container of f');
    for (const [count, text] of [
      [0, '0'],
      [2, '2'],
      [0.5, '0.5'],
      [1.5, '1.5'],
      [1_234_567, '1,234,567'],
    ] as const)
      assert.equal(containers(count), `${text} containers of f`);
  });

  it('may be a range', () => {
    assert.equal(containers({ low: 1, high: 1 }), '1 container of f');
    assert.equal(containers({ low: 0, high: 1 }), '0–1 containers of f');
    assert.equal(containers({ low: 1, high: 4 }), '1–4 containers of f');
  });

  it('has both forms from the host’s translation', () => {
    setTranslate((text, ...args) => `${text.toUpperCase()} ${args.join()}`);
    assert.equal(containers(1), '{0} CONTAINER OF {1} 1,f');
    assert.equal(containers(2), '{0} CONTAINERS OF {1} 2,f');
  });
});

describe('one of something', () => {
  it('is singular on the command line', async () => {
    const lines: string[] = [];
    const put = (text: string): void => void lines.push(text);
    const json = (): Promise<void> => Promise.resolve();
    const terminal = { print: put, write: put, json, warn: put, width: undefined, color: false };
    const scan = { ...(await scanText(ONE)), seen: 1, parsed: 1, skipped: [] };
    await printScan(scan, 'table', terminal);
    assert.equal(lines.at(-1), '\n1 declaration. Parsed 1 of 1 Python file or notebook.');
    assert.match(estimateTable(await assessText(ONE)).sum, /^1 declaration: \$311\.04 per month warm/);
    assert.match(estimateTable(await assessText(UNKNOWN)).sum, /1 of them is only partly counted/);
  });

  it('is singular in a check', async () => {
    const { assessments, report } = await reviewText(ONE);
    const sentences = checkSentences(
      check({ assessments, report, skipped: [] }, null),
      assessments[0]!.estimate.context,
    );
    assert.match(sentences[0]!, /^0 errors, 1 warning, 1 note\./);
    assert.match(sentences[1]!, /^1 declaration: /);
    assert.equal(notesText(1), '1 note');
  });

  it('is singular in the hover', async () => {
    const hover = declarationHover((await assessText(ONE))[0]!);
    assert.match(hover, /1 run per month × /);
    assert.doesNotMatch(hover, ONE_OF_SEVERAL);
  });

  it('is singular in the explorer and the status bar', async () => {
    const assessments = await assessText(UNKNOWN);
    const { folders, sum } = explorer([{ name: 'work', assessments, skipped: [] }], {
      sort: 'name',
      warmOnly: false,
    });
    const { context } = assessments[0]!.estimate;
    const texts = [
      ...folders.map(({ spoken }) => spoken),
      skippedCountText(1),
      workspaceTooltip(sum.total),
      totalTooltip(total(assessments.map(({ estimate }) => estimate)), context),
      partlyCountedText(1),
    ];
    assert.deepEqual(texts.slice(1, 3), [
      '1 file not read',
      'Cost of 1 Modal declaration in the workspace. Click to list it.',
    ]);
    assert.match(texts[3]!, /^1 Modal declaration in this file\./);
    for (const text of texts) assert.doesNotMatch(text, ONE_OF_SEVERAL);
  });
});
