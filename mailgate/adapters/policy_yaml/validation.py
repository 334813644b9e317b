"""From a document to a schema, with every complaint of pydantic said in Indonesian at its line."""

from difflib import get_close_matches
from types import UnionType
from typing import Annotated, Any, TypeVar, Union, get_args, get_origin

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from mailgate.adapters.policy_yaml.reader import Document
from mailgate.domain.errors import Fault

Schema = TypeVar("Schema", bound=BaseModel)

_MESSAGES = {
    "missing": "wajib diisi",
    "string_type": "harus berupa teks",
    "list_type": "harus berupa daftar, mis. [satu, dua]",
    "tuple_type": "harus berupa daftar, mis. [satu, dua]",
    "dict_type": "harus berisi pasangan 'kunci: nilai'",
    "model_type": "harus berisi pasangan 'kunci: nilai'",
    "model_attributes_type": "harus berisi pasangan 'kunci: nilai'",
    "too_short": "tidak boleh kosong",
    "int_parsing": "harus bilangan bulat, bukan '{input}'",
    "int_type": "harus bilangan bulat",
    "greater_than_equal": "paling sedikit {ge}, bukan {input}",
    "less_than_equal": "paling banyak {le}, bukan {input}",
    "literal_error": "harus salah satu dari {expected}, bukan '{input}'",
}


def validated(document: Document, schema: type[Schema], faults: list[Fault]) -> Schema | None:
    """The document as `schema`, or None after adding every complaint to `faults`."""
    try:
        return schema.model_validate(document.data)
    except ValidationError as error:
        faults.extend(document.fault(detail["loc"], _message(detail, schema)) for detail in error.errors())
        return None


def suggestion(word: str, known: list[str]) -> str:
    """`; mungkin maksudnya 'x'`, or the list of what is known where nothing comes close."""
    near = get_close_matches(word.lower(), known, n=1, cutoff=0.6)
    if near:
        return f"; mungkin maksudnya '{near[0]}'"
    return f"; yang dikenal: {', '.join(sorted(known))}" if known else ""


def _message(detail: ErrorDetails, schema: type[BaseModel]) -> str:
    context = dict(detail.get("ctx") or {})
    if detail["type"] == "value_error":
        return str(context["error"])
    if detail["type"] == "extra_forbidden":
        *around, key = detail["loc"]
        return f"kunci '{key}' tidak dikenal{suggestion(str(key), _known_keys(schema, around))}"
    expected = str(context.pop("expected", "")).replace(" or ", " atau ")
    template = _MESSAGES.get(detail["type"], "tidak sah")
    return template.format(input=detail["input"], expected=expected, **context)


def _known_keys(schema: type[BaseModel], path: list[int | str]) -> list[str]:
    """The keys that the schema allows in the block at `path`."""
    here: Any = schema
    for part in path:
        here = _inside(_bare(here), part)
    model = _bare(here)
    if not (isinstance(model, type) and issubclass(model, BaseModel)):
        return []
    return [field.alias or name for name, field in model.model_fields.items()]


def _inside(annotation: Any, part: int | str) -> Any:
    """The annotation of what stands under `part` of a block, list or mapping."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        for name, field in annotation.model_fields.items():
            if part in (field.alias, name):
                return field.annotation
        return None
    if get_origin(annotation) is dict:
        return get_args(annotation)[1]
    return next(iter(get_args(annotation)), None)


def _bare(annotation: Any) -> Any:
    """Without Annotated and without `| None`."""
    while True:
        origin = get_origin(annotation)
        if origin is Annotated:
            annotation = get_args(annotation)[0]
        elif origin in (Union, UnionType):
            annotation = next(kind for kind in get_args(annotation) if kind is not type(None))
        else:
            return annotation
