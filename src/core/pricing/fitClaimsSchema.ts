/** What a review claims of who fits Modal: the valibot schema of a book's `claims`, and the types that follow from it. */
import * as v from 'valibot';

/** What can be seen of a declaration and its usage. */
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
] as const;
export type FitRule = (typeof FIT_RULES)[number];

/** What decides too and no code shows. */
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

/** The review's own words, on one line. */
const words = v.pipe(v.string(), v.minLength(1), v.maxLength(200), v.regex(/^[^\p{Cc}\p{Zl}\p{Zp}]*$/u));
const gpu = v.pipe(v.string(), v.regex(/^[A-Z0-9][A-Z0-9.+!-]{0,39}$/));
const key = v.pipe(v.string(), v.regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,79}$/));

/** Whom the review names instead. */
const alternative = v.nullable(words);

/** A row of the “use-case match matrix”; `rule` null: no code shows whether it is this. */
const useCase = v.strictObject({
  workload: words,
  mark: v.picklist(['✓', '~', '✗']),
  words,
  alternative,
  rule: v.nullable(v.picklist(FIT_RULES)),
});

export const fitClaimsSchema = v.strictObject({
  source: key,
  useCases: v.array(useCase),
  /** Who should avoid Modal, and the rule or topic that looks at it. */
  avoiders: v.array(v.strictObject({ who: words, seenBy: v.picklist([...FIT_RULES, ...UNSEEN_TOPICS]) })),
  unseen: v.array(v.strictObject({ topic: v.picklist(UNSEEN_TOPICS), says: words, alternative })),
  /** GPU types that Modal offers, and ones that it is said by name not to offer. */
  catalogue: v.array(gpu),
  notOffered: v.array(v.strictObject({ gpu, alternative })),
  /** The most GPUs of one function without an enterprise contract. */
  selfServeGpus: v.pipe(v.number(), v.integer(), v.minValue(1)),
});

export type FitClaims = v.InferOutput<typeof fitClaimsSchema>;
