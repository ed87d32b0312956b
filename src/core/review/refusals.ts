/** What Modal refuses of a declaration, by the rules that findings are made of. */
import type { Assessment } from '../cost/assess';
import type { ParameterName } from '../modal/parameters';
import type { Draft } from './findings/finding';
import { gpuCount } from './findings/gpuRules';
import { clusterMultiple, minOverMax } from './findings/poolRules';
import { refusedValues } from './findings/refusedValueRule';
import { RuleSubject } from './findings/ruleSubject';

export interface Refusal {
  /** The parameters that it is about: another value of any of them may mend it. */
  readonly parameters: readonly ParameterName[];
  readonly finding: Draft;
}

export function refusals(assessment: Assessment): Refusal[] {
  const on = new RuleSubject(assessment, []);
  const found = [minOverMax(on), clusterMultiple(on), refusedValues(on), gpuCount(on)].flat();
  return found.map((finding) => ({ finding, parameters: parametersOf(finding) }));
}

function parametersOf(finding: Draft): ParameterName[] {
  switch (finding.rule) {
    case 'min-over-max':
      return ['min_containers', 'max_containers'];
    case 'cluster-multiple':
    case 'refused-value':
      return [finding.arguments.parameter];
    default:
      return ['gpu'];
  }
}
