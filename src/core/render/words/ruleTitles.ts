/** What the rules of the review are called and what they find, in words. */
import type { RuleId, ThresholdUnit } from '../../review/findings/rules';
import { t } from './translate';

/** English alone: docs/rules, settings and SARIF have them so. */
interface RuleWords {
  readonly title: string;
  /** One sentence: what it finds. */
  readonly description: string;
}

const WORDS: Readonly<Record<RuleId, RuleWords>> = {
  'warm-gpu': {
    title: 'GPU kept warm',
    description: 'A GPU that `min_containers` keeps warm all month, with or without traffic.',
  },
  'warm-cpu': {
    title: 'CPU containers kept warm',
    description:
      'Containers without a GPU that `min_containers` keeps warm all month, with or without traffic.',
  },
  'costly-call': {
    title: 'Costly call',
    description: 'A call that is expensive if it runs until its timeout, or a sandbox that lives until then.',
  },
  'above-break-even': {
    title: 'Cheaper elsewhere',
    description: 'The known traffic costs less with another offer in the price book.',
  },
  'cheaper-gpu': {
    title: 'Cheaper GPU',
    description: 'The known traffic costs less on another GPU with at least as much memory.',
  },
  'costly-window': {
    title: 'Idle time costs more than active time',
    description: 'Containers that wait for `scaledown_window` cost more than the requests that they serve.',
  },
  'no-ceiling': {
    title: 'No ceiling on a GPU function',
    description:
      'A GPU function without `max_containers`: a burst, or a loop that calls it, may start any number of containers.',
  },
  'over-budget': {
    title: 'Over budget',
    description: 'A declaration, an app or the workspace costs more than the team file allows.',
  },
  'plan-limit': {
    title: 'Over a limit of the plan',
    description: 'More containers or GPUs at once than the plan of the workspace allows.',
  },
  'actual-above-estimate': {
    title: 'Actual cost above the estimate',
    description: 'An app costs more by the actual bill than its code is estimated to cost.',
  },
  'actual-without-code': {
    title: 'Actual cost without code',
    description:
      'An app on the actual bill that no code of the workspace declares: perhaps a forgotten deployment.',
  },
  'warm-and-idle': {
    title: 'Warm and idle',
    description: 'An app whose actual bill is mostly the cost of its idle warm containers.',
  },
  'old-name': {
    title: 'Deprecated name',
    description: 'A name that Modal has replaced: newer versions of its SDK reject it.',
  },
  'no-price': {
    title: 'GPU without a price',
    description: 'A GPU that has no price in the price book.',
  },
  'unknown-gpu': {
    title: 'Unknown GPU',
    description: 'The code does not show which GPU is used, so the price is unknown.',
  },
  'gpu-count': {
    title: 'Unavailable number of GPUs',
    description: 'More GPUs per container than Modal documents for the type, or fewer than one.',
  },
  'poor-fit': {
    title: 'Work that does not fit Modal',
    description: 'The work needs what the review or Modal’s own documents advise against.',
  },
  'min-over-max': {
    title: 'min_containers above max_containers',
    description: 'Modal rejects this.',
  },
  'cluster-multiple': {
    title: 'Not a multiple of the cluster size',
    description: 'Containers of a cluster start in groups, so their numbers must be multiples of its size.',
  },
  'refused-value': {
    title: 'Value that Modal rejects',
    description: 'A fraction for a parameter that must be a whole number.',
  },
  'ignored-value': {
    title: 'Value without effect',
    description: 'A value in a form that the SDK ignores.',
  },
  'usage-comment': {
    title: 'Invalid usage comment',
    description: 'A `# modal-cost:` comment that cannot be read, fully or in part.',
  },
  'ignore-comment': {
    title: 'Invalid ignore comment',
    description: 'A `# modal-cost: ignore` comment that silences nothing.',
  },
};

export function ruleTitle(id: RuleId): string {
  return WORDS[id].title;
}

export function ruleDescription(id: RuleId): string {
  return WORDS[id].description;
}

export function thresholdUnitText(unit: ThresholdUnit): string {
  switch (unit) {
    case 'usdPerMonth':
      return t('USD per month');
    case 'usdPerCall':
      return t('USD per call');
    case 'usdPerHour':
      return t('USD per hour');
    case 'timesCostOfWork':
      return t('times the cost of active time');
    case 'timesEstimate':
      return t('times the estimate');
    case 'shareOfBill':
      return t('share of the bill');
  }
}
