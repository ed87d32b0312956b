// The few of node:assert's checks that the tests use, for a host without Node.

/** Throws where a check fails, as `node:assert` does. */
export const strict = {
  ok(value: unknown, message = `${show(value)} is not true`): asserts value {
    if (!value) throw new Error(message);
  },
  equal<T>(actual: unknown, expected: T, message?: string): asserts actual is T {
    if (!Object.is(actual, expected)) fail('is not', actual, expected, message);
  },
  notEqual(actual: unknown, unwanted: unknown, message?: string): void {
    if (Object.is(actual, unwanted)) fail('should not be', actual, unwanted, message);
  },
  deepEqual<T>(actual: unknown, expected: T, message?: string): asserts actual is T {
    if (!isSame(actual, expected)) fail('is not', actual, expected, message);
  },
  match(text: string, pattern: RegExp, message?: string): void {
    if (!pattern.test(text)) fail('does not match', text, String(pattern), message);
  },
  doesNotMatch(text: string, pattern: RegExp, message?: string): void {
    if (pattern.test(text)) fail('matches', text, String(pattern), message);
  },
};

function fail(how: string, actual: unknown, expected: unknown, message: string | undefined): never {
  throw new Error(`${message === undefined ? '' : `${message}: `}${show(actual)} ${how} ${show(expected)}`);
}

function isSame(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Object.getPrototypeOf(a) !== Object.getPrototypeOf(b)) return false;
  const keys = Object.keys(a);
  return (
    keys.length === Object.keys(b).length &&
    keys.every((key) => key in b && isSame(a[key as keyof typeof a], b[key as keyof typeof b]))
  );
}

function show(value: unknown): string {
  return value === undefined ? 'undefined' : JSON.stringify(value);
}
