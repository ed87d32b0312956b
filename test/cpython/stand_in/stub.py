"""What stands for a package that is not here, and for whatever such a package gives: any attribute, any call."""

import importlib.abc
import importlib.machinery
import types

#: Set once a module has branched on a stub or counted with one: what it computes from there on is a guess.
guessed = []

#: What a stub is as text: a text that holds it is not known either.
MARK = "\ue000stub\ue000"


def is_stub(value):
    return isinstance(value, Anything) or isinstance(value, str) and MARK in str.__str__(value)


class Anything:
    """A value that is not known. It goes through calls, attributes and operators, and is never an error."""

    def __init__(self, *_, **__):
        pass

    def __getattr__(self, name):
        if name.startswith("__") and name.endswith("__"):
            raise AttributeError(name)
        return Anything()

    def __call__(self, *args, **kwargs):
        # As a decorator it leaves what it decorates as it is.
        if len(args) == 1 and not kwargs and isinstance(args[0], (type, types.FunctionType)):
            return args[0]
        return Anything()

    def __mro_entries__(self, bases):
        is_first = next(each for each in bases if isinstance(each, Anything)) is self
        is_had = any(isinstance(each, type) and issubclass(each, Base) for each in bases)
        return (Base,) if is_first and not is_had else ()

    def __iter__(self):
        guessed.append("iteration")
        return iter(())

    def __bool__(self):
        guessed.append("truth")
        return True

    def __len__(self):
        guessed.append("length")
        return 0

    def __contains__(self, _item):
        guessed.append("membership")
        return False

    def __int__(self):
        guessed.append("number")
        return 1

    __index__ = __int__

    def __float__(self):
        guessed.append("number")
        return 1.0

    def __str__(self):
        return MARK

    def __format__(self, _spec):
        return str(self)

    def __await__(self):
        return self
        yield

    def __enter__(self):
        return self

    def __exit__(self, *_):
        return False

    async def __aenter__(self):
        return self

    async def __aexit__(self, *_):
        return False

    def __setitem__(self, _key, _value):
        pass

    def __delitem__(self, _key):
        pass


class Base:
    """What a class inherits from where its base is not known."""

    def __init_subclass__(cls, **_):
        pass

    def __init__(self, *_, **__):
        pass

    def __getattr__(self, name):
        if name.startswith("__") and name.endswith("__"):
            raise AttributeError(name)
        return Anything()


class Value(Anything):
    """The same of something that is no decorator, whatever it is called with: an image, a volume."""

    def __getattr__(self, name):
        if name.startswith("__") and name.endswith("__"):
            raise AttributeError(name)
        return Value()

    def __call__(self, *_, **__):
        return Value()


def _through(self, *_):
    return Anything()


for _name in (
    "getitem add radd sub rsub mul rmul truediv rtruediv floordiv rfloordiv mod rmod pow rpow or ror and rand "
    "xor rxor lshift rlshift rshift rrshift matmul neg pos invert abs lt le gt ge"
).split():
    setattr(Anything, f"__{_name}__", _through)


class StubModule(types.ModuleType):
    """A package that is not installed here."""

    __path__ = []
    __all__ = []

    def __getattr__(self, name):
        if name.startswith("__") and name.endswith("__"):
            raise AttributeError(name)
        return Anything()


class StubFinder(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Comes last: finds a stub for every module that nobody else finds."""

    def find_spec(self, name, _path=None, _target=None):
        return importlib.machinery.ModuleSpec(name, self, is_package=True)

    def create_module(self, spec):
        return StubModule(spec.name)

    def exec_module(self, module):
        pass
