## CITATION of two works; # bibentry( is no call here
year <- sub("-.*", "", meta$Date)
note <- sprintf("R package version %s", meta$Version)

citEntry(entry = "Book",
  title = paste("Peat in yards:", "a study"),
  author = personList(as.person("Ada Lind"), as.person("Karl van Berg")),
  publisher = 'Bog Press', address = "Oslo", year = 2019, isbn = "978-3-16-148410-0",
  note = note,
  textVersion = "Lind and van Berg (2019)."
)

bibentry("Manual", key = "bogR-package",
  title = "bogR: Analyse \"Bog\" Cores",
  author = c(person("Kim", "Core", role = c("aut", "cre"), email = "kim@example.org"), person("The Bog Team")),
  year = year, url = "https://cran.example.org/bogR")
