import type { Assessment } from '../../src/core/cost/assess';
import type { PricingContext } from '../../src/core/cost/estimate';
import { UsageComments } from '../../src/core/modal/usageComment';
import { listBook } from '../../src/core/pricing/bundled';
import type { PriceBook } from '../../src/core/pricing/schema';
import { findings } from '../../src/core/review/findings/findings';
import type { FindingReport } from '../../src/core/review/findings/finding';
import { teamPricing } from '../../src/core/review/team/assessWithTeam';
import { parseTeamFile } from '../../src/core/review/team/parseTeamFile';
import { priceScan } from '../../src/core/review/team/priceScan';
import { scanText } from './python';

/** A text and its team file as the command line prices and reviews them, by a book that the test names. */
export interface PricedText {
  readonly assessments: readonly Assessment[];
  readonly context: PricingContext;
  readonly report: FindingReport;
  readonly skipped: readonly never[];
}

export interface PricedOptions {
  /** Members of the team file besides its version. */
  readonly team?: object;
  readonly book?: PriceBook;
  readonly today?: string;
  readonly whole?: boolean;
}

export async function pricedText(
  text: string,
  { team: members = {}, book = listBook, today, whole = true }: PricedOptions = {},
): Promise<PricedText> {
  const { team } = parseTeamFile(JSON.stringify({ version: 1, ...members }, null, 2));
  const asked = { book, list: listBook, hoursPerMonth: null, ...(today === undefined ? {} : { today }) };
  const context = teamPricing(team, asked);
  const use = { defaults: [], includeStartup: true };
  const code = `import modal\napp = modal.App("x")\n${text}`;
  const comments = new UsageComments(code);
  const assessments = priceScan(await scanText(code), (each) => comments.of(each), { team, context, use });
  return {
    assessments,
    context,
    report: findings(assessments, { team, whole, textOf: () => code }),
    skipped: [],
  };
}
