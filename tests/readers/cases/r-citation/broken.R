bibentry("Manual", title = "Whole", author = "Lind, Ada", year = 2001)

bibentry("Article", title = "Has no end
