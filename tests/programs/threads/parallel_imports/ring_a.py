import log
log.entries.append("ring_a")
value = "ring_a"
import ring_b
