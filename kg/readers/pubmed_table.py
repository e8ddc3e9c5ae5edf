"""What becomes of each value of PubMed's XML."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final
from xml.etree.ElementTree import Element

from kg.readers.fates import REPEATED, FieldTable
from kg.readers.leaves import Leaf, Shape, xml_leaves

_MIXED: Final = frozenset(
    ["ArticleTitle", "VernacularTitle", "AbstractText", "Affiliation", "Keyword", "CollectiveName",
    "Citation",
     "BookTitle", "CoiStatement", "CollectionTitle", "VolumeTitle", "CopyrightInformation", "SectionTitle"]
)  # fmt: skip
_TYPED: Final = {
    "ArticleId": "IdType", "ELocationID": "EIdType", "PubMedPubDate": "PubStatus", "ISSN": "IssnType",
    "OtherID": "Source", "KeywordList": "Owner", "AuthorList": "Type", "Identifier": "Source",
    "ArticleDate": "DateType",
}  # fmt: skip
SHAPE: Final = Shape(_MIXED, _TYPED)
_M: Final = "MedlineCitation"
_A: Final = "MedlineCitation/Article"
_B: Final = "BookDocument"
_PEOPLE: Final = "authors editors"
_OF_NLM: Final = "a date of NLM's own work, not of the article"
_VERSION: Final = "the version of PubMed's record, not of the article"
_HOUR: Final = "a date has no time of the day"
_WEIGHT: Final = "how much a heading weighs is not kept"

_CITATION: Final = {
    f"{_M}/PMID": "identifiers", f"{_M}/DateRevised/*": "source", f"{_M}/OtherID*": "identifiers",
    f"{_A}/Journal/ISSN*": "venue_identifiers", f"{_A}/Journal/JournalIssue/Volume": "volume",
    f"{_A}/Journal/JournalIssue/Issue": "issue", f"{_A}/Journal/JournalIssue/PubDate/*": "published dates",
    f"{_A}/Journal/Title": "venue", f"{_A}/Journal/ISOAbbreviation": "venue_abbreviation",
    f"{_A}/ArticleTitle": "title titles", f"{_A}/VernacularTitle": "titles title",
    f"{_A}/Pagination/*": "pages article_number", f"{_A}/ELocationID.doi": "doi",
    f"{_A}/ELocationID.pii": "identifiers", f"{_A}/Abstract/AbstractText": "abstract",
    f"{_A}/Abstract/AbstractText@Label": "abstract", f"{_A}/AuthorList/Author/*": _PEOPLE,
    f"{_A}/AuthorList/Author@EqualContrib": "authors",
    f"{_A}/AuthorList.authors/Author/*": _PEOPLE, f"{_A}/AuthorList.editors/Author/*": _PEOPLE,
    f"{_A}/AuthorList@CompleteYN": "authors", f"{_A}/AuthorList.authors@CompleteYN": "authors",
    f"{_A}/Language": "language languages", f"{_A}/GrantList/Grant/GrantID": "funding",
    f"{_A}/GrantList/Grant/Agency": "funding", f"{_A}/ArticleDate*": "dates",
    f"{_A}/PublicationTypeList/PublicationType": "work_type work_type_as_stated",
    f"{_M}/MedlineJournalInfo/ISSNLinking": "venue_identifiers",
    f"{_M}/MedlineJournalInfo/NlmUniqueID": "venue_identifiers", f"{_M}/MedlineJournalInfo/Country": "place",
    f"{_M}/ChemicalList/*": "subjects", f"{_M}/SupplMeshList/*": "subjects",
    f"{_M}/CommentsCorrectionsList/*": "relations references", f"{_M}/MeshHeadingList/*": "subjects",
    f"{_M}/PersonalNameSubjectList/*": "subjects", f"{_M}/OtherAbstract/*": "abstracts",
    f"{_M}/OtherAbstract@*": "abstracts", f"{_M}/KeywordList*": "keywords subjects",
    f"{_M}/InvestigatorList/*": "contributors", f"{_M}/NumberOfReferences": "counts",
    "PubmedData/ArticleIdList/*": "identifiers doi", "PubmedData/History/*": "dates",
    "PubmedData/ReferenceList/*": "references",
}  # fmt: skip
_BOOK: Final = {
    f"{_B}/PMID": "identifiers", f"{_B}/ArticleIdList/*": "identifiers doi",
    f"{_B}/Book/Publisher/PublisherName": "publisher", f"{_B}/Book/Publisher/PublisherLocation": "place",
    f"{_B}/Book/BookTitle": "title venue", f"{_B}/Book/PubDate/*": "published",
    f"{_B}/Book/AuthorList*": f"{_PEOPLE} contributors", f"{_B}/Book/Volume": "volume",
    f"{_B}/Book/Edition": "edition",
    f"{_B}/Book/CollectionTitle": "series", f"{_B}/Book/Isbn": "venue_identifiers identifiers",
    f"{_B}/Book/ELocationID*": "identifiers doi", f"{_B}/Book/ReportNumber": "report_no",
    f"{_B}/ArticleTitle": "title", f"{_B}/VernacularTitle": "titles",
    f"{_B}/Pagination/*": "pages article_number", f"{_B}/Language": "language languages",
    f"{_B}/AuthorList*": _PEOPLE, f"{_B}/InvestigatorList/*": "contributors",
    f"{_B}/PublicationType": "work_type work_type_as_stated", f"{_B}/Abstract/AbstractText": "abstract",
    f"{_B}/Abstract/AbstractText@Label": "abstract", f"{_B}/KeywordList*": "keywords subjects",
    f"{_B}/ContributionDate/*": "dates", f"{_B}/DateRevised/*": "source",
    f"{_B}/GrantList/Grant/GrantID": "funding", f"{_B}/GrantList/Grant/Agency": "funding",
    f"{_B}/ReferenceList/*": "references", "PubmedBookData/History/*": "dates",
    "PubmedBookData/ArticleIdList/*": "identifiers doi",
}  # fmt: skip
_DROPPED: Final = {
    f"{_M}/MeshHeadingList/MeshHeading/DescriptorName@MajorTopicYN": _WEIGHT,
    f"{_M}/MeshHeadingList/MeshHeading/DescriptorName@Type": "the kind of a heading that is kept",
    f"{_M}/MeshHeadingList/MeshHeading/QualifierName@MajorTopicYN": _WEIGHT,
    f"{_M}/KeywordList.notnlm/Keyword@MajorTopicYN": _WEIGHT,
    f"{_A}/AuthorList/Author@ValidYN": "it says that the entry counts, which the list shows",
    f"{_M}/InvestigatorList/Investigator@ValidYN": "it says that the entry counts, which the list shows",
    f"{_A}/Abstract/AbstractText@NlmCategory": "NLM's kind of a section, whose own label is kept",
    f"{_A}/Pagination/StartPage": REPEATED, f"{_A}/Pagination/EndPage": REPEATED,
    f"{_A}/ELocationID.doi@ValidYN": "it says whether the identifier counts",
    f"{_A}/ELocationID.pii@ValidYN": "it says whether the identifier counts",
    f"{_A}/PublicationTypeList/PublicationType@UI": "the code of a word that is kept",
    f"{_B}/PublicationType@UI": "the code of a word that is kept",
    f"{_M}/DateCompleted/*": _OF_NLM, f"{_M}/DateCreated/*": _OF_NLM, f"{_M}/PMID@Version": _VERSION,
    f"{_B}/PMID@Version": _VERSION,
    f"{_M}/CommentsCorrectionsList/CommentsCorrections/PMID@Version": _VERSION,
    "PubmedData/History/PubMedPubDate.entrez/*": _OF_NLM,
    "PubmedData/History/PubMedPubDate.pubmed/*": _OF_NLM,
    "PubmedData/History/PubMedPubDate.medline/*": _OF_NLM,
    "PubmedBookData/History/PubMedPubDate.entrez/*": _OF_NLM,
    "PubmedBookData/History/PubMedPubDate.pubmed/*": _OF_NLM,
    "PubmedBookData/History/PubMedPubDate.medline/*": _OF_NLM,
}  # fmt: skip
_STATUSES: Final = (
    "received", "accepted", "revised", "epublish", "ppublish", "aheadofprint", "ecollection", "retracted",
    "pmc-release", "pubmedr", "premedline",
)  # fmt: skip
TABLE: Final = FieldTable(
    read=_CITATION | _BOOK,
    dropped=_DROPPED
    | {
        f"PubmedData/History/PubMedPubDate.{status}/{part}": _HOUR
        for status in _STATUSES
        for part in ("Hour", "Minute", "Second")
    },
)


def leaves(part: Element) -> Iterator[Leaf]:
    """Yield the values of one part of an entry: `MedlineCitation`, `PubmedData` and the like."""
    yield from xml_leaves(part, shape=SHAPE)
