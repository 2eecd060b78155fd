# stdin: north\ntake lamp\neast\ninventory\ntake key\ndance\nsouth\nquit\nnever read\n
# a state machine fed from standard input
world = {"hall": {"north": "attic", "items": ["coin"]}, "attic": {"south": "hall", "east": "loft", "items": ["lamp"]}, "loft": {"west": "attic", "items": ["key"]}}
room, bag = "hall", []
while True:
    try: line = input(f"[{room}] ")
    except EOFError: break
    match line.split():
        case ["quit"]: print("bye"); break
        case ["inventory"]: print("you carry", ", ".join(bag) or "nothing")
        case ["take", item] if item in world[room]["items"]: world[room]["items"].remove(item); bag.append(item); print("taken", item)
        case ["take", item]: print("no", item, "here")
        case [d] if d in world[room] and d != "items": room = world[room][d]; print("you are in the", room)
        case [("north" | "south" | "east" | "west") as d]: print("no way", d)
        case other: print("what?", other)
