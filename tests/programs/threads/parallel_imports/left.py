value = "left"
import right
