import log
log.entries.append("ring_b")
value = "ring_b"
import ring_a
