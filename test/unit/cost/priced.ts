import { assess, type Assessment } from '../../../src/core/cost/assess';
import { monthEstimate, type KnownMonth, type MonthEstimate } from '../../../src/core/cost/month';
import { FORMULAS } from '../../../src/core/cost/simulations';
import type { ResolvedUsage } from '../../../src/core/cost/usage';
import type { Declaration } from '../../../src/core/modal/declaration';
import { UsageComments } from '../../../src/core/modal/usageComment';
import { listBook, reviewBook } from '../../../src/core/pricing/bundled';
import type { PriceBook } from '../../../src/core/pricing/schema';
import { scanText } from '../../support/python';

export interface Priced extends Assessment {
  readonly usage: ResolvedUsage;
}

export interface Pricing {
  readonly book?: PriceBook;
  readonly hoursPerMonth?: number;
}

/** The declarations of a text by name, estimated, each with the usage that its comment gives. */
export async function priceText(text: string, pricing: Pricing = {}): Promise<Record<string, Priced>> {
  const book = pricing.book ?? reviewBook;
  const context = { book, list: listBook, hoursPerMonth: pricing.hoursPerMonth ?? book.hoursPerMonth.value };
  const comments = new UsageComments(text);
  const priced = (declaration: Declaration): Priced => {
    const comment = comments.of(declaration);
    const use = { comment, defaults: [], includeStartup: true };
    const { usage, ...assessment } = assess(declaration, context, use);
    return { ...assessment, usage: usage! };
  };
  const { declarations } = await scanText(text);
  return Object.fromEntries(declarations.map((each) => [each.name, priced(each)]));
}

/** One function `f` with these arguments and this usage. */
export async function priceFunction(
  args: string,
  usage: string,
  pricing?: Pricing,
  above = '',
): Promise<Priced> {
  const comment = usage === '' ? '' : `# modal-cost: ${usage}\n`;
  const text = `import modal\napp = modal.App()\n${comment}${above}@app.function(${args})\ndef f(): ...\n`;
  return (await priceText(text, pricing)).f!;
}

export async function monthOfFunction(
  args: string,
  usage: string,
  pricing?: Pricing,
  above?: string,
): Promise<MonthEstimate | null> {
  const { estimate: of, usage: resolved } = await priceFunction(args, usage, pricing, above);
  return monthEstimate(of, resolved);
}

/** The same by the formulas alone, also where these are not exact. */
export async function formulaMonth(...of: Parameters<typeof priceFunction>): Promise<KnownMonth> {
  const { estimate: priced, usage } = await priceFunction(...of);
  return monthEstimate(priced, usage, { simulations: FORMULAS }) as KnownMonth;
}

/** The same where it must be known. */
export async function knownMonth(...of: Parameters<typeof monthOfFunction>): Promise<KnownMonth> {
  const month = await monthOfFunction(...of);
  if (month?.status !== 'known') throw new Error(`no month: ${month?.reason.kind ?? 'nothing known'}`);
  return month;
}
