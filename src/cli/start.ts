// What `modal-cost` starts with. The rest is a file of its own, because the cache must be on before that is compiled.
import './compileCache';
import './heapSettings';
import { runProgram } from './main';
import { endWithOutput } from './outputErrors';

endWithOutput();
void runProgram(process.argv.slice(2), process).then((status) => (process.exitCode = status));
