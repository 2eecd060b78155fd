import log
log.entries.append("broken")
value = 1 / 0
