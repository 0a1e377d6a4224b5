"""Lines that players type, taken apart."""

import pytest

from ddrflow.errors import BadCommand
from ddrflow.rehearsal.orders import ORDERS, order_of, pairs_of


def test_a_line_is_a_word_and_what_belongs_to_it() -> None:
    order = order_of('do record-item item=i-1 text="Whom he met."')
    assert order is not None
    assert (order.word, order.words[0]) == ("do", "record-item")
    assert order.pairs == {"item": "i-1", "text": "Whom he met."}


@pytest.mark.parametrize("text", ["", "   ", "# what a trainer notes"])
def test_empty_lines_and_comments_are_none(text: str) -> None:
    assert order_of(text) is None


def test_what_follows_a_comment_sign_does_not_count() -> None:
    order = order_of("seat prison # now the officer")
    assert order is not None
    assert order.words == ("prison",)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("stepp admit", "`stepp` is nothing that one can do here\n  help: did you mean `step`?"),
        ("jump", "`jump` is nothing that one can do here\n  help: `help` lists the words"),
        ("seat", "it needs more words\n  help: `seat NAME`"),
        ('do x text="open', "the line cannot be read: no closing quotation\n  help: close"),
    ],
)
def test_a_line_that_is_none_says_what_would_be_right(text: str, said: str) -> None:
    with pytest.raises(BadCommand) as fault:
        order_of(text)
    assert said in str(fault.value)


def test_an_argument_without_a_value_is_refused() -> None:
    with pytest.raises(BadCommand, match="`kind` is no `name=value`"):
        pairs_of(["kind"])


def test_every_word_says_what_it_does() -> None:
    assert all(what for _, what in ORDERS.values())
