/** What the rules on clusters and GPUs find, in words. */
import { usd } from '../money';
import { t } from './translate';
import type {
  AskedGpus,
  Cluster,
  ClusterLimits,
  ClusterMessage,
  GpuCountMessage,
  GpuOfferedMessage,
} from '../../review/fit/fitMessages';

export function clusterText(message: ClusterMessage): string {
  switch (message.kind) {
    case 'clusterWithinLimits':
    case 'clusterTooLarge':
      return `${clusterName(message.arguments)}. ${clusterLimitsText(message.arguments)}.`;
    case 'noFabric':
      return t(
        '{0}: according to the review, Modal does not expose the NCCL fabric between machines.',
        clusterName(message.arguments),
      );
  }
}

function clusterName({ containers, gpus }: Cluster): string {
  return gpus > 0
    ? t('{0} containers, {1} GPUs in total', containers, gpus)
    : t('{0} containers in total', containers);
}

/** Without its full stop. */
export function clusterLimitsText({ maxNodes, maxGpus }: ClusterLimits): string {
  return t(
    'Modal documents clusters of up to {0} nodes and {1} GPUs over RDMA; a copy from August 2025 said 64 GPUs, in beta',
    maxNodes,
    maxGpus,
  );
}

export function gpuOfferedText(message: GpuOfferedMessage): string {
  const { type } = message.arguments;
  switch (message.kind) {
    case 'typeNotKnown':
      return t('No price book has a price for {0}.', type);
    case 'typeHasPrice':
      return t('{0} has a price: {1} per hour.', type, usd(message.arguments.usdPerHour));
    case 'typeNotOffered':
      return t('According to the review, Modal does not offer {0} as of May 2026.', type);
    case 'typeNotInCatalogue':
      return t('The review’s catalogue of Modal does not list {0}.', type);
  }
}

export function gpuCountText(message: GpuCountMessage): string {
  const asked = askedText(message.arguments);
  switch (message.kind) {
    case 'moreThanModalGives':
      return t('{0}: Modal offers up to {1}.', asked, message.arguments.max);
    case 'contactNeeded':
      return t(
        '{0}: according to the review, more than {1} GPUs per function need an enterprise contract.',
        asked,
        message.arguments.max,
      );
    case 'countDocumented':
      return `${asked}: ${t('Modal offers up to {0} of them without a contract.', message.arguments.max)}`;
    case 'countNotDocumented':
      return t('{0}: Modal does not document how many it offers.', asked);
  }
}

function askedText({ count, type }: AskedGpus): string {
  return t('{0} × {1} per container', count, type);
}
