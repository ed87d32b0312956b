/** What a person types into a what-if in place of choosing from its list: read by value, and priced. */
import type { Books } from '../cost/containerRate';
import { gpuLabel, parseGpuString, type Gpu } from '../modal/gpu';
import { quoteGpu } from '../pricing/lookup';
import { nearestWord } from '../text/nearestWord';
import { typedNumber } from '../text/typedNumber';
import { duration, plainNumber } from './money';
import { oneLine, shorten } from './escape';
import { readTypedUsage } from './typedUsageText';
import { reasonText } from './words/reasons';
import { quoted } from './words/quoted';
import { t } from './words/translate';
import {
  choice,
  containersRefusal,
  poolNumberNow,
  poolNumberText,
  requestsText,
  type PoolNumber,
  type WhatIfChoice,
  type WhatIfSubject,
  type WhatIfTopic,
} from './whatIfList';

/** A typed value, priced, or why it is none. */
export type TypedChoice = { readonly choice: WhatIfChoice } | { readonly problem: string };

/** What a typed text means for a topic; null if it can only be a filter, as every text for other providers is. */
export function typedChoice(subject: WhatIfSubject, topic: WhatIfTopic, text: string): TypedChoice | null {
  const given = text.trim();
  if (given === '') return null;
  switch (topic) {
    case 'gpu':
      return typedGpu(subject, given);
    case 'min_containers':
    case 'max_containers':
    case 'buffer_containers':
    case 'scaledown_window':
      return typedPoolNumber(subject, topic, given);
    case 'traffic':
      return typedUsage(subject, 'requestsPerDay', given, requestsText);
    case 'seconds':
      return typedUsage(subject, 'secondsPerRequest', given, duration);
    case 'provider':
      return null;
  }
}

/** What a number of the pool takes. Modal keeps an idle container for 2 seconds to 20 minutes. */
const LIMITS: Readonly<Record<PoolNumber, readonly [min: number, max: number]>> = {
  min_containers: [0, 10_000],
  max_containers: [1, 100_000],
  buffer_containers: [0, 10_000],
  scaledown_window: [2, 1_200],
};

function typedPoolNumber(subject: WhatIfSubject, name: PoolNumber, given: string): TypedChoice {
  const isTime = name === 'scaledown_window';
  const value = typedNumber(given, isTime ? 'seconds' : 'count');
  if (value === undefined)
    return isTime
      ? { problem: t('Not a time: type, for example, 90s or 5 min') }
      : { problem: t('Not a number of containers: type, for example, 3') };
  const [min, max] = LIMITS[name];
  if (value < min || value > max)
    return {
      problem: t('{0} must be from {1} to {2}', name, poolNumberText(name, min), poolNumberText(name, max)),
    };
  if (!Number.isInteger(value)) return { problem: t('{0} must be a whole number', name) };
  const refused = containersRefusal(subject, name, value);
  if (refused)
    return {
      problem:
        name === 'min_containers'
          ? t('Modal rejects more than {0}={1}', refused.other, plainNumber(refused.at))
          : t('Modal rejects less than {0}={1}', refused.other, plainNumber(refused.at)),
    };
  const isNow = value === poolNumberNow(subject, name);
  return { choice: choice(subject, poolNumberText(name, value), { [name]: value }, {}, isNow) };
}

function typedUsage(
  subject: WhatIfSubject,
  field: 'requestsPerDay' | 'secondsPerRequest',
  given: string,
  print: (value: number) => string,
): TypedChoice {
  const read = readTypedUsage(field, given);
  if ('problem' in read) return read;
  const { usage } = subject.assessment;
  const value = read.value as number;
  const now = usage?.given === true ? usage.usage[field] : null;
  return { choice: choice(subject, print(value), {}, { [field]: value }, value === now) };
}

/** More GPUs in a container than any book offers. */
const MAX_GPUS = 64;

function typedGpu(subject: WhatIfSubject, given: string): TypedChoice | null {
  const read = readTypedGpu(subject.context, given);
  if (!read || 'problem' in read) return read;
  const { gpu } = read;
  const now = subject.assessment.estimate.alternatives[0]?.gpu ?? null;
  return { choice: choice(subject, gpuLabel(gpu), { gpu }, {}, isSameGpu(gpu, now)) };
}

/**
 * A GPU as it is typed: `l40s`, `L40S:2`, `h100 x 8`. Null for a text that only filters: a part of a name.
 */
export function readTypedGpu(
  context: Books,
  text: string,
): { readonly gpu: Gpu } | { readonly problem: string } | null {
  const given = text.trim();
  const { book, list } = context;
  const types = [...new Set([...Object.keys(book.gpus), ...Object.keys(list.gpus)])];
  const parsed = parseGpuString(given.replace(/\s{0,9}[:x×*]\s{0,9}(?=\d+$)/i, ':'));
  if ('refused' in parsed) return { problem: reasonText(parsed.refused) };
  const gpu = parsed.value;
  const type = gpu.type ?? '';
  if (![book, list].some((each) => quoteGpu(each, list, type))) {
    if (!given.includes(':') && types.some((each) => each.includes(type))) return null;
    return { problem: unknownText(type, types) };
  }
  const max = mostGpus(context, type);
  return gpu.count >= 1 && gpu.count <= max
    ? { gpu }
    : { problem: t('{0}: from 1 to {1} GPUs per container', type, max) };
}

function unknownText(type: string, types: readonly string[]): string {
  const unknown = t('No price for {0}', quoted(shorten(oneLine(type), 24)));
  const near = nearestWord(type, types);
  return near === undefined ? unknown : `${unknown}: ${t('Did you mean {0}?', near)}`;
}

/** How many of a type one container can have, as far as a book says. */
function mostGpus({ book, list }: Books, type: string): number {
  const said = [list, book].map((each) => each.gpus[quoteGpu(each, list, type)?.pricedAs ?? '']?.maxCount);
  return said.find((count) => count !== undefined) ?? MAX_GPUS;
}

function isSameGpu(gpu: Gpu, now: Gpu | null): boolean {
  return now !== null && gpuLabel(gpu) === gpuLabel(now);
}
