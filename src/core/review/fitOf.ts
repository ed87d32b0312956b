import type { Assessment } from '../cost/assess';
import { comparisonOf } from '../cost/comparison/compareDeclaration';
import type { Comparison } from '../cost/comparison/comparison';
import type { Parameters } from '../modal/declaration';
import { NEEDS, type Need } from '../modal/needs';
import type { FitFacts } from './fit/fitContext';
import { fit, type FitReport } from './fit/fitReport';

/**
 * Whether an assessed declaration fits Modal, by the rules of the price book. Null for a call, which declares nothing, and for a sandbox,
 * which serves no requests.
 * Rests on the comparison with other offers, so that the two never contradict each other.
 */
export function fitOf(
  assessment: Assessment,
  comparison: Comparison | null = comparisonOf(assessment, { rateBreakEvens: false }),
): FitReport | null {
  const { estimate, usage, month } = assessment;
  const { subject, settings, alternatives, context } = estimate;
  if (subject.type === 'call' || settings.isSandbox) return null;
  const known = month?.status === 'known' ? month : null;
  const options =
    subject.gpu.status === 'unknown' ? null : alternatives.flatMap(({ gpu }) => (gpu ? [gpu] : []));
  const single = (interval: { readonly low: number; readonly high: number } | null): number | null =>
    interval && interval.low === interval.high ? interval.low : null;
  const traffic = known !== null && known.seconds.requests > 0;
  return fit(
    {
      gpus: options,
      clusterSize: single(settings.clusterSize.interval),
      scheduled: estimate.scheduled !== null,
      minContainers: single(settings.minContainers.interval),
      utilization:
        known && traffic ? busyShare(known.seconds.activeSeconds.likely, context.hoursPerMonth) : null,
      coldStartShare: traffic ? known.seconds.coldStartShare.likely : null,
      startupSeconds:
        usage?.origins.startupSeconds.source === 'default' ? null : (usage?.usage.startupSeconds ?? null),
      ...workOf(assessment),
      container: {
        params: subject.params,
        use: usage?.usage ?? null,
        floorUsdPerHour: estimate.floor?.perHour?.low ?? 0,
      },
    },
    context,
    comparison,
  );
}

type Work = Pick<FitFacts, 'interactive' | 'realTime' | 'needs' | 'needsGiven'>;

/** What the work is, as the usage and the code say it. */
function workOf({ usage, estimate: { subject } }: Assessment): Work {
  const stated = usage?.usage.needs ?? [];
  const needs = NEEDS.filter((need) => stated.includes(need) || regionsOf(subject.params).includes(need));
  const waits = usage?.usage.interactive ?? null;
  const interactive = needs.includes('real-time') ? (waits ?? true) : waits;
  const isAnswerRead = needs.includes('real-time') || usage?.usage.tokensPerSecond != null;
  return {
    interactive,
    realTime: interactive === true && isAnswerRead,
    needs,
    needsGiven: usage !== null && usage.origins.needs.source !== 'default',
  };
}

/** The first letters of Modal's regions outside the US and Europe. */
const REGIONS: readonly (readonly [RegExp, Need])[] = [
  [/^(?:ap|jp)(?:-|$)/, 'apac'],
  [/^sa(?:-|$)/, 'south-america'],
  [/^me(?:-|$)/, 'middle-east'],
];

/** The regions that the code pins it to; none where one of several is elsewhere. */
function regionsOf({ region, compute_region: computeRegion }: Parameters): readonly Need[] {
  const value = (region ?? computeRegion)?.value ?? null;
  const names = (Array.isArray(value) ? value : [value]) as readonly unknown[];
  const needs = names.map((name) => REGIONS.find(([pattern]) => pattern.test(String(name)))?.[1]);
  return needs.every((need) => need !== undefined) ? needs : [];
}

/** Active time ÷ the time of the fewest machines that it needs: 1 for a machine that is always active. */
function busyShare(activeSeconds: number, hoursPerMonth: number): number {
  const busy = activeSeconds / (hoursPerMonth * 3_600);
  return busy / Math.max(1, Math.ceil(busy));
}
