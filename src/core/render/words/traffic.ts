/** What the traffic model takes for granted and what it refuses, in words. */
import type { TrafficAssumption, TrafficError, TrafficUnit } from '../../cost/traffic/trafficOutcomes';
import { MAX_IN_PROGRESS } from '../../cost/traffic/validate';
import { t } from './translate';

export function trafficAssumptionText({ kind }: TrafficAssumption): string {
  switch (kind) {
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
  }
}

/** The value, its unit and its range. */
export function trafficErrorText(error: TrafficError): string {
  switch (error.kind) {
    case 'outOfRange': {
      const { field, unit, min, max, given, whole } = error;
      const values = [field, trafficUnitText(unit), min, max, given] as const;
      return whole
        ? t('{0} must be a whole number of {1} between {2} and {3}, not {4}.', ...values)
        : t('{0} must be {1} between {2} and {3}, not {4}.', ...values);
    }
    case 'maxBelowMin':
      return t('maxContainers ({0}) must not be below minContainers ({1}).', error.given, error.min);
    case 'tooManyAtOnce':
      return t(
        'arrivalsPerSecond × serviceSeconds is {0} concurrent requests; the maximum is {1}.',
        error.inProgress,
        MAX_IN_PROGRESS,
      );
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
