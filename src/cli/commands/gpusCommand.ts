import type { PricingContext } from '../../core/cost/estimate';
import { gpusCsv } from '../../core/render/gpus/gpuCsv';
import { gpusJson } from '../../core/render/gpus/gpuJson';
import { gpuAnswer, gpuReport } from '../../core/render/gpus/gpuReport';
import { namedGpu } from '../../core/render/gpus/namedGpu';
import { bookSentence } from '../../core/render/estimateReport';
import { UsageError, type Options } from '../options';
import { printReport } from '../printReport';
import type { Terminal } from '../terminal';

/** `modal-cost gpus`: every GPU of the price book in use; with names, when another provider is cheaper for them. */
export async function printGpus(
  context: PricingContext,
  options: Options,
  terminal: Terminal,
): Promise<void> {
  const { paths, format, catalog } = options;
  const { utilization, tokensPerSecond, ...filter } = catalog;
  const answer = gpuAnswer(context, {
    ...filter,
    types: paths.length === 0 ? undefined : paths.map((name) => typeNamed(name, context)),
    breakEven: {
      ...(utilization === undefined ? {} : { utilization }),
      ...(tokensPerSecond === undefined ? {} : { tokensPerSecond }),
    },
  });
  if (format === 'json') return terminal.json(gpusJson(answer));
  if (format === 'csv') terminal.write(gpusCsv(answer));
  else printReport(gpuReport(answer), bookSentence(context), format, terminal);
}

function typeNamed(name: string, context: PricingContext): string {
  const found = namedGpu(name, context);
  if ('type' in found) return found.type;
  throw new UsageError(found.problem);
}
