"""From which odds two clusters are joined, or told as undecided; set by hand, in `weights.json` as well."""

from __future__ import annotations

from typing import Final

THRESHOLDS: Final = {
    "join": 0.0,
    "undecided": -3.0,
    "undecided of many": -1.5,
    "sure": 1.5,
    "initials only": -4.5,
    "several initials only": -2.0,
    "rare name": 0.98,
    "rare name, perhaps of two": 0.97,
    "rare initials": 0.9,
}
"""Log-odds from which two are joined, from which they are told as undecided (in blocks of more than 40
names only the likeliest), and from which mentions of one name are joined without a look at rivals. What is
taken off where both give the same initials only: gold of physics was put together by names, so that what is
learned of initials promises too much. Of one initial, -3.5, -4.5 and -5.5 were tried on the half that is
learned from, printed with every initial: on OpenReview, whose gold knows nearly every author, B3 F1 is
0.930 where -3.5 gave 0.869, and it is the same in physics, as several co-authors in common, which weigh
more beside initials, give much of it back; on the ACL Anthology it is less by 0.005. Less is taken off for
two initials or more, which far fewer people share: all from -3 to -1 gives B3 F1 no less on either half
than -3.5 (recall for some precision). The two of a rare name are probabilities that joins by nothing but
the name are right, where fewer than 0.05 people are expected to bear it (of 660 joins in the four corpora
657 are, of 39 outside the ACL Anthology 37, of 92 with more than eight years between 91, all of that
anthology), or more (52 of 52). Of initials alone it is less: of joins in the corpora printed with every
initial, on the half that is learned from, all of 203 are right on the ACL Anthology, whose editors list
people whose names vary, and 6 of 7 on OpenReview.
"""
