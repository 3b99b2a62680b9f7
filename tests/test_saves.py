"""Saves are counted, and waited for no longer than was said."""

import threading

from core.saves import let_finish, saving, under_way
from core.settings import Settings
from core.storage.database import Database


def test_what_is_being_saved_is_waited_for(settings: Settings) -> None:
    begun, go = threading.Event(), threading.Event()

    def save() -> None:
        with Database(settings).writing():
            begun.set()
            go.wait(10)

    thread = threading.Thread(target=save)
    thread.start()
    begun.wait(10)
    assert under_way() == 1 and let_finish(0.01) == 1
    go.set()
    assert let_finish(10) == 0 and under_way() == 0
    thread.join()


def test_one_that_fails_is_over() -> None:
    try:
        with saving():
            raise ValueError
    except ValueError:
        pass
    assert let_finish(0) == 0
