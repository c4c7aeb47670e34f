"""Colours: names, grey levels, shades of the cycle, as four numbers from 0 to 1."""

TABLEAU = {
    "blue": "#1f77b4", "orange": "#ff7f0e", "green": "#2ca02c", "red": "#d62728", "purple": "#9467bd",
    "brown": "#8c564b", "pink": "#e377c2", "gray": "#7f7f7f", "olive": "#bcbd22", "cyan": "#17becf",
}
LETTERS = {"b": (0, 0, 1), "g": (0, 0.5, 0), "r": (1, 0, 0), "c": (0, 0.75, 0.75), "m": (0.75, 0, 0.75), "y": (0.75, 0.75, 0), "k": (0, 0, 0), "w": (1, 1, 1)}
# The names of CSS.
_CSS = """aliceblue f0f8ff antiquewhite faebd7 aqua 00ffff aquamarine 7fffd4 azure f0ffff beige f5f5dc bisque ffe4c4 black 000000
blanchedalmond ffebcd blue 0000ff blueviolet 8a2be2 brown a52a2a burlywood deb887 cadetblue 5f9ea0 chartreuse 7fff00
chocolate d2691e coral ff7f50 cornflowerblue 6495ed cornsilk fff8dc crimson dc143c cyan 00ffff darkblue 00008b darkcyan 008b8b
darkgoldenrod b8860b darkgray a9a9a9 darkgreen 006400 darkgrey a9a9a9 darkkhaki bdb76b darkmagenta 8b008b darkolivegreen 556b2f
darkorange ff8c00 darkorchid 9932cc darkred 8b0000 darksalmon e9967a darkseagreen 8fbc8f darkslateblue 483d8b
darkslategray 2f4f4f darkslategrey 2f4f4f darkturquoise 00ced1 darkviolet 9400d3 deeppink ff1493 deepskyblue 00bfff
dimgray 696969 dimgrey 696969 dodgerblue 1e90ff firebrick b22222 floralwhite fffaf0 forestgreen 228b22 fuchsia ff00ff
gainsboro dcdcdc ghostwhite f8f8ff gold ffd700 goldenrod daa520 gray 808080 green 008000 greenyellow adff2f grey 808080
honeydew f0fff0 hotpink ff69b4 indianred cd5c5c indigo 4b0082 ivory fffff0 khaki f0e68c lavender e6e6fa lavenderblush fff0f5
lawngreen 7cfc00 lemonchiffon fffacd lightblue add8e6 lightcoral f08080 lightcyan e0ffff lightgoldenrodyellow fafad2
lightgray d3d3d3 lightgreen 90ee90 lightgrey d3d3d3 lightpink ffb6c1 lightsalmon ffa07a lightseagreen 20b2aa
lightskyblue 87cefa lightslategray 778899 lightslategrey 778899 lightsteelblue b0c4de lightyellow ffffe0 lime 00ff00
limegreen 32cd32 linen faf0e6 magenta ff00ff maroon 800000 mediumaquamarine 66cdaa mediumblue 0000cd mediumorchid ba55d3
mediumpurple 9370db mediumseagreen 3cb371 mediumslateblue 7b68ee mediumspringgreen 00fa9a mediumturquoise 48d1cc
mediumvioletred c71585 midnightblue 191970 mintcream f5fffa mistyrose ffe4e1 moccasin ffe4b5 navajowhite ffdead navy 000080
oldlace fdf5e6 olive 808000 olivedrab 6b8e23 orange ffa500 orangered ff4500 orchid da70d6 palegoldenrod eee8aa
palegreen 98fb98 paleturquoise afeeee palevioletred db7093 papayawhip ffefd5 peachpuff ffdab9 peru cd853f pink ffc0cb
plum dda0dd powderblue b0e0e6 purple 800080 rebeccapurple 663399 red ff0000 rosybrown bc8f8f royalblue 4169e1
saddlebrown 8b4513 salmon fa8072 sandybrown f4a460 seagreen 2e8b57 seashell fff5ee sienna a0522d silver c0c0c0
skyblue 87ceeb slateblue 6a5acd slategray 708090 slategrey 708090 snow fffafa springgreen 00ff7f steelblue 4682b4 tan d2b48c
teal 008080 thistle d8bfd8 tomato ff6347 turquoise 40e0d0 violet ee82ee wheat f5deb3 white ffffff whitesmoke f5f5f5
yellow ffff00 yellowgreen 9acd32""".split()
NAMES = dict(zip(_CSS[::2], _CSS[1::2]))


def to_rgba(color, alpha=None):
    """Four numbers from 0 to 1 for any way to write a colour."""
    red, green, blue, opacity = _rgba(color)
    return (red, green, blue, opacity if alpha is None or color_is_none(color) else float(alpha))


def color_is_none(color):
    return isinstance(color, str) and color.lower() == "none"


def is_color(color):
    try:
        _rgba(color)
    except (ValueError, TypeError):
        return False
    return True


def _rgba(color):
    if isinstance(color, str):
        return _named(color)
    if hasattr(color, "tolist"):
        color = color.tolist()
    if isinstance(color, (tuple, list)):
        if len(color) == 2 and not isinstance(color[0], (int, float)):
            return (*_rgba(color[0])[:3], float(color[1]))
        if len(color) in (3, 4) and all(isinstance(part, (int, float)) for part in color):
            if any(not 0 <= part <= 1 for part in color):
                raise ValueError("RGBA values should be within 0-1 range")
            return tuple(float(part) for part in color) + (1.0,) * (4 - len(color))
    raise ValueError(f"{color!r} is not a valid color")


def _named(color):
    if color_is_none(color):
        return (0.0, 0.0, 0.0, 0.0)
    name = color.lower()
    if name.startswith("tab:") and name[4:].replace("grey", "gray") in TABLEAU:
        name = TABLEAU[name[4:].replace("grey", "gray")]
    elif color[:1] == "C" and color[1:].isdigit():
        return _rgba(cycle()[int(color[1:]) % len(cycle())])
    if color in LETTERS:
        return (*LETTERS[color], 1.0)
    digits = NAMES.get(name.replace(" ", "")) or (name[1:] if name.startswith("#") else "")
    if len(digits) in (3, 4):
        digits = "".join(digit * 2 for digit in digits)
    if len(digits) in (6, 8):
        try:
            parts = tuple(int(digits[at : at + 2], 16) / 255 for at in range(0, len(digits), 2))
            return parts + (1.0,) * (4 - len(parts))
        except ValueError:
            pass
    try:
        grey = float(color)
        if 0 <= grey <= 1:
            return (grey, grey, grey, 1.0)
    except ValueError:
        pass
    raise ValueError(f"{color!r} is not a valid value for color")


def cycle():
    """The colours that artists take in turn."""
    from . import rcParams

    return rcParams["axes.prop_cycle"]


def paint(color, alpha=None):
    """For the drawing: four whole numbers, or nothing."""
    if color is None or color_is_none(color):
        return None
    parts = to_rgba(color, alpha)
    return [round(part * 255) for part in parts] if parts[3] > 0 else None
