/** What the work needs, as its usage says it: code does not show it. */
import type { Need } from '../../modal/needs';
import type { FitContext } from './fitContext';
import type { FitFinding, Verdict } from './fitFinding';
import type { NeedRule } from './fitMessages';
import { fitFinding } from './newFinding';
import { alternativeFor, CLAIMS, modalAnswer, REVIEW, reviewWords } from './reviewClaims';

/** The rule of each need; null if a rule on the GPU or on cold starts judges it. */
const RULE_OF: Readonly<Record<Need, NeedRule | null>> = {
  hipaa: 'hipaa',
  ssh: 'ssh',
  'multi-node': 'multiNode',
  'custom-cuda': 'cuda',
  'other-languages': 'python',
  h200: null,
  b200: null,
  apac: 'regions',
  'south-america': 'regions',
  'middle-east': 'regions',
  'image-generation': 'imageGeneration',
  prototyping: 'prototyping',
  'real-time': null,
};

/** One finding for each rule, however many needs it judges. */
export function statedNeeds(context: FitContext): FitFinding[] {
  const byRule = new Map<NeedRule, Need[]>();
  for (const need of context.facts.needs) {
    const rule = RULE_OF[need];
    if (rule !== null) byRule.set(rule, [...(byRule.get(rule) ?? []), need]);
  }
  return [...byRule].flatMap(([rule, needs]) => {
    switch (rule) {
      case 'multiNode':
        // The cluster in the code says more.
        return (context.facts.clusterSize ?? 1) > 1 ? [] : [stated(rule, needs, context)];
      case 'imageGeneration':
        return imageGeneration(needs, context);
      default:
        return [stated(rule, needs, context)];
    }
  });
}

const VERDICT_OF = { '✓': 'good', '~': 'caution', '✗': 'poor' } as const;

/** By the review, or by Modal's own documents. */
function stated(rule: NeedRule, needs: readonly Need[], { byReview }: FitContext): FitFinding {
  const modal = modalAnswer(rule);
  if (!byReview && modal)
    return fitFinding(
      { rule, kind: 'needed', arguments: { needs, says: modal.says } },
      modal.verdict,
      modal.source,
    );
  const verdict = reviewVerdict(rule);
  return fitFinding(
    { rule, kind: 'needed', arguments: { needs, says: reviewWords(rule) } },
    verdict,
    REVIEW,
    {
      alternative: verdict === 'good' ? null : alternativeFor(rule),
    },
  );
}

/** By the row of the matrix; else to be avoided, if the review says so, and to be weighed, if not. */
function reviewVerdict(rule: NeedRule): Verdict {
  const row = CLAIMS.useCases.find((each) => each.rule === rule);
  if (row) return VERDICT_OF[row.mark];
  return CLAIMS.avoiders.some((each) => each.rule === rule) ? 'poor' : 'caution';
}

/** Our threshold for the review's “moderate volume”: the share of time that a container is at work. */
const MODERATE_VOLUME = 0.5;

/** “SDXL / image-gen API at moderate volume”: the row does not apply to more. */
function imageGeneration(needs: readonly Need[], context: FitContext): FitFinding[] {
  const { utilization } = context.facts;
  if (utilization === null)
    return [
      fitFinding({ rule: 'imageGeneration', kind: 'volumeNotKnown', arguments: {} }, 'unknown', REVIEW),
    ];
  return utilization < MODERATE_VOLUME ? [stated('imageGeneration', needs, context)] : [];
}
