/** Several containers that serve one input together. */
import type { FitContext } from './fitContext';
import { fitFinding, type FitFinding } from './fitFinding';
import { CLUSTER_LIMITS, MODAL } from './modalDocs';
import { alternativeFor, REVIEW } from './reviewClaims';
import type { Cluster } from './fitMessages';

export function clusters({ facts, byReview }: FitContext): FitFinding[] {
  const { clusterSize: containers } = facts;
  if (containers === null || containers <= 1) return [];
  const gpus = containers * Math.max(0, ...(facts.gpus ?? []).map(({ count }) => count));
  const cluster: Cluster = { containers, gpus };
  return [byReview ? byItsReview(cluster) : byItsGuide(cluster)];
}

function byItsGuide(cluster: Cluster): FitFinding {
  const { maxNodes, maxGpus } = CLUSTER_LIMITS;
  const isTooLarge = cluster.gpus > maxGpus || cluster.containers > maxNodes;
  return fitFinding(
    {
      rule: 'multiNode',
      kind: isTooLarge ? 'clusterTooLarge' : 'clusterWithinLimits',
      arguments: { ...cluster, ...CLUSTER_LIMITS },
    },
    isTooLarge ? 'poor' : 'caution',
    MODAL.multiNode,
    { alternative: isTooLarge ? { kind: 'largerCluster' } : null },
  );
}

function byItsReview(cluster: Cluster): FitFinding {
  return fitFinding({ rule: 'multiNode', kind: 'noFabric', arguments: cluster }, 'poor', REVIEW, {
    alternative: alternativeFor('multiNode'),
    otherwise: { kind: 'clusterLimits', arguments: CLUSTER_LIMITS, source: MODAL.multiNode },
  });
}
