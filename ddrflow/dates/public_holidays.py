"""Public holidays, from the library `holidays`, which works them out without a network.

The library is loaded only when a file names a country: it takes longer than all of ddrflow.
"""

from collections.abc import Mapping
from datetime import date
from difflib import get_close_matches
from functools import lru_cache

#: Names of holidays are told in one language, whatever the environment says.
_LANGUAGE = "en_US"


@lru_cache(maxsize=1024)
def public_holidays(country: str, subdivision: str, year: int) -> Mapping[date, str]:
    """The public holidays of a year with their names; `subdivision` is empty for none.

    Of years that the library does not know (before 1900 or so, after 2100) there are none.
    """
    from holidays import country_holidays  # noqa: PLC0415 - see above

    found = country_holidays(country, subdiv=subdivision or None, years=year, language=_LANGUAGE)
    return dict(found.items())


def unknown_place(country: str, subdivision: str) -> tuple[str, str] | None:
    """What is wrong with a place, and what would be right; None where its holidays are known."""
    from holidays import country_holidays  # noqa: PLC0415 - see above
    from holidays.registry import EntityLoader  # noqa: PLC0415 - see above

    countries = sorted(EntityLoader.get_country_codes(include_aliases=False))
    if country not in countries:
        near = get_close_matches(country.upper(), countries, n=1)
        help_line = f"did you mean `{near[0]}`?" if near else "such as `AT`: ISO 3166, two letters"
        return f"the holidays of country `{country}` are not known", help_line
    parts = country_holidays(country).subdivisions
    if subdivision and subdivision not in parts:
        listed = ", ".join(f"`{one}`" for one in parts) or "none"
        return f"`{country}` has no subdivision `{subdivision}`", f"there are: {listed}"
    return None


def edition() -> str:
    """The library and its version: the same day can be a holiday to one and none to the next."""
    from holidays.version import __version__  # noqa: PLC0415 - see above

    return f"holidays {__version__}"
