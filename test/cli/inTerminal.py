"""Runs a command in a terminal of its own, types into it, and prints what it showed and how it ended, as JSON.

Arguments: a JSON list of [text to wait for, text to type] pairs, then the command.
"""
import json
import os
import pty
import select
import sys
import time

steps = json.loads(sys.argv[1])
child, terminal = pty.fork()
if child == 0:
    os.execvp(sys.argv[2], sys.argv[2:])

shown = b""
seen = 0
deadline = time.monotonic() + 100
while time.monotonic() < deadline:
    ready, _, _ = select.select([terminal], [], [], 1)
    if ready:
        try:
            part = os.read(terminal, 65536)
        except OSError:
            break
        if not part:
            break
        shown += part
    while steps and (at := shown.find(steps[0][0].encode(), seen)) >= 0:
        seen = at + len(steps[0][0].encode())
        os.write(terminal, steps.pop(0)[1].encode())
else:
    os.kill(child, 9)

_, status = os.waitpid(child, 0)
print(json.dumps({
    "shown": shown.decode("utf-8", "replace"),
    "status": os.WEXITSTATUS(status) if os.WIFEXITED(status) else None,
    "signal": os.WTERMSIG(status) if os.WIFSIGNALED(status) else None,
    "left": len(steps),
}))
