"""Names that people give in a file: which are allowed, which only look so, which clash.

Names reach file systems, logs and diagrams, and people compare them by eye. So an id is plain
ASCII, and a name that holds anything else is answered with the code points that the eye misses.
"""

import difflib
import re
import unicodedata
from collections.abc import Iterable
from types import MappingProxyType
from typing import Final, NamedTuple

_IDENTIFIER: Final = re.compile(r"[a-z][a-z0-9-]{0,63}")
_RULE_ID: Final = re.compile(rf"{_IDENTIFIER.pattern}(?:\.{_IDENTIFIER.pattern})+")
_IDENTIFIER_FORM: Final = (
    "an id is a letter a to z, then letters a to z, digits and hyphens, 64 characters at most"
)
_RULE_ID_FORM: Final = "a rule id is two or more ids with dots between, such as `plan.adopted`"

#: All that Unicode lets a program draw as nothing, and the marks that reorder what is drawn.
HIDDEN: Final = re.compile(
    r"[\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e"
    r"\u2060-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb\U000e0000-\U000e0fff]+"
)
#: Control characters, among them line ends that not every editor counts as one.
CONTROL: Final = re.compile(
    r"(?:[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff]|\r(?!\n))+"
)

_ECHO_MAX: Final = 60
_CODE_POINTS_MAX: Final = 3

# Escapes, because in this table of all places nobody could see which letter is which.
_LOOK_ALIKES: Final = MappingProxyType(
    str.maketrans(
        "\u0430\u0435\u043e\u0440\u0441\u0443\u0445\u0456\u0458\u0455"  # Cyrillic
        "\u0432\u043a\u043c\u043d\u0442\u04bb\u04cf\u0501\u051b\u051d"  # more Cyrillic
        "\u03b1\u03b5\u03b7\u03b9\u03ba\u03bd\u03bf\u03c1\u03c4\u03c5\u03c7"  # Greek
        "\u0131\u0142\xf8\u0111\u0261\u0251"  # Latin
        "\u2010\u2012\u2013\u2014\u2212",  # dashes
        "aeopcyxijs" + "bkmhthldqw" + "aenikvoptux" + "ilodga" + "-----",
    )
)
_SPELLINGS: Final = MappingProxyType(
    str.maketrans({"\xe4": "ae", "\xf6": "oe", "\xfc": "ue", "\xdf": "ss", "\xe6": "ae"})
)


class Problem(NamedTuple):
    """What is wrong with a piece of text, wherever it stands."""

    code: str
    message: str
    help: str


def check_identifier(text: str) -> Problem | None:
    """None when `text` is an id such as `social-network`, else what is wrong with it."""
    return _check(text, _IDENTIFIER, "an id", _IDENTIFIER_FORM)


def check_rule_id(text: str) -> Problem | None:
    """None when `text` is a dotted rule id such as `plan.adopted`, else what is wrong with it."""
    return _check(text, _RULE_ID, "a rule id", _RULE_ID_FORM)


def clashes(ids: Iterable[str]) -> list[tuple[str, str]]:
    """Every pair that a reader, a file system or a diagram could take for one id.

    Equal after Unicode and case folding, with `_` and `-` taken as one; an id that is given
    twice clashes with itself. Each pair is the first of its kind and a later one, in order of
    the later one.
    """
    pairs: list[tuple[str, str]] = []
    first: dict[str, str] = {}
    for text in ids:
        folded = _fold(text)
        if folded in first:
            pairs.append((first[folded], text))
        first.setdefault(folded, text)
    return pairs


def nearest(name: str, allowed: Iterable[str]) -> str | None:
    """The allowed name that was probably meant, if one is close; case does not count."""
    by_fold = {_fold(text): text for text in sorted(allowed, reverse=True)}
    # Comparing is quadratic in the length, and a name from a file can be very long.
    close = difflib.get_close_matches(_fold(name[:64]), sorted(by_fold), n=1)
    return by_fold[close[0]] if close else None


def meant(name: str, allowed: Iterable[str]) -> str:
    """What would be right in the place of a name: the one that was probably meant, or all."""
    names = list(allowed)
    near = nearest(name, names)
    return f"did you mean `{near}`?" if near else f"there are: {', '.join(names)}"


def shown(text: str) -> str:
    """`text` made safe for one line of a message: nothing invisible, 60 characters at most."""
    visible = "".join(_visible(character) for character in text[: _ECHO_MAX + 1])
    return visible if len(visible) <= _ECHO_MAX else visible[: _ECHO_MAX - 1] + "…"


def unseen_problem(characters: str) -> Problem:
    """What to say of characters that `HIDDEN` or `CONTROL` has found."""
    points = code_points(characters)
    if HIDDEN.match(characters):
        help_line = "remove what cannot be seen: it makes a text read other than it is"
        return Problem("E-ID-CONFUSABLE", f"hidden character {points}", help_line)
    return Problem("E-YAML-FORM", f"control character {points}", "remove it")


def code_points(characters: Iterable[str]) -> str:
    """The characters by number and name, the first three of them: `U+202E RIGHT-TO-LEFT ...`."""
    distinct = list(dict.fromkeys(characters))
    named = [
        f"U+{ord(character):04X} {unicodedata.name(character, '')}".rstrip()
        for character in distinct[:_CODE_POINTS_MAX]
    ]
    more = len(distinct) - len(named)
    return ", ".join(named) + (f" and {more} more" if more else "")


def _check(text: str, grammar: re.Pattern[str], noun: str, form: str) -> Problem | None:
    if grammar.fullmatch(text):
        return None
    meant = _look_alike(text[: 2 * _ECHO_MAX])
    help_line = f"{form}; did you mean `{meant}`?" if grammar.fullmatch(meant) else form
    if text.isascii():
        return Problem("E-ID", f"`{shown(text)}` is not {noun}", help_line)
    foreign = code_points(character for character in text if not character.isascii())
    return Problem("E-ID-CONFUSABLE", f"`{shown(text)}` holds {foreign}", help_line)


def _look_alike(text: str) -> str:
    """The plain ASCII text that `text` looks like, as far as it looks like one."""
    spelt = unicodedata.normalize("NFKC", text).casefold().translate(_SPELLINGS)
    plain = unicodedata.normalize("NFKD", spelt.translate(_LOOK_ALIKES))
    kept = (letter for letter in plain if unicodedata.category(letter) not in {"Mn", "Cf"})
    return "".join(kept).strip().replace("_", "-").replace(" ", "-")


def _fold(text: str) -> str:
    folded = unicodedata.normalize("NFKC", text).casefold()
    return unicodedata.normalize("NFKC", folded).replace("_", "-")


def _visible(character: str) -> str:
    if character == "`":
        return "\\x60"
    return character if character.isprintable() else character.encode("unicode_escape").decode()
