import { strict as assert } from 'node:assert';
import fc from 'fast-check';
import { assess } from '../../src/core/cost/assess';
import { UsageComments } from '../../src/core/modal/usageComment';
import { listBook, reviewBook } from '../../src/core/pricing/bundled';
import { escapeMarkdown, inlineCode } from '../../src/core/render/escape';
import { declarationHover } from '../../src/core/render/hoverText';
import { parameterHover } from '../../src/core/render/keywordHover';
import { escapeReason } from '../../src/core/render/estimateNotes';
import { estimateCsv } from '../../src/core/render/estimateCsv';
import { cheapestLines, estimateMarkdown } from '../../src/core/render/estimateReport';
import { commentMarkdown } from '../../src/core/render/review/pullRequestComment';
import { diffCsv, diffMarkdown } from '../../src/core/render/review/diffReport';
import { checkSentences, findingsCsv, findingsMarkdown } from '../../src/core/render/review/findingsReport';
import { reviewChange } from '../../src/core/review/reviewChange';
import { check } from '../../src/core/review/gate';
import { findings } from '../../src/core/review/findings/findings';
import { compareAnswer, estimateAnswer } from '../../src/core/tools/toolAnswers';
import { readInput } from '../../src/core/tools/toolInput';
import { assertCsv, assertHarmless, assertPlain, outsideCode } from '../support/harmless';
import { hostileBook } from '../support/hostileBook';
import { scanText } from '../support/python';

const context = { book: reviewBook, list: listBook, hoursPerMonth: 720 };

/** What an attacker would write, whole and in pieces, among ordinary characters. */
const hostile = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        '[x](https://evil.example)',
        '![x](https://evil.example/p.png)',
        '<img src=x onerror=y>',
      ),
      fc.constantFrom(
        '<script>',
        '</details>',
        'https://evil.example',
        'www.evil.example',
        '[x](command:evil)',
        '[x]: y',
      ),
      fc.constantFrom(
        '`',
        '``',
        '```',
        '|',
        '\\',
        '\n',
        '\r',
        '[',
        ']',
        '(',
        ')',
        '<',
        '>',
        '!',
        '&lt;',
        '$(x)',
        '#',
        '-',
      ),
      fc.constantFrom('\u202e', '\u200b', '\u2028', '\u001b[31m', 'gpu', ' ', '1.', '*', '_', '~~'),
      fc.string({ maxLength: 5 }),
    ),
    { maxLength: 8 },
  )
  .map((parts) => parts.join(''));

describe('hostile text in Markdown', () => {
  it('is code and nothing else where it is code', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const code = inlineCode(text);
        assert.equal(outsideCode(`a ${code} b`).replace('·', ''), 'a  b');
        assert.doesNotMatch(code, /[|\n]/);
        assertHarmless(code);
      }),
      { seed: 21, numRuns: 2_000 },
    );
  });

  it('is plain text in a line where it is text', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const escaped = escapeMarkdown(text);
        assertHarmless(escaped);
        assert.doesNotMatch(escaped, /[|\n\\*_[\]<>]/);
        assertHarmless(escapeReason(text));
      }),
      { seed: 22, numRuns: 2_000 },
    );
  });

  it('stays harmless wherever a hover or a report shows it', async () => {
    let shown = 0;
    await fc.assert(
      fc.asyncProperty(hostile, hostile, fc.integer({ min: 0, max: 4 }), async (gpu, other, form) => {
        const [a, b] = [JSON.stringify(gpu), JSON.stringify(other)];
        const gpus = [
          a,
          `cfg[${b}]`,
          `os.environ.get(${b}, ${a})`,
          `${a} if f(${b}) else "H100"`,
          `{${b}: 1}[${a}](1)`,
        ];
        const text = `import modal, os\napp = modal.App()\n@app.function(gpu=${gpus[form]!}, region=${b}, schedule=modal.Cron(${b}), min_containers=f(${a}), **{"cpu": x[${b}]})\ndef f(): ...\n`;
        const { declarations } = await scanText(text, `${gpu}.py`);
        for (const declaration of declarations) {
          const assessment = assess(declaration, context, { defaults: [], includeStartup: true });
          assertHarmless(declarationHover(assessment));
          assertHarmless(parameterHover('gpu', assessment));
          assertHarmless(parameterHover('region', assessment));
          assertHarmless(
            estimateMarkdown([assessment], context),
            /^<details><summary>Arithmetic and assumptions<\/summary>$|^<\/details>$/g,
          );
          shown++;
        }
      }),
      { seed: 23, numRuns: 400 },
    );
    assert.ok(shown > 200, `${shown} shown`);
  });

  it('stays harmless in a review, and calls nobody', async () => {
    let shown = 0;
    const own =
      /^<!-- modal-cost-lens -->$|^<details><summary>[\w ]+<\/summary>$|^<\/details>$|<br>(?=·)|(?<=\])\(docs\/rules\/[a-z-]+\.md\)/g;
    await fc.assert(
      fc.asyncProperty(hostile, hostile, hostile, async (gpu, other, name) => {
        const [a, b] = [JSON.stringify(gpu), JSON.stringify(other)];
        const text = `import modal\napp = modal.App()\n@app.function(gpu=${a}, min_containers=2, memory=x[${b}], schedule=modal.Cron(${b}))\ndef f(): ...\n`;
        const states = await Promise.all(
          [text, text.replace('=2', '=1'), text.replace(`gpu=${a}`, `gpu=cfg[${a}]`)].map(async (each) => {
            const { declarations } = await scanText(each, `${name}.py`);
            const assessments = declarations.map((declaration) =>
              assess(declaration, context, { defaults: [], includeStartup: true }),
            );
            const options = { includeStartup: true, whole: true, textOf: () => each };
            const report = findings(assessments, options);
            return { name, context, assessments, report, skipped: [] };
          }),
        );
        const link = (page: string): string => page;
        for (const [before, after] of [
          [states[0]!, states[1]!],
          [states[1]!, states[2]!],
        ] as const) {
          const review = reviewChange(before, after);
          for (const markdown of [
            commentMarkdown({ before, after, ...review }, 'github', link),
            findingsMarkdown(check(after, review, { failAbove: 0 }), context, link),
            diffMarkdown({ before, after, ...review }),
          ]) {
            const lines = markdown.replaceAll('\u2060', '').replace(/^> /gm, '');
            assertHarmless(lines.replace(/\]\(docs\/rules\/[a-z-]+\.md\)/g, ''), own);
            shown++;
          }
          const calls = commentMarkdown({ before, after, ...review }, 'gitlab', link)
            .split('\n')
            .map((line) => decoded(outsideCode(line)))
            .filter((line) => /[@#!%~&][\p{L}\p{N}_]/u.test(line));
          assert.deepEqual(calls, []);
        }
      }),
      { seed: 24, numRuns: 300 },
    );
    assert.ok(shown > 1_000, `${shown} shown`);
  });

  it('stays harmless in what a price book or a file that was not read is called', async () => {
    const text = `import modal\napp = modal.App()\n# modal-cost: requests_per_day=1000 seconds_per_request=2\n@app.function(gpu="H100", min_containers=2, nonpreemptible=True, region="us-west")\ndef f(): ...\n@app.function(gpu="A100")\ndef g(): ...\n`;
    const { declarations } = await scanText(text, 'app.py');
    const comments = new UsageComments(text);
    await fc.assert(
      fc.asyncProperty(
        hostile.filter((name) => name.trim() !== ''),
        hostile,
        async (called, file) => {
          const book = hostileBook(called);
          for (const plan of [null, book.plans.at(-1)!.name, called]) {
            const terms = { book, list: book, hoursPerMonth: 720, plan, today: '2026-11-20' };
            const assessments = declarations.map((each) =>
              assess(each, terms, { comment: comments.of(each), defaults: [], includeStartup: true }),
            );
            const report = findings(assessments, { whole: true, textOf: () => text });
            const skipped = [{ file, reason: { kind: 'notUtf8' } as const }];
            const state = { name: 'x', context: terms, assessments, report, skipped };
            const before = { ...state, assessments: [], ownBook: file, skipped: [] };
            const review = reviewChange(before, state);
            const link = (page: string): string => page;
            const checked = check(state, review, { failAbove: 0 });
            const code = { file: 'app.py', subjects: [], broken: [] };
            const priceables = assessments.map(({ estimate: { subject } }) => ({
              subject,
              use: {
                comment: comments.of(subject as (typeof declarations)[number]),
                defaults: [],
                includeStartup: true,
              },
            }));
            const input = readInput({ source: text });
            const tool = { ...code, subjects: priceables };
            const answer = await estimateAnswer(tool, input, { context: terms }, () => Promise.resolve());
            const compared = await compareAnswer(tool, input, { context: terms }, () => Promise.resolve());
            for (const markdown of [
              estimateMarkdown(assessments, terms),
              diffMarkdown({ before, after: state, ...review }),
              findingsMarkdown(checked, terms, link),
              commentMarkdown({ before, after: state, ...review }, 'gitlab', link),
              ...assessments.map((each) => declarationHover(each)),
            ])
              assertHarmless(
                markdown.replaceAll('\u2060', '').replace(/\]\(docs\/rules\/[a-z-]+\.md\)/g, ''),
                /^<!-- modal-cost-lens -->$|^<details><summary>[\w ]+<\/summary>$|^<\/details>$|<br>(?=·)/g,
              );
            assertHarmless(compared.text);
            assertPlain(answer.text);
            assertPlain([...checkSentences(checked, terms), ...cheapestLines(assessments)].join('\n'));
            assertCsv(estimateCsv(assessments));
            assertCsv(findingsCsv(checked.findings));
            assertCsv(diffCsv(review));
          }
        },
      ),
      { seed: 25, numRuns: 60 },
    );
  });
});

/** As a reader sees it. */
function decoded(markdown: string): string {
  return markdown.replace(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)));
}
