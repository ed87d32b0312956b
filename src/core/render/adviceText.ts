import type { Advice, AdvicePoint, WithheldAdvice } from '../cost/advisor';
import { duration, percent, plainNumber, usd } from './money';
import { textTable, type Column } from './textTable';
import { disagreementText } from './words/changeCosts';
import { plural } from './words/plural';
import { message, t } from './words/translate';

/** The columns of the frontier; the buffer is one only if a setting has one. */
function columnsOf(advice: Advice): readonly Column[] {
  return [
    { title: '', align: 'left' },
    { title: 'MIN_CONTAINERS', align: 'right' },
    ...(hasBuffers(advice) ? [{ title: 'BUFFER_CONTAINERS', align: 'right' } as const] : []),
    { title: 'SCALEDOWN_WINDOW', align: 'right' },
    { title: 'MONTH $', align: 'right' },
    { title: 'COLD STARTS', align: 'right' },
    { title: 'ADDED WAIT', align: 'right' },
    ...(hasWaits(advice) ? [{ title: '95% WAIT', align: 'right' } as const] : []),
  ];
}

function hasBuffers(advice: Advice): boolean {
  return rowPoints(advice).some(({ bufferContainers }) => bufferContainers > 0);
}

/** Whether some requests wait, and how long is known of 95% of them. */
function hasWaits(advice: Advice): boolean {
  return rowPoints(advice).some(({ addedWait, addedWaitP95 }) => addedWait > 0 && addedWaitP95 !== null);
}

function rowPoints({ frontier, current }: Advice): readonly AdvicePoint[] {
  return frontier.includes(current)
    ? frontier
    : [...frontier, current].sort((a, b) => a.usd.likely - b.usd.likely);
}

/** The rows of a frontier, the present setting among them, the cheapest that meets the target marked. */
export function adviceRows(advice: Advice): string[][] {
  const { current, cheapest } = advice;
  const [buffers, waits] = [hasBuffers(advice), hasWaits(advice)];
  return rowPoints(advice).map((point) => {
    const marks = [...(point === current ? ['now'] : []), ...(point === cheapest ? ['cheapest'] : [])];
    return [marks.join(', '), ...cells(point, buffers, waits)];
  });
}

function cells(
  {
    minContainers,
    bufferContainers,
    scaledownWindow,
    usd: month,
    coldStartShare,
    addedWait,
    addedWaitP95,
  }: AdvicePoint,
  buffers: boolean,
  waits: boolean,
): string[] {
  return [
    plainNumber(minContainers),
    ...(buffers ? [plainNumber(bufferContainers)] : []),
    duration(scaledownWindow),
    usd(month.likely),
    percent(coldStartShare.likely),
    waitText(addedWait),
    ...(waits ? [addedWaitP95 === null ? t('not known') : waitText(addedWaitP95)] : []),
  ];
}

/** Waits shorter than a millisecond count as none. */
function waitText(seconds: number): string {
  return seconds < 1e-3 ? t('none') : duration(Number(seconds.toPrecision(2)));
}

/** What the frontier comes to, in sentences. */
export function adviceSentences(advice: Advice): string[] {
  const { target, withheld } = advice;
  return [
    ...frontierSentences(advice),
    ...(withheld ? [withheldText(withheld, targetText(target))] : recommendation(advice)),
  ];
}

/** What was compared, and how. */
export function frontierSentences({ points }: Advice): string[] {
  return [
    plural(points, message('{0} setting compared.'), message('{0} settings compared.')),
    t('A setting is listed if no other one is better in one figure and at least as good in the others.'),
  ];
}

/** The current setting is the cheapest, or another one is. */
function recommendation({ current, currentIsBest, cheapest, saves, target }: Advice): string[] {
  const share = targetText(target);
  if (cheapest === current)
    return [
      t('The current setting is the cheapest with at most {0} of requests hitting a cold start.', share),
    ];
  const said = cheapest
    ? t(
        'Cheapest with at most {0} of requests hitting a cold start: {1} and {2}. {3}',
        ...[share, leastText(cheapest, current), `scaledown_window=${cheapest.scaledownWindow}`],
        savingText(saves ?? 0),
      )
    : t('No setting keeps cold starts at or below {0} of requests.', share);
  const beaten = t(
    'The current setting is beaten: another one is better in one figure, and not worse in any.',
  );
  return currentIsBest ? [said] : [said, beaten];
}

/** A bound that hardly is more than none is written as one that can be read. */
const MIN_TARGET = 1e-5;

export function targetText(share: number): string {
  return percent(share === 0 ? 0 : Math.max(share, MIN_TARGET));
}

function leastText({ minContainers, bufferContainers }: AdvicePoint, current: AdvicePoint): string {
  const warm = `min_containers=${minContainers}`;
  return bufferContainers === current.bufferContainers
    ? warm
    : `${warm}, buffer_containers=${bufferContainers}`;
}

/** What a setting saves per month, as far as cents show it. */
function savingText(saves: number): string {
  if (Math.abs(saves) < 0.005) return t('It costs the same per month.');
  return saves > 0
    ? t('It saves {0} per month.', usd(saves))
    : t('It costs {0} more per month.', usd(-saves));
}

/** A setting that one book recommends and the other one does not, with the figures of both. */
export function withheldText(
  { point: { minContainers, scaledownWindow }, books }: WithheldAdvice,
  share: string,
): string {
  return t(
    'No setting is recommended for at most {0} of requests hitting a cold start, because the price books disagree: {1}',
    share,
    disagreementText(`min_containers=${minContainers}, scaledown_window=${scaledownWindow}`, books),
  );
}

/** The advice as a table for a terminal. */
export function adviceTable(
  advice: Advice,
  width?: number,
): { heading: string; rows: string[]; sentences: string[] } {
  const [heading, ...rows] = textTable(columnsOf(advice), adviceRows(advice), width);
  return { heading: heading!, rows, sentences: adviceSentences(advice) };
}

/** The advice as Markdown. */
export function adviceMarkdown(advice: Advice): string {
  const columns = columnsOf(advice);
  const head = `| ${columns.map(({ title }) => title.toLowerCase()).join(' | ')} |`;
  const rule = `|${columns.map(({ align }) => (align === 'left' ? ':--' : '--:')).join('|')}|`;
  const rows = adviceRows(advice).map((row) => `| ${row.join(' | ')} |`);
  return `${[head, rule, ...rows].join('\n')}\n\n${adviceSentences(advice).join(' ')}`;
}
