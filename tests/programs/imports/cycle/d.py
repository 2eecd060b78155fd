from c import other
