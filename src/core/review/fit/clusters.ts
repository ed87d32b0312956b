/** Several containers that serve one input together. */
import type { FitContext } from './fitContext';
import type { FitFinding } from './fitFinding';
import { fitFinding } from './newFinding';
import { MODAL } from './modalDocs';
import { alternativeFor, CLAIMS, REVIEW } from './reviewClaims';
import type { Cluster } from './fitMessages';

export function clusters({ facts, byReview }: FitContext): FitFinding[] {
  const { clusterSize: containers } = facts;
  if (containers === null || containers <= 1) return [];
  const gpus = containers * Math.max(0, ...(facts.gpus ?? []).map(({ count }) => count));
  const cluster: Cluster = { containers, gpus };
  return [byReview ? byItsReview(cluster) : byItsGuide(cluster)];
}

function byItsGuide(cluster: Cluster): FitFinding {
  const { maxNodes, maxGpus } = CLAIMS.clusterLimits;
  const isTooLarge = cluster.gpus > maxGpus || cluster.containers > maxNodes;
  return fitFinding(
    {
      rule: 'multiNode',
      kind: isTooLarge ? 'clusterTooLarge' : 'clusterWithinLimits',
      arguments: { ...cluster, ...CLAIMS.clusterLimits },
    },
    isTooLarge ? 'poor' : 'caution',
    MODAL.multiNode,
    { alternative: isTooLarge ? { kind: 'largerCluster' } : null },
  );
}

function byItsReview(cluster: Cluster): FitFinding {
  return fitFinding({ rule: 'multiNode', kind: 'noFabric', arguments: cluster }, 'poor', REVIEW, {
    alternative: alternativeFor('multiNode'),
    otherwise: { kind: 'clusterLimits', arguments: CLAIMS.clusterLimits, source: MODAL.multiNode },
  });
}
