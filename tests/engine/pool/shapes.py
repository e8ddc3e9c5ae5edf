"""Queries that grow with a number, each in a way of its own: what they cost a planner is measured.

`SHAPES` has a function of the number for each; `largest` finds the largest that the limits let through.
"""

from __future__ import annotations

from collections.abc import Callable

from kg.engine.pool import Limits, refuse_oversized
from kg.errors import QueryLimitExceeded

Shape = Callable[[int], str]


def _each(pattern: str, count: int) -> str:
    """Return the pattern for each number from 0: `#` stands for it, `@` for the one after."""
    return "".join(pattern.replace("#", str(n)).replace("@", str(n + 1)) for n in range(count))


def _repeated(before: str, pattern: str, after: str) -> Shape:
    return lambda n: before + _each(pattern, n) + after


def _nested(before: str, opening: str, inner: str, closing: str, after: str) -> Shape:
    return lambda n: before + opening * n + inner + closing * n + after


_REPEATED: dict[str, tuple[str, str, str]] = {
    "chain": ("SELECT * { ", "?v# <e:p> ?v@ . ", " }"),
    "star": ("SELECT * { ", "?s <e:p> ?v# . ", " }"),
    "apart": ("SELECT * { ", "?s# ?p# ?o# . ", " }"),
    "same": ("SELECT * { ", "?s ?p ?o . ", " }"),
    "objects": ("SELECT * { ?s <e:p> ?o", "  , ?v#", " }"),
    "objects that are constants": ("SELECT * { ?s <e:p> 0", ",#", " }"),
    "properties": ("SELECT * { ?s <e:p> ?o", " ; <e:p> ?v#", " }"),
    "optionals": ("SELECT * { ", "OPTIONAL { ?s ?p ?o } ", " }"),
    "optionals in a chain": ("SELECT * { ?v0 ?p ?o ", "OPTIONAL { ?v# <e:p> ?v@ } ", " }"),
    "optionals in a star": ("SELECT * { ?s ?p ?o ", "OPTIONAL { ?s <e:p> ?v# } ", " }"),
    "empty optionals": ("SELECT * { ", "OPTIONAL{}", " }"),
    "optionals with filters": ("SELECT * { ?s ?p ?o ", "OPTIONAL { ?s <e:p> ?v# FILTER(?v# > ?o) } ", " }"),
    "optionals of two": ("SELECT * { ?s ?p ?o ", "OPTIONAL { ?s <e:p> ?v# . ?v# <e:p> ?w# } ", " }"),
    "unions": ("SELECT * { {} ", "UNION {} ", " }"),
    "unions of patterns": ("SELECT * { {?s ?p ?o} ", "UNION {?s# ?p ?o} ", " }"),
    "unions in a join": ("SELECT * { ", "{?s ?p ?v#} UNION {?s ?q ?v#} ", " }"),
    "unions apart": ("SELECT * { ", "{?s# ?p ?v#} UNION {?t# ?q ?v#} ", " }"),
    "unions of three in a join": ("SELECT * { ", "{?s ?p ?v#} UNION {?s ?q ?v#} UNION {?s ?r ?v#} ", " }"),
    "groups": ("SELECT * { ", "{?s ?p ?v#} ", " }"),
    "groups of two": ("SELECT * { ", "{?s ?p ?v# . ?s ?q ?v#} ", " }"),
    "empty groups": ("SELECT * { ", "{}", " }"),
    "minuses": ("SELECT * { ?s ?p ?o ", "MINUS { ?s ?p ?o } ", " }"),
    "minuses of two": ("SELECT * { ?s ?p ?o ", "MINUS { ?s ?p ?v# . ?v# ?q ?o } ", " }"),
    "exists": ("SELECT * { ?s ?p ?o ", "FILTER EXISTS { ?s ?p ?o } ", " }"),
    "exists in a disjunction": ("SELECT * { ?s ?p ?o FILTER(?s", "||EXISTS{?s ?p ?o}", ") }"),
    "filters": ("SELECT * { ?s ?p ?o ", "FILTER(?s)", " }"),
    "filters of constants": ("SELECT * { ", "FILTER(1)", " }"),
    "filters by functions": ("SELECT * { ?s ?p ?o ", "FILTER isIRI(?s)", " }"),
    "filters between patterns": ("SELECT * { ", "?s <e:p> ?v# FILTER(?v# > 1)", " }"),
    "filters that join": ("SELECT * { ", "?s# a ?v# . FILTER(?v# = ?s@)", " }"),
    "sums": ("SELECT (1", "+1", " AS ?x) {}"),
    "differences": ("SELECT (1", "-1", " AS ?x) {}"),
    "products": ("SELECT (1", "*1", " AS ?x) {}"),
    "quotients": ("SELECT (1", "/1", " AS ?x) {}"),
    "signed numbers": ("SELECT (1", " -1", " AS ?x) {}"),
    "sums of variables": ("SELECT * { ?s ?p ?o BIND(?o", "+?s", " AS ?x) }"),
    "conjunctions": ("SELECT * { ?s ?p ?o FILTER(?s", "&&?v#", ") }"),
    "disjunctions": ("SELECT * { ?s ?p ?o FILTER(?s", "||?v#", ") }"),
    "conjunctions of equations": ("SELECT * { ?s ?p ?o FILTER(?s=1", "&&?s=#", ") }"),
    "disjunctions of equations": ("SELECT * { ?s ?p ?o FILTER(?s=1", "||?s=#", ") }"),
    "conjunctions of comparisons": ("SELECT * { ?s ?p ?o FILTER(?s<1", "&&?s<?o&&?p>?o", ") }"),
    "disjunctions of sets": ("SELECT * { ?s ?p ?o FILTER(?s=1", "||?s IN(#,1)", ") }"),
    "sets": ("SELECT * { ?s ?p ?o ", "FILTER(?s IN(1,2))", " }"),
    "a set": ("SELECT * { ?s ?p ?o FILTER(?s IN(1", ",1", ")) }"),
    "a set of variables": ("SELECT * { ?s ?p ?o FILTER(?s IN(?p", ",?v#", ")) }"),
    "a set of iris": ("SELECT * { ?s ?p ?o FILTER(?s IN(<e:e>", ",<e:#>", ")) }"),
    "a set that is ruled out": ("SELECT * { ?s ?p ?o FILTER(?s NOT IN(1", ",1", ")) }"),
    "arguments": ("SELECT (CONCAT(''", ",''", ") AS ?x) {}"),
    "choices": ("SELECT (COALESCE(?y", ",?y", ") AS ?x) {}"),
    "choices of variables": ("SELECT (COALESCE(?y", ",?v#", ") AS ?x) {}"),
    "calls": ("SELECT * { ?s ?p ?o FILTER(1", "+STRLEN(?s)", ") }"),
    "calls as arguments": ("SELECT (CONCAT(''", ",STR(?v#)", ") AS ?x) {}"),
    "graphs": ("SELECT * { ", "GRAPH ?g# { ?s ?p ?o } ", " }"),
    "empty graphs": ("SELECT * { ", "GRAPH ?g {}", " }"),
    "subqueries": ("SELECT * { ", "{SELECT * {}}", " }"),
    "subqueries of a pattern": ("SELECT * { ", "{SELECT ?s# {?s# ?p ?o}}", " }"),
    "subqueries in a star": ("SELECT * { ", "{SELECT * {?s ?p ?v#}}", " }"),
    "items": ("SELECT * { ?s ?p (1", " 1", ") }"),
    "items that are variables": ("SELECT * { ?s ?p (1", " ?v#", ") }"),
    "empty lists": ("SELECT * { ", "() ?p ?o . ", " }"),
    "items that are blank nodes": ("SELECT * { ?s ?p (1", "[]", ") }"),
    "blank nodes": ("SELECT * { ", "[] ?p ?o . ", " }"),
    "blank nodes as objects": ("SELECT * { ?s ?p 1", ",[]", " }"),
    "bindings": ("SELECT * { ", "BIND(1 AS ?v#)", " }"),
    "bindings in a chain": ("SELECT * { BIND(1 AS ?v0)", "BIND(?v#+?v# AS ?v@)", " }"),
    "bindings after patterns": ("SELECT * { ", "?s <e:p> ?v# BIND(1 AS ?w#)", " }"),
    "columns": ("SELECT ", "?v# ", "{}"),
    "named expressions": ("SELECT ", "(1 AS ?v#)", "{}"),
    "named expressions in a chain": ("SELECT (1 AS ?v0)", "(?v#+?v# AS ?v@)", "{}"),
    "keys": ("SELECT (1 AS ?x) {} GROUP BY ", "?v# ", ""),
    "keys that are expressions": ("SELECT (1 AS ?x) {} GROUP BY ", "(1 AS ?v#)", ""),
    "aggregates": ("SELECT ", "(SUM(?x) AS ?v#)", "{}"),
    "aggregates that differ": ("SELECT ", "(SUM(?x+#) AS ?v#)", "{}"),
    "sums of aggregates": ("SELECT (COUNT(*)", "+COUNT(?a#)", " AS ?x) {}"),
    "arguments that are aggregates": ("SELECT (CONCAT(''", ",STR(COUNT(?a#))", ") AS ?x) {}"),
    "conditions on groups": ("SELECT (COUNT(*) AS ?x) {} HAVING ", "(1)", ""),
    "orders": ("SELECT * {?s ?p ?o} ORDER BY ", "?s ", ""),
    "orders that are expressions": ("SELECT * {?s ?p ?o} ORDER BY ", "DESC(?s)", ""),
    "rows": ("SELECT * { VALUES ?x {", " #", "} }"),
    "rows in brackets": ("SELECT * { VALUES (?x ?y) {", "(1 2)", "} }"),
    "rows without columns": ("SELECT * { VALUES(){", "()", "} }"),
    "tables": ("SELECT * { ", "VALUES ?v#{1}", " }"),
    "tables of one variable": ("SELECT * { ", "VALUES ?x{1}", " }"),
    "tables without columns": ("SELECT * { ", "VALUES(){}", " }"),
    "tables and patterns": ("SELECT * { ", "?s <e:p> ?v# . VALUES ?v# {1}", " }"),
    "steps": ("SELECT * { ?s a", "/a", " ?o }"),
    "alternatives": ("SELECT * { ?s a", "|a", " ?o }"),
    "steps of alternatives": ("SELECT * { ?s (a|a)", "/(a|a)", " ?o }"),
    "steps of any length": ("SELECT * { ?s a*", "/a*", " ?o }"),
    "steps that may be missing": ("SELECT * { ?s a?", "/a?", " ?o }"),
    "steps back": ("SELECT * { ?s ^a", "/^a", " ?o }"),
    "alternatives of any length": ("SELECT * { ?s a*", "|a*", " ?o }"),
    "alternatives of steps": ("SELECT * { ?s a/a", "|a/a", " ?o }"),
    "steps ruled out": ("SELECT * { ?s !(a", "|a", ") ?o }"),
    "steps back ruled out": ("SELECT * { ?s !(^a", "|^a", ") ?o }"),
    "steps of what is ruled out": ("SELECT * { ?s !a", "/!a", " ?o }"),
    "paths": ("SELECT * { ", "?s# a* ?s@ . ", " }"),
    "paths of alternatives": ("SELECT * { ", "?s a|a ?v# . ", " }"),
    "paths of steps": ("SELECT * { ", "?s a/a/a/a ?v# . ", " }"),
    "paths to objects": ("SELECT * { ?s a/a/a/a ?o", ",?v#", " }"),
    "templates": ("CONSTRUCT { ", "?s ?p ?o . ", "} WHERE { ?s ?p ?o }"),
    "templates of lists": ("CONSTRUCT { ?s ?p (", "1 ", ")} WHERE { ?s ?p ?o }"),
    "templates of blank nodes": ("CONSTRUCT { ?s ?p 1 ", ",[]", "} WHERE { ?s ?p ?o }"),
    "templates that are patterns": ("CONSTRUCT WHERE { ", "?s <e:p> ?v# . ", "}"),
    "things described": ("DESCRIBE ", "<e:#> ", ""),
    "variables described": ("DESCRIBE ", "?v# ", "{}"),
    "prefixes": ("", "PREFIX p#: <e:> ", "SELECT * {}"),
    "default graphs": ("SELECT * ", "FROM <e:#> ", "{}"),
    "annotations": ("SELECT * { ?s ?p ?o ", "{| ?a ?b |}", " }"),
    "reifiers": ("SELECT * { ?s ?p ?o ", "~ ", " }"),
    "reified triples": ("SELECT * { ", "<< ?s ?p ?v# >> ?q ?o . ", " }"),
    "triple terms": ("SELECT * { ", "?s ?p <<( ?a ?b ?v# )>> . ", " }"),
    "laterals": ("SELECT * { ", "LATERAL { ?s ?p ?o } ", " }"),
    "optionals and filters": ("SELECT * { ?s ?p ?o ", "OPTIONAL{?s ?q ?v#} FILTER(?v#)", " }"),
    "filters of many": ("SELECT * { ?s ?p ?o ", "FILTER(?s=1||?s=2||?p IN(1,2))", " }"),
}
_PATTERNS, _UNIONS = "?s ?p ?o . " * 60, "{?s ?p ?o}" + " UNION {?s ?q ?o}" * 30
_JOINED = "{?s ?p ?o} UNION {?s ?q ?o} " * 15
_OPTIONALS = "?s ?p ?o " + "OPTIONAL {?s ?q ?o} " * 60
_TOGETHER: dict[str, tuple[str, str, str]] = {
    "alternatives to objects": (f"SELECT * {{ ?s a{'|a' * 450} ?o", ",?v#", " }"),
    "many alternatives to objects": (f"SELECT * {{ ?s a{'|a' * 900} ?o", ",?v#", " }"),
    "objects of alternatives": (f"SELECT * {{ ?s a ?o{',?o' * 60} ; a", "|a", f" ?o{',?o' * 2} }}"),
    "what is ruled out, to objects": (f"SELECT * {{ ?s !(a{'|a' * 900}) ?o", ",?v#", " }"),
    "filters over patterns": (f"SELECT * {{ {_PATTERNS}", "FILTER(?o = #)", " }"),
    "filters over unions": (f"SELECT * {{ {_UNIONS}", "FILTER(?o = #)", " }"),
    "filters over optionals": (f"SELECT * {{ {_OPTIONALS}", "FILTER(?o = #)", " }"),
    "filters over a join of unions": (
        f"SELECT * {{ {'{?s ?p ?o} UNION {?s ?q ?o} ' * 15}",
        "FILTER(?o = #)",
        " }",
    ),
    "a conjunction over unions": (f"SELECT * {{ {_UNIONS} FILTER(?s = 1", "&&?o=#", ") }"),
    "a conjunction over patterns": (f"SELECT * {{ {_PATTERNS} FILTER(?s = 1", "&&?o=#", ") }"),
    "bindings over unions": (f"SELECT * {{ {_UNIONS}", "BIND(1 AS ?v#)", " }"),
    "unions of patterns that are wide": ("SELECT * { {} ", f"UNION {{ {'?s ?p ?o . ' * 60} }} ", " }"),
    "filters over subqueries": (f"SELECT * {{ {'{SELECT * {?s ?p ?o}}' * 30}", "FILTER(?o = #)", " }"),
    "existence of patterns": (f"SELECT * {{ {_PATTERNS}", f"FILTER EXISTS {{ {'?s ?q ?o . ' * 60} }}", " }"),
}
_NESTED: dict[str, tuple[str, str, str, str, str]] = {
    "optionals in each other": ("SELECT * { ", "OPTIONAL { ?s ?p ?o ", "", "} ", " }"),
    "conditions": ("SELECT (", "IF(1,", "1", ",1)", " AS ?x) {}"),
    "calls in each other": ("SELECT (", "STR(", "1", ")", " AS ?x) {}"),
    "choices in each other": ("SELECT (", "COALESCE(1,", "1", ")", " AS ?x) {}"),
    "casts": ("SELECT (", "<http://www.w3.org/2001/XMLSchema#string>(", "1", ")", " AS ?x) {}"),
    "brackets": ("SELECT * { FILTER(", "(", "1", ")", ") }"),
    "brackets in the head": ("SELECT (", "(", "1", ")", " AS ?x) {}"),
    "brackets of an order": ("SELECT * {} ORDER BY ", "(", "1", ")", ""),
    "brackets of a key": ("SELECT (1 AS ?x) {} GROUP BY ", "(", "1", ")", ""),
    "brackets of equations": ("SELECT * { FILTER(", "(", "1", "=1)", ") }"),
    "brackets of sums": ("SELECT * { FILTER(", "(1+", "1", ")", ") }"),
    "brackets of sets": ("SELECT * { FILTER(", "1 IN (", "1", ")", ") }"),
    "negations of brackets": ("SELECT * { FILTER(", "!(", "1", ")", ") }"),
    "minuses of brackets": ("SELECT * { FILTER(", "-(", "1", ")", ") }"),
    "negations": ("SELECT * { FILTER(", "!", "1", "", ") }"),
    "braces": ("SELECT * { ", "{", "", "}", " }"),
    "braces with patterns": ("SELECT * { ", "{ ?s ?p ?o ", "", "}", " }"),
    "unions on the right": ("SELECT * { ", "{ {} UNION ", "{}", "}", " }"),
    "unions on the left": ("SELECT * { ", "{ ", "{}", " UNION {}}", " }"),
    "unions with patterns": ("SELECT * { ", "{ {?s ?p ?o} UNION ", "{?s ?q ?o}", "}", " }"),
    "queries in queries": ("", "SELECT * { { ", "", "}}", ""),
    "existence": ("SELECT * { ", "FILTER EXISTS { ?s ?p ?o ", "", "}", " }"),
    "minuses in each other": ("SELECT * { ", "MINUS { ?s ?p ?o ", "", "}", " }"),
    "graphs in each other": ("SELECT * { ", "GRAPH ?g { ", "?s ?p ?o", "}", " }"),
    "blank nodes in each other": ("SELECT * { ?s ?p ", "[ ?p ", "1", "]", " }"),
    "lists in each other": ("SELECT * { ?s ?p ", "(", "1", ")", " }"),
    "paths back": ("SELECT * { ?s ", "^(", "a", ")", " ?o }"),
    "paths of any length": ("SELECT * { ?s ", "(", "a", ")*", " ?o }"),
    "paths that may be missing": ("SELECT * { ?s ", "(", "a", ")?", " ?o }"),
    "paths in brackets": ("SELECT * { ?s ", "(", "a", "/a)", " ?o }"),
    "alternatives in brackets": ("SELECT * { ?s ", "(", "a", "|a)", " ?o }"),
    "choices of paths": ("SELECT * { ?s ", "(", "a", "/a|a)", " ?o }"),
    "disjunctions in brackets": ("SELECT * { ?s ?p ?o FILTER(", "(", "?s=?p", "||?o=?s)", ") }"),
    "conjunctions in brackets": ("SELECT * { ?s ?p ?o FILTER(", "(", "?s=?p", "&&?o=?s)", ") }"),
    "triple terms in each other": ("SELECT * { ?s ?p ", "<<( ?a ?b ", "1", ")>>", " }"),
    "aggregates in each other": ("SELECT (", "COUNT(", "1", ")", " AS ?x) {}"),
    "laterals in each other": ("SELECT * { ", "LATERAL { ?s ?p ?o ", "", "}", " }"),
}
SHAPES: dict[str, Shape] = {
    **{name: _repeated(*parts) for name, parts in {**_REPEATED, **_TOGETHER}.items()},
    **{name: _nested(*parts) for name, parts in _NESTED.items()},
}


def largest(shape: Shape, limits: Limits) -> tuple[int, str]:
    """Return the largest number that the limits let through, and the limit that the next one passes."""
    longest = _last(lambda number: len(shape(number)) <= limits.query_bytes)
    passed = "query bytes"

    def passes(number: int) -> bool:
        nonlocal passed
        try:
            refuse_oversized(shape(number), limits)
        except QueryLimitExceeded as error:
            passed = error.limit
            return False
        return True

    if passes(longest):
        return longest, passed
    return _last(passes), passed


def _last(passes: Callable[[int], bool]) -> int:
    """Return the last number that passes, where 0 does and all after one that does not do not."""
    low, high = 0, 1
    while passes(high):
        low, high = high, 2 * high
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if passes(middle) else (low, middle)
    return low
