"""The groups a line-up is compared with: one YAML file a group, read and validated once.

The real groups stand in data/catalog and what the user changed of them in the workspace, the fictional ones of the demo
in data/demo/catalog. A group's id is its file name and the name of its folder of reference photos.
"""

from core.catalog.groups import UNKNOWN, Catalog, Group, Member, fold_name
from core.catalog.load import catalog_problems, load_catalog, load_demo, load_real, load_shipped

__all__ = [
    "UNKNOWN", "Catalog", "Group", "Member", "catalog_problems", "fold_name", "load_catalog", "load_demo", "load_real",
    "load_shipped",
]  # fmt: skip
