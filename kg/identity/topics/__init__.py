"""What works are about: keywords and the terms of classifications, as concepts of their source's scheme.

`keywords` cleans and parts what sources print, `schemes` knows classifications by the names they go by,
`subjects` makes the terms of one work, `concepts` one description of each from all works, and `matching`
decides which terms of several schemes mean the same.
"""
