import type { FieldView, PanelView, PinnedView } from './panelView';
import { floorAmount, liveAmount, monthAmount, type KnownAmount } from '../../cost/amount';
import { inBook, type Assessment } from '../../cost/assess';
import { isBeingSimulated, type Comparison } from '../../cost/comparison/comparison';
import { comparisonInSteps } from '../../cost/comparison/compareDeclaration';
import type { Crossing } from '../../cost/comparison/rateBreakEven';
import { otherBook } from '../../pricing/otherBook';
import { declaredData } from '../../cost/dataSum';
import { isSimulating } from '../../cost/month';
import { atOnce, neverPause, type Pause, type Steps } from '../../python/resumable';
import { gpuSavingOf } from '../../cost/savings';
import type { ResolvedUsage } from '../../cost/usage';
import { gpuLabel } from '../../modal/gpu';
import { usageFieldInfo } from '../../modal/usageFields';
import { frontierSentences } from '../adviceText';
import { costText, none, notKnown, orMore } from '../amountText';
import { oneLine, shorten } from '../escape';
import { duration, percent, plainNumber, usd } from '../money';
import { monthReasonText, overloadText } from '../words/monthWords';
import { SEEN } from '../words/titleWords';
import { t } from '../words/translate';
import { missingUsageText } from '../words/usageWords';
import { answersOf, poolAnswer, type PoolAnswer } from './answers';
import { bareChart } from './bareChart';
import { actualMarks } from './actualMarks';
import { costChartsInSteps } from './scenarioCharts';
import { costModelOf, monthHeadline } from './costModel';
import { frontierInSteps } from './frontier';
import type { ScenarioInput } from './scenarioInputs';
import { usageChanges } from './usageChanges';
import { isOfTraces, notCountedText, SHAPE_NAMES, TRAFFIC_NAMES } from './usageInputs';
import { moreOf, scenarioTotal, type Scenario, type ScenarioSubject } from './scenario';
import { sectionsInSteps } from './panelSections';
import { PRESETS, presetWords } from './presets';
import { traceView, type PreparedTrace } from './traceView';
import { otherBookFigures } from '../besideBook';
import { bookName, bookTitle, refusedBookText } from '../words/priceBooks';

function presetViews(): PanelView['presets'] {
  return PRESETS.map(({ id }) => ({ id, ...presetWords(id) }));
}

/** The fields that move the figures most. */
const LEVERS = ['gpu', 'min_containers', 'scaledown_window', 'requests_per_day', 'seconds_per_request'];

/** What a trace that was opened here says by itself moves nothing of it; one of the team's is replaced by what is typed. */
function leversOf(trace: PanelView['trace']): readonly string[] {
  const ofPool = LEVERS.filter((name) => !isOfTraces(name));
  return !trace ? LEVERS : [...(trace.ofTeam ? LEVERS : ofPool), 'buffer_containers'];
}

/** A setting that a reader has pinned, to hold others against. */
export interface Pinned {
  readonly id: string;
  readonly title: string;
  readonly lines: PinnedView['lines'];
}

/** The id of the present setting among the pinned ones. */
export const PRESENT_PIN = 'now';

/** What the panel shows of a scenario. */
export function panelView(
  scenario: Scenario,
  pinned: readonly Pinned[],
  key: string,
  trace: PreparedTrace | null = null,
): PanelView {
  return atOnce(panelViewInSteps(scenario, pinned, key, trace, neverPause));
}

/** The same with pauses: it takes up to hundreds of milliseconds, most of them for where offers meet Modal's month. */
export function* panelViewInSteps(
  scenario: Scenario,
  pinned: readonly Pinned[],
  key: string,
  trace: PreparedTrace | null,
  pause: Pause,
): Steps<PanelView> {
  const { after, context } = scenario;
  const comparison = yield* comparisonInSteps(after, { rateBreakEvens: true }, pause);
  const frontier = yield* frontierInSteps(after, pause);
  const model = modelOf(scenario, comparison);
  const crossings = crossingsOf(comparison);
  const charts = model ? yield* costChartsInSteps(model, { crossings }, pause) : [bareChart(after)];
  const poolAdvice = frontier ? poolSentences(frontier) : [];
  const sections = yield* sectionsInSteps(scenario, comparison, model, poolAdvice, pause);
  if (pause()) yield;
  const gpuSaving = gpuSavingOf(after);
  if (pause()) yield;
  const beside = besideOf(scenario);
  if (pause()) yield;
  const traced = trace && traceView(scenario, trace);
  const isOfTrace = traced !== null && !traced.ofTeam;
  const inputs = scenario.read.inputs.map((input) => counted(forTrace(input, trace), after.usage, isOfTrace));
  const isOld = inputs.some(({ error }) => error !== null);
  const isAwaited = isSimulating(after.month) || isBeingSimulated(comparison);
  const isPresent = !isOld && !isAwaited;
  const view: PanelView = {
    key,
    ...titlesOf(scenario),
    notice: noticeOf(scenario),
    headline: headlineOf(scenario),
    beside,
    detail: `${detailOf(scenario)} ${t('All figures are by {0} ({1}).', bookTitle(context.book), context.book.date)}`,
    isOld,
    isSimulating: isAwaited,
    answers: answersOf(comparison, frontier, isPresent ? gpuSaving : null, model),
    groups: groupsOf(inputs),
    levers: leversOf(traced).filter((name) => inputs.some((each) => each.name === name)),
    presets: presetViews(),
    charts: [...charts, frontier?.chart ?? null].filter((each) => each !== null),
    sections,
    pinned: pinnedViews(scenario, pinned),
    ...writable(scenario, isOld),
    model,
    trace: traced,
  };
  if (pause()) yield;
  return { ...legible(view), key };
}

/** What the charts draw, with what the bill says. */
function modelOf(scenario: Scenario, comparison: Comparison | null): PanelView['model'] {
  const { after, subject, context } = scenario;
  const actual = subject.bill ? actualMarks(subject.bill, context.hoursPerMonth) : [];
  const drawn = costModelOf(after, comparison, moreOf(scenario));
  return drawn && actual.length > 0 ? { ...drawn, actual } : drawn;
}

/** Where each offer meets Modal's month. */
function crossingsOf(comparison: Comparison | null): (offer: string) => readonly Crossing[] {
  return (offer) => comparison?.rows.find(({ id }) => id === offer)?.rate?.crossings ?? [];
}

function titlesOf({ subject: { declaration, isCode } }: Scenario): Pick<PanelView, 'title' | 'subtitle'> {
  return isCode
    ? { title: oneLine(declaration.qualname), subtitle: oneLine(`${declaration.file}:${declaration.line}`) }
    : { title: t('Calculator'), subtitle: t('any GPU, any traffic') };
}

/** The present setting beside those that are pinned. */
function pinnedViews(scenario: Scenario, pinned: readonly Pinned[]): PinnedView[] {
  const now = pinned.length > 0 ? [{ ...snapshot(scenario), id: PRESENT_PIN, title: t('now') }] : [];
  return [...now, ...pinned].map(({ id, title, lines }) => ({ id, title, lines: [...lines] }));
}

/** What of it can be written into the code, and as what. */
function writable(scenario: Scenario, isOld: boolean): Pick<PanelView, 'apply' | 'usage'> {
  const { declaration, isCode } = scenario.subject;
  const possible = isCode && !declaration.stale && !isOld;
  const ofCode = changes(scenario);
  const ofUsage = usageChanges(scenario.read).map(({ name, text }) =>
    text === '' ? t('{0} removed', name) : `${name}=${text}`,
  );
  return {
    apply: { possible: possible && ofCode.length > 0, changes: ofCode },
    usage: { possible, changes: ofUsage },
  };
}

/** A view of a month that is being simulated, with the figures of the view before it: nothing comes and goes meanwhile. */
export function withFiguresBefore(view: PanelView, before: PanelView): PanelView {
  const { charts, model, sections, answers, beside, detail } = before;
  const isPinned = view.pinned.length === before.pinned.length;
  const pinned = isPinned ? before.pinned : view.pinned;
  return { ...view, charts, model, sections, answers, beside, detail, pinned };
}

function poolSentences(pool: PoolAnswer): string[] {
  return [...frontierSentences(pool.advice), ...poolAnswer(pool).map(({ text }) => text)];
}

/** Longer than any text of our own. */
const LONGEST = 1_000;

/** Characters that change the order in which a text around them is read. */
const REORDERING = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

/** With the texts of a workspace cut to what a page can show: names and sources may be of any length. */
function legible<T>(value: T): T {
  if (typeof value === 'string') return shorten(value.replace(REORDERING, ''), LONGEST) as T;
  if (Array.isArray(value)) return typeof value[0] === 'number' ? value : (value.map(legible) as T);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, legible<unknown>(each)])) as T;
}

function noticeOf({ after, subject, read }: Scenario): PanelView['notice'] {
  const invalid = read.inputs.filter(({ error }) => error !== null);
  if (invalid.length > 0)
    return {
      text: t('Not counted, because it is not valid: {0}.', invalid.map(({ label }) => label).join(', ')),
      fields: invalid.map(({ name }) => name),
    };
  const text = whyIncomplete(after, subject);
  if (text !== null) return { text, fields: [] };
  const { usage, month, estimate } = after;
  const { refusedBook, book } = estimate.context;
  if (refusedBook !== undefined) return { text: refusedBookText(refusedBook, book), fields: [] };
  if (!estimate.livePerHour) return { text: t('Nothing here has a price: choose a GPU.'), fields: ['gpu'] };
  return usage && !month ? missingUsage(usage) : null;
}

function missingUsage(usage: ResolvedUsage): PanelView['notice'] {
  const missing = missingUsageText(usage);
  return {
    text: missing
      ? t('{0}: set it to see the cost per month.', missing)
      : t('Usage is not set: set requests per day and seconds per request to see the cost per month.'),
    fields: missing
      ? usage.missing.map((field) => usageFieldInfo(field).name)
      : ['requests_per_day', 'seconds_per_request'],
  };
}

function whyIncomplete({ month }: Assessment, { declaration }: ScenarioSubject): string | null {
  if (declaration.unfinished) return t('There is no function or class below this decorator yet.');
  if (declaration.stale)
    return t('The code has a syntax error: these figures are from the last version without one.');
  if (isSimulating(month)) return t('The cost per month is being simulated.');
  if (month?.status === 'unknown') return t('Cost per month unknown: {0}.', monthReasonText(month.reason));
  if (month?.status === 'known' && month.unstable !== null)
    return t('Overloaded: {0}.', overloadText(month.unstable));
  return null;
}

function headlineOf(scenario: Scenario): string {
  const { estimate, month, lastMonth } = scenario.after;
  const last = lastMonth && scenarioTotal({ ...scenario, after: { ...scenario.after, month: lastMonth } });
  const total = scenarioTotal(scenario) ?? last;
  const headline = total && monthHeadline(total.likely, total.atLeast === true);
  if (headline) return headline;
  if (isSimulating(month)) return SEEN.simulating('');
  const [floor, live] = [floorAmount(estimate), liveAmount(estimate)];
  if (typeof floor === 'object') return t('{0} per month warm', costText(floor));
  return typeof live === 'object' ? t('{0} per hour running', costText(live)) : notKnown();
}

/** The same by the other book, and the way there: each in a line of its own. */
function besideOf(scenario: Scenario): PanelView['beside'] {
  const other = otherBook(scenario.context.book);
  const found = scenario.subject.books.find(({ id }) => id === other.id);
  if (!found) return null;
  const figures = otherBookFigures(inBook(scenario.after, found));
  if (figures === '') return null;
  const name = bookName(found);
  const text = t('For comparison only, by {0}: {1}.', name, figures);
  return { book: found.id, text, label: t('Show by {0}', name) };
}

function detailOf(scenario: Scenario): string {
  const total = scenarioTotal(scenario);
  const { before, after, subject } = scenario;
  const parts: string[] = [];
  if (total && usd(total.low) !== usd(total.high))
    parts.push(t('Between {0} and {1} per month.', usd(total.low), usd(total.high)));
  const alone = declaredData([before])?.paid;
  const code = before.month?.status === 'known' ? monthAmount(before.month, alone).likely : null;
  if (subject.isCode && total && code !== null && usd(code) !== usd(total.likely)) {
    parts.push(comparedText(code, total.likely));
  }
  const live = liveAmount(after.estimate);
  if (typeof live === 'object') parts.push(t('{0} per hour running.', costText(live)));
  return parts.join(' ');
}

/** A month against the one that the code has now. */
function comparedText(code: number, now: number): string {
  const share = Math.abs(now / code - 1);
  if (code === 0 || share < LEAST_SHARE) return t('The current code costs {0}.', usd(code));
  const text = percent(share >= 0.1 ? Math.round(share * 100) / 100 : share);
  return now > code
    ? t('{0} more than the current code, which costs {1}.', text, usd(code))
    : t('{0} less than the current code, which costs {1}.', text, usd(code));
}

/** A smaller difference is none that anybody reads. */
const LEAST_SHARE = 0.0005;

/** What the inputs change in the code, in words. */
function changes({ change, subject }: Scenario): string[] {
  if (!subject.isCode) return [];
  const { gpu, ...numbers } = change;
  const said = Object.entries(numbers).map(([name, value]) =>
    value === null ? t('{0} removed', name) : `${name}=${plainNumber(value, 9).replace(/,/g, '')}`,
  );
  return gpu === undefined
    ? said
    : [gpu === null ? t('{0} removed', 'gpu') : `gpu="${gpuLabel(gpu)}"`, ...said];
}

function groupsOf(inputs: readonly ScenarioInput[]): PanelView['groups'] {
  const group = (title: string, ...names: readonly string[]): PanelView['groups'][number] => ({
    title,
    fields: names.flatMap((name) => inputs.filter((input) => input.name === name).map(fieldView)),
  });
  return [
    group(t('Container'), 'book', 'gpu', 'gpu_count'),
    group(t('Pool'), 'min_containers', 'max_containers', 'buffer_containers', 'scaledown_window'),
    group(t('Traffic'), ...TRAFFIC_NAMES),
    group(t('Traffic shape'), ...SHAPE_NAMES),
    group(t('Data'), 'volume_gb', 'egress_gb_per_month'),
    group(t('Requirements'), 'interactive', 'needs'),
  ].filter(({ fields }) => fields.length > 0);
}

/** The sliders of the pool reach as far as a trace does. */
function forTrace(input: ScenarioInput, trace: PreparedTrace | null): ScenarioInput {
  const { name, range } = input;
  if (!trace || !range) return input;
  const { reached, minWindow } = trace.pools.spells;
  if (name === 'min_containers')
    return { ...input, range: { ...range, max: Math.max(range.max, reached.length) } };
  if (name === 'scaledown_window')
    return { ...input, range: { ...range, min: Math.max(range.min, minWindow) } };
  return input;
}

/** With the reason in the place of its origin where an input has no say in the month. */
function counted(input: ScenarioInput, usage: ResolvedUsage | null, isOfTrace: boolean): ScenarioInput {
  const reason =
    isOfTrace && isOfTraces(input.name) ? t('only without the trace') : notCountedText(input.name, usage);
  return reason === null ? input : { ...input, origin: reason };
}

function fieldView({
  name,
  label,
  unit,
  help,
  text,
  placeholder,
  error,
  origin,
  changed,
  options,
  takesSeveral,
  range,
  bars,
}: ScenarioInput): FieldView {
  const kind = bars ? 'weights' : takesSeveral ? 'checks' : options.length > 0 ? 'choice' : 'number';
  return {
    name,
    label,
    unit,
    help,
    kind,
    value: text,
    placeholder,
    options: [...options],
    error,
    origin,
    changed,
    ...(range ? { range } : {}),
    ...(bars ? { bars } : {}),
  };
}

function totalText(total: KnownAmount | null): string {
  if (!total) return notKnown();
  return total.atLeast ? orMore(usd(total.likely)) : usd(total.likely);
}

function coldStartsText(month: Assessment['month']): string {
  if (month?.status !== 'known') return notKnown();
  const { requests, coldStartShare } = month.seconds;
  return requests > 0 ? percent(coldStartShare.likely) : none();
}

/** The scenario's main figures, for pinning. */
export function snapshot(scenario: Scenario): Omit<Pinned, 'id'> {
  const { after, read } = scenario;
  const total = scenarioTotal(scenario);
  const { estimate, month } = after;
  const { min_containers: min, scaledown_window: window } = read.values.numbers;
  const label = estimate.alternatives.map((each) => each.label).join(' | ') || t('no GPU known');
  const warm = min == null ? notKnown() : plainNumber(min);
  const lines: PinnedView['lines'] = [
    { label: t('Per month'), value: totalText(total) },
    { label: t('Per hour, running'), value: costText(liveAmount(estimate)) },
    { label: 'GPU', value: label },
  ];
  // A sandbox has no pool.
  if (min === undefined || window === undefined) return { title: label, lines };
  const ofPool = [
    { label: t('Warm floor'), value: costText(floorAmount(estimate)) },
    { label: t('Warm containers'), value: warm },
    { label: t('scaledown_window'), value: window === null ? notKnown() : duration(window) },
    { label: t('Cold starts'), value: coldStartsText(month) },
  ];
  return { title: t('{0}, {1} warm', label, warm), lines: [...lines, ...ofPool] };
}
