"""A stand-in for as much of pydantic as holds settings: fields with defaults, `Field`, `model_copy`, frozen or not."""

from . import stub

#: Its submodules are stubs.
__path__ = []

_ABSENT = object()


class _Field:
    def __init__(self, default, factory):
        self.default, self.factory = default, factory


def Field(default=_ABSENT, *, default_factory=None, **_):
    return _Field(default, default_factory)


def ConfigDict(**options):
    return options


class BaseModel:
    def __init__(self, **given):
        for name, default in self._defaults().items():
            if name in given:
                value = given[name]
            elif isinstance(default, _Field):
                value = default.factory() if default.factory else default.default
            else:
                value = default
            if value is _ABSENT:
                raise ValueError(f"{name}: field required")
            object.__setattr__(self, name, value)
        self.model_post_init(None)

    def model_post_init(self, _context):
        pass

    @classmethod
    def _defaults(cls):
        fields = {}
        for base in reversed(cls.__mro__):
            for name, annotation in vars(base).get("__annotations__", {}).items():
                if not str(annotation).startswith(("ClassVar", "typing.ClassVar")) and name != "model_config":
                    fields[name] = vars(base).get(name, _ABSENT)
        return fields

    def model_dump(self):
        return {
            name: value.model_dump() if isinstance(value, BaseModel) else value
            for name, value in ((name, getattr(self, name)) for name in self._defaults())
        }

    def model_copy(self, *, update=None, deep=False):
        copy = object.__new__(type(self))
        for name, value in {**vars(self), **(update or {})}.items():
            object.__setattr__(copy, name, value)
        return copy


class BaseSettings(BaseModel):
    pass


def __getattr__(name):
    if name.startswith("__") and name.endswith("__"):
        raise AttributeError(name)
    return stub.Anything()
