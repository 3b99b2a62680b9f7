"""Uploads on their way to a job."""

import os
import time

from core.settings import get_settings
from core.storage.reference.incoming import keep_upload


def test_what_no_job_took_is_not_kept_for_ever() -> None:
    settings = get_settings()
    forgotten, recent = (keep_upload(settings, b"a photo", ".jpg") for _ in range(2))
    then = time.time() - 2 * 86_400
    os.utime(forgotten, (then, then))
    newest = keep_upload(settings, b"a photo", ".jpg")
    assert not forgotten.exists() and recent.exists() and newest.exists()
