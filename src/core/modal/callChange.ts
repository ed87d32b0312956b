/** What kind of change a call makes. */
import type { CallSite, Declaration } from './declaration';

/** Whether a call makes a variant, with containers of its own. */
export function makesVariant({ form }: Pick<CallSite, 'form'>): boolean {
  return form === 'with_options';
}

/** Whether something is only a step to what a later call of the same chain makes, which shows all of it. */
export function isStep(subject: CallSite | Declaration): boolean {
  return subject.type === 'call' && makesVariant(subject) && subject.changes?.isContinued === true;
}

/**
 * Whether what a call costs is in the figures of something else: a call that sets the autoscaler of a declaration, or of
 * another call's variant, and a call whose variant is only a step to another one.
 */
export function isCountedElsewhere(call: CallSite): boolean {
  if (call.changes === null) return false;
  return makesVariant(call) ? isStep(call) : call.joined?.declaration != null;
}
