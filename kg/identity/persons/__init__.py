"""Who is who: from mentions of names to persons, by evidence and never by a name alone.

Mentions (`mention`) are laid aside in blocks of like names (`blocking`), while a census (`census`)
counts how common names, words and places are. Within a block, names are compared as names
(`person_name`), the evidence for each likely pair is weighed (`evidence`) and mentions are joined,
surest first, as long as nothing forbids it (`clustering`). `resolver` runs all of it and says why.
"""
