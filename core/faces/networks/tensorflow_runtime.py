"""TensorFlow, imported late, quietly, and so that the same numbers come out twice."""

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

_lock = threading.Lock()
_ready: list[Any] = []

one_at_a_time = threading.RLock()
"""Held while a network trains: two trainings at once take longer than one after the other, and twice the memory."""


def tensorflow() -> Any:
    """The module; the first call takes about 4 s. From then on its operations are deterministic in this process."""
    with _lock:
        if not _ready:
            os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
            os.environ.setdefault("KERAS_BACKEND", "tensorflow")
            with _without_stderr():
                import tensorflow as tf

                tf.constant(0) + tf.constant(0)  # the devices are looked for at the first operation, with more remarks
            tf.get_logger().setLevel("ERROR")  # each fold has a graph of its own, and that is no mistake
            tf.config.experimental.enable_op_determinism()
            _ready.append(tf)
        return _ready[0]


@contextmanager
def _without_stderr() -> Iterator[None]:
    """TensorFlow writes remarks about processors and missing GPUs to the file descriptor itself, before any setting
    of its log can be heard; a user of the command line would take them for errors."""
    try:
        kept = os.dup(2)
    except OSError:  # a service without a stderr
        yield
        return
    nowhere = os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(nowhere, 2)
        yield
    finally:
        os.dup2(kept, 2)
        os.close(kept)
        os.close(nowhere)
