"""The JSON Schema of kg's own JSON Lines: what a record may hold, in full or in short."""

from __future__ import annotations

from typing import Any, Final

from pydantic import TypeAdapter

from kg.records import Record

_PERSON: Final = {
    "position": "Place in the list, from 0; counted if left out.",
    "name": "Name, given name first; made of given and family name if left out.",
    "given": "Given name or initials; null if unknown, and for a collective.",
    "family": "Family name with its particles; null if unknown, and for a collective.",
    "suffix": "Suffix such as Jr. or III.",
    "kind": "`collective` for a team, collaboration or institution.",
    "printed": "The entry as the source prints it.",
    "variants": "Other spellings of the name that the source states.",
    "orcid": "ORCID iD: 0000-0002-1825-0097.",
    "identifiers": "Other identifiers of the person by scheme: dblp, openalex, …",
    "affiliations": "Affiliations on this work, as printed.",
    "organisations": "Those organisations that the source identifies.",
    "email_domain": "What follows the @ of an e-mail address; the address itself is not kept.",
    "roles": "What the person did, in the words of the source.",
    "corresponding": "True for one who answers letters about the work.",
    "equal_contribution": "True for one who did as much as others who are marked so.",
}
DESCRIPTIONS: Final[dict[str, dict[str, str]]] = {
    "WorkRecord": {
        "type": "`work`; any other text is taken for the type of the work (`journal-article`).",
        "source": "Where the record stands; this file and line if left out.",
        "title": "Title, without line breaks; mathematics as TeX between dollars.",
        "subtitle": "Subtitle.",
        "titles": "Other titles: in other languages, older or short ones.",
        "authors": "Author list in the order of the source; an entry may be a name alone, the list one text.",
        "authors_complete": "True: the list is whole; false: cut, damaged or lost; null: not known.",
        "contributors": "Others who contributed, by role: translators, the institution of a thesis, …",
        "abstract": "Abstract; TeX as the source has it.",
        "abstracts": "Other abstracts, such as those in other languages.",
        "comment": "The authors' comment, such as the number of pages.",
        "arxiv_id": "arXiv identifier without version: 2009.09496 or hep-th/9901001.",
        "version": "Version that the record describes, from 1.",
        "versions": "Versions of the e-print.",
        "doi": "DOI without resolver: 10.1000/182.",
        "identifiers": "Other identifiers of the work, by scheme in lower case: pmid, isbn, openalex, …",
        "other_identifiers": "Further identifiers of a scheme of which there is one already.",
        "submitted": "Date of the first version or of submission: YYYY, YYYY-MM or YYYY-MM-DD.",
        "updated": "Date of the last change: YYYY, YYYY-MM or YYYY-MM-DD.",
        "published": "Date of publication: YYYY, YYYY-MM or YYYY-MM-DD.",
        "dates": "All dates by their meaning.",
        "date_as_stated": "The date as the source prints it.",
        "year": "Year of publication.",
        "submitter": "Who submitted it, as printed; need not be an author.",
        "primary_category": "Primary category by arXiv's taxonomy: cs.CL.",
        "categories": "Categories by arXiv's taxonomy, the primary one first.",
        "categories_as_stated": "Categories as the source prints them, where that differs.",
        "work_type": "Kind of the work; words of BibTeX, RIS, CSL and Crossref are understood.",
        "work_type_as_stated": "The source's own word for the kind, where it is not one of these.",
        "statuses": "What became of the publication; a status may be a word alone: retracted.",
        "venue": "Name of the journal, conference, volume or series that it appeared in.",
        "venue_abbreviation": "Short form of that name, as stated.",
        "venue_kind": "Kind of the venue; left out where it is not known.",
        "venue_identifiers": "Identifiers of the venue by scheme: issn, issn-l, isbn, dblp, openalex.",
        "editors": "Editors of the volume that it appeared in; an entry may be a name alone.",
        "event": "Conference at which it was presented.",
        "series": "Series that the volume belongs to.",
        "series_number": "Number of the volume in that series.",
        "edition": "Edition, as stated.",
        "place": "Place of publication.",
        "publisher": "Name of the publisher.",
        "volume": "Volume.",
        "issue": "Issue.",
        "pages": "Pages: 12-34.",
        "article_number": "Number of the article, where a journal has those in place of pages.",
        "extent": "Size of the work: number of pages, running time, bytes.",
        "journal_ref": "Reference to the journal as one text.",
        "report_no": "Number of a report series.",
        "language": "Language of the work, BCP 47: en.",
        "languages": "Its languages, BCP 47, where there are several, in place of language.",
        "license": "Licence, best as its address.",
        "licenses": "All licences, with what each is for.",
        "url": "Address of a page about the work.",
        "keywords": "Free keywords.",
        "subjects": "Terms of a scheme, such as MeSH.",
        "funding": "Grants that paid for it.",
        "references": "Works that it cites; one may be a text: an identifier, or the reference as printed.",
        "relations": "What it is to other works: a version, a preprint, a correction of them.",
        "counts": "Numbers that the source counted, such as citations.",
        "code": "Whether the source says that there is code.",
        "code_url": "Address of the code.",
        "institutions": "Institution tags of the work, as the source gives them.",
        "stated": "Values for which no other field has a place, as the source states them.",
        "damage": "What the source shows broken.",
        "repairs": "Values mended, with what they were.",
    },
    "Profile": {
        "type": "`profile`.",
        "source": "Where the profile stands; this file and line if left out.",
        "name": "Name of the person, given name first.",
        "given": "Given name.",
        "family": "Family name.",
        "printed": "Name as the page prints it.",
        "variants": "Other names of the person that the source states.",
        "kind": "`heading` of a search for a name, `profile` of one person whose papers stand beside it, or "
        "`record` of one person among many.",
        "other_identifiers": "Further identifiers of a scheme of which the person has one already.",
        "affiliations": "Affiliations as stated.",
        "urls": "Addresses of the person's pages.",
        "identifiers": "Identifiers of the person by scheme: orcid, dblp, openalex, …",
        "main_field": "Main field as the page states it.",
        "h_index": "h-index that the page states.",
        "papers_total": "Number of papers that the page states.",
        "papers_listed": "Number of papers that the page lists.",
        "citations": "Number of citations that the page states.",
        "novelty_percent": "The aggregator's score called Novelty, in percent.",
        "ai_score": "The aggregator's score called AI Score.",
        "damage": "What the source shows broken.",
        "repairs": "Values mended, with what they were.",
    },
    "Author": _PERSON,
    "Contributor": {
        **_PERSON,
        "role": "What the contributor did.",
        "role_as_stated": "The source's own word for the role, where it is not one of these.",
    },
    "Organisation": {
        "name": "Name as printed.",
        "identifiers": "Identifiers by scheme: ror, grid, isni, wikidata, funder.",
        "country": "Code of the country, ISO 3166-1: DE.",
    },
    "Title": {"text": "The title.", "kind": "What title it is.", "language": "Its language, BCP 47: fr."},
    "Abstract": {
        "text": "The abstract.",
        "language": "Its language, BCP 47: fr.",
        "kind_as_stated": "The source's word for what it is.",
    },
    "DateStated": {
        "kind": "What happened then.",
        "date": "YYYY, YYYY-MM or YYYY-MM-DD.",
        "end": "Last day, where it is a range.",
        "as_stated": "The date as printed, where it is no such date.",
        "note": "The source's own word for its meaning.",
    },
    "Event": {
        "name": "Name of the event.",
        "acronym": "Its acronym.",
        "number": "Its number, where it is one of a series.",
        "place": "Where it was.",
        "start": "First day.",
        "end": "Last day.",
    },
    "Funding": {
        "funder": "Who paid.",
        "award": "Number of the award.",
        "award_title": "Title of the award.",
        "url": "Address of the award.",
    },
    "Reference": {
        "text": "The reference as printed.",
        "key": "The source's own name of the entry.",
        "doi": "DOI without resolver.",
        "arxiv_id": "arXiv identifier without version.",
        "identifiers": "Other identifiers by scheme.",
        "title": "Title.",
        "authors": "Authors as printed.",
        "year": "Year.",
        "venue": "Journal, book or series.",
        "volume": "Volume.",
        "issue": "Issue.",
        "pages": "Pages.",
    },
    "Relation": {
        "kind": "What this work is to the other.",
        "scheme": "Scheme of the identifier: doi, arxiv, url, …",
        "identifier": "Identifier of the other work.",
        "title": "Title of the other work.",
        "as_stated": "The source's own word for the relation.",
    },
    "Subject": {
        "term": "The words of the term.",
        "scheme": "Name or address of the scheme.",
        "code": "Code or address of the term.",
    },
    "License": {
        "license": "Address of the licence, or its words.",
        "scope": "What it is for.",
        "start": "When it begins.",
    },
    "Count": {"kind": "What was counted.", "value": "The number.", "observed": "When it was counted."},
    "Identifier": {
        "scheme": "Scheme, in lower case.",
        "value": "The identifier.",
        "of": "What it identifies.",
    },
    "Stated": {"field": "Path of the value in the source.", "value": "The value."},
    "Source": {
        "file": "Name of the file, as the user gave it.",
        "format": "Name of its format.",
        "first_line": "First line of the record, from 1.",
        "observed": "When the source said so: the date on which a page was saved, or an export was made.",
        "last_line": "Last line of the record.",
    },
    "Status": {
        "kind": "What became of it.",
        "date": "Since when: YYYY, YYYY-MM or YYYY-MM-DD.",
        "note": "What the source says of it.",
        "by": "Identifier of the notice, or of what replaces it: a DOI, an arXiv number, an address.",
    },
    "Version": {
        "number": "Number, from 1.",
        "submitted": "When it was submitted: an instant in UTC (2020-09-20T18:42:13Z) or a date.",
        "size": "Size as stated.",
    },
    "Damage": {
        "kind": "What is broken.",
        "field": "The key it concerns.",
        "position": "The author it concerns, from 0.",
        "note": "More about it.",
    },
    "Repair": {
        "field": "The key it concerns.",
        "position": "The author it concerns, from 0.",
        "rule": "Name of the rule.",
        "before": "The value as the source has it.",
        "after": "The value after; null where nothing better can be given.",
        "certain": "Whether the rule proves the result.",
        "confidence": "Probability that the result is right, from 0 to 1.",
        "note": "More about it.",
    },
}


def schema() -> dict[str, Any]:
    """Return the schema (JSON Schema 2020-12) of one line: the full form, and the shorthand for input."""
    adapter: TypeAdapter[Record] = TypeAdapter(Record)
    made = adapter.json_schema(ref_template="#/$defs/{model}")
    definitions = made["$defs"]
    for name, descriptions in DESCRIPTIONS.items():
        for key, text in descriptions.items():
            definitions[name]["properties"][key]["description"] = text
    for name in ("WorkRecord", "Profile"):
        definitions[name]["required"] = [
            key for key in definitions[name].get("required", []) if key != "source"
        ]
    work = definitions["WorkRecord"]["properties"]
    work["type"] = {"type": "string", "default": "work", "description": work["type"]["description"]}
    work["references"]["items"] = {
        "anyOf": [{"$ref": "#/$defs/Reference"}, {"type": "string", "minLength": 1}]
    }
    for key in ("authors", "editors"):
        work[key]["items"] = {"anyOf": [{"$ref": "#/$defs/Author"}, {"type": "string", "minLength": 1}]}
    work["statuses"]["items"] = {"anyOf": [{"$ref": "#/$defs/Status"}, {"type": "string", "minLength": 1}]}
    for key in ("work_type", "venue_kind"):
        # the words of other formats are no error: they are read, or kept as stated
        work[key]["anyOf"].insert(1, {"type": "string", "minLength": 1})
    author = definitions["Author"]
    author["required"] = []
    author["anyOf"] = [{"required": ["name"]}, {"required": ["family"]}, {"required": ["given"]}]
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "kg record",
        "description": "One line of kg's JSON Lines: a work as one source states it, or a person.",
        **made,
    }
