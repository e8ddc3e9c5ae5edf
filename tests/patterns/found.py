"""Every regular expression of the package, with the methods that the package calls on it."""

from __future__ import annotations

import ast
import importlib
import inspect
import pkgutil
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from types import ModuleType
from typing import Any

import kg

METHODS = frozenset(["search", "match", "fullmatch", "sub", "subn", "split", "findall", "finditer"])
_NO_IMPORT = frozenset(["kg.__main__"])  # importing it runs the program


@dataclass
class Found:
    """One pattern, where it stands first, what is called on it, and the modules that hold it."""

    pattern: re.Pattern[Any]
    place: str
    modules: set[str] = field(default_factory=set)
    methods: set[str] = field(default_factory=set)


def modules() -> list[ModuleType]:
    """Import and return every module of the package."""
    names = sorted(
        module.name for module in pkgutil.walk_packages(kg.__path__, "kg.") if module.name not in _NO_IMPORT
    )
    return [importlib.import_module(name) for name in names]


def patterns() -> tuple[list[Found], list[str]]:
    """Return every pattern, and the places of inline ones that cannot be told without running the code."""
    found: dict[re.Pattern[Any], Found] = {}
    unknown: list[str] = []
    loose: dict[str, set[str]] = {}
    for module in modules():
        for place, pattern in _held(module):
            found.setdefault(pattern, Found(pattern, place)).modules.add(module.__name__)
    for module in modules():
        tree = ast.parse(inspect.getsource(module))
        for node in ast.walk(tree):
            if isinstance(node, ast.Attribute) and node.attr in METHODS:
                held = _named(node.value, module)
                if isinstance(held, re.Pattern):
                    found.setdefault(held, Found(held, module.__name__)).methods.add(node.attr)
                elif held is None and node.attr not in ("split", "sub"):  # a variable may hold one of a list
                    loose.setdefault(module.__name__, set()).add(node.attr)
            if isinstance(node, ast.Call) and (inline := _inline(node, module, unknown)):
                pattern, method = inline
                one = found.setdefault(pattern, Found(pattern, f"{module.__name__}:{node.lineno}"))
                if method != "compile":
                    one.methods.add(method)
    for one in found.values():
        if not one.methods:  # reached by other ways than a name
            one.methods |= {method for name in one.modules for method in loose.get(name, ())}
        one.methods |= set() if one.methods else {"search", "fullmatch"}
    return sorted(found.values(), key=lambda one: one.place), unknown


def _held(module: ModuleType) -> Iterator[tuple[str, re.Pattern[Any]]]:
    seen: set[int] = set()

    def look(name: str, value: Any, depth: int) -> Iterator[tuple[str, re.Pattern[Any]]]:
        value = value() if _works_out_once(value) else value
        if isinstance(value, re.Pattern):
            yield name, value
            return
        if depth > 4 or id(value) in seen or isinstance(value, str | bytes | int | float | ModuleType):
            return
        seen.add(id(value))
        parts: Iterable[object] = ()
        if isinstance(value, Mapping):
            parts = [*value.keys(), *value.values()] if len(value) < 2000 else ()
        elif isinstance(value, list | tuple | set | frozenset):
            parts = value if len(value) < 2000 else ()
        elif inspect.isclass(value) and value.__module__.startswith("kg"):
            parts = list(vars(value).values())
        elif inspect.isfunction(value) and value.__module__.startswith("kg"):
            parts = [*(value.__defaults__ or ()), *(value.__kwdefaults__ or {}).values()]
            parts = [*parts, *(cell.cell_contents for cell in value.__closure__ or () if _filled(cell))]
        elif type(value).__module__.startswith("kg") and hasattr(value, "__dataclass_fields__"):
            parts = [getattr(value, one, None) for one in value.__dataclass_fields__]
        for part in parts:
            yield from look(name, part, depth + 1)

    for name, value in list(vars(module).items()):
        if not name.startswith("__"):
            yield from look(f"{module.__name__}.{name}", value, 0)


def _works_out_once(value: Any) -> bool:
    """Tell whether a function of kg without parameters is cached and says that it returns patterns."""
    if type(value).__name__ != "_lru_cache_wrapper":
        return False
    made = value.__wrapped__
    if not made.__module__.startswith("kg") or made.__code__.co_argcount:
        return False
    return any(word in str(made.__annotations__.get("return")) for word in ("Pattern", "CodePage"))


def _filled(cell: Any) -> bool:
    try:
        cell.cell_contents  # noqa: B018 - reading an empty one raises
    except ValueError:
        return False
    return True


def _named(node: ast.expr, module: ModuleType) -> object:
    """Return what a name, perhaps with dots, stands for in a module; None where that is not known."""
    if isinstance(node, ast.Name):
        return getattr(module, node.id, None)
    if isinstance(node, ast.Attribute):
        holder = _named(node.value, module)
        return (
            getattr(holder, node.attr, None) if inspect.ismodule(holder) or inspect.isclass(holder) else None
        )
    return None


def _inline(node: ast.Call, module: ModuleType, unknown: list[str]) -> tuple[re.Pattern[Any], str] | None:
    """Return the pattern of a call such as `re.sub(r"…", …)`, and the function called."""
    function = node.func
    if not (isinstance(function, ast.Attribute) and _named(function.value, module) is re):
        return None
    if function.attr not in METHODS | {"compile"} or not node.args:
        return None
    source = node.args[0]
    values = [source.value] if isinstance(source, ast.Constant) else _values(source, module)
    if not values:
        if function.attr != "compile":  # what is compiled at the level of a module was found there
            unknown.append(f"{module.__name__}:{node.lineno}")
        return None
    flags = next((one.value for one in node.keywords if one.arg == "flags"), None)
    if flags is None and function.attr in ("compile", "search", "match", "fullmatch", "findall", "finditer"):
        place = 1 if function.attr == "compile" else 2
        flags = node.args[place] if len(node.args) > place else None
    value = 0 if flags is None else eval(ast.unparse(flags), {"re": re})
    return re.compile(values[0], value), function.attr


def _values(source: ast.expr, module: ModuleType) -> list[str]:
    held = _named(source, module)
    return [held] if isinstance(held, str) else []
