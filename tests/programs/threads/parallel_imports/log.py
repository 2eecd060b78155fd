entries = []
