"""Lists of papers, people, topics and venues, with their numbers, as pages show them."""
