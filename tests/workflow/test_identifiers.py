"""Which names are refused, what is said of them, and which clash."""

import re
import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ddrflow.workflow.identifiers import (
    check_identifier,
    check_rule_id,
    clashes,
    code_points,
    nearest,
    shown,
)

FORM = "an id is a letter a to z, then letters a to z, digits and hyphens, 64 characters at most"
RULE_FORM = "a rule id is two or more ids with dots between, such as `plan.adopted`"


@pytest.mark.parametrize("text", ["police", "p", "social-network", "r75", "a" * 64, "a--b-"])
def test_an_id_is_a_letter_then_letters_digits_and_hyphens(text: str) -> None:
    """Whatever fits the grammar is an id."""
    assert check_identifier(text) is None


@pytest.mark.parametrize(
    ("text", "echo"),
    [
        ("'; drop table", "'; drop table"),
        ("{{7*7}}", "{{7*7}}"),
        ("%s", "%s"),
        ("${jndi:ldap://x}", "${jndi:ldap://x}"),
        ("", ""),
        ("1a", "1a"),
        ("pol\nice", "pol\\nice"),
        ("\x1b[31mred", "\\x1b[31mred"),
        ("a`b", "a\\x60b"),
        ("a" * 65, "a" * 59 + "…"),
        ("lead.eligible", "lead.eligible"),
    ],
)
def test_what_is_no_id_is_echoed_harmlessly(text: str, echo: str) -> None:
    """Row 22: the grammar refuses it, and the message shows it on one line, cut to size."""
    assert check_identifier(text) == ("E-ID", f"`{echo}` is not an id", FORM)


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("Police", "police"),
        ("social_network", "social-network"),
        ("In Custody", "in-custody"),
        ("police ", "police"),
    ],
)
def test_a_near_id_is_answered_with_the_id(text: str, meant: str) -> None:
    """The help holds the form and what was probably meant."""
    expected = ("E-ID", f"`{text}` is not an id", f"{FORM}; did you mean `{meant}`?")
    assert check_identifier(text) == expected


@pytest.mark.parametrize(
    ("text", "echo", "points", "meant"),
    [
        ("p\u043elice", "p\u043elice", "U+043E CYRILLIC SMALL LETTER O", "police"),
        ("\uff50olice", "\uff50olice", "U+FF50 FULLWIDTH LATIN SMALL LETTER P", "police"),
        ("\u202epolice", "\\u202epolice", "U+202E RIGHT-TO-LEFT OVERRIDE", "police"),
        ("po\u200blice", "po\\u200blice", "U+200B ZERO WIDTH SPACE", "police"),
        ("cafe\u0301", "cafe\u0301", "U+0301 COMBINING ACUTE ACCENT", "cafe"),
        (
            "\xfcbergabe",
            "\xfcbergabe",
            "U+00FC LATIN SMALL LETTER U WITH DIAERESIS",
            "uebergabe",
        ),
        ("a\u2013b", "a\u2013b", "U+2013 EN DASH", "a-b"),
        (
            "\u0420\u041elice",
            "\u0420\u041elice",
            "U+0420 CYRILLIC CAPITAL LETTER ER, U+041E CYRILLIC CAPITAL LETTER O",
            "police",
        ),
    ],
)
def test_a_look_alike_is_shown_by_code_point(text: str, echo: str, points: str, meant: str) -> None:
    """Row 19: the eye cannot tell them apart, so the message does."""
    expected = ("E-ID-CONFUSABLE", f"`{echo}` holds {points}", f"{FORM}; did you mean `{meant}`?")
    assert check_identifier(text) == expected


def test_an_id_that_looks_like_no_ascii_gets_the_form_only() -> None:
    """There is nothing to suggest for another script."""
    problem = check_identifier("\u4eba")
    assert problem == ("E-ID-CONFUSABLE", "`\u4eba` holds U+4EBA CJK UNIFIED IDEOGRAPH-4EBA", FORM)


@pytest.mark.parametrize("text", ["plan.adopted", "lead.successor-has-accepted", "org.x.y"])
def test_a_rule_id_has_dots(text: str) -> None:
    """Two or more ids, joined by dots."""
    assert check_rule_id(text) is None


@pytest.mark.parametrize("text", ["plan", "plan.", ".adopted", "plan..adopted"])
def test_a_rule_id_without_its_dots_is_refused(text: str) -> None:
    """Every part between dots is an id."""
    assert check_rule_id(text) == ("E-ID", f"`{text}` is not a rule id", RULE_FORM)


def test_ids_that_read_alike_clash() -> None:
    """Row 20: case, width, hyphen or underscore do not tell two ids apart."""
    ids = ["case-file", "Case_File", "notice", "\uff4eotice", "case", "case-file"]
    assert clashes(ids) == [
        ("case-file", "Case_File"),
        ("notice", "\uff4eotice"),
        ("case-file", "case-file"),
    ]


def test_ids_that_differ_do_not_clash() -> None:
    """A file with good ids hears nothing."""
    assert clashes(["police", "prison", "probation"]) == []


@pytest.mark.parametrize(
    ("name", "found"),
    [("probatoin", "probation"), ("PRISON", "prison"), ("xyzzy", None), ("", None)],
)
def test_the_nearest_name_is_found(name: str, found: str | None) -> None:
    """A slip of the finger is answered with the name; a foreign word with none."""
    assert nearest(name, ["prison", "probation", "police"]) == found


def test_code_points_are_listed_once_and_three_at_most() -> None:
    """A message stays one line."""
    assert code_points("\xe4\xe4\xf6\xfc\xdf\xe6") == (
        "U+00E4 LATIN SMALL LETTER A WITH DIAERESIS, U+00F6 LATIN SMALL LETTER O WITH DIAERESIS,"
        " U+00FC LATIN SMALL LETTER U WITH DIAERESIS and 2 more"
    )


@given(st.text())
def test_what_is_shown_is_short_and_visible(text: str) -> None:
    """Nothing from a file can break a line, close the backticks or hide."""
    echo = shown(text)
    assert len(echo) <= 60
    assert echo.isprintable()
    assert "`" not in echo


@given(st.text(alphabet=st.characters() | st.sampled_from(string.ascii_lowercase + "-0")))
def test_an_id_is_judged_by_the_grammar_alone(text: str) -> None:
    """No other text is an id, and the check never fails in another way."""
    fits = re.fullmatch(r"[a-z][a-z0-9-]{0,63}", text) is not None
    assert (check_identifier(text) is None) == fits
