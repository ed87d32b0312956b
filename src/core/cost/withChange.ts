/** What a change of a declaration's code makes of its figures. */
import type { Declaration } from '../modal/declaration';
import { RecentResults } from '../numbers/recentResults';
import { assess, type Assessment } from './assess';
import { isAwaited } from './month';
import { vary, type Change } from './varyDeclaration';

/** Rules, their fixes and savings ask about the same few changes of a declaration, one after the other. */
const RECENT = new RecentResults<Assessment>(16, ({ month }) => !isAwaited(month));

/** The assessment of a declaration with a change in its code, by the same prices and usage. */
export function withChange(assessment: Assessment, declaration: Declaration, change: Change): Assessment {
  const { estimate, use } = assessment;
  return RECENT.get([assessment, declaration, JSON.stringify(change)], () =>
    assess(vary(declaration, change), estimate.context, use),
  );
}
