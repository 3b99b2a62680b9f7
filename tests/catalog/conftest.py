import pytest

from core.catalog import Catalog, load_shipped
from core.settings import get_settings


@pytest.fixture(scope="module")
def real() -> Catalog:
    return load_shipped(get_settings())
