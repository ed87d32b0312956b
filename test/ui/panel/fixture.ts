/** A view as the host sends it: one H100 serving 50,000 requests per day of 0.2 s, against three other providers. */
import { usd, usdShort } from '../../../src/core/render/money';
import type { ChartView, FieldView, PanelView, SeriesView } from '../../../src/protocol';

const full = 5_443.2;
const busy = 0.116;
const month = 1_216.08;
const floor = 2 * 311.04;
/** What the rest of the month at the present point is. */
const extra = (month - full * busy - floor * (1 - busy)) / (busy * (1 - busy));
const billed = (share: number): number => full * share + floor * (1 - share) + extra * share * (1 - share);

/** Shares from 0 to some most; the present one is among them, so that its values are exact. */
const sharesTo = (most: number): number[] =>
  [...Array.from({ length: 41 }, (_, index) => (most * index) / 40), busy].sort((a, b) => a - b);

const costs: readonly (readonly [string, string, (share: number) => number])[] = [
  ['modal', 'Modal, as billed', billed],
  ['modal-active', 'Modal, active time only', (share) => full * share],
  ['lambda-h100-reserved', 'Lambda, reserved for a year', () => 1_332],
  ['lambda-h100-on-demand', 'Lambda, on demand', () => 2_152.8],
  ['runpod-serverless-h100', 'RunPod, serverless', (share) => 4_017.6 * share + 96],
  ['replicate-h100', 'Replicate', (share) => 5_490 * share + 20],
];

const lines = (most: number, xOf: (share: number) => number): SeriesView[] =>
  costs.map(([id, label, cost], style) => ({
    id,
    label,
    style,
    points: sharesTo(most).map((share) => [xOf(share), cost(share)]),
  }));

const series = lines(1, (share) => share);

/** Requests a day that keep one container at work all the time. */
const fullDay = 50_000 / busy;

/** Where Modal's bill meets a price, by halving. */
function crossing(price: number): number {
  let [low, high] = [0, 1];
  while (high - low > 1e-9) {
    const middle = (low + high) / 2;
    if (billed(middle) < price) low = middle;
    else high = middle;
  }
  return low;
}

const moneyTicks = (values: readonly number[]): { value: number; label: string }[] =>
  values.map((value) => ({ value, label: usdShort(value) }));

const utilization: ChartView = {
  id: 'utilization',
  tab: 'Utilization',
  title: 'Cost per month by utilization',
  description:
    'Cost per month as one container is active 0% to 100% of the time. Counting active time only, other offers become cheaper than Modal: Lambda, reserved for a year from 24.5% utilization; Lambda, on demand from 39.6% utilization.',
  x: {
    label: 'of the time active',
    min: 0,
    max: 1,
    ticks: [0, 0.2, 0.4, 0.6, 0.8, 1].map((value) => ({ value, label: `${Math.round(value * 100)}%` })),
  },
  y: {
    label: 'USD per month',
    min: 0,
    max: 6_000,
    ticks: moneyTicks([0, 1_000, 2_000, 3_000, 4_000, 5_000, 6_000]),
  },
  series,
  markers: [
    { kind: 'breakEven', x: 1_332 / full, y: 1_332, label: '24.5%' },
    { kind: 'breakEven', x: 2_152.8 / full, y: 2_152.8, label: '39.6%' },
    { kind: 'present', x: busy, y: month, label: 'now: 11.6% active, $1,216' },
  ],
  formats: { x: 'percent', y: 'usd' },
  drag: null,
  table: {
    caption: 'Cost per month by utilization',
    columns: [
      { label: 'at work', align: 'right' },
      ...series.map(({ label }) => ({ label, align: 'right' as const })),
    ],
    rows: [0, 0.125, 0.25, 0.375, 0.5, 0.625, 0.75, 0.875, 1].map((share) => ({
      strong: false,
      cells: [`${share * 100}%`, ...costs.map(([, , cost]) => usd(cost(share)))],
    })),
  },
};

const requests: ChartView = {
  ...utilization,
  id: 'requests',
  tab: 'Requests',
  title: 'Cost per month by requests per day',
  description:
    'Cost per month as requests per day grow: warm floor, scale-down and start-up as the price book bills them, without storage and egress.',
  x: {
    label: 'requests per day',
    min: 0,
    max: 120_000,
    ticks: [0, 20_000, 40_000, 60_000, 80_000, 100_000, 120_000].map((value) => ({
      value,
      label: value.toLocaleString('en-US'),
    })),
  },
  y: { label: 'USD per month', min: 0, max: 2_500, ticks: moneyTicks([0, 500, 1_000, 1_500, 2_000, 2_500]) },
  series: lines(120_000 / fullDay, (share) => share * fullDay),
  markers: [
    { kind: 'breakEven', x: crossing(1_332) * fullDay, y: 1_332, label: '59,800 a day' },
    { kind: 'present', x: 50_000, y: month, label: 'now: $1,216' },
  ],
  formats: { x: 'number', y: 'usd' },
};

const frontier: ChartView = {
  id: 'frontier',
  tab: 'Warm pool',
  title: 'Warm pool settings: cost and cold starts',
  description:
    'The lowest cost per month for each share of requests that hit a cold start, for different values of min_containers and scaledown_window.',
  x: {
    label: 'of requests hit a cold start',
    min: 0,
    max: 0.04,
    ticks: [0, 0.01, 0.02, 0.03, 0.04].map((value) => ({ value, label: `${value * 100}%` })),
  },
  y: { label: 'USD per month', min: 0, max: 1_500, ticks: moneyTicks([0, 500, 1_000, 1_500]) },
  series: [
    {
      id: 'frontier',
      label: 'Best settings',
      style: 0,
      points: [
        [0.0001, 1_480],
        [0.0012, 1_216.08],
        [0.006, 936],
        [0.014, 780],
        [0.031, 668],
        [0.038, 641],
      ],
    },
  ],
  markers: [
    { kind: 'present', x: 0.0012, y: month, label: 'now' },
    { kind: 'best', x: 0.038, y: 641, label: '0 warm, 60 s' },
  ],
  formats: { x: 'percent', y: 'usd' },
  drag: null,
  table: {
    caption: 'Warm pool settings: cost and cold starts',
    columns: [
      { label: 'min_containers', align: 'right' },
      { label: 'scaledown_window', align: 'right' },
      { label: 'a month', align: 'right' },
      { label: 'cold starts', align: 'right' },
    ],
    rows: [
      { strong: true, cells: ['2', '60 s', '$1,216.08', '0.12%'] },
      { strong: false, cells: ['1', '60 s', '$936.00', '0.6%'] },
      { strong: true, cells: ['0', '60 s', '$641.00', '3.8%'] },
    ],
  },
};

const number = (name: string, label: string, value: string, more: Partial<FieldView> = {}): FieldView => ({
  name,
  label,
  unit: '',
  help: '',
  kind: 'number',
  value,
  placeholder: '',
  options: [],
  error: null,
  origin: 'from the code',
  changed: false,
  ...more,
});

const choice = (name: string, label: string, value: string, options: readonly string[]): FieldView =>
  number(name, label, value, {
    kind: 'choice',
    options: options.map((each) => ({ value: each, label: each })),
  });

export function panelFixture(): PanelView {
  return structuredClone({
    key: '["file:///app/llama_serving.py","Llama70B.generate"]',
    title: 'Llama70B.generate',
    subtitle: 'app/llama_serving.py:13',
    notice: null,
    headline: '$1,216.08 per month',
    beside: null,
    isOld: false,
    isSimulating: false,
    answers: [
      {
        text: 'min_containers=1 saves $280.08 per month, with no more cold starts (0.12% of requests).',
        action: 'Set it here',
        set: [{ name: 'min_containers', value: '1' }],
      },
      { text: 'Modal is the cheapest for this work.', action: '', set: [] },
    ],
    levers: ['gpu', 'min_containers', 'scaledown_window', 'requests_per_day', 'seconds_per_request'],
    detail:
      'Between $1,190.40 and $1,262.75. 34% more than the current code, which costs $905.04. $7.56 per hour running. All figures are by Modal as the 2026 review has it (2026-05).',
    groups: [
      {
        title: 'Container',
        fields: [
          choice('book', 'Price book', 'Review, 2026-05', ['Review, 2026-05', 'Modal’s list, 2026-07']),
          choice('gpu', 'GPU', 'H100', [
            'T4',
            'L4',
            'A10',
            'L40S',
            'A100-40GB',
            'A100-80GB',
            'H100',
            'H200',
            'B200',
          ]),
          number('gpu_count', 'GPUs a container', '1'),
        ],
      },
      {
        title: 'Pool',
        fields: [
          number('min_containers', 'min_containers', '2', {
            help: 'Containers that are kept warm, whatever the traffic.',
            origin: 'typed here; the code says 1',
            changed: true,
          }),
          number('max_containers', 'max_containers', '', { placeholder: 'no limit', origin: 'not given' }),
          number('scaledown_window', 'scaledown_window', '60', {
            unit: 's',
            help: 'How long an idle container stays before it is scaled down.',
            origin: 'Modal’s default',
          }),
        ],
      },
      {
        title: 'Traffic',
        fields: [
          number('requests_per_day', 'Requests a day', '50000', {
            help: 'Spread over the active hours, without bursts.',
            origin: 'the comment, line 12',
            range: { min: 0, max: 200_000, step: 1_000, scale: 'linear' },
          }),
          number('seconds_per_request', 'Seconds a request', '0.2', {
            unit: 's',
            origin: 'the comment, line 12',
          }),
          number('active_hours_per_day', 'Active hours per day', '24', { unit: 'h', origin: 'default' }),
          number('concurrency', 'Concurrent inputs per container', '1', { origin: 'from the code' }),
          number('startup_seconds', 'Start-up', '14.6', { unit: 's', origin: 'modal-cost.json' }),
          number('tokens_per_second', 'Tokens per second', '1840', { unit: 'tok/s', origin: 'setting' }),
        ],
      },
      {
        title: 'Data',
        fields: [
          number('volume_gb', 'Volume storage', '140', { unit: 'GB', origin: 'typed here', changed: true }),
          number('egress_gb_per_month', 'Egress a month', '', {
            unit: 'GB',
            placeholder: '0',
            origin: 'not given',
          }),
        ],
      },
    ],
    presets: [
      {
        id: 'A',
        label: 'A: bursty SDXL',
        detail: 'SDXL on A100, 800 requests per day of 4 s, one warm container',
      },
      {
        id: 'B',
        label: 'B: mid-traffic inference',
        detail: 'Llama 70B on H100, 50,000 requests per day of 0.2 s, two warm containers',
      },
      { id: 'C', label: 'C: sustained inference', detail: 'Llama 70B on H100, active 80% of the time' },
    ],
    charts: [utilization, requests, frontier],
    sections: [
      {
        id: 'split',
        title: 'Cost breakdown per month',
        open: true,
        blocks: [
          {
            kind: 'split',
            split: {
              title: 'A month',
              total: '$1,216.08',
              parts: [
                { id: 'active', label: 'At work', amount: '$630.00', share: 0.518 },
                { id: 'floor', label: 'Warm and idle', amount: '$549.89', share: 0.452 },
                { id: 'tail', label: 'Scale-down', amount: '$0', share: 0 },
                { id: 'startup', label: 'Start-up', amount: '$22.19', share: 0.018 },
                { id: 'storage', label: 'Volume storage', amount: '$14.00', share: 0.012 },
              ],
            },
          },
          { kind: 'text', text: '2 × H100 × $0.00012/s × 2,592,000 s = $622.08 if no request came.' },
        ],
      },
      {
        id: 'verdict',
        title: 'Is Modal a fit?',
        open: true,
        blocks: [
          {
            kind: 'verdict',
            verdict: 'good',
            title: 'Bursty inference',
            reason: 'Busy 11.6% of the time, below the 24.5% where a reserved machine begins to win.',
            source: 'review, section 9',
          },
          {
            kind: 'verdict',
            verdict: 'caution',
            title: 'Latency',
            reason:
              'A cold start must be 14.6 s here; two warm containers keep all but 0.12% of requests from it.',
            source: 'review, section 4',
          },
          { kind: 'list', items: ['Weights come from a Volume.', 'No data leaves the region.'] },
        ],
      },
      {
        id: 'table',
        title: 'Who is cheapest, and when',
        open: false,
        blocks: [
          {
            kind: 'table',
            table: {
              caption: 'USD per month for one H100',
              columns: [
                { label: 'at work', align: 'right' },
                { label: 'Modal', align: 'right' },
                { label: 'Lambda, on demand', align: 'right' },
                { label: 'Lambda, reserved', align: 'right' },
                { label: 'cheapest', align: 'left' },
              ],
              rows: [0.05, 0.15, 0.25, 0.3, 0.5, 0.8, 1].map((share) => ({
                strong: share === 0.25,
                cells: [
                  `${Math.round(share * 100)}%`,
                  usd(full * share),
                  '$2,152.80',
                  '$1,332.00',
                  share < 0.245 ? 'Modal' : 'Lambda, reserved',
                ],
              })),
            },
          },
        ],
      },
      {
        id: 'sources',
        title: 'Sources',
        open: false,
        blocks: [
          {
            kind: 'list',
            items: ['Modal Labs, deep review (2026-11-08)', 'Modal’s guide: GPU acceleration (undated)'],
          },
        ],
      },
    ],
    pinned: [
      { id: 'now', title: 'now', lines: pinnedLines('$1,216.08', '$622.08', '2', '0.12%') },
      { id: 'pin-1', title: 'H100, 1 warm', lines: pinnedLines('$905.04', '$311.04', '1', '0.6%') },
      { id: 'pin-2', title: 'A100-80GB, 0 warm', lines: pinnedLines('$641.00', 'none', '0', '3.8%') },
    ],
    apply: { possible: true, changes: ['min_containers=2'] },
    usage: { possible: true, changes: [] },
    model: null,
    trace: null,
  } satisfies PanelView);
}

function pinnedLines(
  total: string,
  warm: string,
  containers: string,
  cold: string,
): { label: string; value: string }[] {
  return [
    { label: 'A month', value: total },
    { label: 'Warm floor', value: warm },
    { label: 'Per hour, running', value: '$7.56' },
    { label: 'Warm containers', value: containers },
    { label: 'Cold starts', value: cold },
  ];
}
