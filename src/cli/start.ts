// What `modal-cost` starts with. The rest is a file of its own, because the cache must be on before that is compiled.
import './compileCache';
import './heapSettings';
import './main';
