/** Whether the work fits Modal, in words: what each rule finds, what contradicts it, where to go instead. */
import type { UnseenTopic } from '../../pricing/fitClaimsSchema';
import type { Alternative, Citation, Contradiction, FitFinding } from '../../review/fit/fitFinding';
import { usd } from '../money';
import { backgroundText, coldStartText, realTimeText } from './fitColdStarts';
import { clusterLimitsText, clusterText, gpuCountText, gpuOfferedText } from './fitGpus';
import { loadText } from './fitLoad';
import { needText } from './fitNeeds';
import { t } from './translate';
import { bookTitle } from './priceBooks';

/** A sentence or two, with the figure that decided. */
export function fitText(finding: FitFinding): string {
  if (finding.kind === 'needed' || finding.kind === 'volumeNotKnown') return needText(finding);
  switch (finding.rule) {
    case 'sustained':
    case 'bursty':
      return loadText(finding);
    case 'multiNode':
      return clusterText(finding);
    case 'gpuOffered':
      return gpuOfferedText(finding);
    case 'gpuCount':
      return gpuCountText(finding);
    case 'coldStart':
      return coldStartText(finding);
    case 'realTime':
      return realTimeText(finding);
    case 'async':
    case 'batch':
      return backgroundText(finding);
  }
}

export function contradictionText(said: Contradiction): string {
  switch (said.kind) {
    case 'clusterLimits':
      return `${clusterLimitsText(said.arguments)}.`;
    case 'onPriceList':
      return t(
        'Modal’s price list has {0} at {1} per hour.',
        said.arguments.type,
        usd(said.arguments.usdPerHour),
      );
    case 'documentedCount':
      return t('Modal offers up to {0} of them without a contract.', said.arguments.max);
  }
}

export function alternativeText(alternative: Alternative): string {
  switch (alternative.kind) {
    case 'named':
      return alternative.words;
    case 'offer':
      return `${alternative.provider} (${alternative.product})`;
    case 'largerCluster':
      return t('A contract with Modal for a larger cluster');
    case 'keepWarm':
      return t('min_containers of 1 or more');
    case 'keepMoreWarm':
      return t('A larger min_containers or buffer_containers');
  }
}

/** What somebody has to say themselves, as a question. */
export function unseenQuestion(topic: UnseenTopic): string {
  switch (topic) {
    case 'hipaa':
      return t('Is the data regulated (HIPAA, FedRAMP)?');
    case 'ssh':
      return t('Does somebody need access to a running container?');
    case 'cuda':
      return t(
        'Does the work need access below the container, such as for CUDA kernel development or driver profiling?',
      );
    case 'regions':
      return t('Must it run near users in Asia, South America or the Middle East?');
    case 'python':
      return t('Does the team write Python?');
    case 'imageGeneration':
      return t('Is it an SDXL or image generation API at moderate volume?');
    case 'prototyping':
      return t('Is it a prototype?');
  }
}

/** What a source is called where it is shown. */
export function citationTitle(citation: Citation): string {
  return 'lineage' in citation ? bookTitle(citation) : citation.title;
}
