/** `modal-cost gpus` and the panel's page: every GPU of the price book in use. */
import { gpuBreakEven, type BreakEvenOptions, type GpuBreakEven } from '../../cost/comparison/gpuBreakEven';
import {
  filteredCatalog,
  gpuCatalog,
  type CatalogFilter,
  type CatalogGpu,
} from '../../cost/comparison/gpuCatalog';
import type { PricingContext } from '../../cost/estimate';
import { reviewBook } from '../../pricing/bundled';
import type { PriceBook } from '../../pricing/schema';
import { reportSection, type Report } from '../report/report';
import { bookTitle } from '../words/priceBooks';
import { t } from '../words/translate';
import { breakEvenSection } from './breakEvenSections';
import { elsewhereBlocks, historyBlocks, priceBlocks } from './gpuTables';

/** Which GPUs a report is about, and what it says of them. */
export interface GpuQuestion extends CatalogFilter {
  /** Types of the book; their break-evens are shown. Undefined: all GPUs, without break-evens. */
  readonly types?: readonly string[] | undefined;
  readonly breakEven?: BreakEvenOptions | undefined;
}

/** The GPUs that a question is about. */
export interface GpuAnswer {
  readonly context: PricingContext;
  readonly gpus: readonly CatalogGpu[];
  /** Left out because their memory is unknown. */
  readonly unknownVram: readonly string[];
  /** The break-evens of the GPUs that were asked for by name. */
  readonly breakEvens: readonly GpuBreakEven[];
  /** The book that has the throughput. */
  readonly measuredIn: PriceBook;
}

/** Answers a question by the book in use. Throughput that it lacks is as the bundled review has measured it. */
export function gpuAnswer(context: PricingContext, question: GpuQuestion = {}): GpuAnswer {
  const { types, breakEven = {}, ...filter } = question;
  const all = gpuCatalog(context, context.hoursPerMonth);
  const asked = types ? all.filter(({ type }) => types.includes(type)) : all;
  const { gpus, unknownVram } = filteredCatalog(asked, filter);
  const measuredIn = context.book.measurements.length > 0 ? context.book : reviewBook;
  const options = { measuredIn, hoursPerMonth: context.hoursPerMonth, ...breakEven };
  return {
    context,
    gpus,
    unknownVram,
    breakEvens: types ? gpus.map((gpu) => gpuBreakEven(context, gpu, options)) : [],
    measuredIn,
  };
}

/** The answer as sections. */
export function gpuReport({ context, gpus, unknownVram, breakEvens, measuredIn }: GpuAnswer): Report {
  const { book } = context;
  const leftOut = t(
    'Left out, because the price book does not say how much memory they have: {0}.',
    unknownVram.join(', '),
  );
  return {
    title: t('GPUs: {0}', bookTitle(book)),
    sections: [
      reportSection('gpus', t('GPUs on Modal'), [
        ...(gpus.length === 0
          ? [{ kind: 'text', text: t('No GPU of this price book matches.') } as const]
          : priceBlocks(gpus, context)),
        unknownVram.length === 0 ? null : { kind: 'text', text: leftOut },
      ]),
      gpus.length === 0
        ? null
        : reportSection('elsewhere', t('The same card elsewhere'), elsewhereBlocks(gpus)),
      ...breakEvens.map((each) => breakEvenSection(each, measuredIn)),
      reportSection(
        'history',
        t('Prices over time'),
        historyBlocks(
          book,
          gpus.map(({ type }) => type),
        ),
      ),
    ].filter((section) => section !== null),
  };
}
