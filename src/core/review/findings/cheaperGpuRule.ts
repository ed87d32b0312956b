/** A cheaper GPU with at least as much memory, where the traffic is known: whether it is fast enough only its user knows. */
import { gpuSavingOf } from '../../cost/savings';
import type { Draft } from './finding';
import { gpuFix } from './gpuRules';
import { hasOwnUse, spendsMore } from './poolRules';
import type { ActiveRule } from './rules';
import type { RuleSubject } from './ruleSubject';

export function cheaperGpu(on: RuleSubject, rule: ActiveRule): Draft[] {
  const { assessment } = on;
  const limit = rule.threshold('usdPerMonth');
  // No more can be saved than is spent: most declarations need no comparison.
  if (!hasOwnUse(assessment) || !spendsMore(assessment, limit)) return [];
  const saving = gpuSavingOf(assessment);
  if (saving?.usdPerMonth == null || saving.usdPerMonth <= limit) return [];
  const { usdPerMonth, to } = saving;
  const saves = { usdPerMonth, isBound: false, coldStartShare: null };
  return [
    on.draft(
      on.rangeOf('gpu'),
      { rule: 'cheaper-gpu', kind: 'cheaperGpu', arguments: { saving: { ...saving, usdPerMonth } } },
      {
        figure: { value: usdPerMonth, unit: 'USD/month', limit },
        fixes: gpuFix(on, () => to).map((fix) => ({ ...fix, saves })),
      },
    ),
  ];
}
