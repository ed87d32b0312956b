/**
 * What the core says to a person, in that person's language where there is one. The core knows English alone; a host sets
 * what translates it, once: after the modules have loaded, so a constant of theirs holds a `message`, which is
 * `translated` where it is said. `npm run l10n` finds the messages by the calls of `t` and `message`.
 */
export type Translate = (message: string, ...args: readonly (string | number)[]) => string;

let translate: Translate = inEnglish;

/** A message with `{0}`, `{1}`, … in the reader's language; what stands for them is never translated. */
export function t(message: string, ...args: readonly (string | number)[]): string {
  return translate(message, ...args);
}

/** Marks a message in a constant, which is made before the language is known: it stays English until it is `translated`. */
export function message(text: string): string {
  return text;
}

/** A `message` in the reader's language, with what stands for its `{0}`, `{1}`, … */
export function translated(text: string, ...args: readonly (string | number)[]): string {
  return translate(text, ...args);
}

/** Sets what translates from here on; undefined for English again. */
export function setTranslate(to: Translate | undefined): void {
  translate = to ?? inEnglish;
}

/** The message itself, its places filled in. */
export function inEnglish(message: string, ...args: readonly (string | number)[]): string {
  if (args.length === 0) return message;
  return message.replace(/\{(\d+)\}/g, (whole, index: string) => {
    const value = args[Number(index)];
    return value === undefined ? whole : String(value);
  });
}
