"""pydantic's findings as our sentences: each at its own line, naming the key as the author wrote it."""

from __future__ import annotations

import difflib
import types
import typing
from collections.abc import Iterable, Sequence
from typing import Annotated, Any, TypeVar, Union, get_args, get_origin

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from coursewright.problems import MOST_IN_FILE, Problems
from coursewright.source import Key, Source

M = TypeVar("M", bound=BaseModel)


def validate(model: type[M], source: Source, noun: str, problems: Problems) -> M | None:
    """The source's data as `model`, or None with every fault reported. `noun` names the kind of file in codes."""
    if not isinstance(source.data, dict):
        what = "is empty" if source.data is None else "is not a mapping of keys to values"
        problems.error(
            f"{noun}.wrong-type",
            f"the file {what}; a {noun} file begins with keys such as {_first_keys(model)}",
            source.place(),
        )
        return None
    try:
        return model.model_validate(source.data)
    except ValidationError as fault:
        details = fault.errors(include_url=False)
        meant = {place for detail in details if (place := _meant(model, detail))}
        for detail in details[: MOST_IN_FILE + 1]:
            # A key misspelt is one fault, not also the fault of a key missing.
            if not (detail["type"] == "missing" and detail["loc"] in meant):
                _report(model, source, noun, detail, problems)
        return None


def near(word: str, known: Iterable[str]) -> str:
    """`; did you mean "correct"?` where a known word is close, else an empty string."""
    match = nearest(word, known)
    return f'; did you mean "{match}"?' if match else ""


def choice(word: str, allowed: Sequence[str]) -> str:
    """The near match, if there is one, and everything allowed: `; did you mean "a"? Use "a" or "b"`."""
    hint = near(word, allowed)
    return f"{hint} Use {listed(allowed)}" if hint else f"; use {listed(allowed)}"


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The known word that `word` most likely stands for."""
    known = list(known)
    begun = [one for one in known if len(word) > 2 and (one.startswith(word) or word.startswith(one))]
    return next(iter(begun or difflib.get_close_matches(word, known, n=1, cutoff=0.6)), None)


def listed(words: Sequence[str]) -> str:
    """`"a"`, `"a" or "b"`, `"a", "b" or "c"`."""
    quoted = [f'"{word}"' for word in words]
    return quoted[0] if len(quoted) == 1 else f"{', '.join(quoted[:-1])} or {quoted[-1]}"


def _report(model: type[BaseModel], source: Source, noun: str, detail: ErrorDetails, problems: Problems) -> None:
    key = _written(source.data, detail["loc"])
    kind = detail["type"]
    context: dict[str, Any] = detail.get("ctx", {})
    shown = _shown(detail["input"])
    name = next((f'"{part}"' for part in reversed(key) if isinstance(part, str)), "the file")
    if kind == "too_short" and len(_at(source.data, key)) >= context["min_length"]:
        return  # pydantic counts what is left once broken entries are dropped; those have been reported
    if kind == "missing":
        owner = _owner(key)
        missing = detail["loc"][-1]
        problems.error(f"{noun}.missing-key", f'{owner} needs the key "{missing}"', source.place(key))
        return
    if kind == "extra_forbidden":
        holder = _model_at(model, detail["loc"][:-1])
        known = list(holder.model_fields) if holder else []
        hint = near(str(key[-1]), known) or (f"; it may hold {listed(sorted(known))}" if known else "")
        problems.error(f"{noun}.unknown-key", f'unknown key "{key[-1]}" in {_owner(key[:-1])}{hint}', source.place_of_key(key))
        return
    if kind == "union_tag_invalid":
        allowed = [word.strip(" '") for word in str(context["expected_tags"]).split(",")]
        tag = str(context["tag"])
        place = source.place((*key, "type"))
        problems.error(
            f"{noun}.unknown-type",
            f'there is no question type "{tag}"{choice(tag, allowed)}',
            place,
        )
        return
    if kind == "union_tag_not_found":
        problems.error(f"{noun}.missing-key", f'{_owner(key)} needs the key "type"', source.place(key))
        return
    code, message = _sentence(kind, context, name, shown, detail)
    problems.error(f"{noun}.{code}", message, source.place(key))


def _meant(model: type[BaseModel], detail: ErrorDetails) -> tuple[str | int, ...] | None:
    """For an unknown key: the location of the key it was meant to be."""
    if detail["type"] != "extra_forbidden":
        return None
    holder = _model_at(model, detail["loc"][:-1])
    match = nearest(str(detail["loc"][-1]), holder.model_fields) if holder else None
    return (*detail["loc"][:-1], match) if match else None


def _sentence(kind: str, context: dict[str, Any], name: str, shown: str, detail: ErrorDetails) -> tuple[str, str]:
    if kind == "string_type" and isinstance(detail["input"], (int, float)):
        return "wrong-type", f"{name} must be text, but {shown} is a number; put it in quotes"
    wanted = {
        "string_type": "text",
        "int_type": "a whole number",
        "int_from_float": "a whole number",
        "float_type": "a number",
        "bool_type": "true or false",
        "date_type": "a date such as 2027-11-30",
        "date_from_datetime_parsing": "a date such as 2027-11-30",
        "list_type": "a list",
        "tuple_type": "a list",
        "dict_type": "a mapping of keys to values",
        "model_type": "a mapping of keys to values",
        "model_attributes_type": "a mapping of keys to values",
    }.get(kind)
    if wanted:
        return "wrong-type", f"{name} must be {wanted}, but it is {shown}"
    match kind:
        case "literal_error" | "enum":
            allowed = [word.strip("'") for word in str(context["expected"]).replace(" or ", ", ").split(", ")]
            return "wrong-value", f"{name} is {shown}{choice(str(detail['input']), allowed)}"
        case "string_pattern_mismatch":
            return "wrong-value", f"{name} is {shown}, which {PATTERNS.get(context['pattern'], 'has the wrong form')}"
        case "too_short":
            few = context["min_length"]
            return (
                "too-short",
                f"{name} needs at least {few} {'entry' if few == 1 else 'entries'}; it has {context['actual_length']}",
            )
        case "too_long":
            return (
                "too-long",
                f"{name} may have at most {context['max_length']} entries; it has {context['actual_length']}",
            )
        case "string_too_short":
            return "too-short", f"{name} is empty; write at least {context['min_length']} character(s)"
        case "string_too_long":
            return "too-long", f"{name} has {len(str(detail['input']))} characters; at most {context['max_length']} fit"
        case "greater_than_equal":
            return "wrong-value", f"{name} is {shown}; it must be {context['ge']} or more"
        case "less_than_equal":
            return "wrong-value", f"{name} is {shown}; it must be {context['le']} or less"
        case "value_error":
            return "wrong-value", f"{name}: {context['error']}"
    return "wrong-value", f"{name} is {shown}: {detail['msg']}"


PATTERNS = {
    r"^[a-z][a-z0-9-]*$": "is not an id: use a small letter first, then small letters, digits and hyphens",
    r"^[1-9]\.[1-9]$": 'is not an element number such as "1.1"',
    r"^[1-9]\.[1-9]\.[1-9]$": 'is not a descriptor number such as "1.1.2"',
    r"^[0-9]+\.[0-9]+\.[0-9]+$": 'is not a version such as "1.0.0"',
    r"^https?://[^\s<>\"]+/$": 'is not an address that ends with "/", such as "https://learning.example.org/"',
    r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$": 'is not a language code such as "en-GB"',
}
"""What a value that misses a pattern of the models should have been."""


def _written(data: Any, loc: tuple[str | int, ...]) -> Key:
    """pydantic's location as the keys the author wrote: names of union members are left out."""
    key: list[str | int] = []
    for part in loc:
        if isinstance(data, dict) and part in data:  # noqa: SIM114 - one condition would lose the types
            data = data[part]
        elif isinstance(data, list) and isinstance(part, int) and part < len(data):
            data = data[part]
        else:
            continue
        key.append(part)
    return tuple(key)


def _at(data: Any, key: Key) -> Any:
    found: Any = data
    for part in key:
        found = found[part]
    return found


def _owner(key: Key) -> str:
    """What a mapping at `key` is called in a sentence: "a question", "the file"."""
    for part in reversed(key):
        if isinstance(part, str):
            word = part.replace("_", " ")
            if key[-1] is part:
                return f'"{part}"'
            single = {"people": "person", "indicators": "indicator"}.get(part, word.removesuffix("s"))
            return f"{'an' if single[0] in 'aeiou' else 'a'} {single}"
    return "the file"


def _shown(value: Any) -> str:
    if isinstance(value, str):
        text = value if len(value) <= 60 else value[:57] + "..."
        return '"' + text.replace("\n", " ") + '"'
    if isinstance(value, bool):
        return "true" if value else "false"
    if value is None:
        return "empty"
    if isinstance(value, (dict, list)):
        return "a mapping" if isinstance(value, dict) else "a list"
    return str(value)


def _first_keys(model: type[BaseModel]) -> str:
    return listed([name for name, info in model.model_fields.items() if info.is_required()][:3])


def _model_at(model: Any, loc: tuple[str | int, ...]) -> type[BaseModel] | None:
    """The model that reads the mapping at pydantic's location `loc`."""
    for part in loc:
        model = _step(_bare(model), part)
    model = _bare(model)
    return model if isinstance(model, type) and issubclass(model, BaseModel) else None


def _step(model: Any, part: str | int) -> Any:
    origin = get_origin(model)
    if origin in (list, tuple, dict):
        return get_args(model)[-1 if origin is dict else 0]
    if origin in (Union, types.UnionType):
        for member in get_args(model):
            bare = _bare(member)
            kind = getattr(bare, "model_fields", {}).get("type")
            if kind is not None and part in get_args(kind.annotation):
                return bare
        return None
    if isinstance(model, type) and issubclass(model, BaseModel) and part in model.model_fields:
        return model.model_fields[str(part)].annotation
    return None


def _bare(model: Any) -> Any:
    """Without Annotated, and without `| None`."""
    while get_origin(model) is Annotated:
        model = get_args(model)[0]
    if get_origin(model) in (Union, types.UnionType):
        members = [member for member in typing.get_args(model) if member is not type(None)]
        if len(members) == 1:
            return _bare(members[0])
    return model
