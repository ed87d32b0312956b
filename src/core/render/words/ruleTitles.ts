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
    description: 'A GPU that `min_containers` keeps warm all month, with traffic or without.',
  },
  'above-break-even': {
    title: 'Cheaper elsewhere',
    description: 'The known traffic costs less with another offer of the price book.',
  },
  'costly-window': {
    title: 'Waiting costs more than working',
    description: 'Containers that wait out `scaledown_window` cost more than the requests that they serve.',
  },
  'no-ceiling': {
    title: 'No ceiling on a GPU function',
    description:
      'A GPU function without `max_containers`: a burst, or a loop that calls it, may start any number.',
  },
  'over-budget': {
    title: 'Over budget',
    description: 'A declaration, an app or the workspace costs more than the team file allows.',
  },
  'old-name': {
    title: 'Old name',
    description: 'A name that Modal has replaced: newer versions of its SDK refuse it.',
  },
  'no-price': {
    title: 'GPU without a price',
    description: 'A GPU that neither the price book nor Modal’s list has a price for.',
  },
  'unknown-gpu': {
    title: 'GPU not known here',
    description: 'The code alone does not tell the GPU, and with it the price.',
  },
  'gpu-count': {
    title: 'GPUs that are not offered',
    description: 'More GPUs in a container than Modal documents for the type, or less than one.',
  },
  'min-over-max': {
    title: 'More containers kept warm than allowed',
    description: '`min_containers` is more than `max_containers`: Modal refuses it.',
  },
  'cluster-multiple': {
    title: 'Not a multiple of the cluster',
    description: 'Containers of a cluster come in groups: numbers of them must be multiples of its size.',
  },
  'ignored-value': {
    title: 'Value without effect',
    description: 'A value in a form that does not do what it says.',
  },
  'usage-comment': {
    title: 'Bad usage comment',
    description: 'A `# modal-cost:` comment that cannot be read, in whole or in part.',
  },
  'ignore-comment': {
    title: 'Bad ignore comment',
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
      return t('USD a month');
    case 'usdPerHour':
      return t('USD an hour');
    case 'timesCostOfWork':
      return t('times the cost of work');
  }
}
