"""Generated news of seven groups, each with ten concept words of its own among the noise of entertainment news.

Seeded: the same arguments give the same articles. What real news does to such words is in it: particles, bylines,
names of people, copies in other papers, one article that repeats a word fifty times."""

import random
from dataclasses import dataclass, replace
from datetime import date, timedelta

from core.text.korean import attach
from core.types import Article


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


# Words an A&R team would plan with. The first list stands in the shipped lexicon, the second does not.
LISTED = _words(
    "몽환 청량 상큼 발랄 당당 카리스마 도발 우아 고혹 서정 아련 설렘 활기 경쾌 열정 반항 해방감 여유 나른 "
    "청춘 신스팝 베이스라인 그루브 어쿠스틱 브라스 재즈 디스코 국악 가야금 트랩 하우스 오르골 시티팝 드림팝 "
    "메탈 왈츠 교복 한복 가죽재킷 레이스 진주 글리터 메탈릭 파스텔 네온 빈티지 하이틴 베레모 망토 가면 꽃무늬 "
    "청재킷 밤하늘 별자리 은하수 망원경 우주선 신화 마법 뱀파이어 구미호 미로 거울 나침반 보물지도 시간여행 "
    "안드로이드 게임 칼군무 현대무용 부채춤 탈춤 보깅 왁킹 아크로바틱 치어리딩 지팡이 깃발 바다 파도 여름 "
    "골목 방학 서커스 정원 등대 사막 고래 늑대 나비"
)
UNLISTED = _words(
    "장미 튤립 해바라기 수국 벚꽃 풍선 사탕 초콜릿 체리 복숭아 레몬 오토바이 스케이트보드 실루엣 카우보이 "
    "집시 펜싱 검술 양궁 수영 서핑 체스 마술 연금술 라일락 앨리스 신데렐라 등불 향수 산호 망상 풍차 빙하 질주 "
    "폭주 모래성 퇴폐 침묵 물안개 눈보라 은하열차 비눗방울 유리구슬 종이비행기 회중시계 우주정거장 달빛극장 "
    "해저도시 심야버스 불꽃소녀 사이렌 크리스털 사파이어 에메랄드 카니발 오컬트 웨스턴 보헤미안 프레피 그런지 "
    "라운지 보름달 무지개 오로라"
)

_NOISE = _words(
    "컴백 앨범 무대 팬 노래 안무 방송 음원 차트 영상 공연 활동 데뷔 미니앨범 타이틀곡 수록곡 쇼케이스 "
    "뮤직비디오 콘서트 투어 팬미팅 사진 화보 인터뷰 예능 라디오 축제 순위 발매 작곡 작사 가사 녹음 연습 준비 "
    "촬영 의상 현장 관객 객석 환호 응원 사랑 마음 모습 매력 성장 도전 변신 콘셉트 티저 예고 일정 서울 부산 "
    "일본 해외 글로벌 시장 판매량 기록 정상 음악 소리 목소리 보컬 랩 댄스 퍼포먼스 호흡 에너지 분위기 이미지 "
    "스타일 색깔 메시지 이야기 세계 시작 여정 꿈 계획 소식 반응 호평 관심 제작진 감독 작가 프로듀서 선배 후배 "
    "동료 친구 가족 학교 대학 캠페인 광고 브랜드 모델 협업 기부 봉사 건강 회복 휴식"
)
_VERBS = _words(
    "선보였다 준비했다 이어 간다 보여 줬다 이야기했다 돌아본다 담았다 알렸다 더했다 만들었다 전했다 꾸몄다 마쳤다"
)
_FRAMES = (
    "{a+은/는} {b+을/를} {v}.",
    "이번 {a+은/는} {b+과/와} {c+을/를} 함께 {v}.",
    "{a+이/가} 열린 자리에서 {b+을/를} {v}.",
    "{a+을/를} 맡은 {b+은/는} {c+을/를} 오래 준비했다고 말했다.",
    "{a} {b+이/가} 이어지면서 {c+을/를} 찾는 사람도 늘고 있다.",
    "무엇보다 {a+과/와} {b+이/가} 눈에 띄었고 {c+도/도} {v}.",
    "{n+은/는} {a} {b+을/를} 두고 “{c+이/가} 있지 않았다면 어려웠을 것”이라고 말했다.",
)
_PLANTED = (
    "{w+을/를} 앞세운 {a+이/가} 눈길을 끈다.",
    "{w+과/와} {u+이/가} 어우러진 {a+을/를} {v}.",
    "{w} 콘셉트의 {a+을/를} {v}.",
    "이번에는 {w} 감성으로 {a+을/를} {v}.",
    "{a+은/는} {w+으로/로} 시작해 {u+으로/로} 끝난다.",
    "{n+은/는} {w+이/가} 돋보이는 {a+을/를} {v}.",
)
_NAMES = _words("루미넬 세라핀 모노베리 별헤는 온더락 하랑비 네오린 파스티아 진주별 오드윈 라핀느 미르샤 벨로아 소나린")
_PEOPLE = _words(
    "하윤 서아린 도희 리안 나윤슬 채이 유라온 민세아 지아 연수하 시아 보람 다온 은솔 가온 소이 예빈 루다 해수 "
    "아라 세린 하율 마루 비주 혜린 수련 이든 주하"
)
_PRESS = _words("가람일보 나루통신 다솜연예 라온뉴스 마루투데이 바른경제")


@dataclass(frozen=True)
class Style:
    """articles: of each group, copies not counted. sentences: of noise in a body. rate: planted words an article.

    named: does the text say its group: known (by the name the file gives), other (by a name nobody was told), never.
    soup: words without particles or order. leak: chance that an article holds another group's word. listed: share of
    the planted words that the lexicon knows."""

    articles: int = 60
    sentences: int = 7
    rate: int = 4
    named: str = "known"
    soup: bool = False
    leak: float = 0.1
    listed: float = 0.6
    members: bool = True


def generate(seed: int, style: Style) -> tuple[dict[str, list[Article]], dict[str, tuple[str, ...]]]:
    """(group -> articles in no order, group -> its ten planted words)."""
    rng = random.Random(seed)
    listed, unlisted = rng.sample(LISTED, len(LISTED)), rng.sample(UNLISTED, len(UNLISTED))
    names, people = rng.sample(_NAMES, 7), rng.sample(_PEOPLE, len(_PEOPLE))
    planted: dict[str, tuple[str, ...]] = {}
    shown: dict[str, str] = {}
    for number in range(7):
        group = names[number] if style.named == "known" else f"group{number + 1}"
        shown[group] = names[number]
        known = round(10 * style.listed)
        planted[group] = tuple(listed.pop() for _ in range(known)) + tuple(unlisted.pop() for _ in range(10 - known))
    news = {}
    for number, (group, words) in enumerate(planted.items()):
        members = people[4 * number : 4 * number + 4]
        foreign = [w for other, theirs in planted.items() if other != group for w in theirs]
        writer = _Writer(rng, style, shown[group], members)
        articles = []
        deck: list[str] = []
        for index in range(style.articles):
            own = []
            for _ in range(rng.randint(1, 2 * style.rate - 1)):  # from a deck: every word is planted about as often
                deck = deck or rng.sample(words, len(words))
                own.append(deck.pop())
            own = list(dict.fromkeys(own))
            if rng.random() < style.leak:
                own.append(rng.choice(foreign))
            day = date(2026, 1, 1) + timedelta(days=rng.randrange(300))
            press = rng.choice(_PRESS)
            link = f"https://news.example/{number}/{index}"
            articles.append(Article(group, *writer.text(own), press, day, link, "test"))
        spam = replace(articles[0], title="이벤트 안내", body="쿠폰 " * 50 + articles[0].body, link=f"{link}/spam")
        copied = [
            replace(a, press=press, link=f"{a.link}/{press}", body=f"({press}={rng.choice(people)}) {a.body}")
            for a in rng.sample(articles, max(1, style.articles // 10))
            for press in rng.sample(_PRESS, 2)
        ]
        news[group] = [*articles, spam, *copied]
        rng.shuffle(news[group])
    return news, planted


class _Writer:
    def __init__(self, rng: random.Random, style: Style, name: str, members: list[str]) -> None:
        self.rng, self.style, self.name, self.members = rng, style, name, members
        self.weights = [1 / (i + 3) for i in range(len(_NOISE))]

    def noise(self) -> str:
        return self.rng.choices(_NOISE, self.weights)[0]

    def who(self) -> str:
        choices = ([self.name] if self.style.named != "never" else []) + (self.members if self.style.members else [])
        return self.rng.choice(choices or ["이들"])

    def text(self, own: list[str]) -> tuple[str, str]:
        rng, style = self.rng, self.style
        head = f"{self.who()} {self.noise()} {self.noise()}" if rng.random() < 0.7 else f"{self.noise()} {self.noise()}"
        if style.soup:
            body = [self.noise() for _ in range(style.sentences * 6)] + list(own)
            rng.shuffle(body)
            return head, " ".join(body)
        sentences = [self.fill(rng.choice(_FRAMES)) for _ in range(style.sentences)]
        sentences += [self.fill(rng.choice(_PLANTED), word, rng.choice(own)) for word in own]
        rng.shuffle(sentences)
        tail = rng.choice(["", " 홍길동 기자 hong@news.example", " ⓒ 가람일보, 무단 전재 및 재배포 금지"])
        return head, " ".join(sentences) + tail

    def fill(self, frame: str, word: str = "", other: str = "") -> str:
        values = {"a": self.noise(), "b": self.noise(), "c": self.noise(), "v": self.rng.choice(_VERBS)}
        values |= {"n": self.who(), "w": word, "u": other}
        out = ""
        for part in frame.replace("}", "{").split("{"):
            name, _, pair = part.partition("+")
            if name not in values:
                out += part
            elif pair == "도/도":
                out += values[name] + "도"
            else:
                out += attach(values[name], pair) if pair else values[name]
        return out
