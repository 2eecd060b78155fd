import log
log.entries.append("shelf.author")
value = "author"
from . import book
