/** `modal-cost gate` in words: what is deployed over what, and why it asks or refuses. */
import type { GateReason, GateVerdict } from '../../review/deployGate';
import { betweenText, orMore } from '../amountText';
import { oneLine } from '../escape';
import { usd } from '../money';
import { findingText } from '../words/findingsText';
import { plural } from '../words/plural';
import { message } from '../words/translate';
import { placeOfFinding } from './findingsReport';

/** What a deploy is compared with, or why with nothing. */
export type GateBase =
  | { readonly kind: 'asked' }
  | { readonly kind: 'recorded'; readonly reference: string }
  /** This command has recorded nothing in this repository. */
  | { readonly kind: 'firstDeploy'; readonly reference: string }
  | { readonly kind: 'noCommit' }
  | { readonly kind: 'noRepository'; readonly why: string };

/** Undefined where the headline of the change says all. */
export function gateBaseText(base: GateBase): string | undefined {
  switch (base.kind) {
    case 'asked':
      return undefined;
    case 'recorded':
      return `Compared with the last deployed commit (${base.reference}).`;
    case 'firstDeploy':
      return `Nothing to compare with: no deploy by this command is recorded here (${base.reference}). All of it counts as an increase. Use --base to compare with a revision.`;
    case 'noCommit':
      return 'Nothing to compare with: there is no commit yet. All of it counts as an increase.';
    case 'noRepository':
      return `Nothing to compare with: ${oneLine(base.why)}. All of it counts as an increase.`;
  }
}

/** Why it asks or refuses, a line each; empty where it does neither. */
export function gateVerdictLines(verdict: GateVerdict): readonly string[] {
  switch (verdict.kind) {
    case 'go':
      return [];
    case 'ask':
      return verdict.reasons.flatMap(reasonLines);
    case 'unread':
      return [
        'The cost of a file that is not read is unknown. Fix it, name a PATH without it, or use --allow-unread.',
      ];
  }
}

/** Findings that are named. */
const MAX_NAMED = 5;

function reasonLines(reason: GateReason): readonly string[] {
  switch (reason.kind) {
    case 'increase': {
      const { value, limit, low, high, certainty, isBySwitch } = reason.limit;
      const cost = certainty === 'atLeast' ? orMore(usd(value!)) : usd(value!);
      const maximum = `The limit is ${usd(limit)} (--max-increase).`;
      return [
        isBySwitch
          ? `Adds up to ${cost} per month, depending on how the code is deployed. ${maximum}`
          : `Adds ${cost} per month${betweenText({ low: low!, high: high! })}. ${maximum}`,
      ];
    }
    case 'errors': {
      const { findings } = reason;
      const named = findings
        .slice(0, MAX_NAMED)
        .map((each) => `${placeOfFinding(each)} ${each.rule}: ${oneLine(findingText(each))}`);
      return [...named, ...moreText(findings.length - MAX_NAMED)];
    }
    case 'unknown':
      return [
        plural(
          reason.count,
          message('The cost of {0} declaration or call, or what it adds, is unknown.'),
          message('The costs of {0} declarations or calls, or what they add, are unknown.'),
        ),
      ];
  }
}

function moreText(count: number): string[] {
  return count > 0 ? [`${count} more`] : [];
}
