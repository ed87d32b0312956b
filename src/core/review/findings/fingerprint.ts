import type { Finding } from './finding';
import { subjectKey } from './ruleSubject';

/**
 * The identity of each finding from one run to the next, in the given order: rule, file, declaration, kind and arguments,
 * without the line and the figures. Findings that are equal in all of these are numbered.
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

/** Figures change, become known or unknown, and code is formatted differently: the finding stays the same. */
function withoutFigures(_key: string, value: unknown): unknown {
  if (typeof value === 'number' || value === null) return undefined;
  return typeof value === 'string' ? value.replace(/\s+/g, ' ') : value;
}

/** FNV-1a with 64 bits, in hexadecimal digits. */
function hash(text: string): string {
  let value = 0xcbf29ce484222325n;
  for (let i = 0; i < text.length; i++)
    value = BigInt.asUintN(64, (value ^ BigInt(text.charCodeAt(i))) * 0x100000001b3n);
  return value.toString(16).padStart(16, '0');
}
