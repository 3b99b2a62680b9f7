"""Untrusted uploads to photos that know whose they are: line-ups and reference sets, from files, folders and ZIPs."""

from core.intake.lineup import by_trainee, expand, from_paths, from_zip
from core.intake.reference import ReferencePhotos, reference_layout

__all__ = ["ReferencePhotos", "by_trainee", "expand", "from_paths", "from_zip", "reference_layout"]
