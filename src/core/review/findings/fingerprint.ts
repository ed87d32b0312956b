import type { Finding } from './finding';
import { fingerprintStem } from './fingerprintStem';
import { subjectKey } from './ruleSubject';

/**
 * The identity of each finding from one run to the next, in the given order: rule, file, declaration, and message up to
 * the first figure, without the line. Findings that are equal in all of these are numbered.
 */
export function fingerprints(findings: readonly Finding[]): readonly string[] {
  const seen = new Map<string, number>();
  return findings.map((finding) => {
    const { rule, file, subject } = finding;
    const name = subject && subjectKey(subject);
    const key = `${rule}/${hash(JSON.stringify([file, name, fingerprintStem(finding).split(/\d/)[0]]))}`;
    const count = seen.get(key) ?? 0;
    seen.set(key, count + 1);
    return `${key}/${count}`;
  });
}

/** FNV-1a with 64 bits, in hexadecimal digits. */
function hash(text: string): string {
  let value = 0xcbf29ce484222325n;
  for (let i = 0; i < text.length; i++)
    value = BigInt.asUintN(64, (value ^ BigInt(text.charCodeAt(i))) * 0x100000001b3n);
  return value.toString(16).padStart(16, '0');
}
