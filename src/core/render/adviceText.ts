import type { Advice, AdvicePoint, WithheldAdvice } from '../cost/advisor';
import { duration, percent, plainNumber, usd } from './money';
import { textTable, type Column } from './textTable';
import { disagreementText } from './words/changeCosts';
import { plural } from './words/plural';
import { message, t } from './words/translate';

const COLUMNS: readonly Column[] = [
  { title: '', align: 'left' },
  { title: 'MIN_CONTAINERS', align: 'right' },
  { title: 'SCALEDOWN_WINDOW', align: 'right' },
  { title: 'MONTH $', align: 'right' },
  { title: 'COLD STARTS', align: 'right' },
  { title: 'ADDED WAIT', align: 'right' },
];

/** The rows of a frontier, the present setting among them, the cheapest that meets the target marked. */
export function adviceRows({ frontier, current, cheapest }: Advice): string[][] {
  const points = frontier.includes(current)
    ? frontier
    : [...frontier, current].sort((a, b) => a.usd.likely - b.usd.likely);
  return points.map((point) => {
    const marks = [...(point === current ? ['now'] : []), ...(point === cheapest ? ['cheapest'] : [])];
    return [marks.join(', '), ...cells(point)];
  });
}

function cells({
  minContainers,
  scaledownWindow,
  usd: month,
  coldStartShare,
  addedWait,
}: AdvicePoint): string[] {
  return [
    plainNumber(minContainers),
    duration(scaledownWindow),
    usd(month.likely),
    percent(coldStartShare.likely),
    addedWait === 0 ? '–' : duration(Number(addedWait.toPrecision(2))),
  ];
}

/** What the frontier comes to, in sentences. */
export function adviceSentences({
  current,
  currentIsBest,
  cheapest,
  saves,
  target,
  points,
  withheld,
}: Advice): string[] {
  const share = percent(target);
  const sentences = [
    plural(points, message('{0} setting compared.'), message('{0} settings compared.')),
    t('Each row of the frontier costs less or has fewer cold starts than every other setting.'),
  ];
  if (withheld) sentences.push(withheldText(withheld, share));
  else if (!cheapest) sentences.push(t('No setting keeps cold starts at or below {0} of requests.', share));
  else if (cheapest === current || (saves !== null && Math.abs(saves) < 0.005)) {
    sentences.push(
      t('The current setting is the cheapest with at most {0} of requests hitting a cold start.', share),
    );
  } else {
    const { minContainers, scaledownWindow } = cheapest;
    const setting = [share, `min_containers=${minContainers}`, `scaledown_window=${scaledownWindow}`];
    sentences.push(
      saves !== null && saves > 0
        ? t(
            'Cheapest with at most {0} of requests hitting a cold start: {1} and {2}. It saves {3} per month.',
            ...setting,
            usd(saves),
          )
        : t(
            'Cheapest with at most {0} of requests hitting a cold start: {1} and {2}. It costs {3} more per month.',
            ...setting,
            usd(-(saves ?? 0)),
          ),
    );
  }
  if (!currentIsBest)
    sentences.push(
      t(
        'The current setting is not on the frontier: another setting is better in one figure and not worse in the other.',
      ),
    );
  return sentences;
}

/** A setting that one book recommends and the other one does not, with the figures of both. */
function withheldText(
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
  const [heading, ...rows] = textTable(COLUMNS, adviceRows(advice), width);
  return { heading: heading!, rows, sentences: adviceSentences(advice) };
}

/** The advice as Markdown. */
export function adviceMarkdown(advice: Advice): string {
  const head = `| ${COLUMNS.map(({ title }) => title.toLowerCase()).join(' | ')} |`;
  const rule = `|${COLUMNS.map(({ align }) => (align === 'left' ? ':--' : '--:')).join('|')}|`;
  const rows = adviceRows(advice).map((row) => `| ${row.join(' | ')} |`);
  return `${[head, rule, ...rows].join('\n')}\n\n${adviceSentences(advice).join(' ')}`;
}
