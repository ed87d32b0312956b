/** A language of its own for tests: each message in marks, so that what stands outside them was not translated. */
import { setTranslate } from '../../src/core/render/words/translate';

/** Translates what the tests of a suite make; what is put into a message is looked at for itself. */
export function inAnotherLanguage(): void {
  before(() =>
    setTranslate(
      (message, ...args) => `«${message.replace(/\{(\d+)\}/g, (_, at) => `»${args[Number(at)]}«`)}»`,
    ),
  );
  after(() => setTranslate(undefined));
}

/** All texts in a value, however deep, but for what some of its keys hold. */
export function strings(value: unknown, without: ReadonlySet<string> = new Set()): string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, each]) => (without.has(key) ? [] : strings(each, without)));
}

/** Units and their like, which stand beside numbers. */
const UNITS = /(?<![A-Za-z])(?:USD|GiB|GB|min|mo|[shdX])(?![A-Za-z])/g;

/** Whole words and sentences of a list, the longest first. */
export function anyOf(data: readonly string[]): RegExp {
  const longestFirst = [...new Set(data)].filter(Boolean).sort((a, b) => b.length - a.length);
  const plain = longestFirst.map((each) => each.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&'));
  return new RegExp(`(?<![A-Za-z])(?:${plain.join('|')})(?![A-Za-z])`, 'g');
}

/** The runs of English letters in a text that no translation made. */
export function untranslated(text: string, data: RegExp): string[] {
  const plain = text.replace(/&#(\d+);/g, (_, code) => String.fromCharCode(Number(code)));
  const rest = plain.replace(/«[^»]*»/g, '·');
  return (
    rest
      .replace(data, '')
      .replace(UNITS, '')
      .match(/[A-Za-z]+(?:[ ,’:.-]+[A-Za-z]+)*/g) ?? []
  );
}
