/** What the rules on cold starts, latency and background work find, in words. */
import { duration, percent, plainNumber } from '../money';
import { t } from './translate';
import type {
  BackgroundMessage,
  ColdStartMessage,
  RealTimeMessage,
  StartTime,
} from '../../review/fit/fitMessages';

export function coldStartText(message: ColdStartMessage): string {
  const start = startText(message.arguments.start);
  switch (message.kind) {
    case 'waitingNotKnown':
      return t(
        'A cold start takes {0}. Code does not show whether somebody waits for the answer: set interactive.',
        start,
      );
    case 'startIsBrief':
      return t('A cold start takes only {0}.', start);
    case 'nothingWarm':
      return t(
        'Somebody waits for the answer, and no container is kept warm: the first request waits {0}.',
        start,
      );
    case 'shareOfColdStarts':
      return t(
        '{0} of requests wait for a cold start of {1}; the budget is {2}.',
        percent(message.arguments.share),
        start,
        percent(message.arguments.budget),
      );
    case 'shareNotKnown':
      return t(
        '{0}; how many requests still wait for a cold start of {1} is unknown.',
        warmText(message.arguments.warm),
        start,
      );
  }
}

function warmText(warm: number | null): string {
  return warm === null ? t('The number of warm containers is unknown') : t('{0} kept warm', warm);
}

function startText(start: StartTime): string {
  switch (start.kind) {
    case 'given':
      return duration(start.seconds);
    case 'measured':
      return t('{0} to {1} s (as the review measured it)', plainNumber(start.low), plainNumber(start.high));
    case 'unknown':
      return t('an unknown time');
  }
}

export function realTimeText(message: RealTimeMessage): string {
  if (message.kind === 'noWarmPool')
    return t('Real-time serving works with a warm pool. No container is kept warm here.');
  const { containers, latency } = message.arguments;
  const warm = t('Real-time serving works with a warm pool. Warm containers here: {0}.', containers);
  if (latency === null) return warm;
  const figure = t(
    'Warm requests took {0} ms (median), {1} ms on Lambda’s machine.',
    plainNumber(latency.modalMs),
    plainNumber(latency.machineMs),
  );
  return `${warm} ${figure}`;
}

export function backgroundText({ kind }: BackgroundMessage): string {
  switch (kind) {
    case 'onSchedule':
      return t('It only runs on a schedule: a background job.');
    case 'nobodyWaits':
      return t('Nobody waits for the answer: cold starts are fine.');
  }
}
