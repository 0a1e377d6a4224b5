"""A mail to each organisation that is told something: a reference, a link, perhaps a day."""

import smtplib
import ssl
from collections import deque
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from email.message import EmailMessage
from email.policy import SMTP
from hashlib import sha256
from time import monotonic
from typing import Final

from ddrflow.daemon.handlers.calendar import invitation, method_of
from ddrflow.daemon.handlers.secret import secret
from ddrflow.daemon.handlers.settings import MailSettings
from ddrflow.daemon.message import Message, NotDelivered, TurnedAway
from ddrflow.decide import TOLD_OF, Appointment
from ddrflow.languages import language
from ddrflow.log import logger

LOG: Final = logger("daemon")
#: Of so many mails it is remembered that the server took them: they are not sent again for the
#: sake of another that it did not take.
REMEMBERED: Final = 10_000
#: How many answers of the server there is time for in all, and how many the last mail may take.
ROOM: Final = 10
FOR_THE_LAST: Final = 4
#: From here on, a server says that it will never take it.
FOR_GOOD: Final = 500


class MailHandler:
    """Sends mails over SMTP. None says what it is about but for a day: it is read behind the link.

    An organisation that is told several things of one entry has one mail, and one for each
    further day in its calendar. What the server refuses for good is a dead letter at once.
    """

    def __init__(self, settings: MailSettings) -> None:
        self.name = settings.name
        # For connecting, greeting and signing in, for mails, and for the last one that was begun.
        self.timeout = ROOM * settings.timeout
        self._settings = settings
        self._language = language(settings.language)
        self._context = ssl.create_default_context(cafile=settings.certificates or None)
        self._taken: deque[str] = deque(maxlen=REMEMBERED)
        self._password()

    def wants(self, kind: str) -> bool:
        """Of what is told to nobody there is nothing to send."""
        return kind in TOLD_OF and self._settings.wants(kind)

    def handle(self, message: Message) -> None:
        """One mail after another; the rest goes on where one is refused."""
        mails = [one for one in self._mails(message) if one["Message-ID"] not in self._taken]
        if not mails:
            return
        try:
            refused = self._all_sent(mails)
        except (smtplib.SMTPException, OSError) as fault:
            raise NotDelivered(reason=type(fault).__name__) from fault
        if any(code < FOR_GOOD for code in refused):
            raise NotDelivered(reason=str(min(refused)))
        if refused:
            raise TurnedAway(reason=str(refused[0]))

    def _all_sent(self, mails: Sequence[EmailMessage]) -> list[int]:
        """The codes of what was refused. Raises TimeoutError where a slow server left no time.

        Whoever takes longer than its claim lasts would send again what another sends meanwhile.
        """
        until = monotonic() + ((ROOM - FOR_THE_LAST) * self._settings.timeout).total_seconds()
        refused = []
        with self._connected() as server:
            for one in mails:
                if monotonic() > until:
                    message = "the rest is sent in the next round"
                    raise TimeoutError(message)
                if code := self._sent(server, one):
                    refused.append(code)
        return refused

    def _connected(self) -> smtplib.SMTP:
        settings = self._settings
        seconds = settings.timeout.total_seconds()
        server: smtplib.SMTP
        if settings.security == "tls":
            server = smtplib.SMTP_SSL(
                settings.host, settings.port, timeout=seconds, context=self._context
            )
        else:
            server = smtplib.SMTP(settings.host, settings.port, timeout=seconds)
        try:
            if settings.security == "starttls":
                server.starttls(context=self._context)
            if settings.user:
                server.login(settings.user, self._password())
        except BaseException:
            server.close()
            raise
        return server

    def _password(self) -> str:
        settings = self._settings
        if not settings.user:
            return ""
        return secret(settings.password_file, settings.password_variable)

    def _sent(self, server: smtplib.SMTP, mail: EmailMessage) -> int:
        """The code with which it was refused; 0 where it was taken."""
        try:
            server.send_message(mail)
        except smtplib.SMTPRecipientsRefused as fault:
            return max(code for code, _ in fault.recipients.values())
        except smtplib.SMTPDataError as fault:
            return fault.smtp_code
        self._taken.append(mail["Message-ID"])
        return 0

    # ---- what is sent

    def _mails(self, message: Message) -> Iterator[EmailMessage]:
        for organisation in message.organisations:
            to = self._settings.to.get(organisation)
            if to is None:
                LOG.warning("no address", handler=self.name, organisation=organisation)
                continue
            days = [
                one
                for one in message.appointments
                if one.to == organisation and self._settings.invitations
            ]
            is_told = any(one.to == organisation for one in message.letters)
            first = days[0] if days else None
            if is_told or first is not None:
                yield self._mail(message, organisation, to, first)
            for one in days[1:]:
                yield self._mail(message, organisation, to, one)

    def _mail(
        self, message: Message, organisation: str, to: str, day: Appointment | None
    ) -> EmailMessage:
        settings, say = self._settings, self._language.say
        link = settings.link_to(message.case_id)
        mail = EmailMessage(SMTP)
        mail["From"] = settings.sender
        mail["To"] = to
        mail["Subject"] = say("Case {case}", case=_on_one_line(message.case_id))
        mail["Date"] = datetime.now(UTC)
        mail["Message-ID"] = _id(message.key, organisation, day, settings.sender)
        mail["Auto-Submitted"] = "auto-generated"
        mail["X-Auto-Response-Suppress"] = "All"
        opening = say("There is something for you in a case:")
        reference = say("Reference: {key}", key=message.key)
        mail.set_content(f"{opening}\n\n{link}\n\n{reference}\n")
        if day is not None:
            _add(mail, invitation(day, settings.sender, to, link, self._language), method_of(day))
        return mail


def _on_one_line(text: str) -> str:
    """An id that cannot begin another line of a header, whoever made it."""
    return "".join(one if one.isprintable() else " " for one in text)


def _id(key: str, organisation: str, day: Appointment | None, sender: str) -> str:
    """The key, and which of its mails it is: the same whenever it is sent."""
    which = f"{organisation}/{day.kind}/{day.name}/{day.run}" if day else organisation
    short = sha256(which.encode("utf-8", "surrogatepass")).hexdigest()[:16]
    return f"<{key}.{short}@{sender.rpartition('@')[2]}>"


def _add(mail: EmailMessage, calendar: bytes, method: str) -> None:
    """Beside the text, for programs that ask what to do with it; and as a file, for the others."""
    mail.add_alternative(
        calendar,
        maintype="text",
        subtype="calendar",
        params={"method": method, "charset": "utf-8"},
        cte="base64",
    )
    mail.add_attachment(
        calendar,
        maintype="text",
        subtype="calendar",
        filename="appointment.ics",
        params={"method": method, "charset": "utf-8"},
        cte="base64",
    )
