import type { BlockView, CostModel, SectionView } from './panelView';
import type { Comparison } from '../../cost/comparison/comparison';
import type { Pause, Steps } from '../../python/resumable';
import type { FitFinding } from '../../review/fit/fitFinding';
import { fitOf } from '../../review/fitOf';
import { figureRows } from '../arithmetic';
import { comparisonNotes } from '../comparisonText';
import { monthRows } from '../monthText';
import { assumptionText } from '../words/monthWords';
import { alternativeText, citationTitle, contradictionText, fitText, unseenQuestion } from '../words/fit';
import { statementTexts } from '../words/fitStatements';
import { t } from '../words/translate';
import type { Scenario } from './scenario';
import { left, right } from './columns';
import { splitBlocks } from './costSplit';
import { requestsOfModel } from './costModel';
import { presetMachines } from './presets';
import { comparisonTable, utilizationBlocks, tokenBlocks } from './offerTables';
import { measurementBlocks, historyBlocks, sourceBlocks } from './bookBlocks';

/** Everything beside the charts, in the order that a reader wants it. */
export function* sectionsInSteps(
  scenario: Scenario,
  comparison: Comparison | null,
  model: CostModel | null,
  advice: readonly string[],
  pause: Pause,
): Steps<SectionView[]> {
  const machines = presetMachines(scenario);
  const machinesOfReview = machines === null ? [] : [machines];
  const compareBlocks = (): BlockView[] =>
    comparison && model
      ? [
          { kind: 'table', table: comparisonTable(comparison, requestsOfModel(model)) },
          { kind: 'list', items: [...machinesOfReview, ...comparisonNotes(comparison)] },
        ]
      : [];
  const poolBlocks = (): BlockView[] => (advice.length > 0 ? [{ kind: 'list', items: [...advice] }] : []);
  const all: readonly (readonly [id: string, title: string, blocks: () => readonly BlockView[]])[] = [
    ['split', t('Cost breakdown per month'), () => splitBlocks(scenario)],
    ['compare', t('The same work elsewhere'), compareBlocks],
    ['utilization', t('By utilization, active time only'), () => utilizationBlocks(scenario)],
    ['pool', t('The warm pool'), poolBlocks],
    ['tokens', t('Dollars per million tokens'), () => tokenBlocks(scenario)],
    ['fit', t('Does it fit Modal?'), () => fitBlocks(scenario, comparison)],
    ['latency', t('Cold starts and latency, as measured'), () => measurementBlocks(scenario)],
    ['history', t('The GPU’s price over time'), () => historyBlocks(scenario)],
    ['arithmetic', t('Arithmetic and assumptions'), () => arithmeticBlocks(scenario)],
    ['sources', t('Sources'), () => sourceBlocks(scenario)],
  ];
  const sections: SectionView[] = [];
  for (const [id, title, blocksOf] of all) {
    if (pause()) yield;
    const blocks = blocksOf();
    if (blocks.length > 0) sections.push({ id, title, open: id === OPEN_SECTION, blocks: [...blocks] });
  }
  return sections;
}

/** What a reader came for. */
const OPEN_SECTION = 'split';

function fitBlocks({ after }: Scenario, comparison: Comparison | null): BlockView[] {
  const report = fitOf(after, comparison);
  if (!report) return [];
  const found = report.findings.map(verdictBlock);
  const questions = report.unseen.map(({ topic }) => t('Not visible in code: {0}', unseenQuestion(topic)));
  return questions.length === 0 ? found : [...found, { kind: 'list', items: questions }];
}

function verdictBlock(finding: FitFinding): BlockView {
  const { verdict, alternative, source, otherwise } = finding;
  const reason = [fitText(finding), ...statementTexts(finding)].join(' ');
  return {
    kind: 'verdict',
    verdict,
    title: alternative ? t('Alternative: {0}', alternativeText(alternative)) : '',
    reason: otherwise
      ? `${reason} ${t('{0} disagrees: {1}', citationTitle(otherwise.source), contradictionText(otherwise))}`
      : reason,
    source: `${citationTitle(source)}, ${source.date}`,
  };
}

function arithmeticBlocks({ after: { estimate, month } }: Scenario): BlockView[] {
  const figures = figureRows(estimate).map(({ title, option, arithmetic, result, headline }) => ({
    strong: headline,
    cells: [option === '' ? title : `${title}, ${option}`, arithmetic, result],
  }));
  const known = month?.status === 'known' ? month : null;
  const months = known
    ? monthRows(known, estimate).map(({ title, arithmetic, result }) => ({
        strong: false,
        cells: [title, arithmetic, result],
      }))
    : [];
  const columns = [left(t('figure')), left(t('arithmetic')), right('USD')];
  return [
    { kind: 'table', table: { caption: t('Before the first request'), columns, rows: figures } },
    ...(known
      ? [
          { kind: 'table' as const, table: { caption: t('Likely cost per month'), columns, rows: months } },
          {
            kind: 'list' as const,
            items: known.assumptions.map((each) => t('Assumes: {0}', assumptionText(each))),
          },
        ]
      : []),
  ];
}
