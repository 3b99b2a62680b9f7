"""What Streamlit and its parts write in English, and how it is said here.

A phrase is a regular expression (JavaScript's) for a whole text, and what it becomes, "$1" for its first group."""

LANGUAGE = "ko"
MENU = "메뉴"
NEEDS_SCRIPT = "이 페이지는 JavaScript를 켜야 열립니다."

# Where Streamlit writes visible text of its own; elsewhere the text is ours or a visitor's, and stays as it is.
PLACES = ", ".join(
    f'[data-testid="{name}"]'
    for name in (
        "stSkipToContent", "stTooltipContent", "stFileUploader", "stCameraInput", "stSelectboxVirtualDropdown",
        "stMultiSelectVirtualDropdown", "stConnectionStatus", "stStatusWidget", "stToolbar", "stToastContainer",
    )
)  # fmt: skip
SIZE = r"([\d.]+) ?([KMG]B)"

PHRASES = [
    # The frame
    ("Skip to main content", "본문으로 건너뛰기"),
    ("Navigate to home page", "홈으로 가기"),
    ("App Logo|Logo", "로고"),
    ("App pages", "화면 목록"),
    ("Sidebar", "옆 메뉴"),
    ("Expand sidebar|Open sidebar", "메뉴 열기"),
    ("Collapse sidebar|Close sidebar", "메뉴 닫기"),
    ("Main menu", "설정 메뉴"),
    ("Running\\.\\.\\.", "실행 중입니다"),
    ("Stop", "멈추기"),
    ("Stop script", "실행 멈추기"),
    ("Connecting", "연결 중"),
    ("Connecting to Streamlit server", "스튜디오에 연결하고 있습니다"),
    ("Error", "오류"),
    ("Unable to connect to Streamlit server", "스튜디오에 연결하지 못했습니다"),
    # Controls
    ("Help", "도움말"),
    ("Help for (.+)", "$1 도움말"),
    ("Shortcut (.+)", "$1 키"),
    ("Close", "닫기"),
    ("Open", "열기"),
    ("Cancel", "취소"),
    ("Fullscreen", "크게 보기"),
    ("Fullscreen: (.+)", "$1 크게 보기"),
    ("Show/hide columns", "열 고르기"),
    ("Search", "찾기"),
    ("Close fullscreen", "크게 보기 닫기"),
    ("Clear value|Clear entry|Clear all", "비우기"),
    ("Clear date|Clear dates", "날짜 비우기"),
    ("Remove (.+)", "$1 빼기"),
    ("Selected values", "고른 것"),
    ("Select all", "모두 고르기"),
    ("Select (\\d+) matches", "맞는 것 $1개 고르기"),
    ("No results|No options to select", "맞는 것이 없습니다"),
    ("Selectbox options|Multiselect options", "고를 것"),
    ("Choose an option|Choose options|Select\\.\\.\\.", "골라 주세요"),
    (
        "You can only select up to (\\d+) options?\\. Remove an option first\\.",
        "$1개까지 고를 수 있습니다. 하나를 먼저 빼 주세요.",
    ),
    ("Increment", "늘리기"),
    ("Decrement", "줄이기"),
    ("Show password", "입력한 것 보기"),
    ("Hide password", "입력한 것 가리기"),
    ("Color [Pp]icker", "색 고르기"),
    ("(.+) color picker", "$1 색 고르기"),
    ("Choose date", "날짜 고르기"),
    ("Choose date range|Date range", "기간 고르기"),
    ("(.+) start date", "$1 시작일"),
    ("(.+) end date", "$1 종료일"),
    ("Previous month", "앞 달"),
    ("Next month", "다음 달"),
    # Bringing files in
    ("Upload", "고르기"),
    ("Upload directories", "폴더 고르기"),
    ("Upload (.+)", "$1 고르기"),
    ("file upload", "파일 고르기"),
    ("Add files", "더 고르기"),
    ("Drag and drop (?:a file|files|directories) here", "여기에 놓아 주세요"),
    (f"{SIZE} per file", "한 파일에 $1 $2까지"),
    (f"{SIZE} per file • (.+)", "한 파일에 $1 $2까지 · $3"),
    (f"File must be {SIZE} or smaller\\.", "파일은 $1 $2까지 올릴 수 있습니다."),
    ("\\S* ?files are not allowed\\.", "올릴 수 없는 종류의 파일입니다."),
    ("File size is too small\\.", "파일이 비어 있습니다."),
    ("Only one file is allowed\\.", "파일을 하나만 골라 주세요."),
    ("Unexpected error\\. Please try again\\.", "올리지 못했습니다. 다시 시도해 주세요."),
    ("Uploading\\.\\.\\.", "올리고 있습니다"),
    ("Take Photo", "찍기"),
    ("Clear photo", "다시 찍기"),
    ("Switch camera", "카메라 바꾸기"),
    ("Snapshot", "찍은 사진"),
    ("This app would like to use your camera\\.", "카메라를 쓰려면 브라우저의 주소창 옆에서 허용해 주세요."),
]
