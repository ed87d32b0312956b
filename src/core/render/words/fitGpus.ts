/** What the rules on clusters and GPUs find, in words. */
import { usd } from '../money';
import { plural } from './plural';
import { message, t } from './translate';
import type {
  AskedGpus,
  Cluster,
  ClusterLimits,
  ClusterMessage,
  GpuCountMessage,
  GpuOfferedMessage,
} from '../../review/fit/fitMessages';

export function clusterText(said: ClusterMessage): string {
  switch (said.kind) {
    case 'clusterWithinLimits':
    case 'clusterTooLarge':
      return `${clusterName(said.arguments)}. ${clusterLimitsText(said.arguments)}.`;
    case 'noFabric':
      return t(
        '{0}: according to the review, Modal does not expose the NCCL fabric between machines.',
        clusterName(said.arguments),
      );
  }
}

function clusterName({ containers, gpus }: Cluster): string {
  const total = plural(containers, message('{0} container'), message('{0} containers'));
  return gpus > 0
    ? t('{0}, {1} in total', total, plural(gpus, message('{0} GPU'), message('{0} GPUs')))
    : t('{0} in total', total);
}

/** Without its full stop. */
export function clusterLimitsText({ maxNodes, maxGpus }: ClusterLimits): string {
  return t(
    'Modal documents clusters of up to {0} nodes and {1} GPUs over RDMA (in August 2025: 64 GPUs, in beta)',
    maxNodes,
    maxGpus,
  );
}

export function gpuOfferedText(said: GpuOfferedMessage): string {
  const { type } = said.arguments;
  switch (said.kind) {
    case 'typeNotKnown':
      return t('No price book has a price for {0}.', type);
    case 'typeHasPrice':
      return t('{0} has a price: {1} per hour.', type, usd(said.arguments.usdPerHour));
    case 'typeNotOffered':
      return t('According to the review, Modal does not offer {0} as of May 2026.', type);
    case 'typeNotInCatalogue':
      return t('The review does not list {0} among Modal’s GPUs.', type);
  }
}

export function gpuCountText(said: GpuCountMessage): string {
  const asked = askedText(said.arguments);
  switch (said.kind) {
    case 'moreThanModalGives':
      return t('{0}: Modal offers up to {1}.', asked, said.arguments.max);
    case 'contactNeeded':
      return t(
        '{0}: according to the review, more than {1} GPUs per function need an enterprise contract.',
        asked,
        said.arguments.max,
      );
    case 'countDocumented':
      return `${asked}: ${t('Modal offers up to {0} of them without a contract.', said.arguments.max)}`;
    case 'countNotDocumented':
      return t('{0}: Modal does not document how many it offers.', asked);
  }
}

function askedText({ count, type }: AskedGpus): string {
  return t('{0} × {1} per container', count, type);
}
