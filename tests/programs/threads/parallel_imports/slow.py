import log
import time
log.entries.append("slow")
value = "slow"
time.sleep(0.02)
late = "late"
