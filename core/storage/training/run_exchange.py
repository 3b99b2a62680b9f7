"""Runs between studios: one ZIP with the run's files, a model card for people and a manifest of hashes.

An imported ZIP may be anything. Nothing is written before all of it was read and checked: the hashes find accidents,
the checks of `run_checks` find forgeries."""

import io
import zipfile
from dataclasses import replace
from typing import Any

from core.errors import ArchiveError, TrainingError
from core.intake.archive import Archive
from core.settings import Settings
from core.storage.npz import MOST_BYTES
from core.storage.training import runs
from core.storage.training.artifacts import decode, from_json, to_json
from core.storage.training.run_checks import check_evaluation, check_model, check_text
from core.training.evaluation import Evaluation
from core.training.run import Run

MANIFEST, CARD = "manifest.json", "MODEL_CARD.md"
_NAMES = {MANIFEST, CARD, runs.RECORD, *runs.PARTS}
_MOST_TEXT = 16 * 2**20  # bytes of a JSON file; 1,500 photos need half of one MB
_FOREIGN = (
    "이 스튜디오에서 내보낸 학습 결과 ZIP이 아니어서 받지 않았습니다. '내보내기'로 만든 파일을 그대로 올려 주세요."
)
_TAMPERED = "내보낸 뒤에 내용이 바뀐 파일이라 받지 않았습니다: {name}. 원래 ZIP을 다시 받아 올려 주세요."


def export_zip(settings: Settings, run_id: str, card: str) -> bytes:
    """A run as one ZIP. card: Markdown. Raises TrainingError where the run is not what was written."""
    parts = runs.read_parts(settings, run_id)
    files = {runs.RECORD: runs.record(runs.read(settings, run_id), parts), CARD: card.encode(), **parts}
    files[MANIFEST] = to_json({"format": runs.FORMAT, "files": {n: runs.sha256(d) for n, d in sorted(files.items())}})
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, data in sorted(files.items()):
            # Weights do not shrink, and an archive that unpacks to much more than itself looks like a bomb.
            kind = zipfile.ZIP_STORED if name.endswith(".npz") else zipfile.ZIP_DEFLATED
            archive.writestr(zipfile.ZipInfo(name), data, kind)
    return buffer.getvalue()


def import_zip(settings: Settings, data: bytes) -> Run:
    """Put a ZIP of `export_zip` on file. Raises TrainingError, and then nothing was written."""
    files = _read(settings, data)
    run, hashes = runs.parse_record(files[runs.RECORD])
    parts = {name: files[name] for name in runs.PARTS}
    for name, part in parts.items():
        if runs.sha256(part) != hashes[name]:
            raise TrainingError(_TAMPERED.format(name=name))
    if not runs.is_run_id(run.id):
        raise TrainingError(_FOREIGN)
    if runs.exists(settings, run.id):
        raise TrainingError("같은 학습 결과가 이미 있습니다. 다시 받으려면 있는 것을 먼저 지워 주세요.")
    for name in (runs.RECORD, "evaluation.json", "model.json"):
        check_text(from_json(files[name]))
    evaluation = decode(Evaluation, parts["evaluation.json"], parts["evaluation.npz"])
    check_evaluation(run, evaluation)
    model: Any = decode(runs.model_class(run.family), parts["model.json"], parts["model.npz"], finite=True)
    check_model(evaluation, model)
    return runs.save_parts(settings, replace(run, name=runs.clean_name(run.name), origin="imported"), parts)


def _read(settings: Settings, data: bytes) -> dict[str, bytes]:
    limits = {
        "max_file_bytes": MOST_BYTES,
        "max_archive_bytes": MOST_BYTES,
        "max_archive_entries": 20_000,  # counts the directories of the stored npz files as well
    }
    try:
        with Archive(data, settings.model_copy(update=limits)) as archive:
            names = sorted(entry.path for entry in archive.entries)
            if names != sorted(_NAMES) or any(entry.refusal for entry in archive.entries):
                raise TrainingError(_FOREIGN)
            files = {name: archive.read(name) for name in names}
    except ArchiveError as error:  # its sentences speak of photos
        raise TrainingError(f"학습 결과 ZIP을 열 수 없습니다. {_FOREIGN}") from error
    if any(len(content) > _MOST_TEXT for name, content in files.items() if not name.endswith(".npz")):
        raise TrainingError(_FOREIGN)
    manifest = from_json(files.pop(MANIFEST))
    stated = manifest.get("files") if isinstance(manifest, dict) else None
    if not isinstance(stated, dict) or stated.keys() != files.keys() or manifest.get("format") != runs.FORMAT:
        raise TrainingError(_FOREIGN)
    for name, content in files.items():
        if runs.sha256(content) != stated[name]:
            raise TrainingError(_TAMPERED.format(name=name))
    return files
