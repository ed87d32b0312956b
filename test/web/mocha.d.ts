/** Mocha's build for browsers: it sets the globals that the package's own types describe. */
declare module 'mocha/mocha.js';
