/** A new team file, from what a workspace has: figures that nobody has given stay open, as comments. */
import type { Assessment } from '../cost/assess';
import type { Declaration } from '../modal/declaration';
import { usageFieldInfo, type UsageField } from '../modal/usageFields';
import { keyOf } from '../review/team/idleValues';
import { t } from './words/translate';

/** More declarations are not listed: globs serve better. */
const MAX_ENTRIES = 200;

/**
 * The text of a new `modal-cost.json`. Every declaration without a known cost per month has an entry in a comment, with the
 * fields that are missing and no figures.
 * @param priceBook the book in use, as a team file names it; null for one that it cannot name
 */
export function newTeamFile(assessments: readonly Assessment[], priceBook: string | null): string {
  const open = new Map(assessments.flatMap(entryOf));
  const entries = [...open].slice(0, MAX_ENTRIES);
  const left = open.size - entries.length;
  return [
    '{',
    '  "version": 1,',
    ...(priceBook === null ? [] : [`  "priceBook": ${JSON.stringify(priceBook)},`]),
    '  "declarations": {',
    ...(open.size === 0
      ? []
      : [`    // ${t('Nothing says how often these run. Uncomment a line and give its figures.')}`]),
    ...entries.map(([key, fields]) => `    // ${JSON.stringify(key)}: { ${fields.join(', ')} },`),
    ...(left > 0
      ? [`    // ${t('{0} more are not listed. A key such as "app/**::*" is for many.', left)}`]
      : []),
    '  },',
    `  // ${t('Limits in USD per month: for idle warm containers, and for all.')}`,
    '  // "budgets": { "workspace": { "floor": , "month":  } },',
    '}',
    '',
  ].join('\n');
}

/** What is not known of a declaration: nothing of one that has a month, or that no usage has an effect on. */
function entryOf({ estimate, usage, month }: Assessment): [string, string[]][] {
  const { subject, scheduled } = estimate;
  if (subject.type === 'call' || subject.kind === 'sandbox' || usage === null) return [];
  const fields = [
    ...(month === null || month.status === 'unknown' ? missingFields(usage.missing, scheduled !== null) : []),
    ...openValues(subject),
  ];
  return fields.length === 0 ? [] : [[keyOf(subject), fields]];
}

function missingFields(missing: readonly UsageField[], isScheduled: boolean): string[] {
  // A schedule says how often it runs.
  const fields = missing.filter((field) => !isScheduled || field !== 'requestsPerDay');
  return fields.map((field) => `"${usageFieldInfo(field).name}": `);
}

function openValues({ gpu }: Declaration): string[] {
  return gpu.status === 'unknown' ? ['"values": { "gpu": "" }'] : [];
}
