/** Every figure of the review in exactly one group, and how that group's figures are looked at. */
import { reviewBook as book } from '../../../src/core/pricing/bundled';
import { cell, figure, idsWith, printed } from './figures';
import * as r from './rates';

/** How a printed figure was rounded, where it was not to its own last digit. */
export type Rounding = { to: number } | { downTo: number } | { upTo: number } | { atLeast: true };

/** A figure computed anew. */
export interface Recomputed {
  value: () => number | string;
  /** Default: to the printed digits. */
  rounding?: Rounding;
}

const of = (value: () => number | string, rounding?: Rounding): Recomputed =>
  rounding === undefined ? { value } : { value, rounding };

/** `rows` of a table, each by its id. */
function rows<T>(
  keys: readonly T[],
  make: (key: T) => Record<string, Recomputed>,
): Record<string, Recomputed> {
  return Object.fromEntries(keys.flatMap((key) => Object.entries(make(key))));
}

const winner = (utilization: number): string => {
  const prices: [string, number][] = [
    ['modal', r.modalMonth(utilization)],
    ['lambda OD', r.lambdaOd() * r.monthHours()],
    ['lambda RSV', r.lambdaRsv() * r.monthHours()],
  ];
  return prices.reduce((best, next) => (next[1] < best[1] ? next : best))[0];
};

/** Base figures that the bundled book holds: id → its value there. */
export const base: Record<string, () => number | undefined> = {
  'rate.h100.active_s': () => book.gpus.H100?.active.value,
  'rate.h100.idle_s': () => book.gpus.H100?.idle?.value,
  'rate.a100.active_s': () => book.gpus['A100-80GB']?.active.value,
  'rate.a100.idle_s': () => book.gpus['A100-80GB']?.idle?.value,
  'rate.a10.active_s': () => book.gpus.A10?.active.value,
  'rate.a10.idle_s': () => book.gpus.A10?.idle?.value,
  'rate.t4.active_s': () => book.gpus.T4?.active.value,
  'rate.t4.idle_s': () => book.gpus.T4?.idle?.value,
  'rate.cpu.active_s': () => book.cpu.value,
  'text.h100.active_s': () => book.gpus.H100?.active.value,
  'lambda.h100.od_hr': r.lambdaOd,
  'lambda.h100.rsv_hr': r.lambdaRsv,
  'mtok.lambda.hr': r.lambdaRsv,
  'ratio.lambda_label': r.lambdaRsv,
  'free.credit': r.credit,
  'storage.volume': () => book.volumes?.storage.value,
  'egress.included': () => (book.egress?.includedGbMonth ?? NaN) / 1000,
  'egress.over': () => book.egress?.price?.value,
  ...Object.fromEntries(
    (
      [
        ['may2024', '2024-05'],
        ['nov2024', '2024-11'],
        ['feb2025', '2025-02'],
        ['aug2025', '2025-08'],
        ['feb2026', '2026-02'],
        ['may2026', '2026-05'],
      ] as const
    ).flatMap(([month, date]) => [
      [`hist.${month}.h100_s`, () => r.historic(date, 'H100')] as const,
      [`hist.${month}.a100_s`, () => r.historic(date, 'A100-80GB')] as const,
    ]),
  ),
};

/** Derived figures that agree: id → the same figure from the book's base rates. */
export const recomputed: Record<string, Recomputed> = {
  // The rate table, and where its hourly figures are printed again.
  'rate.h100.hourly': of(() => r.hourly('H100')),
  'rate.h100.vs_lambda_od': of(() => r.hourly('H100') - r.lambdaOd()),
  'rate.a100.hourly': of(() => r.hourly('A100')),
  'rate.a10.hourly': of(() => r.hourly('A10')),
  'rate.t4.hourly': of(() => r.hourly('T4')),
  'rate.cpu.hourly': of(() => book.cpu.value * 3600),
  'text.h100.hourly': of(() => r.hourly('H100')),
  'idle.h100.hourly': of(() => r.idle('H100') * 3600),
  'roi.h100': of(() => r.hourly('H100')),
  'roi.a100': of(() => r.hourly('A100')),
  'roi.a10g': of(() => r.hourly('A10G')),
  'roi.t4': of(() => r.hourly('T4')),
  'faq.30s': of(() => 30 * r.active('H100')),

  // Utilization.
  'util.20.hourly': of(() => 0.2 * r.hourly('H100')),
  'util.60.hourly': of(() => 0.6 * r.hourly('H100')),
  'cross.text.lambda_rsv_25': of(() => (r.lambdaRsv() / r.hourly('H100')) * 100, { to: 5 }),
  'cross.text.rsv_any_above_25': of(() => (r.lambdaRsv() / r.hourly('H100')) * 100, { to: 5 }),

  // The free tier.
  'free.t4_s': of(() => r.credit() / r.active('T4'), { atLeast: true }),
  // So many requests per day of scenario A's length that the credit covers, scaled to zero.
  'free.hobby': of(() => r.credit() / r.active('A100') / printed('A.secs') / (r.monthHours() / 24), {
    atLeast: true,
  }),

  // Cost for a million tokens.
  ...rows([20, 40, 80], (u) => ({
    [`mtok.modal${u}.hr`]: of(() => (u / 100) * r.hourly('H100')),
    [`mtok.modal${u}.usd`]: of(() => mtok(cents((u / 100) * r.hourly('H100')), 'Modal')),
    [`mtok.modal${u}.vs`]: of(
      () => (mtok(cents((u / 100) * r.hourly('H100')), 'Modal') / mtok(r.lambdaRsv(), 'Lambda') - 1) * 100,
    ),
  })),
  'mtok.runpod30.usd': of(() => mtok(0.3 * r.hourly('H100'), 'RunPod')),
  'mtok.runpod30.vs': of(
    () => (mtok(0.3 * r.hourly('H100'), 'RunPod') / mtok(r.lambdaRsv(), 'Lambda') - 1) * 100,
  ),
  'mtok.lambda.usd': of(() => mtok(r.lambdaRsv(), 'Lambda')),

  // Scenarios.
  'A.product': of(() => printed('A.factor.110') * printed('A.factor.105') * (r.monthHours() / 24)),
  'A.util': of(() => ((printed('A.requests') * printed('A.secs')) / 86_400) * 100),
  'A.saving': of(() => (1 - printed('A.monthly') / printed('A.dedicated')) * 100),
  'B.idle': of(() => printed('B.warm') * r.monthSeconds() * r.idle('H100'), { to: 10 }),
  'B.lambda': of(() => printed('B.warm') * r.lambdaRsv() * r.monthHours()),
  'C.monthly': of(() => r.modalMonth(printed('C.util') / 100), { upTo: 100 }),
  'C.lambda': of(() => r.lambdaRsv() * r.monthHours()),
  'C.saving': of(() => (1 - (r.lambdaRsv() * r.monthHours()) / printed('C.monthly')) * 100),

  // FIG 5.1: what agrees of each row, and the crossovers.
  ...rows([5, 15, 100], (u) => ({ [`fig51.${u}.modal`]: of(() => r.modalMonth(u / 100)) })),
  ...rows([5, 15, 25, 30, 50, 80, 100], (u) => ({
    [`fig51.${u}.lambda_od`]: of(() => r.lambdaOd() * r.monthHours()),
    [`fig51.${u}.lambda_rsv`]: of(() => r.lambdaRsv() * r.monthHours()),
  })),
  ...rows([5, 15, 30, 50, 80, 100], (u) => ({ [`fig51.${u}.winner`]: of(() => winner(u / 100)) })),
  'fig51.cross.rsv': of(() => (r.lambdaRsv() / r.hourly('H100')) * 100),
  'fig51.cross.od': of(() => (r.lambdaOd() / r.hourly('H100')) * 100),

  // Longitudinal prices.
  ...rows(
    [
      ['may2024', '2024-05'],
      ['nov2024', '2024-11'],
      ['feb2025', '2025-02'],
      ['aug2025', '2025-08'],
      ['feb2026', '2026-02'],
      ['may2026', '2026-05'],
    ] as const,
    ([month, date]) => ({ [`hist.${month}.h100_hr`]: of(() => r.historic(date, 'H100') * 3600) }),
  ),
  'hist.cut': of(() => (1 - r.historic('2026-05', 'H100') / r.historic('2024-05', 'H100')) * 100, {
    downTo: 1,
  }),
  'hist.months': of(() => r.historyMonths()),

  // Measurements and scores.
  'bench.overhead': of(() => (1 - r.tokens('Modal') / r.tokens('Lambda')) * 100),
  'fig50.deploy': of(() => printed('fig50.deploy_real')),
  'score.total': of(() =>
    scoreRows().reduce((sum, id) => sum + (cell(id, 'weight') / 100) * cell(id, 'score'), 0),
  ),
  'sent.total': of(() => sentimentRows().reduce((sum, id) => sum + cell(id, 'n'), 0)),
};

/**
 * The review's way to a figure a million tokens: rounded to a tenth of a cent before it is compared. Modal's rows start
 * from the hourly price in whole cents ($3.02 gives 0.458, the unrounded $3.024 would give 0.459), RunPod's row does not
 * ($2.268 gives 0.342, $2.27 would give 0.343).
 */
function mtok(usdPerHour: number, provider: 'Modal' | 'RunPod' | 'Lambda'): number {
  return Number(r.perMillion(usdPerHour, r.tokens(provider)).toFixed(3));
}

function cents(usd: number): number {
  return Number(usd.toFixed(2));
}

function scoreRows(): string[] {
  return idsWith('score.').filter((id) => id !== 'score.total' && id !== 'score.rank');
}

function sentimentRows(): string[] {
  return ['sent.hn', 'sent.rml', 'sent.x', 'sent.discord'];
}

/** The six quarters of the uptime table, with the days that each has. */
const quarters: [string, number][] = [
  ['uptime.2024q4', 92],
  ['uptime.2025q1', 89],
  ['uptime.2025q2', 92],
  ['uptime.2025q3', 92],
  ['uptime.2025q4', 92],
  ['uptime.2026q1', 89],
];

/** A derived figure that does not agree. */
export interface Pin {
  /** Ours, from the book's base rates. */
  value: () => number | string;
  /** What that came to when it was pinned, to its last digit. */
  ours: number | string;
  /** How it is written on the page for readers. */
  shown: string;
  /** How the review prints it. */
  print: string;
  why: string;
}

/** Derived figures that do not agree: pinned, so that a change of the book or of the print shows. */
export const pinned: Record<string, Pin> = {
  'util.60.twice': {
    value: () => (r.hourly('H100') * 0.6) / r.lambdaOd(),
    ours: 1.517,
    shown: '1.52 × on demand, 2.45 × reserved',
    print: '“twice as expensive as a dedicated VM” at 60%',
    why: '$4.54 is 1.52 times Lambda’s on-demand rate and 2.45 times its reserved one; neither is twice.',
  },
  'cross.faq.60': {
    value: () => (r.lambdaRsv() / r.hourly('H100')) * 100,
    ours: 24.471,
    shown: '24.5%',
    print: '“Above ~60% utilization” Lambda reserved is cheaper',
    why: 'The review’s own crossover is 24.5%; with 25–30% for Modal, nobody wins from 30 to 60%.',
  },
  'free.h100_s': {
    value: () => r.credit() / r.active('H100'),
    ours: 14285.714,
    shown: '14,286 s',
    print: '“roughly 4,000 seconds of H100”',
    why: '$30 ÷ $0.0021 is 14,286 s, or 3.97 hours: the 4,000 seem to be hours with the wrong unit.',
  },
  'free.a100_s': {
    value: () => r.credit() / r.active('A100'),
    ours: 27272.727,
    shown: '27,273 s',
    print: '“28,000 seconds of A100”',
    why: 'Rounded: $30 ÷ $0.0011 is closer to 27,000.',
  },
  'A.monthly': {
    value: () => r.scenario.aActive() + r.scenario.aIdle(),
    ours: 280.32,
    shown: '$280.32 ($105.60 active + $174.72 idle)',
    print: '“$1.10 × 1.05 × 30 = $34.65/mo”',
    why: 'Neither factor follows from the rates: 3,200 s per day at $0.0011 are $3.52, not $1.10, and the warm container is missing.',
  },
  'A.dedicated': {
    value: () => (r.hourly('A100') - printed('rate.a100.vs_lambda_od')) * r.monthHours(),
    ours: 1288.8,
    shown: '$1,288.80',
    print: '“A dedicated A100 VM 24/7 would be $791/month”',
    why: '“+$2.17/hr vs Lambda OD” means $1.79 per hour for Lambda’s A100; $791 means $1.10.',
  },
  'B.active': {
    value: () => r.scenario.bActive(),
    ours: 630,
    shown: '$630.00',
    print: '“$420/mo active”',
    why: '50,000 × 0.2 s × 30 days × $0.0021 is $630; $420 is two thirds of it.',
  },
  'B.total': {
    value: () => r.scenario.bActive() + r.scenario.bIdle(),
    ours: 1216.08,
    shown: '$1,216.08 ($630.00 active + $586.08 idle)',
    print: '“$1,040/mo”',
    why: '$420 + $620 adds up, but the first is too low, and the second also counts busy seconds as idle.',
  },
  'B.flip': {
    value: () => {
      const months = printed('B.warm') * r.monthSeconds();
      const spare = printed('B.lambda') - months * r.idle('H100');
      return (spare / (r.active('H100') - r.idle('H100')) / months) * 100;
    },
    ours: 19.893,
    shown: '19.9% of two GPUs (39.8% of one)',
    print: '“cross 30% active utilization and Modal flips to more expensive”',
    why: 'With the review’s own idle rate, both cost the same at 19.9% of the two GPUs.',
  },
  'fig51.25.modal': {
    value: () => r.modalMonth(0.25),
    ours: 1360.8,
    shown: '$1,361 ($1,360.80)',
    print: '“$1,360” at 25%',
    why: 'Rounded: the row is five times the rounded $272 of the 5% row.',
  },
  'fig51.25.winner': {
    value: () => winner(0.25),
    ours: 'lambda RSV',
    shown: 'lambda RSV',
    print: '“modal (just)” at 25%',
    why: '$1,360.80 is more than $1,332: Lambda reserved wins at 25%, as the printed crossover of 24.5% says.',
  },
  'fig51.30.modal': {
    value: () => r.modalMonth(0.3),
    ours: 1632.96,
    shown: '$1,633 ($1,632.96)',
    print: '“$1,632” at 30%',
    why: 'Rounded: six times the rounded $272.',
  },
  'fig51.50.modal': {
    value: () => r.modalMonth(0.5),
    ours: 2721.6,
    shown: '$2,722 ($2,721.60)',
    print: '“$2,720” at 50%',
    why: 'Rounded: ten times the rounded $272.',
  },
  'fig51.80.modal': {
    value: () => r.modalMonth(0.8),
    ours: 4354.56,
    shown: '$4,355 ($4,354.56)',
    print: '“$4,352” at 80%',
    why: 'Rounded: sixteen times the rounded $272. Scenario C prints $4,400 for the same case.',
  },
  'uptime.blend': {
    value: () => {
      const days = quarters.reduce((sum, [, length]) => sum + length, 0);
      return quarters.reduce((sum, [id, length]) => sum + cell(id, 'uptime') * length, 0) / days;
    },
    ours: 99.886,
    shown: '99.89%',
    print: '“Blended 18-month uptime: 99.91%”',
    why: 'The six quarters average 99.89%, weighted by days or not.',
  },
  'uptime.sla': {
    value: () => quarters.filter(([id]) => cell(id, 'uptime') >= printed('uptime.sla')).length,
    ours: 3,
    shown: '3 of 6 quarters',
    print: '“99.9%, comfortably met every quarter we measured”',
    why: '99.74, 99.88 and 99.89% are below it.',
  },
  'sent.net': {
    value: () => {
      const all = sentimentRows();
      const mentions = all.reduce((sum, id) => sum + cell(id, 'n'), 0);
      return all.reduce((sum, id) => sum + cell(id, 'n') * (cell(id, 'pos') - cell(id, 'neg')), 0) / mentions;
    },
    ours: 76.593,
    shown: '+77 (76.6)',
    print: '“Net sentiment: +74”',
    why: 'The four rows give +76.6; +73.7 comes only without the Discord row.',
  },
};

/** A stated or measured figure that something else contradicts. */
export interface Contradiction {
  print: string;
  /** What speaks against it. */
  against: string;
  /** Figures of the review itself that contradict it. */
  by?: string[];
  /** The contradiction as a test, where the review holds both sides: true as long as they disagree. */
  disagrees?: () => boolean;
}

const outside = (value: number, [low = NaN, high = NaN]: number[]): boolean => value < low || value > high;
const range = (id: string): number[] => {
  const { value } = figure(id);
  if (!Array.isArray(value)) throw new Error(`${id} is not a range`);
  return value;
};

/** Stated and measured figures that do not agree: with the review itself, or with what Modal says. */
export const contradicted: Record<string, Contradiction> = {
  'bench.cold_nowarm.modal': {
    print: 'Matrix: 14.6 s cold start without a warm pool',
    against: 'The text says that 14.6 s is with warm_pool=1, and 22–35 s without.',
    by: ['text.cold.warm', 'text.cold.nowarm', 'faq.cold.modal_nowarm'],
    disagrees: () => outside(printed('bench.cold_nowarm.modal'), range('text.cold.nowarm')),
  },
  'bench.cold_warm.modal': {
    print: 'Matrix: 11.2 s cold start with warm_pool=1',
    against: 'The text and the FAQ say 14.6 s.',
    by: ['text.cold.warm', 'faq.cold.modal_warm'],
    disagrees: () => printed('bench.cold_warm.modal') !== printed('text.cold.warm'),
  },
  'text.cold.warm': {
    print: 'Text: 14.6 s with warm_pool=1',
    against: 'The matrix has 11.2 s with a warm pool, and 14.6 s without.',
    by: ['bench.cold_warm.modal', 'bench.cold_nowarm.modal'],
    disagrees: () => printed('text.cold.warm') !== printed('bench.cold_warm.modal'),
  },
  'text.cold.nowarm': {
    print: 'Text: 22–35 s without a warm pool',
    against: 'The matrix has 14.6 s.',
    by: ['bench.cold_nowarm.modal'],
    disagrees: () => outside(printed('bench.cold_nowarm.modal'), range('text.cold.nowarm')),
  },
  'faq.cold.modal_warm': {
    print: 'FAQ: 14.6 s with warm pool',
    against: 'The matrix has 11.2 s.',
    by: ['bench.cold_warm.modal'],
    disagrees: () => printed('faq.cold.modal_warm') !== printed('bench.cold_warm.modal'),
  },
  'faq.cold.modal_nowarm': {
    print: 'FAQ: 22–35 s without',
    against: 'The matrix has 14.6 s.',
    by: ['bench.cold_nowarm.modal'],
    disagrees: () => outside(printed('bench.cold_nowarm.modal'), range('faq.cold.modal_nowarm')),
  },
  'uptime.platform': {
    print: '“99.91% measured platform uptime”',
    against: 'The same mistake as in the blended uptime: the quarters give 99.89%.',
    by: ['uptime.blend'],
    disagrees: () =>
      Number(Number(pinned['uptime.blend']?.value()).toFixed(2)) !== printed('uptime.platform'),
  },
  'gpu.max_self_serve': {
    print: '“for >4 GPUs per function you need enterprise contact”',
    against: 'Modal’s guide: up to 8 of a B200, H200, H100, A100, L40S, L4 or T4, up to 4 of an A10.',
  },
  'gpu.count4': {
    print: '`gpu=modal.gpu.H100(count=4)`',
    against: 'An old form, removed in Modal 1.4.0. Today it is `gpu="H100:4"`.',
  },
  'gpu.h200_b200': {
    print: '“no H200, no B200 yet”',
    against: 'Both were on Modal’s pricing page in August 2025.',
  },
  'catalog.gpus': {
    print: 'H100 80GB, A100 80GB, A100 40GB, A10G 24GB, T4 16GB',
    against: 'Modal’s list adds B300, B200, H200, RTX PRO 6000, L40S and L4.',
  },
  'catalog.8x': {
    print: '“No 8x configurations in self-serve”',
    against: 'Modal’s guide: up to 8 GPUs per container.',
  },
  'claim.hipaa': {
    print: '“No HIPAA BAA today (as of May 2026)”',
    against: 'Modal’s security guide (August 2025): a BAA comes with the Enterprise plan.',
  },
  'claim.ssh': {
    print: '“You can’t run `nvidia-smi` interactively”',
    against: 'Modal documents `modal shell` and `modal container exec`.',
  },
  'claim.apac': {
    print: '“No Asia-Pacific. No South America.”',
    against: 'Modal’s list of regions (August 2025) has ap, sa, me, ca and uk.',
  },
  'claim.nccl': {
    print: '“Modal doesn’t expose the NCCL fabric”',
    against: 'Modal’s multi-node guide (August 2025): RDMA clusters of up to 64 H100, in private beta.',
  },
  'claim.warm_discount': {
    print: 'Warm workers “billed at a discounted idle rate”',
    against: 'Modal’s guide: what an idle container uses is billed; no discount is documented.',
  },
};

/** Derived figures too loose to agree or not: what the rates give, to three decimals. */
export const loose: Record<string, { value: () => number; ours: number }> = {
  'rate.a100.vs_lambda_od': {
    value: () => r.hourly('A100') - printed('rate.a100.vs_lambda_od'),
    ours: 1.79,
  },
  'cross.text.25_30': { value: () => (r.lambdaRsv() / r.hourly('H100')) * 100, ours: 24.471 },
  'cross.text.around_25_30': { value: () => (r.lambdaRsv() / r.hourly('H100')) * 100, ours: 24.471 },
  'cross.text.avoid_30': { value: () => (r.lambdaRsv() / r.hourly('H100')) * 100, ours: 24.471 },
  'cross.faq.25_30': { value: () => (r.lambdaRsv() / r.hourly('H100')) * 100, ours: 24.471 },
  'cross.dim.30_60': { value: () => (r.lambdaOd() / r.hourly('H100')) * 100, ours: 39.55 },
  'mtok.runpod30.hr': { value: () => 0.3 * r.hourly('H100'), ours: 2.268 },
};

/** Stated and measured figures that another figure of the review bears out. */
export const confirmed: Record<string, () => boolean> = {
  'bench.cold_warm.runpod': () => figure('faq.cold.runpod_nowarm').quote.includes('11.2s with warm pool'),
  'text.cold.sub15': () => printed('text.cold.warm') < printed('text.cold.sub15'),
  'text.cold.8_15': () =>
    !outside(printed('text.cold.warm'), range('text.cold.8_15')) &&
    !outside(printed('bench.cold_warm.modal'), range('text.cold.8_15')),
  'faq.cold.runpod_nowarm': () =>
    !outside(printed('bench.cold_nowarm.runpod'), range('faq.cold.runpod_nowarm')),
  'fig50.e2e': () => figure('fig50.e2e').value === figure('dev.e2e.modal').value,
  'dev.live': () => Math.round(printed('bench.deploy.modal') / 10) * 10 === printed('dev.live'),
};

/** Measurements that the bundled book holds too: id → the book's measurement. */
export const measured: Record<string, string> = {
  ...Object.fromEntries(
    [20, 40, 80].map((utilization) => [`mtok.modal${utilization}.toks`, 'bench.toks.modal']),
  ),
  ...Object.fromEntries(
    [
      'bench.cold_nowarm.runpod',
      'bench.cold_nowarm.replicate',
      'bench.p50.modal',
      'bench.p50.runpod',
      'bench.p50.replicate',
      'bench.p50.lambda',
      'bench.toks.modal',
      'bench.toks.runpod',
      'bench.toks.lambda',
      'bench.deploy.modal',
      'bench.deploy.runpod',
      'bench.deploy.replicate',
      'bench.image.modal',
      'bench.image.runpod',
      'bench.image.replicate',
      'text.cold.p95',
    ].map((id) => [id, id]),
  ),
};

/** What the review's scenarios and tests assume: id → the value, written out. */
export const inputs: Record<string, number> = {
  'A.requests': 800,
  'A.secs': 4,
  'A.warm': 1,
  'B.requests': 50_000,
  'B.ms': 200,
  'B.warm': 2,
  'C.util': 80,
  'text.min_containers': 2,
  'test.reqday': 50_000,
  'test.ft': 10,
  'test.concurrent': 50,
  'test.sustained': 24,
  'warm.min': 1,
};

/** What the review says besides: nothing here computes with it, and nothing contradicts it. */
export const context: string[] = [
  'free.runpod_credit',
  'A.factor.110',
  'A.factor.105',
  'quote.bill',
  'quote.dedicated',
  'quote.deploy',
  'quote.util',
  'fig50.cold_est',
  'fig50.deploy_real',
  'fig50.curl_real',
  'fig50.latency',
  'fig50.tokens',
  'fig50.imgbuild',
  'dev.e2e.modal',
  'dev.e2e.runpod',
  'dev.e2e.lambda',
  'dev.serve',
  'score.throughput',
  'score.pricing',
  'score.software',
  'score.latency',
  'score.trust',
  'score.support',
  'score.spot',
  'score.regions',
  'score.rank',
  'reviews',
  'test.weeks',
  'test.spend',
  'uptime.2024q4',
  'uptime.2025q1',
  'uptime.2025q2',
  'uptime.2025q3',
  'uptime.2025q4',
  'uptime.2026q1',
  'uptime.pm',
  'uptime.months',
  'sent.hn',
  'sent.rml',
  'sent.x',
  'sent.discord',
  'sent.months',
  'gpu.h100_vram',
  'gpu.h200_vram',
  'region.us',
  'region.runpod',
  'region.aws',
  'lat.floor',
  'lat.extra',
  'fit95',
  'fit5',
  'catalog.asof',
  'doc.updated',
  'incident.fix',
];

/** Every group's ids, by the group's name. */
export const groups: Record<string, string[]> = {
  base: Object.keys(base),
  inputs: Object.keys(inputs),
  recomputed: Object.keys(recomputed),
  pinned: Object.keys(pinned),
  loose: Object.keys(loose),
  contradicted: Object.keys(contradicted),
  confirmed: Object.keys(confirmed),
  measured: Object.keys(measured),
  context,
};
