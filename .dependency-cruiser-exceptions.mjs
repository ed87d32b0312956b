/** Rules that only warn, until what breaks them has moved: empty when it has. @type {string[]} */
export const EXCEPTIONS = [
  'words-only-in-render',
  'modal-imports-no-higher-room',
  'review-imports-no-higher-room',
  'core-imports-itself-and-its-libraries',
  'no-import-circle',
];
