"""The one spelling of commands and events outside Python."""


def kebab(kind: type[object]) -> str:
    """`GiveConsent` is `give-consent`."""
    name = "".join(f"-{one.lower()}" if one.isupper() else one for one in kind.__name__)
    return name.removeprefix("-")
