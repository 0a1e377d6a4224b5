"""What each handler is told: one table `[[handlers]]` of the settings each."""

from datetime import timedelta
from ipaddress import ip_address
from pathlib import Path
from string import Formatter
from typing import Annotated, Final, Literal, Self
from urllib.parse import quote, urlsplit

from pydantic import AfterValidator, Field, model_validator

from ddrflow.daemon.parts import Duration, Part
from ddrflow.model.events import EVENTS
from ddrflow.model.naming import kebab

KINDS: Final = frozenset(kebab(one) for one in EVENTS)


def _kind(value: str) -> str:
    if value not in KINDS:
        message = f"`{value}` is no kind of entry: such as `review-fell-due`, `conference-convened`"
        raise ValueError(message)
    return value


def _address(value: str) -> str:
    """An address of an organisation: one, bare, and nothing that could begin another line."""
    local, at, domain = value.rpartition("@")
    plain = value.isascii() and value.isprintable() and not set(value) & set(' ,;:<>"()[]\\')
    if not (at and local and "." in domain.strip(".") and plain and "@" not in local):
        message = f"`{value}` is no address: such as `post@agency.example`"
        raise ValueError(message)
    return value


def _link(value: str) -> str:
    """The address of a case, with `{case}` in its place."""
    try:
        fields = [name for _, name, _, _ in Formatter().parse(value) if name is not None]
    except ValueError:
        fields = []
    if fields != ["case"] or not _is_safe(value.format(case="C")):
        message = f"`{value}` is no link: such as `https://cases.example/{{case}}`"
        raise ValueError(message)
    return value


def _url(value: str) -> str:
    if _is_safe(value) and urlsplit(value).username is not None:
        message = "a receiver's address holds no user and no password: each call is signed instead"
        raise ValueError(message)
    if not _is_safe(value):
        message = f"`{value}` is no address of a receiver: it begins with `https://`"
        raise ValueError(message)
    return value


def _is_safe(url: str) -> bool:
    """Over TLS, or on this very machine."""
    try:
        found = urlsplit(url)
        host = found.hostname or ""
    except ValueError:
        return False
    printable = url.isascii() and url.isprintable() and " " not in url
    return printable and (
        (found.scheme == "https" and bool(host)) or (found.scheme == "http" and is_here(host))
    )


def is_here(host: str) -> bool:
    """Whether a host is this very machine."""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


Kind = Annotated[str, AfterValidator(_kind)]
Address = Annotated[str, AfterValidator(_address)]
Link = Annotated[str, AfterValidator(_link)]
Url = Annotated[str, AfterValidator(_url)]
SECONDS_10: Final = timedelta(seconds=10)


class HandlerPart(Part):
    """What every handler is told."""

    name: str = Field(
        pattern=r"^[a-z][a-z0-9-]{0,63}$",
        description="What its deliveries are kept under; under another name it is another handler",
    )
    only: list[Kind] = Field(
        default=[],
        description="The kinds of entry that it is given, such as `review-fell-due`; all where "
        "left out",
    )

    def wants(self, kind: str) -> bool:
        """Whether it is to be given entries of a kind."""
        return not self.only or kind in self.only


class LogSettings(HandlerPart):
    """A line in the log for each entry."""

    kind: Literal["log"]


class MailSettings(HandlerPart):
    """A mail to each organisation that is told something: a reference and a link."""

    kind: Literal["mail"]
    host: str = Field(min_length=1, description="The mail server")
    port: int = Field(default=587, ge=1, le=65_535, description="Its port")
    security: Literal["starttls", "tls", "none"] = Field(
        default="starttls",
        description="`starttls`, or `tls` from the first byte; `none` on this very machine alone",
    )
    certificates: str = Field(
        default="", description="A file of certificates to trust in place of the system's"
    )
    user: str = Field(default="", description="The user; nobody signs in where left out")
    password_file: str = Field(default="", description="The file that holds the password")
    password_variable: str = Field(
        default="", description="The environment variable that holds it, where there is no file"
    )
    sender: Address = Field(description="The address that mails come from, and answers go to")
    to: dict[str, Address] = Field(
        description="The address of each organisation by its id; one without is sent nothing",
    )
    link: Link = Field(description="Where a case is read, such as `https://cases.example/{case}`")
    language: str = Field(default="en", description="The language of the mails, as a code")
    invitations: bool = Field(
        default=True, description="Whether days of conferences and reviews go with them"
    )
    timeout: Duration = Field(
        default=SECONDS_10, description="How long the server may take to answer"
    )

    @model_validator(mode="after")
    def _is_secure(self) -> Self:
        if self.security == "none" and not is_here(self.host):
            message = "`none` is for a server on this very machine: use `starttls` or `tls`"
            raise ValueError(message)
        if bool(self.user) != bool(self.password_file or self.password_variable):
            message = "a user signs in with a password: give `password_file` with `user`"
            raise ValueError(message)
        return self

    def link_to(self, case_id: str) -> str:
        """Where a case is read."""
        return self.link.format(case=quote(case_id, safe=""))


class WebhookSettings(HandlerPart):
    """A signed call of another program for each entry, as a reference."""

    kind: Literal["webhook"]
    url: Url = Field(description="The address that is called")
    secret_file: str = Field(
        default="",
        description="The file that holds the secret, `whsec_` and base64; several while it changes",
    )
    secret_variable: str = Field(
        default="", description="The environment variable that holds it, where there is no file"
    )
    source: str = Field(
        default="/ddrflow",
        min_length=1,
        description="From where it comes, as a URI; of several installations each has its own",
    )
    certificates: str = Field(
        default="", description="A file of certificates to trust in place of the system's"
    )
    organisations: list[str] = Field(
        default=[],
        description="Whose receiver it is: it is told of what these organisations are told of, and "
        "no more. Left out, it is told of every entry, and is the record keeper's own",
    )
    timeout: Duration = Field(
        default=SECONDS_10, description="How long the receiver may take to answer"
    )

    @model_validator(mode="after")
    def _is_signed(self) -> Self:
        if not (self.secret_file or self.secret_variable):
            message = "every call is signed: give `secret_file`"
            raise ValueError(message)
        return self


class FeedSettings(HandlerPart):
    """A calendar file for each organisation, which calendar programs read again and again."""

    kind: Literal["feed"]
    folder: Path = Field(strict=False, description="The folder that the files are written to")
    organisations: list[str] = Field(
        min_length=1, description="The organisations that have one, by their ids"
    )
    link: Link = Field(description="Where a case is read, such as `https://cases.example/{case}`")
    language: str = Field(default="en", description="The language of the files, as a code")

    @model_validator(mode="after")
    def _follows_everything(self) -> Self:
        if self.only:
            message = "a calendar follows whatever changes it: leave `only` out"
            raise ValueError(message)
        return self

    def link_to(self, case_id: str) -> str:
        """Where a case is read."""
        return self.link.format(case=quote(case_id, safe=""))


HandlerSettings = Annotated[
    LogSettings | MailSettings | WebhookSettings | FeedSettings, Field(discriminator="kind")
]
