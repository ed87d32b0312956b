import { setFlagsFromString } from 'node:v8';

/*
 * V8 puts objects of a place in the code where most have lived long directly among the old ones. Here, figures of all
 * declarations are kept first, and then thousands of changes are priced by the same code, each for a moment: as old
 * objects, they would cost a quarter of the memory and a tenth of the time.
 */
setFlagsFromString('--no-allocation-site-pretenuring');
