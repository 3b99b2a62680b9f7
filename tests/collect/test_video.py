"""Films made here from the demo's portraits: who is seen, which photos are taken, and what no film may do."""

import struct

import cv2
import numpy as np
import pytest

from core.collect import video
from core.collect.cutout import cut_out
from core.collect.people import Sighting, best, by_person, clarity, small_picture
from core.collect.video import VideoLimits, faces_of
from core.errors import CollectError
from core.types import Box, Photo, Quality, Upload
from tests.support.films import film, group_shot, portraits
from tests.support.people import unit


@pytest.fixture(scope="module")
def members(demo):
    return [portraits(demo, f"group_{group}", f"member_{member}") for group in range(1, 8) for member in (1, 2)]


@pytest.fixture(scope="module")
def means(engine, members):
    """(14, d) unit rows: what the engine makes of each member's photos."""
    rows = []
    for files in members:
        found = engine.analyse([Upload(f.name, f.read_bytes()) for f in files], keep_pixels=False)
        mean = np.mean([photo.embedding for photo in found if photo.usable], axis=0)
        rows.append(mean / np.linalg.norm(mean))
    return np.asarray(rows, np.float32)


@pytest.fixture(scope="module")
def strangers():
    """(14, d) unit rows of nobody, for films that end before anybody is told apart."""
    return unit(np.random.default_rng(0).normal(size=(14, 128)))


def who(person, means):
    return int(np.argmax(means @ person.embedding))


@pytest.fixture(scope="module")
def found(engine, members, means, tmp_path_factory):
    """Two people in one frame, then one of them alone, then the other out of focus, then nobody."""
    path = tmp_path_factory.mktemp("film") / "무대.mp4"
    shots = [(members[0][0], members[2][0]), (members[0][1],), (members[2][1],), ()]
    said = []
    people = faces_of(film(path, shots, blurred=[2]), engine, means, lambda *args: said.append(args))
    return people, said


@pytest.mark.slow
def test_everybody_is_told_apart_and_whoever_is_seen_longest_comes_first(found, means):
    people, _ = found
    assert [who(person, means) for person in people][:2] == [0, 2]
    assert {who(person, means) for person in people} == {0, 2}
    assert people[0].seconds == pytest.approx(4, abs=0.6)
    assert all(abs(float(np.linalg.norm(person.embedding)) - 1) < 1e-5 for person in people)


@pytest.mark.slow
def test_progress_counts_the_seconds(found):
    _, said = found
    assert said[-1][:2] == (8, 8) and said[-1][2] == "0:07 / 0:08"


@pytest.mark.slow
def test_photos_hold_the_face_again_and_nobody_else(found, engine, means):
    for person in found[0]:
        for photo in person.photos:
            assert photo.path.startswith("무대-") and max(photo.pixels.shape) <= 720
            (seen,) = engine.analyse([as_upload(photo)])
            assert seen.usable and len(seen.faces) == 1
            assert float(seen.embedding @ person.embedding) > 0.95


@pytest.mark.slow
def test_photos_differ_in_look_and_time(found):
    pictures = [small(photo) for photo in found[0][0].photos]
    assert len(pictures) >= 2  # two portraits of this person were filmed
    for i, one in enumerate(pictures):
        assert all(np.corrcoef(one, other)[0, 1] < 0.99 for other in pictures[:i])


@pytest.mark.slow
def test_the_same_film_gives_the_same_photos(engine, members, means, tmp_path):
    path = film(tmp_path / "a.mp4", [(members[1][0],)])
    one, two = (faces_of(path, engine, means) for _ in range(2))
    assert [p.sha256 for p in one[0].photos] == [p.sha256 for p in two[0].photos]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "codec"), [("a.avi", "MJPG"), ("a.mkv", "mp4v"), ("a.mov", "mp4v"), ("a.webm", "VP80")]
)
def test_every_accepted_format_is_read(engine, members, means, tmp_path, name, codec):
    people = faces_of(film(tmp_path / name, [(members[3][0],)], seconds=1, codec=codec), engine, means)
    assert [who(person, means) for person in people] == [3]


@pytest.mark.slow
def test_a_film_of_a_phone_held_upright_is_turned(engine, members, means, tmp_path):
    upright = cv2.imread(str(members[4][0]))
    lying = tmp_path / "lying.jpg"
    cv2.imwrite(str(lying), cv2.rotate(upright, cv2.ROTATE_90_COUNTERCLOCKWISE), [cv2.IMWRITE_JPEG_QUALITY, 98])
    path = film(tmp_path / "phone.mp4", [(lying,)], seconds=1)
    assert faces_of(path, engine, means) == ()  # as filmed; a film is not searched for faces that lie on their side
    data = path.read_bytes()
    assert data.count(matrix(1, 0, 0, 1)) >= 1
    head = data.index(b"tkhd")
    at = data.index(matrix(1, 0, 0, 1), head)
    turned = data[:at] + matrix(0, 1, -1, 0) + data[at + 36 :]  # shown turned by a quarter, clockwise
    path.write_bytes(turned)
    assert [who(person, means) for person in faces_of(path, engine, means)] == [4]


def matrix(a, b, c, d):
    return struct.pack(">9i", *(int(v * 65536) for v in (a, b, 0, c, d, 0, 0, 0)), 1 << 30)


@pytest.mark.slow
def test_at_most_so_many_frames_are_looked_at_spread_over_the_film(engine, members, means, tmp_path):
    path = film(tmp_path / "long.mp4", [(members[0][0],), (members[5][0],)], seconds=6)
    people = faces_of(path, engine, means, limits=VideoLimits(frames=6))
    assert {who(person, means) for person in people} == {0, 5}
    assert sum(person.seconds for person in people) == pytest.approx(12, abs=2.1)


def test_a_film_without_faces_has_no_people(engine, strangers, tmp_path):
    assert faces_of(film(tmp_path / "wall.mp4", [()], seconds=1), engine, strangers) == ()


@pytest.fixture(scope="module")
def whole(members, tmp_path_factory):
    """Name to bytes of a short film."""
    folder = tmp_path_factory.mktemp("whole")
    shots = [(members[0][0],), (members[1][0],)]
    made = {
        name: film(folder / name, shots, codec=codec)
        for name, codec in (("a.mp4", "mp4v"), ("a.avi", "MJPG"), ("a.mkv", "mp4v"))
    }
    return {name: path.read_bytes() for name, path in made.items()}


@pytest.mark.parametrize("name", ["a.mp4", "a.avi", "a.mkv"])
@pytest.mark.parametrize("share", [0.01, 0.5])
def test_a_film_that_was_cut_off_is_refused(engine, strangers, tmp_path, whole, name, share):
    path = tmp_path / name
    path.write_bytes(whole[name][: int(len(whole[name]) * share)])
    with pytest.raises(CollectError, match="끊"):
        faces_of(path, engine, strangers)


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "알아볼 수 없는"),
        (b"#EXTM3U\n#EXTINF:1,\nhttp://127.0.0.1:1/a.ts\n", "알아볼 수 없는"),
        (b"ffconcat version 1.0\nfile /etc/hostname\n", "알아볼 수 없는"),
        (b"\xff\xd8\xff\xe0" + bytes(100), "알아볼 수 없는"),
        (b"\x00\x00\x00\x18ftypheic" + bytes(100), "알아볼 수 없는"),
        (b"\x00\x00\x00\x18ftypisom" + bytes(200), "열 수 없습니다"),
        (b"\x1a\x45\xdf\xa3" + b"\xff" * 400, "열 수 없습니다"),
        (b"RIFF\x10\x00\x00\x00AVI LIST" + bytes(300), "열 수 없습니다"),
    ],
    ids=["empty", "playlist", "list of files", "photo", "heic", "mp4", "mkv", "avi"],
)
def test_what_is_no_film_is_refused(engine, strangers, tmp_path, data, says):
    path = tmp_path / "clip.mp4"
    path.write_bytes(data)
    with pytest.raises(CollectError, match=says):
        faces_of(path, engine, strangers)


def test_a_film_that_is_not_there_is_refused(engine, strangers, tmp_path):
    for path in (tmp_path, tmp_path / "none.mp4"):
        with pytest.raises(CollectError, match="찾지 못했습니다"):
            faces_of(path, engine, strangers)


@pytest.mark.parametrize(
    ("limits", "says"),
    [
        (VideoLimits(bytes=1000), "너무 큽니다"),
        (VideoLimits(seconds=2), "너무 깁니다"),
        (VideoLimits(side=320), "화면이 너무 큽니다"),
    ],
)
def test_films_over_the_limits_are_refused(engine, strangers, tmp_path, whole, limits, says):
    path = tmp_path / "a.mp4"
    path.write_bytes(whole["a.mp4"])
    with pytest.raises(CollectError, match=says):
        faces_of(path, engine, strangers, limits=limits)


def test_a_film_that_lies_about_its_length_is_stopped(engine, strangers, tmp_path, whole, monkeypatch):
    """A stated length of nothing, for 4 seconds of film."""
    path = tmp_path / "a.mp4"
    path.write_bytes(whole["a.mp4"])
    opened = video._open

    def lying(path, limits):
        told = opened(path, limits)
        return video._Film(told.capture, 0.0, told.rate, told.every)

    monkeypatch.setattr(video, "_open", lying)
    with pytest.raises(CollectError, match="너무 깁니다"):
        faces_of(path, engine, strangers, limits=VideoLimits(seconds=3))


def test_a_film_whose_clock_creeps_is_stopped():
    """Millions of frames within the first second, as no camera makes them."""

    class Creeping:
        grabbed = 0

        def grab(self):
            self.grabbed += 1
            return self.grabbed < 10_000

        def get(self, _):
            return self.grabbed * 1e-6

        def retrieve(self):
            return True, np.zeros((8, 8, 3), np.uint8)

    capture = Creeping()
    with pytest.raises(CollectError, match="너무 깁니다"):
        list(video._samples(video._Film(capture, 0.0, 25.0, 0.5), VideoLimits(seconds=3)))
    assert capture.grabbed < 1000


def test_cancelling_ends_the_film(engine, members, strangers, tmp_path):
    class Enough(Exception):
        pass

    def progress(*_):
        raise Enough

    with pytest.raises(Enough):
        faces_of(film(tmp_path / "a.mp4", [(members[0][0],)], seconds=1), engine, strangers, progress)


def test_a_cut_keeps_clear_of_the_neighbour(engine, members):
    shot = Photo("g.jpg", group_shot([members[0][0], members[1][0], members[2][0]]), "")
    (seen,) = engine.analyse([as_upload(shot)])
    boxes = [face.box for face in seen.faces]
    assert len(boxes) == 3
    for box in boxes:
        cut = cut_out(shot, box, [other for other in boxes if other is not box], "cut.jpg")
        (again,) = engine.analyse([as_upload(cut)])
        assert again.usable and len(again.faces) == 1 and cut.path == "cut.jpg"
    assert cut_out(shot, boxes[0]).sha256 != cut_out(shot, boxes[1]).sha256


def test_frames_give_the_vectors_that_photos_give(engine, members):
    shots = [group_shot([members[0][0], members[1][0]]), np.full((300, 300, 3), 100, np.uint8)]
    frames = [Photo(f"{i}.png", shot, "") for i, shot in enumerate(shots)]
    seen, nothing = engine.watch(frames)
    (photo,) = engine.survey([as_upload(frames[0])], lambda found: (found.faces, (1,)))
    assert nothing == [] and len(seen) == len(photo.note) == 2
    vectors = [photo.faces.embedding, photo.others[1]]
    for index, (face, vector) in enumerate(seen):
        assert np.hypot(*np.subtract(face.box.center, photo.note[index].box.center)) < face.box.width / 4
        assert vector @ vectors[index] > 0.97  # another detector, and so other landmarks by a pixel


def sighting(frame, vector, *, at=None, sharpness=200.0, yaw=0.0, size=200.0, seed=0, status="ok"):
    quality = Quality(status, "", size, sharpness, yaw, 0.0)
    chip = np.random.default_rng(seed).integers(0, 255, (150, 150, 3), dtype=np.uint8)
    chip = cv2.resize(cv2.resize(chip, (6, 6)), (150, 150))
    unit = np.asarray(vector / np.linalg.norm(vector), np.float32)
    return Sighting(frame, float(frame if at is None else at), Box(0, 0, 1, 1), quality, unit, small_picture(chip), b"")


def test_two_faces_of_one_frame_are_never_one_person():
    rng = np.random.default_rng(0)
    normal = rng.normal(size=(20, 32))
    others = np.asarray(normal / np.linalg.norm(normal, axis=1, keepdims=True), np.float32)
    twin = rng.normal(size=32)
    seen = [sighting(frame, twin + rng.normal(scale=0.01, size=32)) for frame in range(3) for _ in range(2)]
    people = by_person(seen, others)
    assert all(len({s.frame for s in person}) == len(person) for person in people)
    alone = by_person([s for i, s in enumerate(seen) if i % 2], others)
    assert [len(person) for person in alone] == [3]


def test_telling_people_apart_needs_others():
    with pytest.raises(ValueError, match="too few"):
        by_person([], np.eye(3, dtype=np.float32))


def test_the_clearest_and_distinct_photos_are_taken():
    face = np.ones(8)
    seen = [
        sighting(0, face, seed=1, sharpness=20.0),
        sighting(3, face, seed=1),  # sharper than its copy at 0
        sighting(6, face, seed=2, yaw=70.0),
        sighting(9, face, seed=3),
        sighting(9, face, seed=4, at=9.2, size=120.0),  # too soon after the one before
        sighting(12, face, seed=5, status="weak"),
    ]
    taken = best(seen, 20)
    assert [s.at for s in taken] == [3, 9, 12, 6]
    assert [s.at for s in best(seen, 2)] == [3, 9]
    assert all(0 <= clarity(s.quality) <= 1 for s in seen)


def as_upload(photo: Photo) -> Upload:
    done, data = cv2.imencode(".png", cv2.cvtColor(photo.pixels, cv2.COLOR_RGB2BGR))
    assert done
    return Upload(photo.path, bytes(data))


def small(photo: Photo) -> np.ndarray:
    grey = cv2.cvtColor(photo.pixels, cv2.COLOR_RGB2GRAY)
    return np.asarray(cv2.resize(grey, (32, 32), interpolation=cv2.INTER_AREA)).ravel()
