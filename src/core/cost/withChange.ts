/** What a change of a declaration's code makes of its figures. */
import type { Declaration } from '../modal/declaration';
import { RecentResults } from '../numbers/recentResults';
import { assess, type Assessment } from './assess';
import { isAwaited } from './month';
import { AT_ONCE, likelyAlone } from './simulations';
import { vary, type Change } from './varyDeclaration';

/** Rules, their fixes and savings ask about the same few changes of a declaration, one after the other. */
const RECENT = new RecentResults<Assessment>(16, ({ month }) => !isAwaited(month));

/**
 * The assessment of a declaration with a change in its code, by the same prices and usage. What a change is decided by are
 * the likely figures: where the month is simulated, the bounds of this one are those of the likely order of reuse alone.
 */
export function withChange(assessment: Assessment, declaration: Declaration, change: Change): Assessment {
  const { estimate, use } = assessment;
  return RECENT.get([assessment, declaration, JSON.stringify(change)], () =>
    assess(vary(declaration, change), estimate.context, {
      ...use,
      simulations: likelyAlone(use.simulations ?? AT_ONCE),
    }),
  );
}
