"""Names of meetings and their volumes, taken apart into the series and what tells one from the next."""

from __future__ import annotations

import pytest

from kg.repair.meeting_places import cut_place
from kg.repair.ordinals import cut_ordinal
from kg.repair.venue_parts import venue_parts

# name | series | acronym | ordinal | year | number | part
TAKEN = """
Proceedings of the 57th Annual Meeting of the Owl Society | Annual Meeting of the Owl Society | | 57 | | |
Proc. 5th Intl. Conf. on Owls (ICO'05), LNCS 1234        | Intl. Conf. on Owls | ICO | 5 | 2005 | |
Proceedings of the 53rd Meeting of the Owl Society (Volume 1: Long Papers) | Meeting of the Owl Society | | 53 | | 1 | Long Papers
Proceedings of the 2019 Conference on Owls, Volume 1 (Long and Short Papers) | Conference on Owls | | | 2019 | 1 | Long and Short Papers
Proceedings of the Nineteenth Conference on Owls - Shared Task | Conference on Owls | | 19 | | | Shared Task
Proceedings of the Fifty-Seventh Symposium on Owls       | Symposium on Owls | | 57 | | |
In Proceedings of OWL 2019                               | OWL | OWL | | 2019 | |
Proceedings of OWL-HLT 2019                              | OWL-HLT | OWL-HLT | | 2019 | |
ICO 2020                                                 | ICO | ICO | | 2020 | |
IJCO-07                                                  | IJCO | IJCO | | 2007 | |
KDO '19: Proceedings of the 25th Conference on Owls      | Conference on Owls | KDO | 25 | 2019 | |
ICAO 2020 - 2020 IEEE Conference on Owls, Herons and Storks (ICAO) | IEEE Conference on Owls, Herons and Storks | ICAO | | 2020 | |
25th Conference on Owls (KDO '19), August 4-8, 2019, Anchorage, AK, USA | Conference on Owls | KDO | 25 | 2019 | |
Actes de la 22e conférence sur les hiboux. Articles courts | conférence sur les hiboux | | 22 | | | Articles courts
Proceedings of the Demonstrations at the 13th Conference of the Owl Society | Conference of the Owl Society | | 13 | | | Demonstrations
Proceedings of the 1st Workshop on Owls at OWL 2020      | Workshop on Owls | | 1 | | |
COLINGO-02: The 3rd Workshop on Owls                     | Workshop on Owls | | 3 | 2002 | |
Proceedings of the EOWL 2009 Workshop on Night           | Workshop on Night | | | | |
XIII Congress of Owls                                    | Congress of Owls | | 13 | | |
Advances in Owl Processing Systems 32                    | Advances in Owl Processing Systems | | | | 32 |
Journal of Owl Processing                                | Journal of Owl Processing | | | | |
Owls and Stories in the News Workshop                    | Owls and Stories in the News Workshop | | | | |
PLoS ONE                                                 | PLoS ONE | | | | |
Proceedings of the International Conference ROWL-2009    | ROWL | ROWL | | 2009 | |
Actes de la Conférence HIBOU. Volume 1 - Articles longs  | HIBOU | HIBOU | | | 1 | Articles longs
Proceedings of the 10th OWLT Conference: Owls at work    | OWLT | OWLT | 10 | | |
Proceedings of OWL-08: HLT, Short Papers                 | OWL | OWL | | 2008 | | Short Papers
Proceedings of the OWL-HLT 2009 Conference Short Papers  | OWL-HLT | OWL-HLT | | 2009 | | Short Papers
Proceedings of OWLING 2016, the 26th Conference on Owls: Technical Papers | Conference on Owls | OWLING | 26 | 2016 | | Technical Papers
Proceedings of the Student Research Workshop at the 14th Conference of the Owl Society of Night | Conference of the Owl Society of Night | | 14 | | | Student Research Workshop
Owl Vision, 2009. COV 2009. IEEE Conference on           | IEEE Conference on Owl Vision | COV | | 2009 | |
Owls and Automation (ICOA), 2011 IEEE International Conference on | IEEE International Conference on Owls and Automation | ICOA | | 2011 | |
Owls, Herons and Storks, 2007. ICOHS '07. 29th International Conference on | International Conference on Owls, Herons and Storks | ICOHS | 29 | 2007 | |
Owl Logic, 2001. Proceedings. 16th Annual IEEE Symposium on | Annual IEEE Symposium on Owl Logic | | 16 | 2001 | |
Owls and Control, 2005 and 2005 European Owl Conference. COC-EOC '05. 44th IEEE Conference on | IEEE Conference on Owls and Control | | 44 | 2005 | |
OWLCOM, 2012 Proceedings IEEE                            | IEEE OWLCOM | IEEE OWLCOM | | 2012 | |
Owl Communications Conference, 2009. OWLCOM 2009. IEEE   | IEEE Owl Communications Conference | OWLCOM | | 2009 | |
Web Owls, IEEE/WIC/ACM International Conference on       | IEEE/WIC/ACM International Conference on Web Owls | | | | |
Owl Vision - ECOV 2014 - 13th European Conference, Zurich, Switzerland, September 6-12, 2014, Proceedings, Part V | ECOV | ECOV | 13 | 2014 | V |
Owls, Herons and Storks, 28th International Colloquium, ICOH 2001, Crete, Greece, July 8-12, 2001, Proceedings | ICOH | ICOH | 28 | 2001 | |
Text, Speech and Owls: 15th International Conference, TSO 2012, Brno, Czech Republic, September 3-7, 2012. Proceedings | Text, Speech and Owls | TSO | 15 | 2012 | |
Theory of Owls, Third Theory of Owls Conference, TOC 2006, New York, NY, USA, March 4-7, 2006, Proceedings | Theory of Owls Conference | TOC | 3 | 2006 | |
The Semantic Owl - ISOC 2011 - 10th International Semantic Owl Conference, Bonn, Germany, October 23-27, 2011 | International Semantic Owl Conference | ISOC | 10 | 2011 | |
Advances in Owl Processing Systems 25: 26th Annual Conference on Owl Processing Systems 2012 | Advances in Owl Processing Systems | | 26 | 2012 | 25 |
Owls of Software, 4th International Conference, OWLSACS 2001 Held as Part of the Joint Owl Conferences, JOC 2001 | OWLSACS | OWLSACS | 4 | 2001 | |
OWLICIAN 2013 - Owls fitted to people                    | OWLICIAN | OWLICIAN | | 2013 | |
ICASO 2023-2023 IEEE Conference on Owl Speech (ICASO)    | IEEE Conference on Owl Speech | ICASO | | 2023 | |
KDO '09 Proceedings of the 15th Conference on Owls       | Conference on Owls | KDO | 15 | 2009 | |
Proceedings of the Twenty-Sixth Conference on Owls, July 22-26, 2012, Toronto, Ontario, Canada. | Conference on Owls | | 26 | 2012 | |
29th IEEE Conf. on Owls, Honolulu, HI                    | IEEE Conf. on Owls | | 29 | | |
25th Conference on Owls (COWL 2014), Dublin              | Conference on Owls | COWL | 25 | 2014 | |
Proceedings of Owl Translation Summit XVII               | Owl Translation Summit | | 17 | | |
Proceedings of the 18th BioOwl Workshop and Shared Task  | BioOwl | BioOwl | 18 | | | Shared Task
Fifth Conference on Owls (Herons, OwlFest 2019)          | Conference on Owls (Herons, OwlFest) | | 5 | 2019 | |
Proceedings of the Workshop MultiOwl 2019: Owls in Many Tongues | Workshop MultiOwl: Owls in Many Tongues | | | 2019 | |
Proceedings of IEEE 36th Annual Conference on Owls       | IEEE Annual Conference on Owls | | 36 | | |
[1992] Proceedings of the IEEE Workshop on Owls (Cat. No.92TH8763) | IEEE Workshop on Owls | | | 1992 | |
Companion Proceedings of the Owl Conference 2018         | Owl Conference | | | 2018 | |
USOWL Annual Technical Conference                        | USOWL Annual Technical Conference | | | | |
43. Jahrestagung der Gesellschaft der Eulen              | Jahrestagung der Gesellschaft der Eulen | | 43 | | |
Actes des 13es Journées des hiboux                       | Journées des hiboux | | 13 | | |
AIP Conference Proceedings                               | AIP Conference Proceedings | | | | |
IOP Conference Series: Owls and Storks                   | IOP Conference Series: Owls and Storks | | | | |
EPJ Web of Conferences                                   | EPJ Web of Conferences | | | | |
COVID-19                                                 | COVID-19 | | | | |
ICOL (2)                                                 | ICOL | ICOL | | | 2 |
PoS(OWLTICE2013)                                         | OWLTICE | OWLTICE | | 2013 | |
Journal of Owls (December 1978)                          | Journal of Owls | | | 1978 | |
"""  # noqa: E501


@pytest.mark.parametrize("row", [line for line in TAKEN.splitlines() if line], ids=lambda row: row[:50])
def test_a_name_is_taken_apart(row: str) -> None:
    name, *cells = (cell.strip() or None for cell in row.split("|"))
    found = venue_parts(name or "")
    core, acronym, ordinal, year, number, part = cells
    assert (found.core, found.acronym, found.number, found.part) == (core, acronym, number, part)
    assert (found.ordinal, found.year) == (ordinal and int(ordinal), year and int(year))


def test_two_meetings_in_one_are_two_series() -> None:
    found = venue_parts(
        "Proceedings of the 53rd Meeting of the Owl Society and the 7th Conference on Herons (Volume 1: Full)"
    )
    assert (found.core, found.joint) == ("Meeting of the Owl Society", ("Conference on Herons",))


def test_a_joint_conference_is_first_of_the_first_series() -> None:
    found = venue_parts(
        "Proceedings of the Joint Conference of the 47th Meeting of the OWL and the 4th Conference on Herons"
    )
    assert (found.core, found.ordinal, found.joint) == ("Meeting of the OWL", 47, ("Conference on Herons",))


@pytest.mark.parametrize(
    "name",
    [
        "Owl Letters, Formerly the American Journal of Owls, Volume 13, Numbers 1-2, January-June 1987",
        "Owl Letters (formerly American Journal of Owls)",
        "Owl Letters. Formerly known as the American Journal of Owls Volume 12, Number 2",
    ],
)
def test_a_former_name_is_no_part_of_the_name(name: str) -> None:
    found = venue_parts(name)
    assert (found.core, found.former) == ("Owl Letters", "American Journal of Owls")


def test_a_workshop_is_not_the_conference_that_holds_it() -> None:
    found = venue_parts("Proceedings of the EOWL 2009 Workshop on Night")
    assert (found.acronym, found.hosted) == (None, True)


def test_a_book_series_is_no_part_of_the_name() -> None:
    found = venue_parts("Owl Computing - OCO 2019. LNCS, vol 11764. Springer, Cham")
    assert (found.core, found.acronym, found.year) == ("Owl Computing", "OCO", 2019)
    assert (found.series, found.series_number) == ("LNCS", "11764")


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Conference on Owls, Nice, France", ("Nice, France", "Conference on Owls")),
        ("Conference on Owls, Anchorage, AK, USA", ("Anchorage, AK, USA", "Conference on Owls")),
        ("Conference on Owls, Herons and Storks", None),
        ("Conference of the Owl Society, Australia", ("Australia", "Conference of the Owl Society")),
        ("France", None),
        ("", None),
    ],
)
def test_a_place_is_cut_off_only_where_a_country_stands_at_the_end(
    text: str, place: tuple[str, str] | None
) -> None:
    assert cut_place(text) == place


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("the 41st Meeting", (41, "Meeting")),
        ("Twenty Second Meeting", (22, "Meeting")),
        ("14ème conférence", (14, "conférence")),
        ("XXIV Congress", (24, "Congress")),
        ("Meeting of the Thirteen", None),
        ("I Meeting", None),
    ],
)
def test_ordinals_are_read_as_numbers(text: str, found: tuple[int, str] | None) -> None:
    assert cut_ordinal(text) == found
