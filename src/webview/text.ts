/** Running text that keeps a figure and its sign on one line. */
export function prose(text: string): string {
  return text.replace(/(\d) (?=[%×÷]|s\b|h\b|min\b)/g, '$1\u00a0');
}

/** For a value that there is none of. */
export const NO_VALUE = '–';
