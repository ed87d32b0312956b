"""A stand-in for Modal's SDK: it records what a module registers or changes, and the rest of it does nothing.

What it records is the real value of every argument, as CPython computed it; `encode` says how it is written down.
Forms and old names are those of SDK 0.62 to 1.6.
"""

import sys
import types
from functools import partial

from . import encode
from .. import stub
from .places import place_of_call

#: One dict for each registration or change, in the order in which they happen.
records = []


def _record(form, arguments, call, applied=(), stacked=None):
    records.append(
        {
            "form": form,
            "call": list(call),
            "applied": list(applied),
            "arguments": {name: encode.argument(name, value) for name, value in arguments.items()},
            "stacked": stacked or {},
            "guessed": bool(stub.guessed),
        }
    )


class _Both:
    """A method that is called as `x.m(…)` or as `x.m.aio(…)`."""

    def __init__(self, function):
        self.function = function

    def __get__(self, owner, kind=None):
        return _Bound(partial(self.function, kind if owner is None else owner))


class _Bound:
    def __init__(self, call):
        self._call = call

    def __call__(self, *args, **kwargs):
        return self._call(*args, **kwargs)

    aio = __call__

    def __getattr__(self, _name):
        return stub.Value()


class Handle(stub.Value):
    """What a registration gives, and what is looked up by name: its calls that change it are recorded."""

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        return Handle()

    def __call__(self, *_args, **_kwargs):
        return Handle()

    @_Both
    def with_options(self, **options):
        _record("with_options", options, place_of_call())
        return Handle()

    @_Both
    def with_concurrency(self, **options):
        _record("with_concurrency", options, place_of_call())
        return Handle()

    @_Both
    def with_batching(self, **options):
        _record("with_batching", options, place_of_call())
        return Handle()

    @_Both
    def update_autoscaler(self, **options):
        _record("update_autoscaler", options, place_of_call())

    @_Both
    def keep_warm(self, warm_pool_size):
        _record("keep_warm", {"keep_warm": warm_pool_size}, place_of_call())


def _registration(form):
    def register(self, _function=None, **options):
        call = place_of_call()

        def apply(target):
            _record(form, options, call, place_of_call(), _stacked_on(target))
            return Handle()

        return apply

    return register


class App(stub.Value):
    """An app: whatever it registers is recorded when a function or a class is given to it."""

    function = _registration("function")
    cls = _registration("cls")
    server = _registration("server")
    _experimental_server = _registration("server")

    def local_entrypoint(self, *_args, **_options):
        return lambda function: function

    def include(self, *_, **__):
        return self

    @_Both
    def lookup(self, *_args, **_kwargs):
        return App()

    @_Both
    def from_name(self, *_args, **_kwargs):
        return App()


Stub = App


class _ByName(Handle):
    @_Both
    def from_name(self, *_args, **_kwargs):
        return Handle()

    lookup = from_id = from_name


class Function(_ByName):
    pass


class Cls(_ByName):
    pass


class Sandbox(stub.Value):
    @_Both
    def create(self, *_command, **options):
        _record("sandbox", options, place_of_call())
        return Sandbox()

    _experimental_create = create


# --- decorators on what is registered

_STACKED = "__stand_in_stacked__"


def _stacked_on(target):
    own = dict(getattr(target, _STACKED, {})) if not isinstance(target, stub.Anything) else {}
    if isinstance(target, type):
        for method in vars(target).values():
            for name, values in getattr(method, _STACKED, {}).items() if not isinstance(method, stub.Anything) else ():
                own.setdefault(name, values)
    return own


def _stacking(name, positional=()):
    def decorator(*args, **kwargs):
        values = {**dict(zip(positional, args)), **kwargs}
        encoded = {key: encode.argument(key, value) for key, value in values.items()}

        def apply(target):
            try:
                setattr(target, _STACKED, {**getattr(target, _STACKED, {}), name: encoded})
            except AttributeError:
                pass
            return target

        return apply

    return decorator


concurrent = _stacking("concurrent")
batched = _stacking("batched")


def _passing(*args, **_kwargs):
    """A decorator that registers nothing of its own, with or without arguments."""
    return args[0] if len(args) == 1 and callable(args[0]) else lambda target: target


method = enter = exit = build = fastapi_endpoint = web_endpoint = asgi_app = wsgi_app = web_server = _passing
is_local = lambda: True  # noqa: E731


# --- values that are arguments of their own


class Cron:
    def __init__(self, cron_string, timezone="UTC"):
        self.encoded = {"type": "cron", "cron": cron_string, "timezone": timezone}


class Period:
    def __init__(self, **fields):
        self.encoded = {"type": "period", **fields}


class Retries:
    def __init__(self, **fields):
        self.encoded = {"type": "retries", **fields}


def _module(name, **members):
    """A submodule; what it does not have is a stub."""
    module = stub.StubModule(f"modal.{name}")
    for key, value in members.items():
        setattr(module, key, value)
    sys.modules[module.__name__] = module
    return module


def _gpu_class(name):
    return type(name, (encode.LegacyGpu,), {})


gpu = _module("gpu", **{name: _gpu_class(name) for name in "T4 L4 A10G L40S A100 H100 H200 B200 Any".split()})
experimental = _module("experimental", clustered=_stacking("clustered", ("size",)))
app = _module("app", App=App)
schedule = _module("schedule", Cron=Cron, Period=Period)
retries = _module("retries", Retries=Retries)
functions = _module("functions", Function=Function)
cls = _module("cls", Cls=Cls)
sandbox = _module("sandbox", Sandbox=Sandbox)


def __getattr__(name):
    if name.startswith("__") and name.endswith("__"):
        raise AttributeError(name)
    return stub.Value()
