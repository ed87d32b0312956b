import { setFlagsFromString } from 'node:v8';

/*
 * V8 puts what is made by code whose objects mostly lived long directly among the old ones. Here, figures of all
 * declarations are kept first, and then thousands of changes are priced by the same code, each for a moment.
 */
setFlagsFromString('--no-allocation-site-pretenuring');

/*
 * The heap may grow to one and a half times of what is alive before it is cleaned up; V8 itself lets a small one grow to
 * four times. What is alive of 100,000 files needs a third of the memory that it would have then.
 */
setFlagsFromString('--heap-growing-percent=50');

/*
 * A loop of the parser is compiled anew, and better, once it has run for about a second, and not at once as V8 would have
 * it: that takes longer than the parse of a hundred ordinary files. What serves an editor runs for long.
 */
if (process.argv[2] !== 'lsp') setFlagsFromString('--wasm-tiering-budget=1000000000');
