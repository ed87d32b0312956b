// The types of files.mjs, for the tests that use it.

/** The files below a folder whose path, from the repository, matches. */
export function globSync(folder: string, pattern: RegExp): string[];
