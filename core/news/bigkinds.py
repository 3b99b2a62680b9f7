"""BIGKinds, what press analysts in Korea really have: its export has 19 columns, one row an article.

The body is its first 200 characters; 키워드 lists the words of the whole article."""

COLUMNS = (
    *("뉴스 식별자", "일자", "언론사", "기고자", "제목", "통합 분류1", "통합 분류2", "통합 분류3"),
    *("사건/사고 분류1", "사건/사고 분류2", "사건/사고 분류3", "인물", "위치", "기관", "키워드"),
    *("특성추출(가중치순 상위 50개)", "본문", "URL", "분석제외 여부"),
)
FICTION_PREFIX = "FICTION."  # of a 뉴스 식별자
