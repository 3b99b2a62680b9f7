import threading

import pytest

from core.shelf import Shelf


def test_two_visitors_share_one_computation_and_the_shelf_stays_small():
    shelf, made = Shelf(2), []

    def make() -> int:
        made.append(1)
        return len(made)

    threads = [threading.Thread(target=shelf.get, args=("a", make)) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(made) == 1
    shelf.get("b", make)
    shelf.get("c", make)
    assert shelf.peek("a") is None and shelf.peek("c") == 3


def test_a_failed_computation_is_not_kept():
    shelf = Shelf(2)
    with pytest.raises(ZeroDivisionError):
        shelf.get("a", lambda: 1 // 0)
    assert shelf.get("a", lambda: 5) == 5
