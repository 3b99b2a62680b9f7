"""Settings of one studio, read once from the environment (`STUDIO_*`) and never changed afterwards."""

from functools import lru_cache
from pathlib import Path
from typing import Literal

from pydantic import Field, PositiveFloat, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

ROOT = Path(__file__).resolve().parent.parent


class Settings(BaseSettings):
    """Paths and limits. Lengths are pixels, sizes bytes unless the name says otherwise."""

    model_config = SettingsConfigDict(env_prefix="STUDIO_", frozen=True)

    workspace: Path = ROOT / "data" / "workspace"
    data: Path = ROOT / "data"
    # Opens the photos that are kept of trainees: outside the workspace, so that a copy of that opens none.
    photo_key: Path = Path("~/.config/debut-studio/photo.key")

    long_side: int = 1600  # photos that are stored and frames of films are shrunk to this
    max_pixels: int = 250_000_000  # a 200-megapixel phone's JPEG passes, which is shrunk while it is decoded
    max_decoded_bytes: int = 350 * 2**20  # while decoding: other formats pass up to 45 to 270 megapixels
    max_file_bytes: int = 40 * 2**20
    max_photos: int = 400  # in one line-up
    max_archive_bytes: int = 2 * 2**30  # unpacked
    max_archive_entries: int = 5000
    max_archive_ratio: int = 200  # unpacked / packed

    # Photo sources. A contact (address or page) goes into every request, as Wikimedia's policy asks.
    contact: str = ""
    commons_api: str = "https://commons.wikimedia.org/w/api.php"
    naver_image_legacy: str = "https://openapi.naver.com/v1/search/image"
    naver_image_hub: str = "https://naverapihub.apigw.ntruss.com/search/v1/image"
    google_images: str = "https://www.google.com/search"
    # News sources; the Naver keys below serve both searches.
    naver_news_legacy: str = "https://openapi.naver.com/v1/search/news.json"
    naver_news_hub: str = "https://naverapihub.apigw.ntruss.com/search/v1/news"
    google_news: str = "https://news.google.com/rss/search"
    wikipedia_api: str = "https://ko.wikipedia.org/w/api.php"
    naver_client_id: SecretStr = SecretStr("")  # of the legacy API
    naver_client_secret: SecretStr = SecretStr("")
    naver_hub_key_id: SecretStr = SecretStr("")
    naver_hub_key: SecretStr = SecretStr("")
    # "host:port" on this machine or network that may be requested all the same: a company's own mirror.
    trusted_hosts: frozenset[str] = frozenset()

    # Rewriting of a summary through an endpoint that speaks as OpenAI's does; off while the address is empty.
    rewrite_url: str = ""  # such as https://host/v1
    rewrite_model: str = ""
    rewrite_key: SecretStr = SecretStr("")

    # Faces that exist nowhere: a StyleGAN-type generator as ONNX files (the mapping is none's where one file does all),
    # named directions in its w (npz), how far from the average face it may go; a certificate to sign pictures with.
    stylegan_synthesis: Path | None = None
    stylegan_mapping: Path | None = None
    stylegan_directions: Path | None = None
    stylegan_truncation: float = Field(default=0.7, gt=0, le=1)
    credentials_certificate: Path | None = None
    credentials_key: Path | None = None
    credentials_algorithm: Literal["es256", "es384", "es512", "ps256", "ps384", "ps512", "ed25519"] = "es256"

    # Sign-in with a company's account (`make server`); off while they are empty.
    address: str = ""  # by which colleagues open the studio, such as https://studio.example.com
    oidc_metadata_url: str = ""  # the provider's .../.well-known/openid-configuration
    oidc_client_id: str = ""
    oidc_client_secret: SecretStr = SecretStr("")
    sign_in_file: Path = ROOT / ".streamlit" / "secrets.toml"  # all of this as Streamlit reads it; written by us
    oidc_issuer: str = ""  # `iss` of its tokens, where that is not what the metadata's address begins with
    first_admin: str = ""  # address of mail of who becomes an admin while there is none
    sign_in_hours: PositiveFloat = 12.0  # a sign-in counts no longer
    pause_hours: PositiveFloat = 2.0  # nor after so long without a click
    group_roles: str = ""  # of the provider's `groups` claim, as JSON: {"a&r": "analyst", "heads": "admin"}
    open_without_sign_in: bool = False  # whoever reaches the server may do everything
    only: Literal["", "my_debut"] = ""  # the one page that this server opens, to whoever reaches it, without sign-in
    log: Literal["text", "json"] = "text"  # how the server's log is written; json: for programs, without personal data

    @property
    def database(self) -> Path:
        return self.workspace / "studio.db"

    @property
    def catalog(self) -> Path:
        return self.data / "catalog"

    @property
    def lexicon(self) -> Path:
        return self.data / "lexicon"

    @property
    def demo(self) -> Path:
        return self.data / "demo"


@lru_cache(maxsize=1)
def get_settings() -> Settings:
    """The settings of this process."""
    return Settings()
