import type { Finding } from './finding';

/**
 * What each finding is known by from one run to the next, in the order given: by its rule, file, declaration, and its
 * words up to the first figure; whatever its line. Those that are alike in all of it are numbered.
 */
export function fingerprints(findings: readonly Finding[]): readonly string[] {
  const seen = new Map<string, number>();
  return findings.map(({ rule, file, subject, message }) => {
    const name = subject && (subject.type === 'declaration' ? subject.qualname : subject.form);
    const key = `${rule}/${hash(JSON.stringify([file, name, message.split(/\d/)[0]]))}`;
    const count = seen.get(key) ?? 0;
    seen.set(key, count + 1);
    return `${key}/${count}`;
  });
}

/** FNV-1a of 64 bits, in hexadecimal digits. */
function hash(text: string): string {
  let value = 0xcbf29ce484222325n;
  for (let i = 0; i < text.length; i++)
    value = BigInt.asUintN(64, (value ^ BigInt(text.charCodeAt(i))) * 0x100000001b3n);
  return value.toString(16).padStart(16, '0');
}
