import { dateText, elapsedText, timeText } from '../clockText';
import { t } from '../words/translate';
import type { AxisView } from './panelView';

const [MINUTE, HOUR, DAY] = [60, 3_600, 86_400];
const STEPS = [
  ...[10, 30, MINUTE, 2 * MINUTE, 5 * MINUTE, 10 * MINUTE, 15 * MINUTE, 30 * MINUTE],
  ...[HOUR, 2 * HOUR, 3 * HOUR, 6 * HOUR, 12 * HOUR, DAY, 2 * DAY, 7 * DAY, 14 * DAY, 28 * DAY, 91 * DAY],
];
const MAX_TICKS = 10;

/**
 * An axis of time from 0 to `seconds`, with a tick at round clocks and dates.
 * @param begin seconds since 1970 of the instant 0; null where that is not known
 */
export function timeAxis(seconds: number, begin: number | null): AxisView {
  const step = STEPS.find((each) => seconds / each <= MAX_TICKS) ?? 364 * DAY;
  const from = begin ?? 0;
  const ticks: AxisView['ticks'] = [];
  for (let at = Math.ceil(from / step) * step; at <= from + seconds; at += step)
    ticks.push({
      value: at - from,
      label: begin === null ? elapsedText(at, step < MINUTE) : clock(at, step),
    });
  const label =
    begin === null
      ? t('hours and minutes since the first request')
      : step < DAY
        ? t('UTC, from {0}', dateText(begin))
        : t('UTC');
  return { label, min: 0, max: seconds, ticks };
}

/** A clock, or the date where a day begins. */
function clock(at: number, step: number): string {
  return at % DAY === 0 ? dateText(at) : timeText(at, step < MINUTE);
}
