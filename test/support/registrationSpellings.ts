/** Each way to register the function `work` with options: `OPTIONS` stands for keywords such as `gpu="T4"`. */
export const SPELLINGS: Readonly<Record<string, string>> = {
  'a decorator': '@app.function(OPTIONS)\ndef work(x): ...\n',
  'a call': 'def work(x): ...\nworker = app.function(OPTIONS)(work)\n',
  'a call of a class': 'class Work: ...\nWorker = app.cls(OPTIONS)(Work)\n',
  'a call of a server': 'class Work: ...\nWorker = app.server(OPTIONS)(Work)\n',
  'a call around a decorator':
    'class Work: ...\nWorker = app.cls(OPTIONS)(modal.concurrent(max_inputs=8)(Work))\n',
  'a loop': 'def work(x): ...\nfor name in ["one"]:\n    app.function(name=name, OPTIONS)(work)\n',
  'a comprehension': 'def work(x): ...\nall = [app.function(name=n, OPTIONS)(work) for n in ("one",)]\n',
  'a name as decorator': 'on_gpu = app.function(OPTIONS)\n@on_gpu\ndef work(x): ...\n',
  'a name that is called': 'def work(x): ...\non_gpu = app.function(OPTIONS)\nworker = on_gpu(work)\n',
  'a partial as decorator':
    'from functools import partial\npart = partial(app.function, OPTIONS)\n@part()\ndef work(x): ...\n',
  'a partial that is called':
    'import functools\ndef work(x): ...\npart = functools.partial(app.function, OPTIONS)\npart(cpu=0.125)(work)\n',
  'a helper as decorator':
    'def on_gpu(**kw):\n    return app.function(**kw)\n@on_gpu(OPTIONS)\ndef work(x): ...\n',
  'a helper that registers':
    'def work(x): ...\ndef register(**kw):\n    return app.function(**kw)(work)\nregister(OPTIONS)\n',
  'a helper around a function':
    'def on_gpu(f):\n    return app.function(OPTIONS)(f)\n@on_gpu\ndef work(x): ...\n',
  'a decorator with a closure':
    'def on_gpu(**kw):\n    def wrap(f):\n        return app.function(**kw)(f)\n    return wrap\n@on_gpu(OPTIONS)\ndef work(x): ...\n',
  'an app of an object':
    'def work(x): ...\nclass Service:\n    def go(self):\n        self.app.function(OPTIONS)(work)\n',
  'a server before 1.5.1': '@app._experimental_server(OPTIONS)\nclass Work: ...\n',
  'a call of a server before 1.5.1': 'class Work: ...\nWorker = app._experimental_server(OPTIONS)(Work)\n',
  'a method under another name':
    'def work(x): ...\nregister = app.function\nworker = register(OPTIONS)(work)\n',
  'a method under another name as decorator':
    'register = app.function\n@register(OPTIONS)\ndef work(x): ...\n',
};

export function registration(spelling: string, options: string): string {
  return SPELLINGS[spelling]!.replace('OPTIONS', options);
}
