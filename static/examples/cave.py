"""A cave to explore: type where to go, or what to take. The way out is north of the light."""

ROOMS = {
    "pool": {"about": "Water drips. Something glitters.", "east": "hall", "item": "lamp"},
    "hall": {"about": "A wide hall. It is dark to the north.", "west": "pool", "north": "gate"},
    "gate": {"about": "A gate, and daylight behind it.", "south": "hall"},
}

room, carried = "hall", set()
for turn in range(1, 21):
    place = ROOMS[room]
    print(f"\n[{room}] {place['about']}")
    if "item" in place:
        print(f"There is a {place['item']} here.")
    match input("> ").lower().split():
        case ["go", way] | [("north" | "south" | "east" | "west") as way]:
            if way not in place:
                print("Rock.")
            elif place[way] == "gate" and "lamp" not in carried:
                print("Too dark: you turn back.")
            else:
                room = place[way]
        case ["take", item] if place.get("item") == item:
            carried.add(place.pop("item"))
            print(f"You have the {item}.")
        case ["quit"]:
            break
        case _:
            print("Try: north, south, east, west, take lamp, quit.")
    if room == "gate":
        print(f"\nYou are out, after {turn} turns.")
        break
