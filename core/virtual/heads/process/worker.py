"""A process that renders: it alone imports Blender. Reads requests from its input, writes pictures to its output.

Ends when its input ends, so none outlives the studio."""

import os
import sys
from typing import BinaryIO

import numpy as np

from core.virtual.heads.process.wire import receive, requested, send


def _own_output() -> BinaryIO:
    """The pipe to the studio, out of reach of what Blender and its parts print."""
    pipe = os.dup(1)
    silent = os.open(os.devnull, os.O_WRONLY)
    os.dup2(silent, 1)
    os.dup2(silent, 2)
    return os.fdopen(pipe, "wb")


def main() -> None:
    """Answers one request after the other."""
    output = _own_output()
    from core.virtual.heads.blender.render import picture, preview

    send(output, {"ready": True})
    while (message := receive(sys.stdin.buffer)) is not None:
        try:
            face, shot, pixels = requested(message[0])
            made = preview(face, pixels) if shot is None else picture(face, shot, pixels)
        except Exception as error:  # said to the studio, which decides; this process goes on
            send(output, {"error": f"{type(error).__name__}: {error}"})
        else:
            send(output, {"shape": list(made.shape)}, np.ascontiguousarray(made).tobytes())


if __name__ == "__main__":
    main()
