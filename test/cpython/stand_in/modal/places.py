"""Where in the code under test a call stands."""

import os
import sys

#: The folder whose files are under test; `execute.py` sets it.
root = ""


def place_of_call():
    """The calls on the stack that stand in files under test, the innermost first: file, first line and last line."""
    frame, places = sys._getframe(1), []
    while frame:
        name = frame.f_code.co_filename
        if name.startswith(root + os.sep):
            first, last = _lines(frame)
            places.append([os.path.relpath(name, root).replace(os.sep, "/"), first, last])
        frame = frame.f_back
    return places


def _lines(frame):
    positions = list(frame.f_code.co_positions())[frame.f_lasti // 2]
    first, last = positions[0], positions[1]
    return (first or frame.f_lineno, last or first or frame.f_lineno)
