/** The end of a file: what it registers with Modal, with parameters from the values before. */
import { change } from './changes';
import { expression, simple, test } from './expressions';
import { indented, type Productions, type Writer } from './writer';

/** Adds one registration, or a call that changes one. */
export function register(writer: Writer): void {
  writer.produce(REGISTRATIONS);
}

const FUNCTION = ['def run():', '    pass'] as const;
const CLASS = ['class Worker:', '    pass'] as const;

const REGISTRATIONS: Productions<void> = {
  decorator: (w) => w.add(`@app.function(${args(w)})`, ...FUNCTION),
  decoratorLong: (w) =>
    w.add(
      '@app.function(',
      ...indented(
        args(w)
          .split(', ')
          .map((each) => `${each},`)
          .join('\n')
          .split('\n'),
      ),
      ')',
      ...FUNCTION,
    ),
  classDecorator: (w) => w.add(`@app.cls(${args(w)})`, ...CLASS),
  server: (w) =>
    w.add(`@app.server(gpu=${expression(w, 'gpu')}, min_containers=${expression(w, 'int')})`, ...CLASS),
  oldServer: (w) =>
    w.add(
      `@app._experimental_server(gpu=${expression(w, 'gpu')}, min_containers=${expression(w, 'int')})`,
      ...CLASS,
    ),
  concurrent: (w) =>
    w.add(`@app.function(${args(w)})`, `@modal.concurrent(max_inputs=${expression(w, 'int')})`, ...FUNCTION),
  spread: (w) => spread(w, (text) => w.add(`@app.function(**${text})`, ...FUNCTION)),
  spreadBeside: (w) => spread(w, (text) => w.add(`@app.cls(cpu=${simple(w, 'int')}, **${text})`, ...CLASS)),
  spreadMerged: (w) =>
    spread(w, (text) => w.add(`@app.function(**{**${text}, "gpu": ${expression(w, 'gpu')}})`, ...FUNCTION)),
  spreadUnion: (w) =>
    spread(w, (text) => w.add(`@app.function(**(${text} | {"gpu": ${expression(w, 'gpu')}}))`, ...FUNCTION)),
  spreadDict: (w) =>
    w.add(`@app.function(**dict(gpu=${expression(w, 'gpu')}, timeout=${expression(w, 'int')}))`, ...FUNCTION),
  gpuList: (w) => w.add(`@app.function(gpu=[${expression(w, 'gpu')}, ${expression(w, 'gpu')}])`, ...FUNCTION),
  gpuListName: (w) => {
    const list = w.lists.find(({ type }) => type !== 'int');
    if (list) w.add(`@app.function(gpu=${list.text})`, ...FUNCTION);
  },
  gpuCount: (w) =>
    w.add(`N_GPU = ${w.literal('int')}`, `@app.function(gpu=f"{${kindName(w)}}:{N_GPU}")`, ...FUNCTION),
  minutes: (w) =>
    w.add(
      'MINUTES = 60',
      `@app.function(timeout=${expression(w, 'int')} * MINUTES, memory=${w.literal('int')} * 1024)`,
      ...FUNCTION,
    ),
  betweenChanges: (w) => {
    w.add(
      `@app.function(${args(w)})`,
      ...FUNCTION,
      ...change(w),
      `@app.function(${args(w)})`,
      'def again():',
      '    pass',
    );
  },
  inFunction: (w) => {
    const name = w.name('setup');
    w.add(
      `def ${name}():`,
      ...indented([`@app.function(${args(w)})`, ...FUNCTION]),
      ...change(w),
      `${name}()`,
    );
  },
  inIf: (w) => w.add('if True:', ...indented([`@app.function(${args(w)})`, ...FUNCTION])),
  inClass: (w) => w.add(`class ${w.name('Space')}:`, ...indented([`@app.function(${args(w)})`, ...FUNCTION])),
  factory: (w) => {
    const name = w.name('factory');
    w.add(
      `def ${name}(gpu, warm=1):`,
      ...indented(['@app.function(gpu=gpu, min_containers=warm)', ...FUNCTION, 'return run']),
    );
    w.add(`${name}(${expression(w, 'gpu')})`, `${name}(${simple(w, 'gpu')}, warm=${w.literal('int')})`);
  },
  inLoop: (w) =>
    w.add(
      `for each in (${expression(w, 'gpu')}, ${simple(w, 'gpu')}):`,
      ...indented([`@app.function(gpu=each, timeout=${simple(w, 'int')})`, ...FUNCTION]),
    ),
  call: (w) => w.add(...FUNCTION, `${w.pick(['', 'worker = '])}app.function(${args(w)})(run)`),
  callClass: (w) => w.add(...CLASS, `Worker = app.cls(${args(w)})(Worker)`),
  callLambda: (w) => w.add(`app.function(${args(w)}, serialized=True)(lambda: 1)`),
  callLoop: (w) =>
    w.add(
      ...FUNCTION,
      `for each in (${expression(w, 'gpu')}, ${simple(w, 'gpu')}):`,
      '    app.function(gpu=each, serialized=True)(run)',
    ),
  callConcurrent: (w) =>
    w.add(...CLASS, `app.cls(${args(w)})(modal.concurrent(max_inputs=${w.literal('int')})(Worker))`),
  named: (w) => w.add(`on_gpu = app.function(${args(w)})`, '@on_gpu', ...FUNCTION),
  heldInDict: (w) =>
    w.add(
      `held = {"a": app.function(${args(w)}), "b": app.function(${args(w)})}`,
      ...w.pick([
        [],
        [`held["a"] = app.function(${args(w)})`],
        [`if ${test(w)}:`, `    held["b"] = app.function(${args(w)})`],
      ]),
      `@held${w.pick(['["a"]', '["b"]', '.get("a")', '.get("z", held["b"])', `["a" if ${test(w)} else "b"]`])}`,
      ...FUNCTION,
    ),
  heldInList: (w) =>
    w.add(
      `held = [app.function(${args(w)})]`,
      `held.append(app.function(${args(w)}))`,
      `@held[${w.pick(['0', '1', '-1'])}]`,
      ...FUNCTION,
    ),
  heldInClass: (w) => w.add(`class Held:`, `    on = app.function(${args(w)})`, '@Held.on', ...FUNCTION),
  heldInNamespace: (w) =>
    w.add(
      `held = ${w.imported('types', 'SimpleNamespace')}(on=app.function(${args(w)}))`,
      '@held.on',
      ...FUNCTION,
    ),
  heldByKind: (w) =>
    w.add(
      `held = {kind: app.function(gpu=kind, timeout=${simple(w, 'int')}) for kind in ("T4", "H100")}`,
      `@held["${w.pick(['T4', 'H100'])}"]`,
      ...FUNCTION,
    ),
  heldCalled: (w) => w.add(...FUNCTION, `held = {"a": app.function(${args(w)})}`, 'held["a"](run)'),
  chosenByHelper: (w) => {
    const name = w.name('on');
    w.add(
      `def ${name}(kind, n=${simple(w, 'int')}):`,
      `    if kind == ${w.literal('kind')}:`,
      `        return app.function(gpu=kind, min_containers=n)`,
      `    return app.function(gpu=${expression(w, 'gpu')}, timeout=n)`,
      `@${name}(${expression(w, 'kind')}${w.pick(['', ', 3', ', n=4', ', *[5]', ', **{"n": 6}'])})`,
      ...FUNCTION,
    );
  },
  helperLambda: (w) =>
    w.add(
      `on = lambda gpu, **more: app.function(gpu=gpu, **more)`,
      `@on(${expression(w, 'gpu')}, timeout=${simple(w, 'int')})`,
      ...FUNCTION,
    ),
  helperChanges: (w) => {
    const name = w.name('on');
    w.add(
      `def ${name}(gpu, **options):`,
      `    options["timeout"] = ${simple(w, 'int')}`,
      `    if ${test(w)}:`,
      `        options.setdefault("min_containers", ${simple(w, 'int')})`,
      `    gpu ${w.pick(['+= ""', '= gpu.upper()', '= gpu or "T4"'])}`,
      `    return app.function(gpu=gpu, **options)`,
      `@${name}(${expression(w, 'gpu')}${w.pick(['', `, min_containers=${simple(w, 'int')}`])})`,
      ...FUNCTION,
    );
  },
  partial: (w) =>
    w.add(
      `on_gpu = ${w.module('functools')}.partial(app.function, gpu=${expression(w, 'gpu')})`,
      `@on_gpu(timeout=${expression(w, 'int')})`,
      ...FUNCTION,
    ),
  helper: (w) => {
    const name = w.name('on');
    w.add(
      `def ${name}(gpu, **more):`,
      `    return app.function(gpu=gpu, timeout=${simple(w, 'int')}, **more)`,
      `@${name}(${expression(w, 'gpu')})`,
      ...FUNCTION,
    );
  },
  parenthesized: (w) => w.add(`@(app.function(${args(w)}))`, ...FUNCTION),
  sandbox: (w) =>
    w.add(
      `modal.Sandbox.${w.pick(['create', '_experimental_create'])}("sleep", app=app, gpu=${expression(w, 'gpu')}, timeout=${expression(w, 'int')})`,
    ),
  withOptions: (w) =>
    w.add(
      `@app.cls(${args(w)})`,
      ...CLASS,
      `big = Worker.with_options(gpu=${expression(w, 'gpu')}, timeout=${expression(w, 'int')})`,
    ),
  withConcurrency: (w) =>
    w.add(
      `@app.cls(${args(w)})`,
      ...CLASS,
      `big = Worker.with_concurrency(max_inputs=${expression(w, 'int')})`,
    ),
  autoscaler: (w) =>
    w.add(
      `@app.cls(${args(w)})`,
      ...CLASS,
      `Worker().update_autoscaler(min_containers=${expression(w, 'int')})`,
    ),
  keepWarm: (w) => w.add(`@app.function(${args(w)})`, ...FUNCTION, `run.keep_warm(${expression(w, 'int')})`),
};

function args(writer: Writer): string {
  const given = [`gpu=${expression(writer, 'gpu')}`];
  if (writer.chance(0.7)) given.push(`min_containers=${expression(writer, 'int')}`);
  if (writer.chance(0.4)) given.push(`timeout=${expression(writer, 'int')}`);
  if (writer.chance(0.2)) given.push(`memory=${simple(writer, 'int')} * 1024`);
  return given.join(', ');
}

function spread(writer: Writer, write: (text: string) => void): void {
  const dicts = writer.holders.filter(({ kind }) => kind === 'dict');
  if (dicts.length > 0) write(writer.pick(dicts).text);
}

function kindName(writer: Writer): string {
  return writer.variables.find(({ type, isOwn }) => type === 'kind' && isOwn)?.name ?? "'H100'";
}
