/** What work can need that its code does not show, as a usage names it. */
export const NEEDS = [
  'hipaa',
  'ssh',
  'multi-node',
  'custom-cuda',
  'other-languages',
  'h200',
  'b200',
  'apac',
  'south-america',
  'middle-east',
  'image-generation',
  'prototyping',
  'real-time',
] as const;

export type Need = (typeof NEEDS)[number];
