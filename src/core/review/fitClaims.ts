/** What the review says of who fits Modal and who does not, and what Modal's documentation says of the same. */
import { reviewBook } from '../pricing/bundled';
import { message } from '../render/words/translate';

/** Who says something, and when. */
export interface Citation {
  readonly who: 'review' | 'modal' | 'book';
  readonly title: string;
  readonly url: string | null;
  /** A day, month or year, or `undated`. */
  readonly date: string;
}

const review = reviewBook.sources.review!;

export const REVIEW: Citation = { who: 'review', title: review.title, url: null, date: review.date };

const modal = (title: string, page: string, date: string): Citation => ({
  who: 'modal',
  title,
  url: `https://modal.com/docs/guide/${page}`,
  date,
});

/** Pages of Modal's documentation, each with the date of the copy that was read. */
export const MODAL = {
  gpu: modal('Modal’s guide: GPU acceleration', 'gpu', 'undated'),
  multiNode: modal('Modal’s guide: multi-node clusters', 'multi-node-clusters', 'undated'),
  coldStart: modal('Modal’s guide: cold start', 'cold-start', '2025-08-08'),
  security: modal('Modal’s guide: security and privacy', 'security', '2025-08-08'),
  debugging: modal('Modal’s guide: developing and debugging', 'developing-debugging', 'undated'),
  regions: modal('Modal’s guide: region selection', 'region-selection', '2025-08-08'),
} as const;

/** Rules over what a declaration and its usage show. */
export type FitRule =
  | 'sustained'
  | 'bursty'
  | 'multiNode'
  | 'gpuCount'
  | 'gpuOffered'
  | 'coldStart'
  | 'realTime'
  | 'async'
  | 'batch';

/** A row of the review's “use-case match matrix”. */
export interface UseCase {
  readonly workload: string;
  readonly mark: '✓' | '~' | '✗';
  /** What stands beside the mark. */
  readonly words: string;
  readonly alternative: string | null;
  /** The rule that sees it; null where code cannot show it. */
  readonly rule: FitRule | null;
}

/** The matrix, row by row. */
export const USE_CASES: readonly UseCase[] = [
  {
    workload: 'Bursty inference, idle most of the day',
    mark: '✓',
    words: 'Best in class',
    alternative: null,
    rule: 'bursty',
  },
  {
    workload: 'SDXL / image-gen API at moderate volume',
    mark: '✓',
    words: 'Best in class',
    alternative: null,
    rule: null,
  },
  {
    workload: 'Prototyping ML services',
    mark: '✓',
    words: 'Best dev ergonomics',
    alternative: null,
    rule: null,
  },
  {
    workload: 'Sustained 24/7 inference, high utilization',
    mark: '✗',
    words: 'Wrong shape, expensive',
    alternative: 'Lambda Reserved 1-yr',
    rule: 'sustained',
  },
  {
    workload: 'Multi-node distributed training',
    mark: '✗',
    words: 'No NCCL access',
    alternative: 'Lambda 1-Click Clusters or CoreWeave',
    rule: 'multiNode',
  },
  {
    workload: 'Custom CUDA kernel development',
    mark: '✗',
    words: 'No SSH, no kernel access',
    alternative: 'Lambda or RunPod Secure',
    rule: null,
  },
  {
    workload: 'HIPAA / regulated workloads',
    mark: '✗',
    words: 'No BAA',
    alternative: 'AWS HealthLake',
    rule: null,
  },
  { workload: 'Async webhook processing', mark: '✓', words: 'Strong', alternative: null, rule: 'async' },
  {
    workload: 'Background batch jobs',
    mark: '✓',
    words: 'Strong',
    alternative: 'RunPod for cheaper if you don’t need dev loop',
    rule: 'batch',
  },
  {
    workload: 'Real-time chatbot serving',
    mark: '~',
    words: 'OK with warm pool',
    alternative: 'Lambda VM if latency budget tight',
    rule: 'realTime',
  },
];

/** The matrix's row for a rule that has one. */
export function useCase(rule: FitRule): UseCase | undefined {
  return USE_CASES.find((row) => row.rule === rule);
}

/** One of the review's “who should avoid this”, and where it is looked at: a rule, or a note. */
export const AVOIDERS: readonly { readonly who: string; readonly seenBy: FitRule | UnseenTopic }[] = [
  { who: 'Sustained 24/7 inference at high utilization', seenBy: 'sustained' },
  { who: 'Multi-node tightly-coupled training', seenBy: 'multiNode' },
  { who: 'Custom CUDA kernel development needing kernel-level introspection', seenBy: 'cuda' },
  { who: 'HIPAA-regulated workloads', seenBy: 'hipaa' },
  { who: 'Workloads requiring H200 or B200 today', seenBy: 'gpuOffered' },
  { who: 'Teams needing SSH access for debugging', seenBy: 'ssh' },
  { who: 'Buyers who hate Python', seenBy: 'python' },
];

export type UnseenTopic = 'hipaa' | 'ssh' | 'cuda' | 'regions' | 'python' | 'imageGeneration' | 'prototyping';

/** Something that decides, and that no code shows: a note, never a verdict. */
export interface UnseenNote {
  readonly topic: UnseenTopic;
  readonly question: string;
  /** The review's word on it, and whom it names instead. */
  readonly review: string;
  readonly alternative: string | null;
  /** Modal's, where it says anything else. */
  readonly modal: { readonly says: string; readonly source: Citation } | null;
}

/** What cannot be seen in code. */
export const UNSEEN: readonly UnseenNote[] = [
  {
    topic: 'hipaa',
    question: message('Is the data regulated (HIPAA, FedRAMP)?'),
    review: 'No HIPAA BAA as of May 2026; SOC 2 Type II.',
    alternative: 'AWS HealthLake or Azure Health Data Services',
    modal: { says: 'A BAA is available on the Enterprise plan.', source: MODAL.security },
  },
  {
    topic: 'ssh',
    question: message('Must somebody get into a running container?'),
    review: 'No SSH, no interactive nvidia-smi, no debugger on a stuck process.',
    alternative: 'Lambda or RunPod Secure',
    modal: {
      says: '`modal shell` and `modal container exec` run commands in a container, interactive ones too.',
      source: MODAL.debugging,
    },
  },
  {
    topic: 'cuda',
    question: message(
      'Does the work need access below the container (CUDA kernel development, profiling of the driver)?',
    ),
    review: 'Modal abstracts the VM away: you can’t get below it.',
    alternative: 'Lambda or RunPod Secure',
    modal: null,
  },
  {
    topic: 'regions',
    question: message('Must it run near users in Asia, South America or the Middle East?'),
    review: '4 US regions and 1 EU region; no Asia-Pacific, South America or Middle East.',
    alternative: 'RunPod or AWS',
    modal: { says: 'Regions include ap, sa, me, ca and uk.', source: MODAL.regions },
  },
  {
    topic: 'python',
    question: message('Does the team write Python?'),
    review: 'Other languages are supported, but the ergonomics are Python-first by design.',
    alternative: null,
    modal: null,
  },
  {
    topic: 'imageGeneration',
    question: message('Is it an SDXL or image generation API at moderate volume?'),
    review: 'Best in class.',
    alternative: null,
    modal: null,
  },
  {
    topic: 'prototyping',
    question: message('Is it a prototype?'),
    review: 'Best dev ergonomics.',
    alternative: null,
    modal: null,
  },
];

/** GPU types of the review's catalogue, as a price book names them. */
export const REVIEW_CATALOGUE: readonly string[] = ['H100', 'A100-80GB', 'A100-40GB', 'A10', 'T4'];

/** The ones that the review says by name are not offered. */
export const REVIEW_NOT_OFFERED: readonly string[] = ['H200', 'B200'];

/** Most GPUs of one function without an enterprise contract, by the review. */
export const REVIEW_SELF_SERVE_GPUS = 4;

/** The largest cluster by the newest copy of Modal's guide; one of August 2025 has 64 GPUs, in beta. */
export const CLUSTER_MOST_GPUS = 256;
export const CLUSTER_MOST_NODES = 32;
