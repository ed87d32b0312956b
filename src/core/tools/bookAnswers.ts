/** What the tools that look at no code answer: `modal-cost gpus` and `providers`, as text and as data, no longer than is useful. */
import type { PricingContext } from '../cost/estimate';
import { reviewBook } from '../pricing/bundled';
import { escapeMarkdown } from '../render/escape';
import { bookSentence } from '../render/estimateReport';
import { gpusJson } from '../render/gpus/gpuJson';
import { gpuAnswer, gpuReport } from '../render/gpus/gpuReport';
import { providersJson } from '../render/providers/providerJson';
import { providerReport } from '../render/providers/providerReport';
import { reportMarkdown } from '../render/report/report';
import { isShort, MAX_LENGTH, plain } from './answerLength';
import { gpuTypes, readGpusInput, readProvidersInput } from './bookTools';
import type { ToolAnswer } from './toolAnswers';
import { contextFor } from './toolSubjects';

/**
 * `modalCost_gpus`.
 * @param inUse the prices where the question names no others
 * @param most characters of the text, and of the data as JSON
 */
export function gpusAnswer(asked: unknown, inUse: PricingContext, most = MAX_LENGTH): ToolAnswer {
  const { gpus, book = null, utilization, tokensPerSecond, ...filter } = readGpusInput(asked);
  const context = contextFor({ book, hoursPerMonth: null }, inUse);
  const all = gpuAnswer(context, {
    ...filter,
    types: gpus === null ? undefined : gpuTypes(gpus, context),
    breakEven: {
      ...(utilization === undefined ? {} : { utilization }),
      ...(tokensPerSecond === undefined ? {} : { tokensPerSecond }),
    },
  });
  for (let count = all.gpus.length; ; count--) {
    const shown = { ...all, gpus: all.gpus.slice(0, count), breakEvens: all.breakEvens.slice(0, count) };
    const leftOut = all.gpus.slice(count).map(({ type }) => type);
    const answer = {
      text: [
        reportMarkdown(gpuReport(shown)),
        escapeMarkdown(bookSentence(context)),
        ...leftOutText(leftOut, 'gpus'),
      ].join('\n\n'),
      data: { ...plain(gpusJson(shown)), leftOut },
    };
    if (count <= 1 || isShort(answer, most)) return answer;
  }
}

/**
 * `modalCost_providers`. Its costs are by the review’s prices where the question names no others.
 * @param inUse the hours of a month and the day, with the rest of what the workspace says
 */
export function providersAnswer(asked: unknown, inUse: PricingContext, most = MAX_LENGTH): ToolAnswer {
  const { topics, book = reviewBook, utilization } = readProvidersInput(asked);
  const context = contextFor({ book, hoursPerMonth: null }, inUse);
  const question = { context, utilization };
  const report = providerReport(question);
  const wanted = report.sections.filter(({ id }) => topics.length === 0 || topics.includes(id));
  const { review, ...rest } = plain(providersJson(question));
  for (let count = wanted.length; ; count--) {
    const sections = wanted.slice(0, count);
    const leftOut = wanted.slice(count).map(({ id }) => id);
    const text = [
      reportMarkdown({ ...report, sections }),
      escapeMarkdown(bookSentence(context)),
      ...leftOutText(leftOut, 'topics'),
    ].join('\n\n');
    const data = { ...rest, leftOut };
    const whole = { text, data: { ...data, review } };
    if (isShort(whole, most)) return whole;
    if (count <= 1 || isShort({ text, data }, most)) return { text, data };
  }
}

function leftOutText(leftOut: readonly string[], property: string): string[] {
  if (leftOut.length === 0) return [];
  return [
    `Left out, as the answer would be too long: ${leftOut.join(', ')}. Ask for them with \`${property}\`.`,
  ];
}
