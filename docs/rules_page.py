"""The page on rules: what each asks, reads and answers, from the rules themselves."""

from typing import Final, get_type_hints

from ddrflow.model.rule import Rule
from ddrflow.rules import RULES
from ddrflow.rules.base import Refers
from docs.key_types import default, spoken
from docs.markdown import coded, page, table
from docs.rule_messages import messages_of

OPENING: Final = (
    "Every rule that ddrflow comes with. A rule about who may act is asked by the engine and"
    " cannot be named in a file; unmet, it refuses as `not-entitled`. How to add one is in"
    " [Add a rule](../how-to/add-a-rule.md)."
)


def written() -> str:
    """Every rule that ddrflow comes with."""
    return page("Rules", OPENING, *(_rule(rule) for rule in RULES))


def _rule(rule: Rule) -> str:
    liftable = "yes, where a file says so" if rule.is_liftable else "no"
    facts = [
        ("Named in files", "no: who may act" if rule.entitles else "yes"),
        ("Liftable", liftable),
        ("Own source", f"`{rule.source}`"),
        ("Reads", coded(sorted(rule.reads))),
        ("Messages", coded(messages_of(rule))),
    ]
    if not rule.entitles:
        facts.insert(0, ("Parameters", _parameters(rule)))
    return f"## {rule.rule_id}\n\n{rule.asks}\n\n{table(('', ''), facts)}"


def _parameters(rule: Rule) -> str:
    hints = get_type_hints(rule.parameters, include_extras=True)
    said = []
    for name, field in rule.parameters.model_fields.items():
        marks = [one for one in getattr(hints[name], "__metadata__", ()) if isinstance(one, Refers)]
        kind = f"{marks[0].to} of the file" if marks else spoken(hints[name])
        kind = kind.replace("(#", "(workflow-file.md#")
        left_out = "" if field.is_required() else f", default {default(field)}"
        meaning = field.description or ""
        said.append(f"`{name}` ({kind}{left_out}): {meaning[:1].lower()}{meaning[1:]}")
    return "; ".join(said) or "none"
