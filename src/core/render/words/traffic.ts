/** What the traffic model takes for granted and what it refuses, in words. */
import type { TrafficAssumption, TrafficError, TrafficUnit } from '../../cost/traffic/trafficOutcomes';
import { MAX_IN_PROGRESS } from '../../cost/traffic/validate';
import { percent, plainNumber } from '../money';
import { t } from './translate';

export function trafficAssumptionText(assumption: TrafficAssumption): string {
  switch (assumption.kind) {
    case 'poissonArrivals':
      return t('requests arrive at random times (Poisson)');
    case 'exponentialServiceTimes':
      return t('service times are exponentially distributed');
    case 'mostRecentContainerFirst':
      return t('each request goes to the most recently used idle container');
    case 'fullestContainerFirst':
      return t('each request goes to the busiest container with room for it');
    case 'startupAddsItsSeconds':
      return t('start-up adds its seconds, but no extra containers');
    case 'queueBeyondMaxContainers':
      return t('requests beyond max_containers wait in a queue');
    case 'buffersLiveWithRequests':
      return t('buffer_containers run only while requests arrive');
    case 'activePeriodsFromFloor':
      return t('each active period starts from the warm floor');
    case 'maxContainersBusy':
      return t('all containers up to max_containers are active during traffic');
    case 'queueWorkedOff':
      return t('the queue is served after the traffic ends');
    case 'evenRuns':
      return t('the scheduled runs are evenly spaced');
    case 'runsAsScheduled':
      return t('the runs start at the minutes of the schedule');
    case 'runsTakeTheSame':
      return t('all runs take the same time');
    case 'groupsAtOnce':
      return t('requests arrive {0} at a time on average', assumption.requests);
    case 'bursts':
      return assumption.share < 1
        ? t(
            '{0} of requests arrive in {1} bursts per day of {2} min each, at random times, the others evenly',
            percent(assumption.share),
            plainNumber(assumption.perDay),
            plainNumber(assumption.seconds / 60),
          )
        : t(
            'requests arrive in {0} bursts per day of {1} min each, at random times',
            plainNumber(assumption.perDay),
            plainNumber(assumption.seconds / 60),
          );
    case 'hourlyShape':
      return t('the rate of requests follows the weights of the hours');
    case 'weeklyShape':
      return t('the rate of requests follows the weights of the days of the week');
    case 'eachRateByItself':
      return t('each rate of requests counts as if it had always been the same');
    case 'serviceTimesVary':
      return assumption.cv === 0
        ? t('all requests take the same time')
        : t('service times vary by {0} (coefficient of variation)', plainNumber(assumption.cv));
    case 'simulatedRoughly':
      return t(
        'so many requests arrive that the simulation ended early: the likely figure is uncertain by {0} up or down',
        percent(assumption.share),
      );
    case 'requestsAsInTrace':
      return t('the month is like the trace: each request arrives and takes as long as it did there');
    case 'tooManyRequestsToSimulate':
      return t('there are too many requests to simulate, so formulas are used');
  }
}

/** The value, its unit and its range. */
export function trafficErrorText(error: TrafficError): string {
  switch (error.kind) {
    case 'outOfRange': {
      const { field, unit, min, max, given, whole } = error;
      const values = [
        fieldText(field),
        plainNumber(min),
        plainNumber(max),
        trafficUnitText(unit),
        given,
      ] as const;
      return whole
        ? t('{0} must be a whole number from {1} to {2} {3}, not {4}.', ...values)
        : t('{0} must be from {1} to {2} {3}, not {4}.', ...values);
    }
    case 'maxBelowMin':
      return t('max_containers ({0}) must not be below min_containers ({1}).', error.given, error.min);
    case 'tooManyAtOnce':
      return t(
        '{0} requests would be in progress at once; the maximum is {1}.',
        plainNumber(error.inProgress),
        plainNumber(MAX_IN_PROGRESS),
      );
  }
}

/** The name that the user knows: that of the parameter or of the field, if there is one. */
function fieldText(field: TrafficError['field']): string {
  switch (field) {
    case 'arrivalsPerSecond':
      return t('the rate of requests');
    case 'serviceSeconds':
      return t('the time of a request');
    case 'seconds':
      return t('the month');
    case 'activeSeconds':
      return t('the active time');
    case 'activePeriods':
      return t('the number of active periods');
    case 'concurrency':
      return 'concurrency';
    case 'startupSeconds':
      return 'startup_seconds';
    case 'minContainers':
      return 'min_containers';
    case 'maxContainers':
      return 'max_containers';
    case 'bufferContainers':
      return 'buffer_containers';
    case 'scaledownWindow':
      return 'scaledown_window';
  }
}

function trafficUnitText(unit: TrafficUnit): string {
  switch (unit) {
    case 'requestsPerSecond':
      return t('requests per second');
    case 'seconds':
      return t('seconds');
    case 'requests':
      return t('requests');
    case 'containers':
      return t('containers');
    case 'periods':
      return t('periods');
  }
}
