"""Untrusted uploads to photos that know whose they are: line-ups and reference sets, from files, folders and ZIPs."""

from core.intake.lineup import Preview, by_trainee, expand, from_paths, from_zip, preview
from core.intake.reference import ReferencePhotos, reference_layout

__all__ = [
    "Preview", "ReferencePhotos", "by_trainee", "expand", "from_paths", "from_zip", "preview", "reference_layout",
]  # fmt: skip
