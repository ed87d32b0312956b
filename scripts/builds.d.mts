// The types of builds.mjs, for the tests that use it.

/** Absolute paths of the files of packages that are copied into dist/. */
export const copiedFiles: readonly string[];
