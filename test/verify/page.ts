/** The proof as a page: docs/model-proof.md. */
import { poolTableClosedForm } from '../../src/core/cost/traffic/pool';
import { CLAIMS, checks, isPackedStart, modelOf, roughness, type Check, type ClaimId } from './comparison';
import type { BlindResults } from './blind';
import { blindPage } from './blindPage';
import type { ProofPoint } from './points';

const LAWS = ['exponential', 'fixed', 'lognormal'] as const;

/** What all points say together. */
export interface Proof {
  readonly all: readonly Check[];
  readonly outside: readonly Check[];
  readonly markdown: string;
}

export function prove(points: readonly ProofPoint[], blind: BlindResults): Proof {
  const all = points.flatMap(checks);
  const markdown = [
    INTRODUCTION,
    '## The claims\n',
    CLAIMS_TEXT,
    table(
      ['claim', 'service', 'points', 'within 1%', 'within 4 s.e.', 'outside', 'largest deviation'],
      claimRows(all),
    ),
    '## The exact chain, point by point\n',
    CHAIN_TEXT,
    table(
      ['ρ', 'S', 'W', 'm', 'simulated', '± s.e.', 'chain', 'off by', 'closed form', 'low', 'high'],
      chainRows(all),
    ),
    '## How accurate the likely figure is where it is not exact\n',
    ROUGH_TEXT,
    table(['case', 'service', 'points', 'running', 'cold starts'], roughRows(points)),
    blindPage(blind, { table, percent, signed }),
  ].join('\n');
  return { all, outside: all.filter(({ verdict }) => verdict === 'outside'), markdown };
}

const INTRODUCTION = `# The traffic model against a simulation

\`npm run verify:model\` writes this page; do not edit it. [The model](model.md) explains the formulas.

The simulator ([simulator.ts](../test/model/simulator.ts)) simulates requests and containers event by event, without the formulas. Its seed is fixed, so the results are reproducible. Each point runs until the standard error of its running containers is below 0.25%.
`;

const CLAIMS_TEXT = `Three distributions of the service time have the same mean: exponential, fixed, and log-normal with a coefficient of variation of 1. A figure must be within 1% of the simulation. If events are rare, the simulation is less precise, and the figure must be within four of its standard errors. The same applies where a bound equals the simulated figure.
`;

const CHAIN_TEXT = `Mean running containers with exponential service. The most recently used container is reused first, and no containers are reserved for the floor.
`;

const ROUGH_TEXT = `The likely figure of the product compared with the simulation: (model − simulated) ÷ simulated, from the lowest to the highest, for running containers without start-up.
`;

function claimRows(all: readonly Check[]): string[][] {
  return (Object.keys(CLAIMS) as ClaimId[]).flatMap((claim) =>
    LAWS.flatMap((law) => {
      const some = all.filter((each) => each.claim === claim && each.point.input.service === law);
      if (some.length === 0) return [];
      const count = (verdict: Check['verdict']): number =>
        some.filter((each) => each.verdict === verdict).length;
      // Of rare events the deviation says more of the simulation than of the model.
      const sharp = some.filter(({ verdict }) => verdict !== 'by chance');
      const isBound = typeof some[0]!.model !== 'number';
      const off = sharp.map(({ deviation }) => (isBound ? Math.max(0, deviation) : Math.abs(deviation)));
      return [
        [
          CLAIMS[claim],
          law,
          String(some.length),
          String(count('within')),
          String(count('by chance')),
          String(count('outside')),
          isBound && count('outside') === 0 ? 'none' : percent(Math.max(0, ...off)),
        ],
      ];
    }),
  );
}

function chainRows(all: readonly Check[]): string[][] {
  return all
    .filter(({ claim }) => claim === 'chain')
    .sort((a, b) => a.point.rho - b.point.rho || a.point.input.window - b.point.input.window)
    .map(({ point, model, simulated, error, deviation }) => {
      const { lambda, serviceMean, window, minContainers } = point.input;
      const { low, high } = modelOf(point).live;
      const closed = poolTableClosedForm(lambda, serviceMean, window).live(minContainers);
      return [
        figure(point.rho),
        figure(serviceMean),
        String(window),
        String(minContainers),
        figure(simulated),
        percent(error / simulated),
        figure(model as number),
        signed(deviation),
        signed(closed / simulated - 1),
        figure(low),
        figure(high),
      ];
    });
}

const isPlain = ({ group, input }: ProofPoint): boolean =>
  group === 'any' || (group === 'pool' && input.minContainers === 0);

const CASES: readonly (readonly [title: string, of: (point: ProofPoint) => boolean])[] = [
  ['One request per container, no start-up, no limit', isPlain],
  [
    'The same, with a floor of fixed containers that are used first',
    ({ group, input }) => group === 'pool' && input.minContainers > 0,
  ],
  ['The same, least recently used first', ({ group, input }) => group === 'reading' && input.reuse === 'lru'],
  ['The same, any idle container', ({ group, input }) => group === 'reading' && input.reuse === 'random'],
  [
    'With a start-up of 5 or 15 s',
    ({ group, input }) => (group === 'startup' || group === 'single') && input.startup > 0,
  ],
  ['With a maximum of 2 to 10 containers, requests queue', ({ group }) => group === 'capped'],
  ['One container with a queue, start-up of 0 to 15 s', ({ group }) => group === 'one'],
  ['Unbounded concurrency, no start-up', ({ group, input }) => group === 'unlimited' && input.startup === 0],
  ['Unbounded concurrency, start-up of 5 or 15 s', isPackedStart],
];

function roughRows(points: readonly ProofPoint[]): string[][] {
  return CASES.flatMap(([title, of]) =>
    LAWS.map((law) => {
      const some = points.filter((point) => of(point) && point.input.service === law);
      const rough = some.map(roughness);
      // Where hardly anything starts, shares say nothing.
      const starting = some.filter(({ output }) => output.coldStartRate[1] < 0.02 * output.coldStartRate[0]);
      return [
        title,
        law,
        String(some.length),
        span(rough.map(({ live }) => live)),
        span(starting.map((point) => roughness(point).starts)),
      ];
    }),
  );
}

function span(values: readonly number[]): string {
  return values.length === 0 ? '' : `${signed(Math.min(...values))} … ${signed(Math.max(...values))}`;
}

function figure(value: number): string {
  return String(Number(value.toPrecision(5)));
}

function percent(value: number): string {
  return `${(100 * value).toFixed(2)}%`;
}

function signed(value: number): string {
  const text = percent(Math.abs(value));
  return text === '0.00%' ? text : `${value < 0 ? '−' : '+'}${text}`;
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return `${[head, head.map(() => '---'), ...rows].map(line).join('\n')}\n`;
}
