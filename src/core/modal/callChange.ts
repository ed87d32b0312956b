/** What kind of change a call makes. */
import type { CallSite } from './declaration';

/** Whether a call makes a variant, with containers of its own. */
export function makesVariant({ form }: Pick<CallSite, 'form'>): boolean {
  return form === 'with_options';
}

/**
 * Whether what a call costs is in the figures of something else: a call that sets the autoscaler of a declaration, or of
 * another call's variant, and a call whose variant is only a step to another one.
 */
export function isCountedElsewhere({ form, changes, joined }: CallSite): boolean {
  if (changes === null) return false;
  return makesVariant({ form }) ? changes.isContinued : joined?.declaration != null;
}
