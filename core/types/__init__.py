"""Value objects that travel between the parts. Frozen, validated once here; arrays state shape, dtype and unit.

A module an idea; the rest of the studio imports all of them from here."""

from core.types.jobs import JobState, JobStatus, Progress, silent
from core.types.lineup import Carrier, GroupScores, LineupResult, LineupScores, NearestMember, TraineeResult, Verdict
from core.types.news import Article, Keyword
from core.types.photos import Box, Closeup, Face, FaceCode, Photo, PhotoFaces, Picture, Quality, Status, Upload
from core.types.reference import Candidate, Finding, MemberId, PhotoState, Reason, ReferenceSet, Rights, Suggestion

__all__ = [
    "Article",
    "Box",
    "Candidate",
    "Carrier",
    "Closeup",
    "Face",
    "FaceCode",
    "Finding",
    "GroupScores",
    "JobState",
    "JobStatus",
    "Keyword",
    "LineupResult",
    "LineupScores",
    "MemberId",
    "NearestMember",
    "Photo",
    "PhotoFaces",
    "PhotoState",
    "Picture",
    "Progress",
    "Quality",
    "Reason",
    "ReferenceSet",
    "Rights",
    "Status",
    "Suggestion",
    "TraineeResult",
    "Upload",
    "Verdict",
    "silent",
]
