/** What the actual bill shows beside the code, in words. */
import type { BillMessage } from '../../review/findings/billMessages';
import { inPeriodText } from '../billPeriod';
import { percent, usd, usdInterval } from '../money';
import { withAdvice } from './findingsPool';
import { shown } from './subjectNames';
import { t } from './translate';

export function billText(said: BillMessage): string {
  const { app, environment, period, usdPerMonth } = said.arguments;
  const figures = [shown(app), shown(environment), usd(usdPerMonth), inPeriodText(period)] as const;
  switch (said.kind) {
    case 'actualAboveEstimate': {
      const { estimate } = said.arguments;
      return t(
        'App {0} (environment {1}) cost {2} per month {3}: {4} more than the estimate of {5}.',
        ...figures,
        usd(usdPerMonth - estimate.likely),
        usdInterval(estimate),
      );
    }
    case 'appNotInCode':
      return t(
        'App {0} (environment {1}) cost {2} per month {3}, but no code here declares it. If it is deployed under another name, map it in "apps"; if nobody needs it, stop it.',
        ...figures,
      );
    case 'billIsWarmFloor': {
      const { floor, share, beaten, notFixed } = said.arguments;
      const costs = t(
        'App {0} (environment {1}) cost {2} per month {3}, of which idle warm containers explain {4} (up to {5} per month): it served few requests.',
        ...figures,
        percent(share),
        usdInterval(floor),
      );
      return withAdvice(costs, beaten, notFixed);
    }
  }
}
