value = "right"
import left
