// What `modal-cost` starts with. The rest is a file of its own, so that it can be loaded as it was compiled before.
import { join } from 'node:path';
import './engineSettings';
import { loadCompiled } from './compileCache';
import type * as main from './main';
import { endWithOutput } from './outputErrors';

endWithOutput();
const args = process.argv.slice(2);
const { program, keep } = loadCompiled<typeof main>(join(__dirname, 'modal-cost-main.js'), args[0]);
void program.runProgram(args, process).then((status) => {
  process.exitCode = status;
  if (status <= program.NOT_ALL_READ && status !== program.WRONG_USAGE) keep();
});
