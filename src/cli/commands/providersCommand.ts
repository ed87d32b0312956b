import { reviewBook } from '../../core/pricing/bundled';
import { bookSentence } from '../../core/render/estimateReport';
import { providersJson } from '../../core/render/providers/providerJson';
import { providerReport } from '../../core/render/providers/providerReport';
import { NO_TEAM } from '../../core/review/team/team';
import { teamPricing } from '../../core/review/team/assessWithTeam';
import { askedPrices } from '../askedPrices';
import { UsageError, type Options } from '../options';
import { printReport } from '../printReport';
import type { Terminal } from '../terminal';

/** `modal-cost providers`: what the review reports; its costs by the review's prices unless others are asked for. */
export async function printProviders(
  { book, hours, paths, format, catalog: { utilization } }: Options,
  terminal: Terminal,
): Promise<void> {
  if (paths.length > 0) throw new UsageError('providers takes no PATH');
  const { notes, ...asked } = askedPrices(book ?? reviewBook.id, hours);
  for (const note of notes) terminal.warn(`modal-cost: ${note}`);
  const context = teamPricing(NO_TEAM, asked);
  const question = { context, utilization };
  if (format === 'json') return terminal.json(providersJson(question));
  printReport(providerReport(question), bookSentence(context), format, terminal);
}
