/** The GPUs of a price book as CSV: a row for each. */
import type { CatalogGpu } from '../../cost/comparison/gpuCatalog';
import { csvText, type CsvCell } from '../csv';
import { offerColumns } from './gpuTables';
import type { GpuAnswer } from './gpuReport';

/** Columns of figures have only numbers and empty cells: what is unknown is named in the last one. */
export function gpusCsv({ gpus, context: { book } }: GpuAnswer): string {
  const head = [
    ...['gpu', 'vram_gb', 'usd_per_second', 'idle_usd_per_second', 'usd_per_hour', 'container_usd_per_hour'],
    ...['warm_month_usd', 'free_tier_hours', 'max_per_container'],
    ...offerColumns().map(({ title }) => `${title.toLowerCase().replace(/[^a-z0-9]+/g, '_')}_usd_per_hour`),
    ...['price_book', 'source', 'date', 'unknown'],
  ];
  return csvText(
    head,
    gpus.map((gpu) => row(gpu, book.id, head)),
  );
}

function row(gpu: CatalogGpu, book: string, head: readonly string[]): CsvCell[] {
  const figures: CsvCell[] = [
    gpu.vramGb,
    gpu.perSecond,
    gpu.idlePerSecond,
    gpu.perSecond * 3_600,
    gpu.containerPerHour,
    gpu.warmMonth,
    gpu.freeHours,
    gpu.maxCount,
    ...offerColumns().map(({ has }) => gpu.offers.find(has)?.perHour ?? null),
  ];
  const unknown = figures.flatMap((figure, i) => (figure === null ? [head[i + 1]!] : []));
  return [gpu.type, ...figures, book, gpu.figure.source, gpu.figure.date, unknown.join(' ')];
}
