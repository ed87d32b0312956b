/** A review's claims on which work fits Modal: the valibot schema of `claims` in a book, and its types. */
import * as v from 'valibot';

/** What a usage has to say, as code does not show it. */
export const UNSEEN_TOPICS = [
  'hipaa',
  'ssh',
  'cuda',
  'regions',
  'python',
  'imageGeneration',
  'prototyping',
] as const;
export type UnseenTopic = (typeof UNSEEN_TOPICS)[number];

/** What can be derived from a declaration and its usage. */
export const FIT_RULES = [
  'sustained',
  'bursty',
  'multiNode',
  'gpuCount',
  'gpuOffered',
  'coldStart',
  'realTime',
  'async',
  'batch',
  ...UNSEEN_TOPICS,
] as const;
export type FitRule = (typeof FIT_RULES)[number];

/** The review's own words, on one line. */
const words = v.pipe(v.string(), v.minLength(1), v.maxLength(200), v.regex(/^[^\p{Cc}\p{Zl}\p{Zp}]*$/u));
const gpu = v.pipe(v.string(), v.regex(/^[A-Z0-9][A-Z0-9.+!-]{0,39}$/));
const key = v.pipe(v.string(), v.regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,79}$/));

/** The provider that the review recommends instead. */
const alternative = v.nullable(words);

/** A row of the “use-case match matrix”, and the rule that says whether it applies. */
const useCase = v.strictObject({
  workload: words,
  mark: v.picklist(['✓', '~', '✗']),
  words,
  alternative,
  rule: v.picklist(FIT_RULES),
});

/** A line of “who should avoid this”, and the rule that says whether it applies. */
const avoider = v.strictObject({ who: words, words, alternative, rule: v.picklist(FIT_RULES) });

/** What Modal's own documents say on a rule, and the verdict that follows where they decide. */
const modalAnswer = v.strictObject({
  rule: v.picklist(FIT_RULES),
  says: words,
  verdict: v.picklist(['good', 'caution', 'poor']),
  source: key,
});

const whole = v.pipe(v.number(), v.integer(), v.minValue(0));
const positive = v.pipe(v.number(), v.gtValue(0));

/** One of the workloads that a review computes: what runs, its traffic, and the machines that the review compares it with. */
const scenario = v.strictObject({
  id: key,
  gpu,
  minContainers: whole,
  requestsPerDay: positive,
  secondsPerRequest: positive,
  /** Whether somebody waits for the answer. */
  interactive: v.boolean(),
  /** What the work needs, by the names of the usage field `needs`. */
  needs: v.array(key),
  /** Machines that run all month; `usdPerGpuHour` in USD, with one GPU per machine. */
  machines: v.exactOptional(
    v.strictObject({
      provider: words,
      product: words,
      count: positive,
      usdPerGpuHour: positive,
      note: words,
    }),
  ),
});

export const fitClaimsSchema = v.strictObject({
  source: key,
  scenarios: v.array(scenario),
  useCases: v.array(useCase),
  avoiders: v.array(avoider),
  modalSays: v.array(modalAnswer),
  /** The largest cluster by Modal's guide. */
  clusterLimits: v.strictObject({ maxNodes: whole, maxGpus: whole }),
  unseen: v.array(v.strictObject({ topic: v.picklist(UNSEEN_TOPICS), says: words, alternative })),
  /** GPU types that Modal offers by the review, and types that it says Modal does not offer. */
  catalogue: v.array(gpu),
  notOffered: v.array(v.strictObject({ gpu, alternative })),
  /** The most GPUs per function without an enterprise contract. */
  selfServeGpus: v.pipe(v.number(), v.integer(), v.minValue(1)),
});

export type ReviewScenario = v.InferOutput<typeof scenario>;

export type UseCase = v.InferOutput<typeof useCase>;
export type Avoider = v.InferOutput<typeof avoider>;

export type FitClaims = v.InferOutput<typeof fitClaimsSchema>;
