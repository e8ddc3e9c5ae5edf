"""What people decided, against or beside the rules: a plain file that is versioned with the sources.

One decision a line (`entry`), JSON Lines in a file that `kg merge`, `kg split` and `kg correct` append
to and that anybody may edit (`file`). The next build obeys it (`compiled`): human decisions always win
over rules, and two that contradict each other are an error that names both (`contradictions`).

Mapping specification, sections 3.4 and 6.
"""

from kg.identity.decisions.compiled import CompiledDecisions, Decisions, Target
from kg.identity.decisions.entry import Decision, Placed
from kg.identity.decisions.file import FILE_NAME, append, read

__all__ = ["FILE_NAME", "CompiledDecisions", "Decision", "Decisions", "Placed", "Target", "append", "read"]
