/** The rule on values that Modal rejects. */
import { parameter, quantity, WHOLE_PARAMETERS } from '../../cost/quantities';
import { isTeamValue } from '../team/applyTeam';
import type { Draft, FindingFix } from './finding';
import type { RuleSubject } from './ruleSubject';

export function refusedValues(on: RuleSubject): Draft[] {
  const { params } = on.values;
  return WHOLE_PARAMETERS.flatMap((name): Draft[] => {
    const { reason, source } = quantity(params, name, null);
    if (reason?.kind !== 'notWholeForParameter') return [];
    const { value } = reason;
    const given = parameter(params, name);
    const isPlain = given?.status === 'known' && !isTeamValue(given);
    const whole = [Math.ceil(value), Math.floor(value)].filter((each) => each >= 1);
    return [
      on.draft(
        on.rangeOf(name),
        { rule: 'refused-value', kind: 'notWholeNumber', arguments: { parameter: name, source, value } },
        {
          figure: { value: source, unit: 'expression', limit: null },
          fixes: isPlain
            ? whole.map((each): FindingFix => ({ kind: 'set', parameter: name, value: String(each) }))
            : [],
        },
      ),
    ];
  });
}
