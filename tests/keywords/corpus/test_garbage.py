import gc
from threading import Thread

import pytest

from core.keywords.corpus.garbage import no_collecting


def _rest_shortly():
    with no_collecting():
        pass


def test_the_search_rests_until_the_last_thread_is_out():
    assert gc.isenabled()
    with no_collecting():
        other = Thread(target=_rest_shortly)
        other.start()
        other.join()
        assert not gc.isenabled()
    assert gc.isenabled()


def test_the_search_goes_on_after_a_failure():
    with pytest.raises(ValueError, match="no"), no_collecting():
        raise ValueError("no")
    assert gc.isenabled()


def test_who_switched_it_off_keeps_it_off():
    gc.disable()
    try:
        with no_collecting():
            pass
        assert not gc.isenabled()
    finally:
        gc.enable()
