"""TOML is read fast, and what is read is what the exact parser says: the data, its types, the order of its keys."""

import copy
import pickle
import subprocess
import sys
from datetime import UTC, datetime, timezone
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from octotui.plan.problems import PlanError
from octotui.store.source import exact_toml, read_toml
from octotui.store.toml_quick import quick_toml
from tests.store.made_up import made_plan
from tests.store.odd_text import OddToml, odd_data
from tests.store.test_anything import HARM

SAMPLES = sorted((Path(__file__).parents[2] / "sample-plans").glob("*.toml"))
KEYS = ("a", "b", "a.b", "a . b", '"a"', "'b'", "a.b.c", '"é"', "1", '""', "c.a")
HEADERS = (
    "[a]", "[b]", "[a.b]", "[b.c]", "[a.a]", "[[a]]", "[[b]]", "[[a.b]]", "[a.b.c]", '["a"]', "[ a . c ]", "[[ b.c ]]",
    "[1]", "[a.b.c.d]", "[\"a\".'b']", "[[a.b.c]]", '["\\u0061"]', "[a.b] # c",
)  # fmt: skip
VALUES = (
    "1", "-0", "+5", "0x1F", "0o7", "0o8", "0b12", "0b11", "1_0", "1__0", "_1", "01", "9" * 19, "9" * 20, "1" * 40,
    "1.", "1.5", ".5", "1e3", "1E+2", "-1.5e-3", "0e0", "0.1e1_0", "1_0.5_5", "1e308", "1e309", "5e-324", "1e-400",
    "inf", "-inf", "+nan", "true", "True", "null", '"x"', "'y'", '"""m\nn"""', "'''q\n'''", '"\\t\\x41\\e"', '"\\q"',
    '"\\u00e9"', '"\\U0010FFFF"', '"\\ud800"', '"\t"', '""""q""""', "''''q'''", '"""a\\\n  b"""', '"a" "b"',
    "2020-01-01", "2000-02-29", "1900-02-29", "2020-13-01", "10:00", "10:00:00.5", "25:00:00", "23:59:60",
    "2020-01-01T10:00", "2020-01-01 10:00:00+02:00", "2020-01-01T10:00:00-00:30", "2020-01-01T10:00Z",
    "2020-01-01t10:00:00z", "1979-05-27T07:32:00.123456789Z", "0001-01-01T00:00:00+14:00", "2020-01-01T00:00:00+00:00",
    "[]", "[1,2]", "[1\n,2,#c\n]", "{}", "{a=1}", "{ a.b = 1, a.c = 2 }", "{a=1,}", "{a=\n1}", "{a\n=1}", "{a=1\n}",
    "{a= #c\n1}", "[{a=1},{a=2}]", "{a={b=1},a.c=2}", "1 # c", "[1, 'a', {b = 2.0}]",
)  # fmt: skip
ODD_LINES = ("# c", "", "  ", "#\t", "a", "=1", "[a", "\r", "#\x7f", "#é", "\x0c", "\u2028", "\ufeffa=1")
SPLINTERS = ("", "\n", " ", '"', "'", "#", "[", "]", "{", "}", "=", ".", ",", "\\", "\r", "\x00", "\x80", "-", "0")
SEEDS = st.integers(0, 2**32)
quick = settings(max_examples=400, deadline=None)
thorough = settings(quick, max_examples=100_000, derandomize=False)


def told(value):
    """A value with the types of all that is in it, and the order of keys."""
    if isinstance(value, dict):
        return [(key, told(inner)) for key, inner in value.items()]
    if isinstance(value, list):
        return [None, *map(told, value)]
    return type(value), repr(value), type(getattr(value, "tzinfo", None))


def said_by(read, text):
    try:
        return told(read(text))
    except PlanError as error:
        return [str(problem) for problem in error.problems]


def check(text):
    assert said_by(read_toml, text) == said_by(exact_toml, text), text


def small_text(random: Random) -> str:
    """A few lines of anything that matters to a parser."""
    lines = []
    for _ in range(random.randint(1, 6)):
        kind = random.random()
        if kind < 0.55:
            lines.append(random.choice(KEYS) + random.choice(("=", " = ", "\t=\t")) + random.choice(VALUES))
        else:
            lines.append(random.choice(HEADERS if kind < 0.95 else ODD_LINES))
    text = "".join(line + random.choice(("\n", "\n", "\r\n")) for line in lines)
    if random.random() < 0.2:
        at = random.randrange(len(text))
        text = text[:at] + random.choice(SPLINTERS) + text[at + random.randint(0, 2) :]
    return text


def plan_text(random: Random) -> str:
    data = OddToml(random).text(odd_data(random, made_plan(random))).encode()
    if random.random() < 0.3:
        data = random.choice(HARM)(random, data)
    return data.decode("utf-8", "replace").replace("\0", "")


@quick
@given(SEEDS)
def test_small_texts_are_read_as_the_exact_parser_reads_them(seed):
    check(small_text(Random(seed)))


@settings(quick, max_examples=100)
@given(SEEDS)
def test_plans_in_any_layout_are_read_as_the_exact_parser_reads_them(seed):
    check(plan_text(Random(seed)))


@pytest.mark.long
@pytest.mark.parametrize("make", [small_text, plan_text])
def test_very_many_texts_are_read_as_the_exact_parser_reads_them(make):
    @thorough
    @given(SEEDS)
    def check_one(seed):
        check(make(Random(seed)))

    check_one()


@pytest.mark.parametrize("value", VALUES)
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_each_value_is_read_as_the_exact_parser_reads_it(value, newline):
    check(f"a = {value}\n".replace("\n", newline))


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.stem)
def test_the_samples_are_read_fast_and_rightly(sample):
    text = sample.read_text()
    assert told(quick_toml(text)) == told(exact_toml(text))


@pytest.mark.parametrize(
    "text",
    [
        "[a.b]\nx = 1\n[c]\n[a]\ny = 1\n",  # the order of keys
        '[a.b]\n[c]\n["\\u0061"]\n',
        "a = { b =\n1 }\n",
        "a = { b # c\n= 1 }\n",
        "\ufeffa = 1\n",
        "a = " + "[" * 99 + "]" * 99,
        "a = 1e999\n",
    ],
)
def test_what_the_fast_parser_would_get_wrong_is_left_to_the_exact_one(text):
    assert quick_toml(text) is None
    check(text)


def test_a_moment_is_pythons_own():
    data = read_toml("z = 2026-11-20T09:30:00Z\nl = [2026-11-20T09:30:00+01:00]\nn = 2026-11-20T09:30:00\n")
    assert data["z"].tzinfo is UTC
    assert type(data["l"][0].tzinfo) is timezone
    assert data["n"].tzinfo is None
    assert pickle.loads(pickle.dumps(data)) == copy.deepcopy(data) == data
    assert data["z"] == datetime(2026, 11, 20, 9, 30, tzinfo=UTC)


def test_reading_a_plan_needs_no_slow_parser(sample):
    code = (
        "import sys; from pathlib import Path; from octotui.store.document import parse;"
        "parse(Path(sys.argv[1]).read_bytes(), 'p.toml').problems; assert 'tomlrt' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code, sample()], check=True)
