"""A plan as a document that can be kept, signed and read back; its digest says which one it is."""

import json
from typing import Any, Final

from pydantic import TypeAdapter, ValidationError

from ddrflow.errors import BadCommand
from ddrflow.migration.plan import Plan
from ddrflow.wire.canonical import canonical, digest

SCHEMA: Final = "ddrflow.plan/1"
READ: Final = TypeAdapter(Plan)


def plan_to_json(plan: Plan) -> dict[str, Any]:
    """The plan as plain data."""
    data: dict[str, Any] = READ.dump_python(plan, mode="json")
    return {"schema": SCHEMA, **data}


def plan_schema() -> dict[str, Any]:
    """The JSON Schema of a plan."""
    schema: dict[str, Any] = READ.json_schema(mode="serialization")
    schema["properties"] = {"schema": {"const": SCHEMA}, **schema["properties"]}
    schema["required"] = ["schema", *schema["required"]]
    return schema


def digest_of(plan: Plan) -> str:
    """SHA-256 of the plan in its canonical form: what is signed, and recorded with each move."""
    return digest(canonical(plan_to_json(plan)))


def plan_from_json(text: str) -> Plan:
    """The plan of a document; raises BadCommand for anything that is not whole and unchanged."""
    try:
        data = json.loads(text)
    except (ValueError, RecursionError) as fault:
        raise BadCommand("plan", f"it is no JSON: {fault}", MADE) from fault
    if not isinstance(data, dict) or data.get("schema") != SCHEMA:
        raise BadCommand("plan", f"it does not say `{SCHEMA}` under `schema`", MADE)
    given = {name: one for name, one in data.items() if name != "schema"}
    try:
        plan = READ.validate_python(given)
    except ValidationError as fault:
        first = fault.errors(include_url=False)[0]
        place = ".".join(str(one) for one in first["loc"]) or "plan"
        raise BadCommand("plan", f"`{place}`: {str(first['msg']).lower()}", MADE) from fault
    if canonical(plan_to_json(plan)) != canonical(data):
        raise BadCommand("plan", "it says more than a plan does, or says it otherwise", MADE)
    return plan


MADE: Final = "a plan is made by `ddrflow migrate OLD NEW --dry-run --plan FILE`"
