"""The one spelling of commands and events outside Python."""

from functools import cache


def kebab(kind: type[object]) -> str:
    """`GiveConsent` is `give-consent`."""
    return _kebab(kind.__name__)


@cache
def _kebab(name: str) -> str:
    return "".join(f"-{one.lower()}" if one.isupper() else one for one in name).removeprefix("-")
