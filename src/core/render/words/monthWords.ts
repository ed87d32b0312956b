/** Why a month is not known, and what one takes for granted, in words that follow a colon: no capital, no full stop. */
import type { AdviceAssumption, MonthReason, Overload } from '../../cost/monthOutcomes';
import { usageFieldInfo } from '../../modal/usageFields';
import { oneLine } from '../escape';
import { plainNumber } from '../money';
import { reasonText } from './reasons';
import { scheduleReasonText } from './schedule';
import { trafficAssumptionText, trafficErrorText } from './traffic';
import { plural } from './plural';
import { traceFileProblemText, traceProblemText } from './traces';
import { message, t } from './translate';
import { usagePlaceText } from './usageWords';

export function monthReasonText(reason: MonthReason): string {
  switch (reason.kind) {
    case 'valueNotKnown':
      return reason.reason === null
        ? t('{0}={1} is unknown', reason.name, reason.source)
        : t('{0}={1} is unknown: {2}', reason.name, reason.source, reasonText(reason.reason));
    case 'notWhole':
      return reason.clusterSize === 1
        ? t('{0} is not a whole number', reason.name)
        : t('{0} is not a multiple of the cluster size, {1}', reason.name, reason.clusterSize);
    case 'scheduleNotKnown':
      return t('schedule={0} is unknown: {1}', reason.source, scheduleReasonText(reason.reason));
    case 'noPrice':
      return t('no price for {0}', reason.gpus.join(', '));
    case 'autoscalingOff':
      return t(
        'target_concurrency={0} turns autoscaling off, so it is unknown how many requests a container serves at a time: set concurrency',
        reason.source,
      );
    case 'sandboxHasNoPool':
      return t('a sandbox has no pool of containers to set');
    case 'burstsIncomplete':
      return t(
        'bursts need both bursts_per_day and burst_minutes: set {0}',
        usageFieldInfo(reason.missing).name,
      );
    case 'burstsTooLong':
      return t(
        '{0} bursts per day of {1} min each are not shorter than the day',
        plainNumber(reason.perDay),
        plainNumber(reason.minutes),
      );
    case 'traceNotRead':
      return t('the trace {0} is not read yet', oneLine(reason.file));
    case 'traceNoFile':
      return t('trace {0}: {1}', oneLine(reason.file), traceFileProblemText(reason.problem));
    case 'traceRefused':
      return t('trace {0}: {1}', oneLine(reason.file), traceProblemText(reason.problem, reason.leftOut));
    case 'simulating':
      return t('these requests are being simulated');
    case 'needsSimulation':
      return t('requests that arrive like this have no formula: run modal-cost advise');
    case 'tooManyToSimulate':
      return t('too many requests arrive to simulate them');
    case 'beyondModel':
      return t('outside the range of the model: {0}', reason.errors.map(trafficErrorText).join(' '));
  }
}

/** Why a pool cannot keep up. */
export function overloadText({ kind, containersNeeded, maxContainers }: Overload): string {
  const needed = Number(containersNeeded.toPrecision(3));
  switch (kind) {
    case 'runsOverload':
      return plural(
        needed,
        message(
          'the runs need {0} active container on average, but max_containers is {1}: the queue grows while the traffic lasts',
        ),
        message(
          'the runs need {0} active containers on average, but max_containers is {1}: the queue grows while the traffic lasts',
        ),
        maxContainers,
      );
    case 'requestsOverload':
      return plural(
        needed,
        message(
          'the requests need {0} active container on average, but max_containers is {1}: the queue grows while the traffic lasts',
        ),
        message(
          'the requests need {0} active containers on average, but max_containers is {1}: the queue grows while the traffic lasts',
        ),
        maxContainers,
      );
  }
}

/** What a month, or advice on one, takes for granted. */
export function assumptionText(assumption: AdviceAssumption): string {
  switch (assumption.kind) {
    case 'fewerDays':
      return plural(
        Number(assumption.days.toPrecision(4)),
        message('a month of {1} h has {0} day, not {2}'),
        message('a month of {1} h has {0} days, not {2}'),
        assumption.hoursPerMonth,
        assumption.given,
      );
    case 'maxContainersNotKnown':
      return t('max_containers={0} is unknown, so there is no limit', assumption.source);
    case 'singleUseContainers':
      return t('single-use containers: every request starts its own container, none waits for another');
    case 'scheduleGivesRuns':
      return t('the schedule sets the number of runs: requests_per_day is ignored');
    case 'runEndsAtTimeout':
      return t('a run ends at its timeout of {0} s', assumption.seconds);
    case 'sandboxEndsAtTimeout':
      return t('a sandbox ends at its timeout of {0} s', assumption.seconds);
    case 'runsTakeTheirTimeout':
      return t('every run takes its whole timeout, retries included: set seconds_per_request');
    case 'poolByHours':
      return t(
        'each size of the warm pool counts for its hours, and the requests are spread evenly over all hours',
      );
    case 'requestsMayRunInVariants':
      return t(
        'the likely figure takes all requests to run as declared; low and high also allow for the variants that calls make: {0}',
        assumption.labels.map(oneLine).join(` ${t('or')} `),
      );
    case 'likelyIsFirstPool':
      return t('the likely figures are for the first of several pool settings');
    case 'likelyIsFirstOption':
      return t('the likely figures are for {0}, the first GPU option', assumption.label);
    case 'concurrencyFromCode':
      return plural(
        assumption.requests,
        message('a container serves {0} request at a time, from {1}'),
        message('a container serves {0} requests at a time, from {1}'),
        assumption.where ? usagePlaceText(assumption.where) : t('the code'),
      );
    case 'autoscalingIsOff':
      return t(
        'target_concurrency={0} turns autoscaling off, but containers are counted as if they scaled with the requests',
        assumption.source,
      );
    case 'requestsCutOff':
      return t(
        'every request takes its {0} s, although timeout={1} ends it before that: raise timeout, or lower seconds_per_request',
        plainNumber(assumption.secondsPerRequest),
        plainNumber(assumption.timeoutSeconds),
      );
    case 'batchesNotCounted':
      return t(
        'batching is not modeled: set concurrency=… to the number of concurrent requests per container',
      );
    case 'startupNotGiven':
      return t('start-up takes no time, since startup_seconds is not set');
    case 'singleUseNotKnown':
      return t('single_use_containers is unknown, so it counts as not set');
    case 'rateWithinBounds':
      return t('the price is only known as a range: the likely figures use the midpoint');
    case 'waitNotKnown':
      return t('start-up takes no time, since startup_seconds is not set: the wait is unknown');
    case 'tailNotBilled':
      return t('this price book does not bill the scaledown_window, so other windows are not compared');
    case 'settingsSimulated':
      return t(
        'requests arrive at random times (Poisson): each setting was simulated, with start-up and buffers',
      );
    case 'settingsAsStated':
      return t('each setting was simulated with these requests, and with start-up and buffers');
    case 'targetHoldsEitherWay':
      return t(
        'for the target, requests that wait for a container that was starting already count as cold starts too',
      );
    case 'settingsObserved':
      return t('each setting was worked out from the requests of the trace');
    case 'notSimulated':
      return t('too many requests to simulate: start-up adds its seconds, but no extra containers');
    default:
      return trafficAssumptionText(assumption);
  }
}
