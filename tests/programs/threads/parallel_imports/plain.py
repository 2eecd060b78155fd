import log
log.entries.append("plain")
value = "plain"
