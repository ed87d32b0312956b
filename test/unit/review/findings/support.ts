import { strict as assert } from 'node:assert';
import { billOf } from '../../../../src/core/bill/bill';
import { billedWorkspace, type BilledWorkspace } from '../../../../src/core/bill/join';
import { readBillFile } from '../../../../src/core/bill/readBillFile';
import type { Assessment } from '../../../../src/core/cost/assess';
import { UsageComments } from '../../../../src/core/modal/usageComment';
import { bundledBook, listBook, reviewBook } from '../../../../src/core/pricing/bundled';
import type { PriceBook } from '../../../../src/core/pricing/schema';
import type { FindingReport } from '../../../../src/core/review/findings/finding';
import { findings } from '../../../../src/core/review/findings/findings';
import type { RuleSettings } from '../../../../src/core/review/findings/rules';
import { billNames } from '../../../../src/core/review/team/billNames';
import { priceScan } from '../../../../src/core/review/team/priceScan';
import { parseTeamFile } from '../../../../src/core/review/team/parseTeamFile';
import { NO_TEAM, type Team } from '../../../../src/core/review/team/team';
import { scanText } from '../../../support/python';

export interface ReviewOptions {
  readonly file?: string;
  readonly teamText?: string;
  readonly settings?: RuleSettings;
  readonly whole?: boolean;
  /** Unless the team file names one. */
  readonly book?: PriceBook;
  /** A report of `modal billing`, to be joined with the code. */
  readonly billText?: string;
}

/** A text assessed and reviewed as editor and command line do it, by the review's book unless another is given. */
export async function reviewText(
  text: string,
  { file = 'app.py', teamText, settings, whole = true, book = reviewBook, billText }: ReviewOptions = {},
): Promise<{
  readonly assessments: readonly Assessment[];
  readonly report: FindingReport;
  readonly team: Team;
}> {
  const read = teamText === undefined ? { team: NO_TEAM, problems: [] } : parseTeamFile(teamText);
  assert.deepEqual(read.problems, []);
  const { team } = read;
  const assessments = await assessText(text, file, team, book);
  const report = findings(assessments, {
    team,
    ...(settings && { settings }),
    whole,
    ...(billText !== undefined && { bill: billBeside(billText, assessments, team) }),
    textOf: (name) => (name === file ? text : undefined),
  });
  return { assessments, report, team };
}

export async function assessText(
  text: string,
  file = 'app.py',
  team = NO_TEAM,
  otherwise = reviewBook,
): Promise<Assessment[]> {
  const book = team.priceBook === null ? otherwise : bundledBook(team.priceBook)!;
  const context = { book, list: listBook, hoursPerMonth: team.hoursPerMonth ?? book.hoursPerMonth.value };
  const comments = new UsageComments(text);
  return [
    ...priceScan(await scanText(text, file), (each) => comments.of(each), {
      team,
      context,
      use: { defaults: [], includeStartup: true },
    }),
  ];
}

/** A bill that is right, beside assessments of one context. */
export function billBeside(
  text: string,
  assessments: readonly Assessment[],
  team = NO_TEAM,
): BilledWorkspace {
  const bill = billOf([{ file: 'report.json', reading: readBillFile(text) }]);
  assert.deepEqual(bill.problems, []);
  return billedWorkspace(bill, bill.period!, assessments, assessments[0]!.estimate.context, (each) =>
    billNames(team, each),
  );
}
