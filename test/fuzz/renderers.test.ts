import { strict as assert } from 'node:assert';
import fc from 'fast-check';
import { printEstimate } from '../../src/cli/commands/estimateCommand';
import type { Format } from '../../src/cli/options';
import { printScan } from '../../src/cli/commands/scanCommand';
import { jsonChunks } from '../../src/core/json/jsonChunks';
import type { Terminal } from '../../src/cli/terminal';
import { assess, type Assessment } from '../../src/core/cost/assess';
import { scanModule, type FileScan } from '../../src/core/modal/scan';
import { UsageComments } from '../../src/core/modal/usageComment';
import { listBook, reviewBook } from '../../src/core/pricing/bundled';
import { PythonModule } from '../../src/core/python/module';
import type { PythonParser } from '../../src/core/python/parser';
import { declarationHover } from '../../src/core/render/hoverText';
import { parameterHover } from '../../src/core/render/keywordHover';
import { lensTitle, lensTooltip } from '../../src/core/render/lensTitle';
import { estimateMarkdown } from '../../src/core/render/estimateReport';
import { viewCsv, viewMarkdown } from '../../src/core/render/scenario/scenarioExport';
import { scenarioOf } from '../../src/core/render/scenario/scenario';
import { panelView } from '../../src/core/render/scenario/scenarioView';
import { diffAssessments, headline } from '../../src/core/review/diff/diff';
import { causeText } from '../../src/core/render/words/changeCauses';
import { findingText } from '../../src/core/render/words/findingsText';
import { findings } from '../../src/core/review/findings/findings';
import { parseMessage, toPanelSchema } from '../../src/protocol';
import { assertCsv, assertHarmless, assertLabel, assertPlain } from '../support/harmless';
import { loadParser } from '../support/python';
import { check, hostileText, TIMEOUT } from './support';

const context = { book: reviewBook, list: listBook, hoursPerMonth: 720 };

/** The forms in which a text of the workspace reaches what is shown. */
const form = fc.constantFrom<(a: string, b: string) => string>(
  (a) => `gpu=${a}`,
  (a, b) => `gpu=[${a}, ${b}]`,
  (a, b) => `gpu=cfg[${a}][${b}]`,
  (a, b) => `gpu=os.environ.get(${a}, ${b})`,
  (a) => `gpu=os.environ[${a}]`,
  (a, b) => `gpu=${a} if f(${b}) else "H100"`,
  (a) => `gpu="H100:" + ${a}`,
  (a, b) => `**{"gpu": ${a}, "region": ${b}}`,
  (a) => `**cfg[${a}]`,
  (a, b) => `gpu="H100", region=[${a}, ${b}], cloud=${a}`,
  (a, b) => `gpu="H100", schedule=modal.Cron(${a}, timezone=${b}), min_containers=f(${a})`,
  (a) => `gpu="H100", cpu=${a}, memory=(${a}, 2), timeout=${a}, retries=${a}`,
  (a) => `gpu=modal.gpu.A100(size=${a}), keep_warm=${a}`,
  (a) => `gpu="H100", min_containers=2, scaledown_window=int(${a})`,
);
const declared = fc.record({ form, a: hostileText, b: hostileText });
const file = hostileText.map((text) => `${text.replace(/[\0\n]/g, '')}.py`);
const comment = fc.oneof(
  fc.constant('# modal-cost: requests_per_day=1000 seconds_per_request=2'),
  hostileText.map((text) => `# modal-cost: ${text.replace(/[\r\n]/g, ' ')}=1`),
);
const source = fc.record({ file, comment, declared: fc.array(declared, { minLength: 1, maxLength: 3 }) });

/** Python’s literal for a text: JSON’s, without a pair of surrogates in two escapes. */
const literal = (text: string): string => JSON.stringify(text);

function python({
  comment,
  declared: all,
}: {
  comment: string;
  declared: { form: (a: string, b: string) => string; a: string; b: string }[];
}): string {
  const each = all.map(
    ({ form, a, b }, i) =>
      `${comment}\n@app.function(${form(literal(a), literal(b))})\ndef f${i}(): ...\nf${i}.with_options(gpu=${literal(a)})\nmodal.Sandbox.create(${literal(b)}, gpu=${literal(a)})\n`,
  );
  return `import modal, os\napp = modal.App()\ncfg = {${literal(all[0]!.a)}: 1}\n${each.join('')}`;
}

let parser: PythonParser;
before(async () => (parser = await loadParser()));

function read(text: string, name: string): FileScan & { readonly assessments: readonly Assessment[] } {
  const tree = parser.parse(text)!;
  try {
    const scan = scanModule(new PythonModule(name, text, tree.rootNode));
    const comments = new UsageComments(text);
    const assessments = [...scan.declarations, ...scan.callSites].map((subject) =>
      assess(subject, context, {
        ...(subject.type === 'declaration' ? { comment: comments.of(subject) } : {}),
        defaults: [],
        includeStartup: true,
      }),
    );
    return { ...scan, assessments };
  } finally {
    tree.delete();
  }
}

const OWN_HTML = /^<details><summary>Arithmetic and assumptions<\/summary>$|^<\/details>$/g;
const LINKS = {
  switchBook: 'command:modalCost.switchPriceBook',
  setUsage: 'command:modalCost.setUsage?%5B1%5D',
};
const OWN_LINKS = /\[[^\]]*\]\(command:modalCost\.(switchPriceBook|setUsage)(\?[%\w]*)?\)/g;

describe('hostile text', function () {
  this.timeout(TIMEOUT);

  it('is text in lenses, their tooltips and hovers, whose only links are the two commands', () => {
    let shown = 0;
    check(source, 150, (each) => {
      for (const assessment of read(python(each), each.file).assessments) {
        assertLabel(lensTitle(assessment));
        assertPlain(lensTooltip(assessment));
        for (const hover of [
          declarationHover(assessment, LINKS),
          parameterHover('gpu', assessment, LINKS),
          parameterHover('region', assessment, LINKS),
        ]) {
          assertHarmless(hover, OWN_LINKS);
          shown++;
        }
        assertHarmless(declarationHover(assessment));
      }
    });
    assert.ok(shown > 300, `${shown} shown`);
  });

  it('is text in a terminal and in reports', () => {
    check(fc.tuple(source, fc.constantFrom(undefined, 20, 80, 200)), 100, ([each, width]) => {
      const { declarations, callSites, assessments } = read(python(each), each.file);
      const scan = { seen: 1, parsed: 1, skipped: [], declarations, callSites };
      const printed = (print: (terminal: Terminal) => Promise<void>): string => {
        const lines: string[] = [];
        const terminal = {
          print: (line: string) => void lines.push(line),
          write: (text: string) => void lines.push(text),
          json: (data: object) => Promise.resolve(void lines.push([...jsonChunks(data)].join(''))),
          warn: () => undefined,
          width,
          color: false,
        };
        void print(terminal);
        return lines.join('\n');
      };
      assertPlain(printed((terminal) => printScan(scan, 'table', terminal)));
      assertHarmless(printed((terminal) => printScan(scan, 'markdown', terminal)));
      JSON.parse(printed((terminal) => printScan(scan, 'json', terminal)));
      const options = { includeStartup: true } as const;
      const estimate = (format: Format): string =>
        printed((terminal) => printEstimate(assessments, context, { ...options, format }, terminal));
      assertPlain(estimate('table'));
      assertHarmless(estimate('markdown'), OWN_HTML);
      assertHarmless(estimateMarkdown(assessments, context), OWN_HTML);
      JSON.parse(estimate('json'));
      assertCsv(estimate('csv'));
    });
  });

  it('is text in the panel, its messages and what it copies', () => {
    check(
      fc.tuple(
        source,
        fc.dictionary(fc.constantFrom('gpu', 'requests_per_day', 'book', '__proto__'), hostileText),
      ),
      40,
      ([each, typed]) => {
        const [declaration] = read(python(each), each.file).declarations;
        if (!declaration) return;
        const subject = {
          declaration,
          isCode: true,
          context,
          use: { defaults: [], includeStartup: true },
          books: [reviewBook, listBook],
        };
        const view = panelView(scenarioOf(subject, typed, {}), [], 'key');
        const sent = parseMessage(toPanelSchema, { type: 'view', view });
        assert.ok(sent.ok, sent.ok ? '' : sent.reason);
        assertPlain(view.title);
        assertHarmless(viewMarkdown(view));
        assertCsv(viewCsv(view));
      },
    );
  });

  it('is text in findings and differences', () => {
    let found = 0;
    check(fc.tuple(source, source), 100, ([a, b]) => {
      const [before, after] = [a, b].map((each) => read(python(each), each.file).assessments);
      const options = { includeStartup: true, whole: true, textOf: () => python(b) };
      for (const finding of findings(after!, options).findings) {
        assertPlain(findingText(finding));
        found++;
      }
      for (const change of diffAssessments(before!, after!).changes) {
        JSON.stringify(headline(change));
        for (const cause of change.causes) assertPlain(causeText(cause));
      }
    });
    assert.ok(found > 50, `${found} findings`);
  });
});
