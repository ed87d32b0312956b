/** The comparison of the two event simulations as a part of docs/model-proof.md. */
import { deviationOf, monthUsd, type BlindResults, type Pair } from './blind';

/** Formats of the page. */
export interface PageFormats {
  readonly table: (head: readonly string[], rows: readonly (readonly string[])[]) => string;
  readonly percent: (value: number) => string;
  readonly signed: (value: number) => string;
}

/** A month within 1%, cold starts within one point; the one pass exact but for rounding. */
export const MAX_MONTH_OFF = 0.01;
export const MAX_COLD_OFF = 0.01;
export const MAX_ROUNDING = 1e-12;

const usd = (value: number): string => `$${Math.round(value).toLocaleString('en-US')}`;

const BLIND_TEXT = `[A second event simulation](../test/model/blind/simulate.py), in Python, was written from the rules alone, without knowledge of the first one. Both get the same requests, start from an empty pool, and follow the most recent container first unless the row says otherwise. The first two columns are a month of a long run of the product\u2019s simulator and the figure of an independent one for the same traffic; \u201csame requests\u201d are 100,000 of them, or four weeks of the schedule.
`;

const GRID_TEXT = `Other pools and traffic: 15,000 requests each, 0.5 per second and 4 s of service (CV 1) unless the row says otherwise. With several inputs per container or a buffer, the blind simulation counts cold containers and inputs without a free slot: the product\u2019s cold starts must be between the two.
`;

const PASS_TEXT = `[One pass](model.md#one-pass-for-all-windows-and-floors) over the requests against both event simulations, without start-up and buffers: the largest deviation of container-seconds, as a share, and of the number of cold starts.
`;

export function blindPage({ table, grid, pass }: BlindResults, formats: PageFormats): string {
  const { percent, signed } = formats;
  return [
    '## Two event simulations\n',
    BLIND_TEXT,
    formats.table(
      [
        'traffic',
        'month',
        'independent',
        'cold starts',
        'independent',
        'month, same requests',
        'off by',
        'cold starts',
        'off by',
      ],
      table.map(({ name, gpu, stated, long, ...pair }) => [
        cell(name),
        long ? usd(long.usd) : '',
        stated ? usd(stated.usd) : '',
        long ? percent(long.coldShare) : '',
        stated ? percent(stated.coldShare) : '',
        usd(monthUsd(pair.ours.containers, gpu)),
        signed(deviationOf({ name, ...pair }).containers),
        percent(pair.ours.coldShare),
        signed(deviationOf({ name, ...pair }).coldShare),
      ]),
    ),
    GRID_TEXT,
    formats.table(
      ['case', 'containers', 'off by', 'cold starts', 'blind: cold containers', 'blind: no free slot'],
      grid.map((pair) => [
        cell(pair.name),
        String(Number(pair.ours.containers.toPrecision(5))),
        signed(deviationOf(pair).containers),
        percent(pair.ours.coldShare),
        percent(pair.blind.coldShare),
        percent(pair.blind.noSlotShare),
      ]),
    ),
    PASS_TEXT,
    formats.table(
      [
        'requests',
        'settings',
        'seconds off',
        'cold starts off',
        'settings, blind',
        'seconds off',
        'cold starts off',
      ],
      pass.map((row) => [
        row.name,
        String(row.settings),
        tiny(row.seconds),
        String(row.coldStarts),
        String(row.blindSettings),
        tiny(row.blindSeconds),
        String(row.blindColdStarts),
      ]),
    ),
  ].join('\n');
}

/** What does not hold, a line each. */
export function blindFailures({ table, grid, pass }: BlindResults): string[] {
  const failures: string[] = [];
  const expect = (holds: boolean, what: string): void => {
    if (!holds) failures.push(what);
  };
  const same = (pair: Pair): void => {
    const { containers, coldShare } = deviationOf(pair);
    expect(Math.abs(containers) <= MAX_MONTH_OFF, `${pair.name}: containers are off by ${containers}`);
    expect(Math.abs(coldShare) <= MAX_COLD_OFF, `${pair.name}: cold starts are off by ${coldShare}`);
  };
  for (const row of table) {
    same(row);
    if (!row.stated || !row.long) continue;
    const month = row.long.usd / row.stated.usd - 1;
    expect(Math.abs(month) <= MAX_MONTH_OFF, `${row.name}: the month is off by ${month}`);
    const cold = row.long.coldShare - row.stated.coldShare;
    expect(Math.abs(cold) <= MAX_COLD_OFF, `${row.name}: cold starts are off by ${cold}`);
  }
  grid.forEach(same);
  for (const { name, seconds, coldStarts, blindSeconds, blindColdStarts } of pass) {
    expect(
      Math.max(seconds, blindSeconds) <= MAX_ROUNDING,
      `${name}: the one pass is off by ${seconds}, ${blindSeconds}`,
    );
    expect(coldStarts + blindColdStarts === 0, `${name}: the one pass has other cold starts`);
  }
  return failures;
}

/** A name in a cell of a table: `*` and `|` as they are. */
const cell = (text: string): string => text.replace(/[*|]/g, '\\$&');

const tiny = (value: number): string => (value <= MAX_ROUNDING ? 'below 1e-12' : value.toExponential(1));
