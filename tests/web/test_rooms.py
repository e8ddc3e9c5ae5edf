"""The rooms of the web: how large each is and how deep, and what its routes say of themselves."""

from __future__ import annotations

import ast
from functools import cache
from pathlib import Path

import httpx
import pytest
from starlette.routing import compile_path

import kg.web
from kg.web.http.route import METHODS, allowed
from kg.web.routes import routes

WEB = Path(kg.web.__file__).parent
ROOMS = sorted(path.parent.relative_to(WEB).as_posix() for path in WEB.rglob("*/__init__.py"))
MOST_MODULES, MOST_FLOORS = 14, 5


def parts(room: str) -> dict[str, list[Path]]:
    """Return what stands in a room: modules, and rooms inside it with all that is in them."""
    place = WEB / room
    found = {path.stem: [path] for path in place.glob("*.py") if path.stem != "__init__"}
    inner = {path.parent.name: sorted(path.parent.rglob("*.py")) for path in place.glob("*/__init__.py")}
    return found | inner


def neighbours(room: str, files: list[Path]) -> set[str]:
    """Return which parts of the room these files import."""
    prefix = f"kg.web.{room.replace('/', '.')}."
    found = set()
    for path in files:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.ImportFrom) and node.module is not None:
                whole = [f"{node.module}.{alias.name}" for alias in node.names]
                found |= {
                    name[len(prefix) + 1 :].split(".")[0] for name in whole if name.startswith(f"{prefix}.")
                }
    return found


@pytest.mark.parametrize("room", ROOMS)
def test_a_room_is_small_and_low(room: str) -> None:
    inside = parts(room)
    modules = [name for name, files in inside.items() if (WEB / room / f"{name}.py") in files]
    assert 1 < len(modules) <= MOST_MODULES

    @cache
    def floor(name: str) -> int:
        below = neighbours(room, inside[name]) & inside.keys() - {name}
        return 1 + max(map(floor, below), default=0)

    # What is imported for its types alone counts as well, but for the one object that names all others.
    assert max(floor(name) for name in inside if name != "exchange") <= MOST_FLOORS


def scope(path: str, method: str = "OPTIONS") -> dict[str, object]:
    return {"type": "http", "path": path, "root_path": "", "method": method}


def test_openapi_describes_routes_with_the_methods_they_have(client: httpx.Client) -> None:
    table = routes()
    described = client.get("/openapi.json").json()["paths"]
    assert described
    for path, operations in described.items():
        example = path.replace("{id}", "x").replace("{release}", "current").replace("{file}", "x")
        methods = allowed(table, scope(example))
        assert set(operations) == {method.lower() for method in methods} - {"head", "options"}, path


def test_options_say_what_the_route_has(client: httpx.Client) -> None:
    table = routes()
    for route in table:
        _, form, kinds = compile_path(route.path)
        path = form.format(**dict.fromkeys(kinds, "x"))
        answer = client.options(path)
        assert answer.status_code == 204
        assert answer.headers["allow"].split(", ") == allowed(table, scope(path))
    assert {method for route in table for method in route.methods or ()} <= set(METHODS)
