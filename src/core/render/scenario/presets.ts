/** The review's three scenarios, ready to be priced. */
import { assess, type Assessment } from '../../cost/assess';
import type { PricingContext } from '../../cost/estimate';
import type { UsageLayer } from '../../cost/usage';
import { vary } from '../../cost/varyDeclaration';
import { NEEDS, type Need } from '../../modal/needs';
import { writtenUsage } from '../../modal/usageFields';
import { reviewBook } from '../../pricing/bundled';
import type { ReviewScenario } from '../../pricing/fitClaimsSchema';
import { isOver } from '../../pricing/otherBook';
import { plainNumber, usd } from '../money';
import { t } from '../words/translate';
import { calculatorDeclaration, type Scenario } from './scenario';
import { SHAPE_NAMES } from './usageInputs';

const SCENARIOS: readonly ReviewScenario[] = reviewBook.claims!.scenarios;

/** Modal's default: the review does not give a window. */
const SCALEDOWN_WINDOW = 60;

/** A scenario of the review as inputs of the panel, by the review's own prices. */
export interface Preset {
  readonly id: string;
  readonly inputs: Readonly<Record<string, string>>;
}

/** Requests that come one by one, at any time: what is said otherwise of a declaration does not count. */
const EVEN_TRAFFIC = Object.fromEntries(SHAPE_NAMES.map((name) => [name, '']));

function needsOf(names: readonly string[]): readonly Need[] {
  return NEEDS.filter((need) => names.includes(need));
}

/** In the order of the review. */
export const PRESETS: readonly Preset[] = SCENARIOS.map(
  ({ id, gpu, minContainers, requestsPerDay, secondsPerRequest, interactive, needs }) => ({
    id,
    inputs: {
      // What a scenario does not say is Modal's default, whatever the code has.
      max_containers: '',
      ...EVEN_TRAFFIC,
      scaledown_window: String(SCALEDOWN_WINDOW),
      concurrency: '1',
      gpu,
      gpu_count: '1',
      min_containers: String(minContainers),
      requests_per_day: String(requestsPerDay),
      seconds_per_request: String(secondsPerRequest),
      interactive: String(interactive),
      needs: writtenUsage(needsOf(needs)),
      book: reviewBook.id,
    },
  }),
);

/** The name of a scenario, and its workload in a line. */
export function presetWords(id: string): { readonly label: string; readonly detail: string } {
  switch (id) {
    case 'A':
      return {
        label: t('A: bursty SDXL'),
        detail: t('SDXL on A100, 800 requests per day of 4 s, one warm container'),
      };
    case 'B':
      return {
        label: t('B: mid-traffic inference'),
        detail: t('Llama 70B on H100, 50,000 requests per day of 0.2 s, two warm containers'),
      };
    default:
      return {
        label: t('C: sustained inference'),
        detail: t('Llama 70B on H100, active 80% of the time'),
      };
  }
}

/** Prices a scenario without any code; undefined if the review has none of this id. */
export function assessPreset(
  id: string,
  context: PricingContext,
  includeStartup: boolean,
): Assessment | undefined {
  const scenario = SCENARIOS.find((each) => each.id === id);
  if (!scenario) return undefined;
  const { gpu, minContainers, requestsPerDay, secondsPerRequest, interactive, needs } = scenario;
  const name = presetWords(id).label;
  const declaration = vary(
    { ...calculatorDeclaration(), file: 'the-review', name, qualname: name },
    {
      gpu: { type: gpu, count: 1 },
      min_containers: minContainers,
      scaledown_window: SCALEDOWN_WINDOW,
    },
  );
  const usage: UsageLayer = {
    source: 'option',
    values: { requestsPerDay, secondsPerRequest, interactive, needs: needsOf(needs) },
    where: { kind: 'option', name: '--preset' },
  };
  return assess(declaration, context, { options: usage, defaults: [], includeStartup });
}

/**
 * What the review compares one of its scenarios with, in a sentence; null for any other scenario, and by any other book:
 * its machines are not priced there.
 */
export function presetMachines({ read: { values }, context }: Scenario): string | null {
  if (!isOver(context.book, reviewBook.id)) return null;
  const { gpu, numbers, usage } = values;
  const scenario = SCENARIOS.find(
    (each) =>
      each.gpu === gpu &&
      each.minContainers === numbers.min_containers &&
      each.requestsPerDay === usage.requestsPerDay &&
      each.secondsPerRequest === usage.secondsPerRequest &&
      numbers.gpu_count === 1,
  );
  if (!scenario?.machines) return null;
  const { provider, product, count, usdPerGpuHour, note } = scenario.machines;
  const month = count * usdPerGpuHour * context.hoursPerMonth;
  return t(
    'The review compares scenario {0} with {1} × {2} ({3}): {4} per month. {5}',
    scenario.id,
    plainNumber(count),
    product,
    provider,
    usd(month),
    note,
  );
}
