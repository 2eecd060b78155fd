import log
log.entries.append("shelf")
value = "shelf"
from . import book
