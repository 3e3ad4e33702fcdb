"""Any bytes at all give a plan or a list of problems with their places, and nothing else is ever raised."""

from __future__ import annotations

import json
import time
from collections import Counter
from datetime import UTC, date, datetime
from pathlib import Path
from random import Random

import pytest
import tomli_w

from octotui.plan.attention import attention
from octotui.plan.edits import Set
from octotui.plan.problems import PlanError
from octotui.plan.values import LARGEST
from octotui.store.document import Document, parse
from octotui.store.editing import edited
from tests.store.made_up import made_edits, made_plan
from tests.store.odd_text import OddToml, odd_data, odd_json

SAMPLES = Path(__file__).parents[2] / "sample-plans"
LONGEST_SECONDS = 20
"""Of a processor; far more than any of it takes: it is there to catch what grows with the square of the size."""
LONGEST_LINE = 1000
"""Characters that a problem may take."""
NAMES = ("plan.toml", "plan.json")
N = 4_000
"""So many of everything that a file can have very many of; the long run has more."""

SPLINTERS = (
    b"\x00", b"\xff", b"\xfe\xff", b"\xef\xbb\xbf", b"\xed\xa0\x80", b"\xc3", b"\r", b"\r\n", b"\n\n", b"\t",
    b"\x1b[2J", b'"', b"'", b'"""', b"'''", b"\\", b"\\u001b", b"\\ud800", b"\\U00110000", b"=", b"==", b"[", b"]",
    b"[[", b"]]", b"{", b"}", b",", b":", b"#", b".", b"-", b"+", b"e", b"_", b"0x", b"1e999", b"-1e999", b"nan",
    b"inf", b"Infinity", b"NaN", b"9" * 30, b"9" * 5000, b"0x" + b"f" * 300, b"0000-00-00", b"9999-12-31",
    b"0001-01-01T00:00:00+23:59", b"25:61:61", b"true", b"null", b"None", b"Week 999999999", b"week 0", "“".encode(),
    "李".encode(), b"<<<<<<< HEAD\n", b"=======\n", b">>>>>>> theirs\n", b"[[batches]]\n", b"[metrics]\n",
    b"[project]\n", b"id = 'batch-1'\n", b'"id": "a",', b"a.b.c.d.e.f", b"[" * 200, b'{"a":' * 200, b"id = 1\n",
    b"progress = 1e308\n", b"a = [[[[[[]]]]]]\n", b"x = {}\n",
)  # fmt: skip
"""What breaks files, and what is odd in them."""


class Counts(Counter[str]):
    """What became of the files."""

    def read(self, data: bytes, name: str, random: Random) -> None:
        """Read a file, ask for its problems, and change it."""
        started = time.process_time()
        document = opened(data, name)
        self["opened" if document else "refused"] += 1
        if document is not None:
            self.change(document, random)
        taken = time.process_time() - started
        self["slowest, ms"] = max(self["slowest, ms"], int(taken * 1000))
        assert taken < LONGEST_SECONDS

    def change(self, document: Document, random: Random) -> None:
        """Make a random edit; it is done, or there is a reason."""
        edits = made_edits(random, document.plan, 1)
        try:
            edited(document, edits)
            self["edited"] += 1
        except PlanError as error:
            self["edit refused"] += 1
            self[f"  {error.problems[0].what[:60]}"] += 1


def opened(data: bytes, name: str) -> Document | None:
    """The document of a file; None if it is refused, with a place for each problem."""
    try:
        document = parse(data, name)
        problems = document.problems
    except PlanError as error:
        document, problems = None, error.problems
    assert problems or document
    for problem in problems:
        assert problem.file == name
        assert problem.line
        assert problem.column
        assert len(str(problem)) < LONGEST_LINE
        assert "\n" not in str(problem)
    return document


def some_file(random: Random) -> tuple[bytes, str]:
    """A file and its name: noise, a plan, or what is left of a plan."""
    kind = random.random()
    if kind < 0.05:
        return random.randbytes(random.randint(0, 400)), random.choice(NAMES)
    if kind < 0.1:
        return b"".join(random.choices(SPLINTERS, k=random.randint(1, 12))), random.choice(NAMES)
    data, name = random.choice((_made, _sample))(random)
    for _ in range(random.choice((0, 1, 1, 1, 1, 3))):
        data = random.choice(HARM)(random, data)
    return data, name if random.random() < 0.95 else random.choice(NAMES)


def _made(random: Random) -> tuple[bytes, str]:
    data = odd_data(random, made_plan(random))
    if random.random() < 0.5:
        return OddToml(random).text(data).encode(), "plan.toml"
    return odd_json(random, data).encode(), "plan.json"


def _sample(random: Random) -> tuple[bytes, str]:
    path = random.choice(sorted([*SAMPLES.glob("*.toml"), *SAMPLES.glob("*.json")]))
    lines = path.read_bytes().splitlines(keepends=True)
    if path.suffix == ".json" or random.random() < 0.1:
        return b"".join(lines), f"plan{path.suffix}"
    start = random.randrange(len(lines))
    return b"".join(lines[start : start + 40]), "plan.toml"


def _flip(random: Random, data: bytes) -> bytes:
    at = random.randrange(len(data) + 1)
    return data[:at] + bytes([random.randrange(256)]) + data[at + 1 :]


def _cut(random: Random, data: bytes) -> bytes:
    start, end = sorted(random.choices(range(len(data) + 1), k=2))
    return data[:start] + data[end:] if random.random() < 0.5 else data[:end]


def _put_in(random: Random, data: bytes) -> bytes:
    at = random.randrange(len(data) + 1)
    return data[:at] + random.choice(SPLINTERS) + data[at:]


def _swap(random: Random, data: bytes) -> bytes:
    lines = data.splitlines(keepends=True) or [b""]
    one, other = random.choices(range(len(lines)), k=2)
    lines[one], lines[other] = lines[other], lines[one]
    return b"".join(lines)


def _double(random: Random, data: bytes) -> bytes:
    lines = data.splitlines(keepends=True) or [b""]
    start, end = sorted(random.choices(range(len(lines)), k=2))
    return b"".join(lines[: end + 1] + lines[start:])


def _other_value(random: Random, data: bytes) -> bytes:
    """Another value behind a key."""
    places = [at for at, byte in enumerate(data) if byte in b"=:"]
    if not places:
        return data
    at = random.choice(places) + 1
    end = min(place for place in (data.find(b"\n", at), data.find(b",", at), len(data)) if place >= 0)
    return data[:at] + b" " + random.choice(SPLINTERS) + data[end:]


def _in_utf16(random: Random, data: bytes) -> bytes:
    text = data.decode("utf-8", "replace")
    return text.encode(random.choice(("utf-16", "utf-16-le", "utf-8-sig", "latin-1", "cp1252")), "replace")


HARM = (_flip, _flip, _cut, _put_in, _put_in, _swap, _double, _other_value, _other_value, _in_utf16)


@pytest.mark.parametrize("seed", range(4))
def test_any_bytes_give_a_plan_or_problems_with_places(seed):
    counts, random = Counts(), Random(seed)
    for _ in range(100):
        counts.read(*some_file(random), random)
    assert counts["opened"]
    assert counts["refused"]


@pytest.mark.long
@pytest.mark.parametrize("part", range(8))
def test_very_many_files_give_a_plan_or_problems_with_places(part):
    counts, random = Counts(), Random()
    for _ in range(3000):
        seed = random.getrandbits(64)
        inner = Random(seed)
        data, name = some_file(inner)
        try:
            counts.read(data, name, inner)
        except BaseException:
            print(f"\nthe seed is {seed}, the file {name}: {data!r}")
            raise
    print(f"\nread {counts['opened'] + counts['refused']}, without a place 0, " + json.dumps(counts))


def _toml(**areas: object) -> bytes:
    return tomli_w.dumps(areas).encode()


def _json(**areas: object) -> bytes:
    return json.dumps(areas).encode()


def _batches(count: int, **fields: object) -> list[dict[str, object]]:
    return [{"id": f"b{number}", "name": "x", **fields} for number in range(count)]


MONSTERS = {
    "digits.toml": lambda: b"x = " + b"9" * 5000,
    "digits.json": lambda: b'{"x": ' + b"9" * 5000 + b"}",
    "hex.toml": lambda: b"[metrics]\na = 0x" + b"f" * 20_000,
    "progress.toml": lambda: b'[[batches]]\nname = "x"\nprogress = ' + b"9" * 4000,
    "lists.toml": lambda: b"x = " + b"[" * 100_000,
    "lists.json": lambda: b'{"x":' + b"[" * 100_000,
    "closed-lists.json": lambda: b'{"x":' + b"[" * 900 + b"]" * 900 + b"}",
    "objects.json": lambda: b'{"x":' * 900 + b"1" + b"}" * 900,
    "dotted.toml": lambda: b".".join([b"a"] * 5000) + b" = 1\n",
    "dotted-enough.toml": lambda: b".".join([b"a"] * 400) + b" = 1\r\n",
    "header.toml": lambda: b"[" + b".".join([b"a"] * 5000) + b"]\n",
    "dotted-keys.toml": lambda: b"".join(b"a.b%d = 1\n" % number for number in range(N)),
    "keys.toml": lambda: b"".join(b"k%d = 1\n" % number for number in range(N)),
    "keys.json": lambda: _json(**{f"k{number}": 1 for number in range(N)}),
    "headers.toml": lambda: b"".join(b"[k%d]\n" % number for number in range(N)),
    "same-ids.toml": lambda: b'[[batches]]\nid = "a"\nname = "x"\n' * N,
    "same-names.toml": lambda: b'[[batches]]\nname = "x"\n' * N,
    "same-names.json": lambda: _json(batches=[{"name": "x"}] * N),
    "same-keys.toml": lambda: b"a = 1\n" * N,
    "same-keys.json": lambda: b"{" + b",".join([b'"a": 1'] * N) + b"}",
    "nowhere.toml": lambda: _toml(batches=[{**batch, "blockers": [f"c-{batch['id']}"]} for batch in _batches(N // 3)]),
    "circle.toml": lambda: _toml(batches=[{**b, "blockers": [f"b{(n + 1) % N}"]} for n, b in enumerate(_batches(N))]),
    "chain.json": lambda: _json(batches=[{**b, "blockers": [f"b{n + 1}"]} for n, b in enumerate(_batches(N))]),
    "all-wait-on-all.json": lambda: _json(batches=_batches(150, blockers=[f"b{number}" for number in range(150)])),
    "wrong-words.toml": lambda: _toml(batches=_batches(2000, status="statu" * 200)),
    "long-keys.json": lambda: _json(**{"k" * 5000 + str(number): 1 for number in range(500)}),
    "long-text.toml": lambda: b'name = "' + b"x" * 4_900_000 + b'"',
    "long-id.toml": lambda: _toml(batches=[{"id": "x" * 1_000_000, "name": "x"}]),
    "long-name.toml": lambda: _toml(batches=[{"name": "x y " * 200_000}]),
    "long-target.json": lambda: _json(batches=[{"name": "x", "target": "week" + " " * 1_000_000}]),
    "camels.json": lambda: _json(**{"aB" * 300_000: 1}),
    "open-quote.toml": lambda: b'name = "' + b"x" * 4_900_000,
    "open-list.toml": lambda: b"x = [" + b"1," * (30 * N),
    "junk.toml": lambda: b"x" * 4_900_000,
    "spaces.toml": lambda: b" " * 4_900_000 + b"x",
    "lines.toml": lambda: b"\n" * 4_900_000 + b"x",
    "comments.toml": lambda: b"#\n" * 1_000_000 + b"x",
    "quotes.toml": lambda: b'"' * 4_900_000,
    "backslashes.toml": lambda: b'x = "' + b"\\" * 1_000_000,
    "backslashes.json": lambda: b'{"x": "' + b"\\" * 1_000_000,
    "dots.toml": lambda: b"a." * 500_000,
    "merges.toml": lambda: b"<<<<<<< HEAD\n" * 100_000,
    "inline.toml": lambda: b"x = " + b"{a=" * 50_000,
    "infinite.toml": lambda: b"x = 1e999999999\ny = [[nan]]\n",
    "infinite.json": lambda: b'{"metrics": {"a": 1e999999999}}',
    "nearly-nothing.json": lambda: b'{"metrics": {"a": 1e-999999999}}',
    "year-0.toml": lambda: b'[[batches]]\nname = "x"\ntarget = 0000-01-01\n',
    "year-1.toml": lambda: b'[[escalations]]\ntitle = "x"\nraised = { by = "a", at = 0001-01-01T00:00:00+14:00 }\n',
    "year-9999.json": lambda: _json(
        escalations=[{"title": "x", "raised": {"by": "a", "at": "9999-12-31T23:59:59-14:00"}}]
    ),
    "year-1-in-an-id.toml": lambda: (
        b"[[releases]]\nvotes = [{ at = 0001-01-01T00:00:00+14:00 }]\n[[people]]\nname = 0001-01-01T00:00:00+14:00\n"
    ),
    "offset.json": lambda: _json(
        escalations=[{"title": "x", "raised": {"by": "a", "at": "2026-01-01T00:00:00+99:99"}}]
    ),
    "weeks.toml": lambda: b'[[batches]]\nname = "x"\ntarget = "Week 99999999999-9"\n',
    "halves.json": lambda: b'{"batches": [{"id": "\\ud800", "name": "\\udfff", "\\ud800": "\\ud800"}]}',
    "utf-16.toml": lambda: 'name = "x"'.encode("utf-16"),
    "utf-16-le.toml": lambda: 'name = "x"'.encode("utf-16-le"),
    "nothing.toml": lambda: b"",
    "nothing.json": lambda: b"",
}


def check_monster(name, seconds):
    started = time.process_time()
    document = opened(MONSTERS[name](), name)
    if document is not None:
        attention(document.plan, datetime(2026, 11, 20, 9, 30, tzinfo=UTC))
    assert time.process_time() - started < seconds


@pytest.mark.parametrize("name", MONSTERS)
def test_no_file_is_too_much(name):
    check_monster(name, LONGEST_SECONDS / 5)


@pytest.mark.long
@pytest.mark.parametrize("name", MONSTERS)
def test_no_file_is_too_much_however_many_things_are_in_it(name, monkeypatch):
    monkeypatch.setitem(globals(), "N", 10_000)
    check_monster(name, LONGEST_SECONDS)


UNCOUNTABLE = (
    'plan.toml:1:5: "x" has a number or a day that nobody can count with; '
    "write a finite number of at most 18 digits, and years from 2 to 9998"
)


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("[metrics]\na = nan\n", "plan.toml:2:5: value is nan; write a number, or leave the key out"),
        ("[metrics]\na = inf\n", "plan.toml:2:5: value is inf; write 1e+15 or less"),
        (f"[metrics]\na = -{LARGEST}0\n", f"plan.toml:2:5: value is -{LARGEST}0; write -1e+15 or more"),
        ("x = [1, { y = nan }]\n", UNCOUNTABLE),
        ("x = 0001-01-01T00:00:00+14:00\n", UNCOUNTABLE),
        ("[[routes]]\nid = '1'\nrespond_days = 1e308\n", "plan.toml:3:16: respond_days is 1e+308; write 3650 or less"),
        ("[project]\nstart = 0001-01-01\n",
         "plan.toml:2:9: start: the year 1 cannot be meant, write one from 1900 to 2199"),
    ],
)  # fmt: skip
def test_what_nobody_can_count_with_is_refused_in_words(text, what):
    with pytest.raises(PlanError) as refused:
        parse(text.encode(), "plan.toml")
    assert str(refused.value.problems[0]) == what


def test_a_key_nobody_knows_may_have_a_long_number_and_a_far_day():
    text = b"channel = 1176543210987654321\nexpires = 9999-12-31\n"
    document = parse(text, "plan.toml")
    assert document.plan.extras == {"channel": 1176543210987654321, "expires": date(9999, 12, 31)}
    assert (
        edited(document, (Set(("channel",), 1176543210987654321, 7),)).to_bytes()
        == b"channel = 7\nexpires = 9999-12-31\n"
    )


def test_the_days_at_both_ends_are_days_in_every_time_zone():
    for day in (date(1900, 1, 1), date(2199, 12, 31)):
        plan = parse(
            _toml(project={"name": "x", "start": day}, batches=_batches(1, target="Week 999")), "plan.toml"
        ).plan
        attention(plan, datetime(2026, 11, 20, tzinfo=UTC))


@pytest.mark.parametrize(
    ("text", "column"), [(r'{"name": "a\ud83c"}', 12), (r'{"\uDf89": 1}', 3), (r'{"name": "\ud83c\ud83c\udf89"}', 11)]
)
def test_half_a_character_is_refused_where_it_is(text, column):
    with pytest.raises(PlanError) as refused:
        parse(text.encode(), "plan.json")
    assert str(refused.value) == (
        f"plan.json:1:{column}: half a character; write the whole one, or take the escape out"
    )


def test_a_whole_character_in_escapes_and_a_backslash_are_text():
    assert parse(rb'{"project": {"name": "\ud83c\uDF89 \\ud83c"}}', "plan.json").plan.name == "🎉 \\ud83c"
