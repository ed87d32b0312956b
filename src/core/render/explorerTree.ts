/** The workspace as a tree: folder → app → declaration, each with what it costs. */
import type { BilledWorkspace } from '../bill/join';
import { floorAmount, knownPart, liveAmount, sumOf as amountSum, type KnownAmount } from '../cost/amount';
import type { Assessment } from '../cost/assess';
import { ALL_PAID } from '../cost/dataCost';
import type { Estimate } from '../cost/estimate';
import type { DataShare } from '../cost/spending';
import { isUnknown, monthTotal, total, type Total } from '../cost/estimateTotal';
import type { CallSite, Subject } from '../modal/declaration';
import { orMore } from './amountText';
import { oneLine } from './escape';
import { BudgetStates, type BudgetState } from '../review/findings/budgetStates';
import { FolderData } from '../review/team/folderData';
import { NO_TEAM, type Team } from '../review/team/team';
import {
  declarationColumns,
  groupColumns,
  groupSum,
  groupText,
  ordered,
  type GroupSum,
  type Sort,
} from './explorerColumns';
import { billColumns, ExplorerBill, type BillGroupNode } from './explorerBill';
import { columnTexts, type Line } from './explorerLine';
import { lensSpoken } from './lensTitle';
import { usdShort } from './money';
import { compareNames } from '../text/compareNames';
import type { SkippedFile } from '../workspace/skipReason';
import { totalText } from './totalText';
import { SEEN_BILL, SPOKEN_BILL } from './words/billTitles';
import { SEEN, SPOKEN, type TitleWords } from './words/titleWords';
import { budgetStateText } from './words/findingsBudget';
import { rowName } from './words/subjectNames';
import { t } from './words/translate';

export interface ExplorerOptions {
  /**
   * The dearest first: by the month where it is known, else by the warm floor; or by the floor alone; or by what it did cost; or
   * by how far that is above the estimate; or by name.
   */
  readonly sort: Sort;
  /** Only what keeps containers warm, or may. */
  readonly warmOnly: boolean;
}

/** What is known of one folder. */
export interface ExplorerSource {
  readonly name: string;
  readonly assessments: readonly Assessment[];
  readonly skipped: readonly SkippedFile[];
  /** Its team, whose budgets are shown; absent for none. */
  readonly team?: Team;
  /** Its actual bill, joined with the assessments; absent for none. */
  readonly bill?: BilledWorkspace | null;
}

/** What the declarations of one place come to together. */
export interface Sum extends Total {
  /** Of those whose month is known, in USD. */
  readonly month: {
    readonly known: number;
    readonly usd: KnownAmount;
    /** Whether something in it is being simulated. */
    readonly isSimulating: boolean;
  };
  readonly warmGpus: number;
}

export interface FolderNode extends Line {
  readonly kind: 'folder';
  readonly apps: readonly AppNode[];
  /** What is on the bill or in the code alone. */
  readonly groups: readonly BillGroupNode[];
  readonly skipped: readonly SkippedFile[];
}

export interface AppNode extends Line {
  readonly kind: 'app';
  /** How many of its warm pools wait on GPUs. */
  readonly warmGpus: number;
  /** The files that declare something to it. */
  readonly files: readonly string[];
  readonly declarations: readonly DeclarationNode[];
  /** What it did cost in each environment, in sentences. */
  readonly billed: readonly string[];
}

export interface DeclarationNode extends Line {
  readonly kind: 'declaration';
  readonly assessment: Assessment;
  /** What its warm pool waits on; null where it keeps none. */
  readonly warm: 'gpu' | 'cpu' | null;
  /** Whether something that its costs need is not known. */
  readonly isUnknown: boolean;
}

export interface Explorer {
  readonly folders: readonly FolderNode[];
  /** Of what is shown. */
  readonly sum: GroupSum;
  /** How many declarations and calls are shown, of how many there are. */
  readonly shown: number;
  readonly all: number;
}

export function explorer(sources: readonly ExplorerSource[], options: ExplorerOptions): Explorer {
  const isShown = ({ estimate }: Assessment): boolean => !options.warmOnly || estimate.floor !== null;
  const folders = sources.map((source): ShownFolder => {
    const { assessments, team = NO_TEAM } = source;
    const data = new FolderData(assessments, team, assessments[0]?.estimate.context, true);
    return { source, shown: assessments.filter(isShown), data, share: folderShare(data, options) };
  });
  const all = sources.reduce((sum, { assessments }) => sum + assessments.length, 0);
  const shown = folders.reduce((sum, each) => sum + each.shown.length, 0);
  return { folders: folders.map((each) => folderNode(each, options)), sum: togetherSum(folders), shown, all };
}

/** A folder, what of it is shown, and what of its data the shown part has. */
interface ShownFolder {
  readonly source: ExplorerSource;
  readonly shown: readonly Assessment[];
  readonly data: FolderData;
  readonly share: DataShare | null;
}

/** Each folder has the allowance of its own plan. */
function togetherSum(folders: readonly ShownFolder[]): GroupSum {
  const [first, ...others] = folders;
  if (first && others.length === 0) return groupSum(first.shown, first.share);
  const sum = groupSum(folders.flatMap(({ shown }) => shown));
  const months = folders.map(({ shown, share }) => groupSum(shown, share).spending.month);
  return { ...sum, data: null, spending: { ...sum.spending, month: amountSum(months) } };
}

/** What a whole costs: its month first where all of it is known, as in a lens; else last, and of how many it is. */
export function sumText(sum: Sum, words: TitleWords = SEEN): string {
  const { known, usd, isSimulating } = sum.month;
  const { counted } = sum;
  const likely = usdShort(usd.likely);
  const rest = totalText(sum, words);
  if (known === 0) return words.parts([isSimulating ? words.simulating('') : '', rest]);
  const bounded = (text: string): string => {
    const month = usd.atLeast ? orMore(text) : text;
    return isSimulating ? words.simulating(month) : month;
  };
  return known === counted
    ? words.parts([bounded(words.aboutPerMonth(likely)), rest])
    : words.parts([rest, bounded(words.aboutPerMonthOfSome(likely, known, counted))]);
}

export function sumOf(assessments: readonly Assessment[]): Sum {
  const estimates = assessments.map(({ estimate }) => estimate);
  const warmGpus = estimates.filter((each) => warmOn(each) === 'gpu').length;
  return { ...total(estimates), month: monthTotal(assessments), warmGpus };
}

function folderNode({ source, shown, data, share }: ShownFolder, options: ExplorerOptions): FolderNode {
  const { name, skipped, team = NO_TEAM, assessments, bill = null } = source;
  const groupOf = groups(assessments);
  const budgets = new BudgetStates(team, assessments, data);
  const lines = { budgets, data, bill: new ExplorerBill(bill), ...options };
  const byKey = new Map<string, { readonly group: Group; readonly members: Assessment[] }>();
  for (const each of shown) {
    const group = groupOf(each);
    const known = byKey.get(group.key);
    if (known) known.members.push(each);
    else byKey.set(group.key, { group, members: [each] });
  }
  const repeated = repeatedLabels([...byKey.values()].map(({ group }) => group));
  const apps = [...byKey.values()].map(({ group, members }) =>
    appNode(group, members, repeated.has(group.label), lines),
  );
  return {
    kind: 'folder',
    ...groupLine(oneLine(name), { members: shown, data: share }, budgets.ofWorkspace, lines),
    apps: sorted(apps, options.sort, (app) => rankOfApp(app, lines)),
    groups: options.warmOnly ? [] : lines.bill.groups(options.sort),
    skipped: [...skipped].sort((a, b) => compareNames(a.file, b.file)),
  };
}

/** All data of a folder with the allowance; of what keeps containers warm, only what its declarations have. */
function folderShare({ sum, declared }: FolderData, { warmOnly }: ExplorerOptions): DataShare | null {
  return warmOnly ? declared : sum;
}

/** What the lines of a folder are made with. */
interface LineContext extends ExplorerOptions {
  readonly budgets: BudgetStates;
  readonly data: FolderData;
  readonly bill: ExplorerBill;
}

/** Names that several apps go by, as `app` in two files does. */
function repeatedLabels(groups: readonly Group[]): ReadonlySet<string> {
  const seen = new Set<string>();
  return new Set(groups.map(({ label }) => label).filter((label) => seen.has(label) || !seen.add(label)));
}

function appNode(
  group: Group,
  members: readonly Assessment[],
  isRepeated: boolean,
  lines: LineContext,
): AppNode {
  const files = [...new Set(members.map(({ estimate }) => estimate.subject.file))].sort(compareNames);
  const declarations = members.map((each) => declarationNode(each, lines));
  const file = oneLine(files[0]!);
  // The name of the file fits a narrow view; its path stands at the end, with that of every app without a name.
  const label = isRepeated ? `${group.label} (${file.slice(file.lastIndexOf('/') + 1)})` : group.label;
  const where = group.isNamed ? [] : [file];
  return {
    kind: 'app',
    ...groupLine(
      label,
      { members, data: { paid: ALL_PAID, lines: lines.data.of(members)?.lines ?? [] } },
      lines.budgets.ofApp(members),
      lines,
      where,
    ),
    warmGpus: members.filter(({ estimate }) => warmOn(estimate) === 'gpu').length,
    files,
    declarations: sorted(declarations, lines.sort, ({ assessment }) => rankOf(assessment, lines)),
    billed: lines.bill.sentencesOf(members),
  };
}

/** The line of several declarations. */
function groupLine(
  label: string,
  { members, data }: { readonly members: readonly Assessment[]; readonly data: DataShare | null },
  budgets: readonly BudgetState[],
  { bill, sort }: LineContext,
  where: readonly string[] = [],
): Line {
  const sum = groupSum(members, data);
  const figures = bill.of(members);
  const { figure, others } = ordered(
    { ...groupColumns(sum, SEEN), ...billColumns(figures, SEEN_BILL) },
    sort,
  );
  const { actual, difference, environments } = billColumns(figures, SPOKEN_BILL);
  const said = budgets.map(budgetStateText);
  const line = { label, figure: members.length === 0 ? '' : figure };
  return {
    ...line,
    ...columnTexts(line, [...said, ...others, ...where]),
    spoken: `${label}: ${SPOKEN.parts([...where, groupText(sum, SPOKEN), actual, environments, difference, ...said])}`,
    isOverBudget: budgets.some(({ over }) => over > 0),
  };
}

function declarationNode(assessment: Assessment, { budgets, bill, sort }: LineContext): DeclarationNode {
  const { estimate } = assessment;
  const { subject } = estimate;
  const label = subject.type === 'call' ? callLabel(subject) : oneLine(subject.qualname);
  const figures = bill.of([assessment]);
  const columns = { ...declarationColumns(assessment, SEEN), ...billColumns(figures, SEEN_BILL) };
  const { figure, others } = ordered(columns, sort);
  const { actual, difference, environments } = billColumns(figures, SPOKEN_BILL);
  const states = budgets.ofDeclaration(assessment);
  const said = states.map(budgetStateText);
  // What a call changes is said in a sentence.
  const line = { label, figure: subject.type === 'call' ? '' : figure };
  return {
    kind: 'declaration',
    ...line,
    ...columnTexts(line, [...said, ...others]),
    spoken: `${placeInWords(subject, label)}: ${SPOKEN.parts([lensSpoken(assessment), actual, environments, difference, ...said])}`,
    isOverBudget: states.some(({ over }) => over > 0),
    assessment,
    warm: warmOn(estimate),
    isUnknown: isUnknown(estimate),
  };
}

function callLabel(call: CallSite): string {
  const { form } = call;
  if (call.changes) return rowName(call);
  return form === 'image_build' ? t('(image build)') : `(${form})`;
}

function placeInWords(subject: Subject, label: string): string {
  const [file, { line }] = [oneLine(subject.file), subject];
  if (subject.type === 'call') return t('{0} in {1}, line {2}', label, file, line);
  if (subject.kind === 'cls') return t('{0}, class in {1}, line {2}', label, file, line);
  if (subject.kind === 'sandbox') return t('{0}, sandbox in {1}, line {2}', label, file, line);
  if (subject.kind === 'server') return t('{0}, server in {1}, line {2}', label, file, line);
  return t('{0}, function in {1}, line {2}', label, file, line);
}

/** What a warm pool waits on; where the GPU is not known it may well be one. */
function warmOn({ floor, alternatives, subject }: Estimate): 'gpu' | 'cpu' | null {
  if (floor === null) return null;
  return subject.gpu.status === 'unknown' || alternatives.some(({ gpu }) => gpu !== null) ? 'gpu' : 'cpu';
}

/** An app of one folder: by its name, which files may share, else by its variable in one file. */
interface Group {
  readonly key: string;
  readonly label: string;
  readonly isNamed: boolean;
}

/**
 * Which app each declaration is of, and each call that changes one. A sandbox or another call may name none: it is counted
 * to its file's, where that has just one.
 */
function groups(assessments: readonly Assessment[]): (assessment: Assessment) => Group {
  const byFile = new Map<string, Map<string, Group>>();
  const ofDeclaration = ({ estimate: { subject } }: Assessment): Group | undefined => {
    const declaration = subject.type === 'call' ? subject.joined?.declaration : subject;
    if (!declaration) return undefined;
    const { file, app, appName } = declaration;
    if (app === '') return undefined;
    return appName === null
      ? { key: JSON.stringify([file, app]), label: oneLine(app), isNamed: false }
      : { key: JSON.stringify([appName]), label: oneLine(appName), isNamed: true };
  };
  for (const each of assessments) {
    const group = ofDeclaration(each);
    const { file } = each.estimate.subject;
    if (!byFile.has(file)) byFile.set(file, new Map());
    if (group && each.estimate.subject.type === 'declaration') byFile.get(file)!.set(group.key, group);
  }
  return (assessment) => {
    const { file } = assessment.estimate.subject;
    const [only, ...more] = [...byFile.get(file)!.values()];
    const alone =
      only && more.length === 0
        ? only
        : { key: JSON.stringify([file, '']), label: t('(no app)'), isNamed: false };
    return ofDeclaration(assessment) ?? alone;
  };
}

/** USD a month and an hour, as far as they are known; −∞ for what the bill does not say. */
interface Rank {
  readonly cost: number;
  readonly floor: number;
  readonly actual: number;
  readonly difference: number;
  readonly live: number;
}

function rankOf(assessment: Assessment, lines: Pick<LineContext, 'bill'>): Rank {
  return { ...costRank(assessment), ...billRank([assessment], lines) };
}

function billRank(
  members: readonly Assessment[],
  { bill }: Pick<LineContext, 'bill'>,
): Pick<Rank, 'actual' | 'difference'> {
  const { actual, difference } = bill.of(members);
  return { actual: actual ?? -Infinity, difference: difference ?? -Infinity };
}

function costRank({ estimate, month, lastMonth }: Assessment): Pick<Rank, 'cost' | 'floor' | 'live'> {
  const floor = knownPart(floorAmount(estimate)).likely;
  const shown = month?.status === 'known' ? month : lastMonth;
  return { cost: shown ? shown.total.likely : floor, floor, live: knownPart(liveAmount(estimate)).likely };
}

function rankOfApp({ declarations }: AppNode, lines: LineContext): Rank {
  const members = declarations.map(({ assessment }) => assessment);
  const ranks = members.map(costRank);
  const sum = (pick: 'cost' | 'floor' | 'live'): number => ranks.reduce((all, each) => all + each[pick], 0);
  return { cost: sum('cost'), floor: sum('floor'), live: sum('live'), ...billRank(members, lines) };
}

/** By cost or floor the dearest first, then what is dearer while it runs, then by name; equals stay in their order. */
function sorted<T extends Line>(lines: readonly T[], sort: Sort, rankOf: (line: T) => Rank): T[] {
  const ranks = new Map(lines.map((line) => [line, rankOf(line)]));
  return [...lines].sort((a, b) => {
    const [x, y] = [ranks.get(a)!, ranks.get(b)!];
    const byCost = sort === 'name' ? 0 : descending(x[sort], y[sort]) || y.live - x.live;
    return byCost || compareNames(a.label, b.label);
  });
}

/** Also of infinities. */
function descending(a: number, b: number): number {
  return a === b ? 0 : a < b ? 1 : -1;
}
