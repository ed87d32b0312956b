"""Arguments as JSON: a plain value is itself; what is none is an object that says so, and then is compared with nothing."""

import enum
import math

from .. import stub


class LegacyGpu:
    """`modal.gpu.H100(count=2)` and its kin, of SDKs before 1.4."""

    def __init__(self, *args, count=None, size=None, memory=None):
        self.count = count if count is not None else (args[0] if args else 1)
        self.size, self.memory = size, memory

    def option(self):
        kind = type(self).__name__.upper()
        if kind == "A100":
            kind = f"A100-{self.size.upper()}" if self.size else f"A100-{self.memory or 40}GB"
        return [kind, self.count]


def argument(name, value):
    return gpu(value) if name == "gpu" else plain(value)


def plain(value):
    if stub.is_stub(value):
        return {"stub": True}
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, enum.Enum) and not isinstance(value, (str, int, float)):
        return {"other": "Enum"}
    if isinstance(value, str):
        return str.__str__(value)
    if isinstance(value, int):
        return int(value)
    if isinstance(value, float):
        return float(value) if math.isfinite(value) else {"other": "float"}
    if isinstance(value, (list, tuple)):
        return [plain(each) for each in value]
    if hasattr(value, "encoded"):
        return {key: plain(each) for key, each in value.encoded.items()}
    return {"other": type(value).__name__}


def gpu(value):
    """Modal's reading (`parse_gpu_config`): the fallbacks in order, each a type and a count; none for no GPU."""
    if stub.is_stub(value):
        return {"stub": True}
    if value is None or value is False:
        return []
    options = [_option(each) for each in (value if isinstance(value, (list, tuple)) else [value])]
    wrong = [each for each in options if isinstance(each, dict)]
    return wrong[0] if wrong else options


def _option(value):
    if value is None or value is False:
        return [None, 0]
    if value is True:
        return ["ANY", 1]
    if isinstance(value, LegacyGpu):
        return value.option()
    if stub.is_stub(value):
        return {"stub": True}
    if not isinstance(value, str):
        return {"other": type(value).__name__}
    kind, colon, count = str.__str__(value).partition(":")
    try:
        number = int(count) if colon else 1
    except ValueError:
        return {"other": "GPU count"}
    return [kind.upper(), number] if kind.strip() else {"other": "GPU without a type"}
