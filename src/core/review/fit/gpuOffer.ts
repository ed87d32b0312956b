/** GPU types that are not offered, and more GPUs than a container can have: the worst of the options. */
import type { Gpu } from '../../modal/gpu';
import { quoteGpu } from '../../pricing/lookup';
import { bookCitation, gpusOf, type FitContext } from './fitContext';
import type { Contradiction, FitFinding, Verdict } from './fitFinding';
import { fitFinding } from './newFinding';
import { MODAL } from './modalDocs';
import { CLAIMS, named, REVIEW } from './reviewClaims';
import type { AskedGpus } from './fitMessages';

const BY_SEVERITY: readonly Verdict[] = ['poor', 'caution', 'unknown', 'good'];

export function gpuOffer(context: FitContext): FitFinding[] {
  const options = gpusOf(context);
  const types = [...options.map(({ type }) => type ?? ''), ...neededTypes(context)];
  return [
    ...worst(types.flatMap((type) => offered(type, context))),
    ...worst(options.flatMap((gpu) => count(gpu, context))),
  ];
}

function worst(findings: readonly FitFinding[]): FitFinding[] {
  const severity = ({ verdict }: FitFinding): number => BY_SEVERITY.indexOf(verdict);
  return [...findings].sort((a, b) => severity(a) - severity(b)).slice(0, 1);
}

/** The types that the work needs by its usage, whatever the code asks for. */
function neededTypes({ facts: { needs } }: FitContext): readonly string[] {
  return needs.filter((need) => need === 'h200' || need === 'b200').map((need) => need.toUpperCase());
}

function offered(asked: string, { books, byReview }: FitContext): FitFinding[] {
  const { book, list } = books;
  const priced = quoteGpu(book, list, asked);
  const known = priced ?? quoteGpu(list, list, asked);
  if (known === undefined)
    return [
      fitFinding(
        { rule: 'gpuOffered', kind: 'typeNotKnown', arguments: { type: asked } },
        'unknown',
        bookCitation(book),
      ),
    ];
  const type = known.pricedAs;
  if (CLAIMS.catalogue.includes(type)) return [];
  // If a user's book that extends the review's has a price for the type, the type is offered.
  if (!byReview || priced) {
    const usdPerHour = known.active.value * 3_600;
    return [
      fitFinding(
        { rule: 'gpuOffered', kind: 'typeHasPrice', arguments: { type, usdPerHour } },
        'good',
        bookCitation(priced ? book : list),
      ),
    ];
  }
  const otherwise = onPriceList(asked, books);
  const missing = CLAIMS.notOffered.find(({ gpu }) => gpu === type);
  return [
    missing
      ? fitFinding({ rule: 'gpuOffered', kind: 'typeNotOffered', arguments: { type } }, 'poor', REVIEW, {
          alternative: named(missing.alternative),
          otherwise,
        })
      : fitFinding(
          { rule: 'gpuOffered', kind: 'typeNotInCatalogue', arguments: { type } },
          'caution',
          REVIEW,
          { otherwise },
        ),
  ];
}

function onPriceList(asked: string, { list }: FitContext['books']): Contradiction | null {
  const listed = quoteGpu(list, list, asked);
  return listed
    ? {
        kind: 'onPriceList',
        arguments: { type: listed.pricedAs, usdPerHour: listed.active.value * 3_600 },
        source: bookCitation(list),
      }
    : null;
}

function count({ type, count: asked }: Gpu, { books: { list }, byReview }: FitContext): FitFinding[] {
  if (asked <= 1) return [];
  const gpus: AskedGpus = { count: asked, type: type ?? '' };
  const quote = quoteGpu(list, list, gpus.type);
  const max = quote && list.gpus[quote.pricedAs]?.maxCount;
  const { selfServeGpus } = CLAIMS;
  const rule = 'gpuCount';
  if (max !== undefined && asked > max)
    return [fitFinding({ rule, kind: 'moreThanModalGives', arguments: { ...gpus, max } }, 'poor', MODAL.gpu)];
  if (asked <= selfServeGpus) return [];
  if (byReview)
    return [
      fitFinding(
        { rule, kind: 'contactNeeded', arguments: { ...gpus, max: selfServeGpus } },
        'caution',
        REVIEW,
        {
          otherwise:
            max === undefined ? null : { kind: 'documentedCount', arguments: { max }, source: MODAL.gpu },
        },
      ),
    ];
  return [
    max === undefined
      ? fitFinding({ rule, kind: 'countNotDocumented', arguments: gpus }, 'unknown', MODAL.gpu)
      : fitFinding({ rule, kind: 'countDocumented', arguments: { ...gpus, max } }, 'good', MODAL.gpu),
  ];
}
