"""What "my debut concept" says in English, name by name as core/ui/words_ko/my_debut.py does."""

from core.text.numbers import percent
from core.types import Verdict

TITLE = "Find my debut concept"
LEAD = "One photo is enough. See which group's concept you are closest to, and why."
LANGUAGE = "Language"
IN_MEMORY = "Photos are not stored"
FOR_FUN = "For fun: a concept reference"
FICTIONAL = "The demo groups do not exist"
PROMISE = (
    "Your photo is analysed in the server's memory for this screen and stored nowhere. It is forgotten soon after you "
    "close the tab. Nothing like age or mood is looked at, and no one is rated."
)

# bringing a photo
WAY, CAMERA, PHOTO = "How do you want to bring a photo?", "Camera", "Choose a photo"
CAMERA_LABEL = "Put your face in the middle and take the photo"
PHOTO_LABEL = "One photo with a clear face, looking at the camera"
PHOTO_HELP = "JPG, PNG, WebP or HEIC. The file's name is not used."
READING, COMPARING, EXPLAINING, PREPARING, WORDS_WORK = (
    "Looking for a face", "Comparing with the groups", "Seeing where the answer comes from",
    "Getting the reference photos ready, this once", "Collecting concept words",
)  # fmt: skip
WHICH_FACE = "There are several people. Whose concept shall we look for?"
NONE_OF_THEM = "Use another photo"
AGAIN_TITLE = "This photo does not work yet"
REFUSED = {
    "empty": "The file is empty. Please choose the original photo again.",
    "heavy": "The file is too large. Please make it smaller, or upload a screenshot of it.",
    "pixels": "The photo has too many pixels. Please make it smaller.",
    "small": "The photo is too small. Please use one with a larger face.",
    "format": "This format cannot be read. Please use a JPG, PNG, WebP or HEIC photo.",
    "no_photo": "This is not a photo. Please use a JPG, PNG, WebP or HEIC photo.",
    "cut_off": "The file breaks off. Please get the original again.",
    "broken": "The photo cannot be opened. Please save it again, or use another one.",
}
FACE = {
    "no_face": "No face was found. Take off masks, move hands away and let the face fill half of the picture.",
    "small": "The face is small. Please use a photo taken from closer.",
    "dark": "The photo is dark. Try near a window or a bright lamp.",
    "bright": "There is too much light. Try where light falls evenly on the face.",
    "blurred": "The photo is blurred. Please use one in focus.",
    "turned": "The face looks to the side. Please look straight at the camera.",
    "tilted": "The head is tilted a lot. Please hold it upright.",
    "covered": "The face is covered. Please take off masks and glasses, and move hands away.",
    "faint": "The face is faint. Please take it closer and in good light.",
    "other_person": "This seems to be another person than the other photos show. Please use photos of one person.",
    "copy": "This is the same picture as one before. Please use one taken on another day.",
}
NOT_USABLE = "No face of this photo can be used. Please use one taken from the front in good light."

# where it cannot begin
DEMO_TITLE = "There are no reference photos yet"
DEMO_BODY = (
    "For now you can compare with the studio's own **demo groups** only. The people in them do not exist, so take the "
    "answer as practice."
)
DEMO_GO, ADD_REFERENCE = "Try with the demo groups", "Add reference photos"
NOT_READY = "This is not ready yet. Please tell who runs the studio."
CLOSED_TITLE, CLOSED = "This is closed for now", "You can try it once the studio's admin opens it again."

# the answer
VERDICT = {"clear": "Clear", "unclear": "Not clear", "nobody": "Close to none of the groups"}
NOBODY, NOBODY_TITLE = "None of them", "A new team"
SHARES_AID = "How likely each group is the closest; together 100%. “None of them” is a probability of its own."
NEAREST = "Nearest members"
NEAREST_AID = (
    "With the photo of theirs that is most alike. The number is the similarity of face vectors; any two people have 0."
)
MAP_TITLE, WORDS_TITLE = "This is where we looked", "Concept words of this group"
WORDS_AID = "Words that Korean news uses for this group more than for the others."
NO_WORDS = "There is no news of this group yet, so there are no words to show."
NO_MAP = "Where the answer comes from is shown only if a second look gives the same. This time it did not."
ADVICE_TITLE = "Photos that would help"
ADVICE = {
    "different_people": "The photos seem to show different people. Please use photos of one person.",
    "one_photo": "There is only one photo. Add one or two from another day, with another expression.",
    "covered": "A face is covered. Add a photo without mask or glasses.",
    "disagreeing": "The photos lean to different groups. Add one taken from the front.",
    "weak": "A photo is blurred, dark or turned away. Add one from the front in good light.",
    "close": "Two groups are very close. More photos may tell them apart.",
    "another": "Add another photo of the same person.",
}
ADD, START_OVER, CONCEPT = "Add a photo", "Start over", "More of this concept"
ENOUGH_PHOTOS = "Five photos a person are the most."

# the card and friends
CARD_TITLE, CARD_AID = (
    "Keep it as a card",
    "Your face goes in only if you want. The picture stays with who downloads it.",
)
KICKER, WITH_FACE, NAME = "My debut concept is", "With my face", "Name on the card"
FEED, STORY, LINEUP_PNG = "For a post, 1080×1350", "For a story, 1080×1920", "Download the line-up"
CARD_ALT = "Preview of the card to share"
FOOT = "Debut Concept Studio · a concept reference for fun, not a rating of people"
FRIENDS_TITLE = "Side by side with friends"
FRIENDS_AID = "Up to twelve cards of this visit. They are gone when you close the tab."
NEXT_FRIEND, LEAVE_FRIEND = "Keep this card, a friend is next", "Take out"
FULL = "There are twelve cards. Take one out to add another."
LINEUP_KICKER = "Our debut line-up"

# for admins
OPEN_TITLE, OPEN_SWITCH = "Open this page alone", "Open to guests"
OPEN_BODY = (
    "A server of its own can show this page alone, without sign-in. No other page or data opens there. Start it with "
    "the command below, and open and close it here. Guests see the reference photos that are most alike: please "
    "check that they may be shown."
)


def in_line(ahead: int, seconds: float | None, *, begun: bool) -> str:
    """begun: some of the work is done already."""
    when = f"in about {seconds:.0f} s" if seconds and seconds >= 1 else "soon"
    return f"{ahead} before you. It {'goes on' if begun else 'starts'} {when}."


def too_often(seconds: float) -> str:
    """Where the limit is reached."""
    return f"That was often in a short time. Please try again in {max(1, round(seconds))} s."


def headline(group: str) -> tuple[str, str]:
    """Before the group's name, and after it."""
    return "Closest to ", ""


def line(verdict: Verdict, first: tuple[str, float], second: tuple[str, float] | None, *, close: bool) -> str:
    """A friendly sentence, true to the figures. first, second: (group, share); close: they are nearly equal."""
    if verdict == "nobody":
        return "You are close to none of these groups. Perhaps you are the first member of one that is yet to come."
    if verdict == "clear":
        return f"You lean clearly to {first[0]}. Their name could well be on your dressing-room door."
    if close and second:
        shares = f"{percent(first[1])} to {percent(second[1])}"
        return f"You are between {first[0]} and {second[0]}, {shares}: knock at both dressing rooms."
    return f"With these photos you lean to {first[0]}. More photos make it clearer."


def face(number: int) -> str:
    """Of a button: the first face is 1."""
    return f"Face {number}"


def why(top: str, second: str) -> str:
    """Under the map."""
    return f"The lighter a part, the more it spoke for {top} over {second}. It says nothing about how that part looks."


def together(group: str, share: float, people: int) -> str:
    """Of friends as one line-up."""
    return f"Debuting together, the {people} of you lean to {group}: {percent(share)}."


def friend(number: int) -> str:
    """Who gave no name."""
    return f"Friend {number}"
