/** Statements of Modal's documentation on the review's claims, each with the date of the copy. */
import type { UnseenTopic } from '../../pricing/fitClaimsSchema';
import type { Citation } from './fitFinding';
import type { ClusterLimits } from './fitMessages';

const page = (title: string, name: string, date: string): Citation => ({
  who: 'modal',
  title,
  url: `https://modal.com/docs/guide/${name}`,
  date,
});

export const MODAL = {
  gpu: page('Modal’s guide: GPU acceleration', 'gpu', 'undated'),
  multiNode: page('Modal’s guide: multi-node clusters', 'multi-node-clusters', 'undated'),
  coldStart: page('Modal’s guide: cold start', 'cold-start', '2025-08-08'),
  security: page('Modal’s guide: security and privacy', 'security', '2025-08-08'),
  debugging: page('Modal’s guide: developing and debugging', 'developing-debugging', 'undated'),
  regions: page('Modal’s guide: region selection', 'region-selection', '2025-08-08'),
} as const;

/** The largest cluster according to the newest copy of the guide; a copy of August 2025 has 64 GPUs, in beta. */
export const CLUSTER_LIMITS: ClusterLimits = { maxNodes: 32, maxGpus: 256 };

/** Quoted from the documentation, if it differs from the review. */
export const MODAL_SAYS: Readonly<
  Partial<Record<UnseenTopic, { readonly says: string; readonly source: Citation }>>
> = {
  hipaa: { says: 'A BAA is available on the Enterprise plan.', source: MODAL.security },
  ssh: {
    says: '`modal shell` and `modal container exec` run commands in a container, interactive ones too.',
    source: MODAL.debugging,
  },
  regions: { says: 'Regions include ap, sa, me, ca and uk.', source: MODAL.regions },
};
