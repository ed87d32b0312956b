"""Executes Python modules with a stand-in for Modal, each in a process of its own, and says what they register.

    python3 -I -S test/cpython/execute.py FOLDER < FILES

FILES names a module a line, below FOLDER. For each the output has a JSON line: its file, the records of the stand-in,
and the exception that ended it, if any. No environment variable is set. A module is imported, not run as `__main__`,
and may start nothing, write nothing and connect to nothing.
"""

import importlib
import io
import json
import os
import signal
import subprocess
import sys
import types

# Loaded before a folder under test, with a file of such a name, can come first.
import asyncio, collections, contextlib, copy, dataclasses, datetime, enum, functools, logging, math, pathlib, random, typing  # noqa: E401,F401

SECONDS = 20

#: What importing a module needs none of. The code is not ours.
REFUSED = (
    "subprocess. os.system os.exec os.fork os.posix_spawn os.spawn os.kill os.remove os.rename os.rmdir os.mkdir "
    "os.truncate os.link os.symlink os.chmod os.chown shutil. socket.connect socket.bind socket.get webbrowser."
).split()


def refuse(event, arguments):
    is_written = event == "open" and isinstance(arguments[1], str) and any(c in arguments[1] for c in "wax+")
    is_library = event == "ctypes.dlopen" and arguments[0] is not None
    if is_written or is_library or event.startswith(tuple(REFUSED)):
        raise PermissionError(f"{event} while a module is imported")


def stand_in():
    """Puts the stand-ins in the place of the packages."""
    sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
    importlib.import_module("stand_in")
    modal = importlib.import_module("stand_in.modal")
    sys.modules["modal"] = modal
    sys.modules["pydantic"] = importlib.import_module("stand_in.pydantic")
    sys.path.pop(0)
    from stand_in import stub

    sys.meta_path.append(stub.StubFinder())
    return modal


def execute(root, file, modal):
    path = os.path.join(root, file)
    folder = os.path.dirname(path)
    sys.path[:0] = list(dict.fromkeys([folder, root, os.path.join(root, "src")]))
    sys.argv = [path]
    name = file.removesuffix(".py").removesuffix("/__init__").replace("/", ".")
    module = types.ModuleType(name)
    module.__file__ = path
    module.__package__ = name if file.endswith("__init__.py") else name.rpartition(".")[0]
    sys.modules[name] = module
    modal.places.root = root
    raised = None
    try:
        with open(path, "rb") as source:
            code = compile(source.read(), path, "exec")
        exec(code, vars(module))
    except BaseException as error:
        raised = f"{type(error).__name__}: {error}"[:200]
    return {"file": file, "raised": raised, "records": modal.records}


def one(root, file, modal, out):
    os.environ.clear()
    sys.stdout = sys.stderr = io.StringIO()
    sys.addaudithook(refuse)
    print(json.dumps(execute(root, file, modal)), file=out, flush=True)


def apart(root, file, modal):
    """In a process of its own: forked where that can be, for it is much the quicker way."""
    if not hasattr(os, "fork"):
        command = [sys.executable, "-I", "-S", os.path.abspath(__file__), "--one", root, file]
        subprocess.run(command, timeout=SECONDS, check=True)
        return True
    child = os.fork()
    if child == 0:
        signal.alarm(SECONDS)
        try:
            one(root, file, modal, sys.__stdout__)
        finally:
            os._exit(0)
    return os.waitpid(child, 0)[1] == 0


def main(arguments):
    sys.dont_write_bytecode = True
    modal = stand_in()
    if arguments[0] == "--one":
        one(arguments[1], arguments[2], modal, sys.__stdout__)
        return
    root = os.path.abspath(arguments[0])
    for file in sys.stdin.read().splitlines():
        try:
            ended = apart(root, file, modal)
        except subprocess.SubprocessError:
            ended = False
        if not ended:
            print(json.dumps({"file": file, "raised": "did not end", "records": []}), flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
