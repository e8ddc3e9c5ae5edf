"""Which records are one paper, which mentions one person, team or venue; why, and what people decided."""
