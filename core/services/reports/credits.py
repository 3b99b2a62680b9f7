"""Whose reference photos stand behind the members that a report names, as it is stored with the photos."""

from collections import Counter

from core.catalog import load_real
from core.projects.version import Version
from core.reports.given import Credit, Credits
from core.reports.lineup import named_members
from core.reports.words_ko import NO_CREDITS
from core.services.reference.sets import DEMO, list_sources
from core.settings import Settings
from core.storage.reference.library import Library


def credits_on_file(settings: Settings, version: Version) -> Credits:
    """Of the photos that are kept now in the set that judged. Raises StorageError."""
    judged = version.judged
    names = {one.id: one.name for trainee in version.trainees for one in named_members(trainee)}
    if not names:
        return Credits(why=NO_CREDITS["nobody"])
    if judged.set_id == DEMO:
        return Credits(why=NO_CREDITS["demo"])
    if judged.set_id not in {source.id for source in list_sources(settings)}:
        return Credits(why=NO_CREDITS["gone"])
    place, unknown = load_real(settings).place, Counter[tuple[str, str]]()
    known = []
    for photo in sorted(Library(settings, judged.set_id).photos(), key=lambda one: one.file):
        member = place(photo.member)
        if photo.state != "kept" or member not in names:
            continue
        whose = f"{names[member]}({judged.groups.get(member.group, member.group)})"
        rights = photo.rights
        if rights.author or rights.licence or rights.page:
            known.append(Credit(whose, rights))
        else:
            unknown[whose, rights.source] += 1
    if not known and not unknown:
        return Credits(why=NO_CREDITS["none"])
    return Credits(tuple(known), tuple((*key, count) for key, count in unknown.items()))
