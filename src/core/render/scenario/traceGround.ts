/** What the charts of a trace share under every setting: its bins of time, as places of points and as rows of a table. */
import type { LevelSpells } from '../../cost/traffic/levelSpells';
import { binEnds } from '../../cost/traffic/timeBins';
import { stretchText } from '../clockText';
import { duration } from '../money';
import { t } from '../words/translate';
import { left, right } from './columns';
import type { AxisView, SeriesView, TableView, TimeView } from './panelView';
import { timeAxis } from './timeAxis';

export interface TraceGround {
  readonly x: AxisView;
  readonly time: TimeView;
  /** When each bin begins; seconds of the trace. */
  readonly begins: readonly number[];
  /** A table's rows: the first bin, the one after the last, and what they cover. */
  readonly rows: readonly {
    readonly first: number;
    readonly end: number;
    readonly seconds: number;
    readonly label: string;
  }[];
  /** `hour` in “per hour”. */
  readonly unit: string;
}

/** A table of a chart has at most about so many rows. */
const MAX_ROWS = 48;

/** @param begin seconds since 1970 of the first request; null where that is not known */
export function groundOf({ bins, seconds }: LevelSpells, begin: number | null): TraceGround {
  const ends = Array.from({ length: bins.count }, (_, i) => binEnds(i, bins, seconds));
  const together = Math.ceil(bins.count / MAX_ROWS);
  return {
    x: timeAxis(seconds, begin),
    time: { begin, ends: ends.map(([, end]) => end) },
    begins: ends.map(([from]) => from),
    // Several bins to a row where there are many.
    rows: Array.from({ length: Math.ceil(bins.count / together) }, (_, row) => {
      const [first, end] = [row * together, Math.min(bins.count, (row + 1) * together)];
      const [from, to] = [ends[first]![0], ends[end - 1]![1]];
      return { first, end, seconds: to - from, label: stretchText(from, to, begin) };
    }),
    unit: unitOf(bins.seconds),
  };
}

function unitOf(seconds: number): string {
  const units: Readonly<Record<number, string>> = {
    1: t('second'),
    60: t('minute'),
    3600: t('hour'),
    86400: t('day'),
    604800: t('week'),
  };
  return units[seconds] ?? duration(seconds);
}

/** A point for each bin, at its beginning. */
export function binPoints(
  { begins, time: { ends } }: TraceGround,
  value: (i: number, seconds: number) => number,
): SeriesView['points'] {
  return begins.map((begin, i) => [begin, value(i, ends[i]! - begin)]);
}

/** A column of a table: its heading, and a cell for each row. */
export interface BinColumn {
  readonly label: string;
  readonly cells: readonly string[];
}

export function binColumn(
  { rows }: TraceGround,
  label: string,
  bins: Float64Array,
  ofRow: (sum: number, seconds: number) => string,
): BinColumn {
  const cells = rows.map(({ first, end, seconds }) => {
    let sum = 0;
    for (let i = first; i < end; i++) sum += bins[i]!;
    return ofRow(sum, seconds);
  });
  return { label, cells };
}

export function binTable(caption: string, { rows }: TraceGround, columns: readonly BinColumn[]): TableView {
  return {
    caption,
    columns: [left(t('time')), ...columns.map(({ label }) => right(label))],
    rows: rows.map(({ label }, row) => ({
      strong: false,
      cells: [label, ...columns.map(({ cells }) => cells[row]!)],
    })),
  };
}
