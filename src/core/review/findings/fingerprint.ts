import type { Finding } from './finding';
import { subjectKey } from './ruleSubject';

/**
 * What each finding is known by from one run to the next, in the order given: by its rule, file, declaration, kind and
 * arguments; whatever its line and its figures. Those that are alike in all of it are numbered.
 */
export function fingerprints(findings: readonly Finding[]): readonly string[] {
  const seen = new Map<string, number>();
  return findings.map((finding) => {
    const { rule, kind, file, subject, arguments: said } = finding;
    const about = [file, subject && subjectKey(subject), kind, said];
    const key = `${rule}/${hash(JSON.stringify(about, withoutFigures))}`;
    const count = seen.get(key) ?? 0;
    seen.set(key, count + 1);
    return `${key}/${count}`;
  });
}

/** A figure may change, become known or no longer be, and code may have another layout: the finding stays the same. */
function withoutFigures(_key: string, value: unknown): unknown {
  if (typeof value === 'number' || value === null) return undefined;
  return typeof value === 'string' ? value.replace(/\s+/g, ' ') : value;
}

/** FNV-1a of 64 bits, in hexadecimal digits. */
function hash(text: string): string {
  let value = 0xcbf29ce484222325n;
  for (let i = 0; i < text.length; i++)
    value = BigInt.asUintN(64, (value ^ BigInt(text.charCodeAt(i))) * 0x100000001b3n);
  return value.toString(16).padStart(16, '0');
}
