import type { Assessment } from '../cost/assess';
import type { Comparison } from '../cost/comparison/comparison';
import { comparisonOf } from '../cost/comparison/compareDeclaration';
import type { PricingContext } from '../cost/estimate';
import { total } from '../cost/estimateTotal';
import { gpuLabel } from '../modal/gpu';
import { fitOf } from '../review/fitOf';
import { costText } from '../render/amountText';
import { figureRows } from '../render/arithmetic';
import { comparisonMarkdown } from '../render/comparisonText';
import { fitJson } from '../render/fitJson';
import { fitMarkdown } from '../render/fitMarkdown';
import {
  assessmentJson,
  comparisonJson,
  ESTIMATE_VERSION,
  pricesJson,
  sumJson,
  usageJson,
} from '../render/estimateJson';
import { escapeMarkdown, oneLine, shorten } from '../render/escape';
import { monthTotal } from '../render/monthText';
import { byOtherBook, otherBookSentence } from '../render/besideBook';
import { estimateNotes } from '../render/estimateNotes';
import { bookSentence } from '../render/estimateReport';
import { monthReasonText, overloadText } from '../render/words/monthWords';
import { rowName, subjectCountText } from '../render/words/subjectNames';
import { partlyCountedText } from '../render/totalText';
import { fieldName, notComparedText, whyNotCompared } from './notCompared';
import type { ToolInput } from './toolInput';
import { ToolProblem } from './toolProblem';
import {
  assessSubjects,
  brokenNote,
  contextFor,
  place,
  type Checkpoint,
  type ToolCode,
} from './toolSubjects';

/** What a tool answers: for a reader, and the same as data. */
export interface ToolAnswer {
  readonly text: string;
  readonly data: Record<string, unknown>;
}

/** What an answer rests on besides the question. */
export interface ToolSettings {
  readonly context: PricingContext;
  /** What is not used of the team file and its price book, and why; on one line each. */
  readonly refused?: readonly string[];
  /** About how many characters the text may have, and the data as JSON: 20,000 or more. */
  readonly most?: number;
}

const MAX_LENGTH = 60_000;
/** Room for any one declaration that a person would write. */
const MIN_LENGTH = 20_000;
const MAX_LEFT_OUT = 100;

/** Something that an answer had no room for. */
interface LeftOut {
  readonly file: string;
  readonly line: number;
  readonly name: string;
}

/**
 * `modalCost_estimate`: the objects of `modal-cost estimate --format json`, without the comparison and the fit.
 * @throws ToolProblem where the question cannot be answered
 */
export async function estimateAnswer(
  code: ToolCode,
  input: ToolInput,
  settings: ToolSettings,
  checkpoint: Checkpoint,
): Promise<ToolAnswer> {
  const { context, assessments, room } = await begin(code, input, settings, checkpoint);
  for (const each of assessments) {
    await checkpoint();
    room.take(each, () => ({ text: estimateText(each), data: assessmentJson(each) }));
  }
  return {
    text: [
      ...preface(code, input, context, settings),
      ...room.texts,
      ...sumText(assessments),
      ...room.note(),
    ].join('\n\n'),
    data: {
      ...sumJson(assessments, context),
      refused: settings.refused ?? [],
      estimates: room.data,
      leftOut: room.leftOut,
    },
  };
}

/**
 * `modalCost_compare`: the comparison of `modal-cost estimate --format json` for each declaration that has one.
 * @throws ToolProblem where the question cannot be answered, and where nothing in it can be compared
 */
export async function compareAnswer(
  code: ToolCode,
  input: ToolInput,
  settings: ToolSettings,
  checkpoint: Checkpoint,
): Promise<ToolAnswer> {
  const { context, assessments, room } = await begin(code, input, settings, checkpoint);
  const refused: { readonly place: string; readonly reason: string; readonly reasonKind: string }[] = [];
  for (const assessment of assessments) {
    await checkpoint();
    const comparison = comparisonOf(assessment, { rateBreakEvens: true });
    if (!comparison) {
      const reason = whyNotCompared(assessment);
      refused.push({
        place: title(assessment),
        reason: notComparedText(reason, assessment),
        reasonKind: reason.kind,
      });
      continue;
    }
    room.take(assessment, () => compared(assessment, comparison));
  }
  const reasons = refused.slice(0, 20).map(({ place: where, reason }) => `${where}: not compared: ${reason}`);
  if (refused.length === assessments.length) throw new ToolProblem(reasons.join('\n'));
  return {
    text: [...preface(code, input, context, settings), ...room.texts, ...reasons, ...room.note()].join(
      '\n\n',
    ),
    data: {
      version: ESTIMATE_VERSION,
      currency: 'USD',
      ...pricesJson(context),
      refused: settings.refused ?? [],
      comparisons: room.data,
      notCompared: refused.slice(0, MAX_LEFT_OUT),
      leftOut: room.leftOut,
    },
  };
}

/** What both answers are made from: the terms, what was asked about under them, and the room to say it in. */
async function begin(
  code: ToolCode,
  input: ToolInput,
  settings: ToolSettings,
  checkpoint: Checkpoint,
): Promise<{ context: PricingContext; assessments: readonly Assessment[]; room: Room }> {
  const context = contextFor(input, settings.context);
  const assessments = await assessSubjects(code, input, context, checkpoint);
  return { context, assessments, room: new Room(settings.most) };
}

/** A declaration's comparison, and whether it fits Modal. */
function compared(assessment: Assessment, comparison: Comparison): ToolAnswer {
  const fit = fitOf(assessment, comparison);
  return {
    text: [`### ${title(assessment)}`, comparisonMarkdown(comparison), fit ? fitMarkdown(fit) : '']
      .filter((block) => block !== '')
      .join('\n\n'),
    data: {
      ...placeJson(assessment),
      usage: assessment.usage && usageJson(assessment.usage),
      comparison: comparisonJson(comparison),
      fit: fitJson(fit),
    },
  };
}

/** What a whole answer rests on. */
export function preface(
  { broken }: ToolCode,
  { gpu }: ToolInput,
  context: PricingContext,
  { refused = [] }: ToolSettings,
): string[] {
  return [
    escapeMarkdown(bookSentence(context)),
    ...refused.map(escapeMarkdown),
    ...(gpu ? [`With gpu="${gpuLabel(gpu)}" instead of the GPU in the code.`] : []),
    ...(broken.length > 0 ? [brokenNote(broken)] : []),
  ];
}

export function placeJson({ estimate: { subject } }: Assessment): LeftOut {
  return {
    file: subject.file,
    line: subject.line,
    name: 'qualname' in subject ? subject.qualname : rowName(subject),
  };
}

/** `app/serve.py:13 serve (H100:2)`. */
export function title(assessment: Assessment): string {
  const { alternatives, subject } = assessment.estimate;
  const labels = alternatives.map(({ label }) => label).join(' | ');
  const gpu = labels === '' ? `gpu=${subject.gpu.source}` : labels;
  return `${place(subject)} ${shorten(oneLine(placeJson(assessment).name), 100)} (${shorten(oneLine(gpu), 100)})`;
}

function estimateText(assessment: Assessment): string {
  const { estimate } = assessment;
  const rows = figureRows(estimate).map(
    ({ title: what, option, arithmetic, result }) =>
      `${what}${option === '' ? '' : `, ${oneLine(option)}`}: ${arithmetic} = ${result}`,
  );
  const other = otherBookSentence(byOtherBook(assessment));
  const lines = [...rows, ...monthText(assessment), ...estimateNotes(estimate), other].filter(Boolean);
  return [title(assessment), ...lines.map((line) => `- ${line}`)].join('\n');
}

function monthText({ estimate: { subject }, month, usage }: Assessment): string[] {
  if (!usage) return [];
  if (!month)
    return [
      `The cost per month is unknown, since the usage is unknown. Give \`usage\` with ${usage.missing.map(fieldName).join(' and ')}, or write # modal-cost: ${usage.missing.map((field) => `${fieldName(field)}=…`).join(' ')} above ${place(subject)}.`,
    ];
  if (month.status === 'unknown')
    return [`The cost per month is unknown: ${oneLine(monthReasonText(month.reason))}.`];
  const overloaded = month.unstable === null ? '' : ` Overloaded: ${overloadText(month.unstable)}.`;
  return [`Cost per month: ${monthTotal(month)}.${overloaded}`];
}

/** All of them together, where there are several and something of them is known. */
function sumText(assessments: readonly Assessment[]): string[] {
  const { counted, floorPerMonth, livePerHour, unknown, ...count } = total(
    assessments.map(({ estimate }) => estimate),
  );
  if (counted === 1 || unknown === counted) return [];
  const rest = unknown > 0 ? ` ${partlyCountedText(unknown)}` : '';
  return [
    `Total of ${subjectCountText(count)}: ${costText(floorPerMonth)} per month warm before the first request; one container of each running: ${costText(livePerHour)} per hour.${rest}`,
  ];
}

/** Keeps an answer from growing without end: what does not fit is named instead. */
class Room {
  readonly texts: string[] = [];
  readonly data: object[] = [];
  readonly leftOut: LeftOut[] = [];
  private more = 0;
  private left: number;

  constructor(most = MAX_LENGTH) {
    this.left = Math.max(MIN_LENGTH, most);
  }

  /** Takes one up where there is room, and its answer is only worked out then. */
  take(assessment: Assessment, answer: () => { readonly text: string; readonly data: object }): void {
    if (this.more === 0) {
      const { text, data } = answer();
      this.left -= Math.max(text.length, JSON.stringify(data).length);
      if (this.left >= 0) {
        this.texts.push(text);
        this.data.push(data);
        return;
      }
    }
    this.more += 1;
    if (this.leftOut.length < MAX_LEFT_OUT) this.leftOut.push(placeJson(assessment));
  }

  note(): string[] {
    if (this.more === 0) return [];
    const names = this.leftOut
      .slice(0, 20)
      .map(({ line, name }) => `${shorten(oneLine(name), 60)} (line ${line})`)
      .join(', ');
    return [`The answer is too long: ${this.more} left out. Ask for one with \`declaration\`: ${names}.`];
  }
}
