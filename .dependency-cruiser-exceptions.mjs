/** Rules that only warn, until what breaks them has moved: empty when it has. @type {string[]} */
export const EXCEPTIONS = [];
