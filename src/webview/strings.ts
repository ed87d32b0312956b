/** The panel's own words: from the host in the reader's language, else in English. `{0}` is filled in. */
export const english = {
  actions: 'Actions',
  apply: 'Apply to code',
  applyCount: 'Apply to code ({0})',
  at: 'At {0}',
  badMessage: 'A message could not be read: {0}',
  changed: 'differs from the code',
  changes: 'Changes to the code',
  chartHint: 'Arrow keys move the cursor, Page Up and Page Down move it by a tick, Escape hides it.',
  chartIdle: 'Point at the chart, or focus it and press an arrow key, to read its values.',
  chartRole: 'interactive chart',
  charts: 'Charts',
  copyCsv: 'Copy as CSV',
  copyMarkdown: 'Copy as Markdown',
  dismiss: 'Dismiss',
  inputs: 'Inputs',
  lines: 'Lines: press one to hide it',
  noChanges: 'Nothing to apply: the code says the same.',
  noValue: '–',
  now: 'Now, at {0}',
  pin: 'Pin this setting',
  pinned: 'Pinned settings',
  pinnedWhat: 'Figure',
  presets: 'Scenarios',
  rejected: 'Refused: {0}',
  reset: 'Reset',
  resetHelp: 'Back to what the code and its usage say',
  reveal: 'Go to code',
  saveFailed: 'The picture could not be made: {0}',
  savePng: 'Save “{0}” as PNG',
  saveSvg: 'Save “{0}” as SVG',
  source: 'Source: {0}',
  table: 'Figures as a table',
  unpin: 'Unpin {0}',
  'verdict.caution': 'Fits with care',
  'verdict.good': 'Good fit',
  'verdict.poor': 'Poor fit',
  'verdict.unknown': 'Fit unknown',
  wrong: 'has a value to correct',
} as const;

export type StringKey = keyof typeof english;

export type Words = (key: StringKey, ...values: readonly string[]) => string;

export function words(strings: Readonly<Record<string, string>>): Words {
  return (key, ...values) => {
    const text = Object.hasOwn(strings, key) ? strings[key]! : english[key];
    return text.replace(/\{(\d)\}/g, (all, index: string) => values[Number(index)] ?? all);
  };
}
