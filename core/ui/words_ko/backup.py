"""Words of the backup section."""

TITLE = "백업"
AID = (
    "작업 폴더 전체를 파일 하나로 만들고, 되돌려 보아 같은지 확인합니다. 만드는 동안에도 계속 일할 수 있습니다. "
    "연습생 이름과 기준 사진이 들어 있으니 암호를 건 디스크에 보관해 주세요. 보관한 사진을 여는 열쇠는 "
    "들어 있지 않습니다."
)
MAKE = "백업 만들기"
MAKE_AGAIN = "다시 만들기"
JOB = "백업"
DOWNLOAD = "백업 내려받기"
STOPPED = "백업을 만들지 않았습니다."
RESTORE_AID = "되돌리기는 스튜디오를 끄고 명령으로 합니다: `python -m core restore 파일`"


def made(name: str, size: int) -> str:
    """Below the button. size: bytes."""
    return f"{name} · {_size(size)} · 확인 마침. 내려받지 않으면 12시간 뒤에 지웁니다."


def too_large(size: int, limit: int) -> str:
    """Instead of the button."""
    return (
        f"백업이 {_size(size)}쯤이라 브라우저로 내려받기에 큽니다(한도 {_size(limit)}). 서버에서 명령으로 "
        "만들어 주세요: python -m core backup 저장할폴더"
    )


def _size(size: int) -> str:
    return f"{size / 2**30:.1f} GB" if size >= 2**30 else f"{max(size / 2**20, 0.1):.1f} MB"
