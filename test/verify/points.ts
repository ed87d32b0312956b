/** What is simulated for the proof: the grid of test/model, and the points that its claims need besides. */
import { grid, measure, simulateInput, type GridPoint, type SimulatedPoint } from '../model/grid';
import gridJson from '../model/simulated.json';
import moreJson from './simulated.json';

/**
 * - `any`: a pool point with a floor of which no container is special, as the chain and the floor's idle time have it.
 * - `idle`: the same with a window of 0: then live = max(m, busy), and what idles is exactly the idle floor.
 * - `one`: a point of the group `single` with the maximum of one container that its name promises.
 */
export type ProofGroup = SimulatedPoint['group'] | 'any' | 'idle' | 'one';

/** A simulated point with the group that says what it proves. */
export interface ProofPoint extends Omit<SimulatedPoint, 'group'> {
  readonly group: ProofGroup;
}

type MorePoint = Omit<GridPoint, 'group'> & { readonly group: 'any' | 'idle' | 'one' };

const warm = grid.filter(({ group, minContainers }) => group === 'pool' && minContainers > 0);

/** The points besides the grid, in order. */
export const morePoints: readonly MorePoint[] = [
  ...warm.map((point) => more(point, 'any', { floor: 'any' })),
  ...warm.map((point) => more(point, 'idle', { floor: 'any', window: 0 })),
  ...grid.filter(({ group }) => group === 'single').map((point) => more(point, 'one', { maxContainers: 1 })),
];

function more(point: GridPoint, group: MorePoint['group'], change: Partial<GridPoint>): MorePoint {
  return { ...point, ...change, group, id: point.id.replace(/^[a-z]+/, group) };
}

/** All results as they are kept. */
export const stored: readonly ProofPoint[] = [...gridJson, ...moreJson] as unknown as ProofPoint[];

/** The same inputs, simulated again. */
export function again({ input, ...point }: ProofPoint): ProofPoint {
  return { ...point, input, output: simulateInput(input) };
}

/** Simulates the points besides the grid for the first time: what `simulated.json` here keeps. */
export function measureMore(said: (id: string) => void): ProofPoint[] {
  return morePoints.flatMap(({ group, ...point }) =>
    point.services.map((service) => {
      said(`${point.id} ${service}`);
      return { ...measure({ ...point, group: 'pool' }, service), group };
    }),
  );
}
