/** Why a declaration cannot be compared with other providers: as data, and in English for a model. */
import type { Assessment } from '../cost/assess';
import { isStated } from '../cost/demand';
import type { MonthReason, Overload } from '../cost/monthOutcomes';
import { usageFieldInfo, type UsageField } from '../modal/usageFields';
import { oneLine } from '../render/escape';
import { monthReasonText, overloadText } from '../render/words/monthWords';

export type NotCompared =
  | { readonly kind: 'call' }
  | { readonly kind: 'scheduled' }
  | { readonly kind: 'gpuNotKnown' }
  | { readonly kind: 'noGpu' }
  | { readonly kind: 'noPrice' }
  | { readonly kind: 'usageNotKnown'; readonly missing: readonly UsageField[] }
  | { readonly kind: 'overloaded'; readonly overload: Overload }
  | { readonly kind: 'monthNotKnown'; readonly reason: MonthReason }
  | { readonly kind: 'unevenRequests' }
  | { readonly kind: 'firstOptionNotPriced' };

export function whyNotCompared({ estimate, usage, month }: Assessment): NotCompared {
  const { subject, alternatives } = estimate;
  if (!usage) return { kind: 'call' };
  if (estimate.scheduled) return { kind: 'scheduled' };
  if (!alternatives.some(({ gpu }) => gpu))
    return { kind: subject.gpu.status === 'unknown' ? 'gpuNotKnown' : 'noGpu' };
  if (!alternatives.some(({ gpu, rate }) => gpu && rate)) return { kind: 'noPrice' };
  if (!usage.given) return { kind: 'usageNotKnown', missing: usage.missing };
  if (month?.status === 'known' && month.unstable !== null)
    return { kind: 'overloaded', overload: month.unstable };
  if (month?.status === 'unknown') return { kind: 'monthNotKnown', reason: month.reason };
  return { kind: isStated(usage) ? 'unevenRequests' : 'firstOptionNotPriced' };
}

/** The reason, and what would help. */
export function notComparedText(reason: NotCompared, { estimate: { subject } }: Assessment): string {
  switch (reason.kind) {
    case 'call':
      return 'it is a call, and only functions, classes, servers and sandboxes are compared.';
    case 'scheduled':
      return 'it runs on a schedule, and only work that serves requests is compared.';
    case 'gpuNotKnown':
      return `gpu=${oneLine(subject.gpu.source)} is unknown. Give \`gpu\`.`;
    case 'noGpu':
      return 'it has no GPU, and only offers with GPUs are compared.';
    case 'noPrice':
      return 'no price book has a price for its GPU.';
    case 'usageNotKnown':
      return `its usage is unknown. Give \`usage\` with ${reason.missing.map(fieldName).join(' and ')}, or write a # modal-cost: comment above line ${subject.line}.`;
    case 'overloaded':
      return `overloaded: ${overloadText(reason.overload)}. Ask again with fewer requests or a higher max_containers.`;
    case 'monthNotKnown':
      return `${monthReasonText(reason.reason)}.`;
    case 'unevenRequests':
      return 'its requests do not arrive evenly, and only even traffic is compared.';
    case 'firstOptionNotPriced':
      return 'its first GPU option has no price.';
  }
}

/** A field as it is written. */
export function fieldName(field: UsageField): string {
  return usageFieldInfo(field).name;
}
