/** What the core says of code, findings and files in a language of its own: what stays English was forgotten. */
import { strict as assert } from 'node:assert';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { bundledBook, listBook, reviewBook } from '../../src/core/pricing/bundled';
import { bookProblemText } from '../../src/core/render/words/priceBooks';
import { ratesNoteText } from '../../src/core/render/words/workspaceRates';
import { parsePriceBook } from '../../src/core/pricing/parsePriceBook';
import { UsageComments } from '../../src/core/modal/usageComment';
import { PARAMETER_NAMES } from '../../src/core/modal/parameters';
import { declarationHover } from '../../src/core/render/hoverText';
import { parameterHover } from '../../src/core/render/keywordHover';
import { lensTitle, lensTooltip } from '../../src/core/render/lensTitle';
import { estimateMarkdown } from '../../src/core/render/estimateReport';
import { findingText, fixTitle, relatedText } from '../../src/core/render/words/findingsText';
import { declaredNoteText } from '../../src/core/render/words/declaredNotes';
import { reasonText } from '../../src/core/render/words/reasons';
import { usageCommentText } from '../../src/core/render/words/usageComments';
import { MODAL } from '../../src/core/review/fit/modalDocs';
import { RULE_IDS, RULE_LEVELS } from '../../src/core/review/findings/rules';
import { teamProblemText } from '../../src/core/render/words/teamFile';
import { parseTeamFile } from '../../src/core/review/team/parseTeamFile';
import { anyOf, inAnotherLanguage, strings, untranslated } from '../support/otherLanguage';
import { scanText } from '../support/python';
import teamSchema from '../../schemas/modal-cost.schema.json';
import { reviewText } from './review/findings/support';
import { fileOf } from './pricing/bookFile';

const FINDINGS = resolve('test/golden/findings');
const FORMS = resolve('test/fixtures/forms');

/** What is nobody's to translate, whatever is said: books, parameters, and the names of things. */
const NAMES = [
  ...strings([reviewBook, listBook]),
  ...[reviewBook, listBook].flatMap(({ id, gpus }) => [id, ...Object.keys(gpus)]),
  ...PARAMETER_NAMES,
  ...[
    'modal',
    'App',
    'concurrent',
    'max_inputs',
    'fastapi_endpoint',
    'update_autoscaler',
    'any',
    'ANY',
    'CPU',
    'GPU',
  ],
  ...RULE_IDS,
  ...RULE_LEVELS,
  ...wordsOf('app/serve.py::Model'),
  ...['py', 'locals'],
  ...strings(MODAL),
  // Fields of the files.
  ...wordsOf(JSON.stringify(listBook)),
  ...wordsOf(JSON.stringify(Object.keys(teamSchema.properties))),
];

/** The words of a source: what is said of it names them. */
function wordsOf(source: string): string[] {
  return source.match(/[A-Za-z]\w*/g) ?? [];
}

function assertTranslated(texts: readonly (string | null | undefined)[], sources: string): void {
  const said = texts.filter((text) => text != null);
  assert.ok(said.length > 0);
  const data = anyOf([...NAMES, ...wordsOf(sources)]);
  const english = said.flatMap((text) => untranslated(text.replace(/<\/?(?:details|summary)>/g, ''), data));
  assert.deepEqual(
    [...new Set(english)],
    [],
    said
      .filter((x) => untranslated(x, data).length)
      .map((x) => x.slice(0, 300))
      .join('\n'),
  );
}

describe('in another language', () => {
  inAnotherLanguage();

  for (const id of RULE_IDS) {
    it(`are the findings of ${id}, and hover, lens and report beside them`, async () => {
      const text = readFileSync(resolve(FINDINGS, `${id}.py`), 'utf8');
      const teamFile = resolve(FINDINGS, `${id}.team.json`);
      const teamText = existsSync(teamFile) ? readFileSync(teamFile, 'utf8') : undefined;
      const { report, assessments, team } = await reviewText(text, {
        file: `${id}.py`,
        ...(teamText !== undefined && { teamText }),
      });
      const book = bundledBook(team.priceBook ?? reviewBook.id)!;
      const context = { book, list: listBook, hoursPerMonth: book.hoursPerMonth.value };
      assertTranslated(
        [
          ...report.findings.flatMap((finding) => [
            findingText(finding),
            ...finding.related.map(relatedText),
            ...finding.fixes.map(fixTitle),
          ]),
          ...assessments.flatMap((each) => [
            lensTitle(each).replace(/[^·]*…$/, ''),
            lensTooltip(each),
            declarationHover(each),
          ]),
          ...assessments.flatMap((each) => PARAMETER_NAMES.map((name) => parameterHover(name, each))),
          estimateMarkdown(assessments, context),
        ],
        text + (teamText ?? ''),
      );
    });
  }

  it('are the reasons of whatever the code leaves open', async () => {
    for (const name of readdirSync(FORMS).filter((each) => each.endsWith('.py'))) {
      const text = readFileSync(resolve(FORMS, name), 'utf8');
      const scan = await scanText(text, name);
      const values = [...scan.declarations, ...scan.callSites].flatMap(({ gpu, params }) => [
        gpu,
        ...Object.values(params),
      ]);
      const said = values.flatMap(({ reason, note }) => [
        ...(reason ? [reasonText(reason)] : []),
        ...(note ? [declaredNoteText(note)] : []),
      ]);
      if (said.length > 0) assertTranslated(said, `${text} ${name}`);
    }
  });

  it('are the problems of usage comments', () => {
    const text = [
      '# modal-cost requests_per_day=1',
      '# modal-cost: requests_per_dya=1 seconds_per_request colour=red concurrency=0.5 concurrency=2',
      '# modal-cost:',
    ].join('\n');
    const { problems } = new UsageComments(`${text}\n@app.function()\ndef f(): ...\n`).of({
      line: 4,
      defLine: 5,
    });
    assertTranslated(problems.map(usageCommentText), text);
  });

  it('are the errors of a team file', () => {
    for (const text of BROKEN_TEAMS) {
      const { problems } = parseTeamFile(text);
      assertTranslated(
        problems.map(({ problem }) => teamProblemText(problem)),
        text,
      );
    }
  });

  it('are the errors of a price book', () => {
    for (const text of BROKEN_BOOKS) {
      const read = parsePriceBook(text);
      assert.ok(!read.ok, text);
      assertTranslated(
        read.errors.map(({ problem }) => bookProblemText(problem)),
        text,
      );
    }
  });

  it('are the notes on the rates of a workspace', () => {
    const text = JSON.stringify({ ...Object.fromEntries(RATE_KEYS.map((key) => [key, '9'])), tpu_cost: '1' });
    const read = parsePriceBook(text);
    assert.ok(read.ok);
    assert.ok(read.notes.length >= RATE_KEYS.length);
    assertTranslated(read.notes.map(ratesNoteText), `${text} B400`);
  });
});

const BROKEN_TEAMS = [
  '',
  '{ "version": 1, "plan": , "rules": [1 2,,], "budgets": nul, declarations: {} "x" }  {}',
  '{ "version": 1, "plan": "Te\tam", "rules": [[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]] }',
  '{ "version": 1, "plan": "Team\n, "x" ',
  '[]',
  '{ "version": 2 }',
  '{ "version": 1, "version": 1, plan: Team, "x" "\\q\t", } }',
  '{ "version": 1, /* ',
  '{ "version": 1, "plan": 3, "priceBook": "../a.json", "hoursPerMonth": "720", "countStartup": "yes", "colour": 1 }',
  '{ "version": 1, "discounts": { "all": 15, "gpu": { "x y": 0.5, "H100": 1, "h100": 0.5 } }, "rules": { "warm-gup": "off", "warm-gpu": "erorr", "no-ceiling": { "usdPerHour": -1 } } }',
  `{ "version": 1, "budgets": { "workspace": {}, "apps": [], "declarations": { "a": { "floor": 1 } } } }`,
  `{ "version": 1, "declarations": { "/a::b": {}, "a\\\\b::c": {}, "../a::b": {}, "a::b": { "values": { "gpu": 1, "min_containers": 0.5, "region": 2, "schedule": "daily", "cluster_size": "2" }, "ignore": { "warm-gpu": "" }, "requests_per_day": -1 } } }`,
];

const listFile = fileOf(listBook);
const RATE_KEYS = [
  'cpu_hour_cost',
  'cpu_hour_cost_sandbox',
  'gpu_hour_cost_b400',
  'gpu_hour_cost_h100',
  'mem_gib_hour_cost',
  'mem_gib_hour_cost_sandbox',
  'volume_storage_gib_month_cost',
];

const BROKEN_BOOKS = [
  '',
  '{ "version": 1, "version": 1 }',
  '{ "version": 1 "id": 2 }',
  '{ "__proto__": 1 }',
  '{ "id": "acme',
  '{ "id": "\\q" }',
  '[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[',
  JSON.stringify({ ...listFile, id: 'acme', plans: [...listBook.plans, ...listBook.plans] }),
  JSON.stringify({ ...listFile, id: 'acme', providers: [...listBook.providers, ...listBook.providers] }),
  JSON.stringify({ ...listFile, id: 'acme', sources: {} }),
  JSON.stringify({
    ...listFile,
    id: 'acme',
    gpuAliases: { H100: { type: 'H100' }, X1: { type: 'X1' }, Y1: { type: 'Y2' } },
  }),
  JSON.stringify({ ...listFile, id: listBook.id }),
  '{ "cpu_hour_cost": "free", "gpu_hour_cost_h100": "-1", "gpu_hour_cost_t4": "1e9", "gpu_hour_cost_l4": "1e-9" }',
  '{ "gpu_hour_cost_a10": "1", "gpu_hour_cost_a10g": "1" }',
  '[1,]',
  '{ "version": 1 // }',
  '{ "version": 2 }',
  '{ "version": 1, "id": "a b", "title": "", "date": "now", "colour": 1 }',
  '{ "version": 1, "id": "acme", "title": "Acme", "date": "2026-07", "extends": "nothing", "sources": {} }',
  '{ "version": 1, "id": "acme", "title": "Acme", "date": "2026-07", "extends": "modal-list-2026-10", "sources": { "x": { "title": "X", "date": "2026-07", "url": "http://x" } }, "gpus": { "h100": {}, "T4": { "active": { "value": 3.95, "unit": "USD/GPU-s", "source": "y", "date": "2026-07" } } } }',
];
