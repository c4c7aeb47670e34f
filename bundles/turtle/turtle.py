"""Turtle graphics with the standard module's names: what turtles draw is shown as one picture when the program ends.

Vivarium's own: the standard module needs a desktop. The picture draws itself as the turtles did, unless motion is not wanted.
"""

import math as _math

from _turtle_screen import Screen, Terminator, TurtleGraphicsError, TurtleScreen, Vec2D

__all__ = ["Pen", "RawPen", "RawTurtle", "Screen", "Terminator", "Turtle", "TurtleGraphicsError", "TurtleScreen", "Vec2D", "done", "exitonclick", "mainloop"]


class RawTurtle:
    """A turtle: it stands somewhere, looks somewhere, and has a pen."""

    def __init__(self, canvas=None, shape="classic", undobuffersize=1000, visible=True):
        self.screen = canvas if isinstance(canvas, TurtleScreen) else Screen()
        self._canvas = self.screen._canvas
        self._shape, self._shown = shape, visible
        self.screen._turtles.append(self)
        self._begin()

    def _begin(self):
        self._at, self._angle, self._full = Vec2D(0.0, 0.0), 0.0, 360.0
        if self.screen._mode == "logo":
            self._angle = 90.0
        self._down, self._width, self._pencolor, self._fillcolor, self._speed = True, 1, "black", "black", 3
        self._filling = self._poly = None
        self._stretch, self._tilt, self._items = (1.0, 1.0, 1), 0.0, []

    # ---- going ----

    def _go(self, to):
        to = Vec2D(float(to[0]), float(to[1]))
        if self._down:
            self._draw("line", points=(tuple(self._at), tuple(to)), color=self._pencolor, width=self._width)
        self._at = to
        if self._filling is not None:
            self._filling[1].append(tuple(to))
        if self._poly is not None:
            self._poly.append(tuple(to))

    def _draw(self, kind, **of):
        self._items.append(self._canvas.add(kind, speed=self._speed, **of))

    def _turns(self):
        return -1.0 if self.screen._mode == "logo" else 1.0

    def forward(self, distance):
        self._go(self._at + Vec2D(distance, 0).rotate(self._angle))

    def back(self, distance):
        self.forward(-distance)

    def left(self, angle):
        self._angle = (self._angle + angle * 360.0 / self._full) % 360.0

    def right(self, angle):
        self.left(-angle)

    def goto(self, x, y=None):
        self._go(x if y is None else (x, y))

    def teleport(self, x=None, y=None, *, fill_gap=False):
        down, self._down = self._down, False
        self._go((self._at[0] if x is None else x, self._at[1] if y is None else y))
        self._down = down

    def setx(self, x):
        self._go((x, self._at[1]))

    def sety(self, y):
        self._go((self._at[0], y))

    def setheading(self, to_angle):
        degrees = to_angle * 360.0 / self._full
        self._angle = (90.0 - degrees if self.screen._mode == "logo" else degrees) % 360.0

    def home(self):
        self._go((0, 0))
        self.setheading(0)

    def circle(self, radius, extent=None, steps=None):
        """A circle to the left, or a part of it, of straight pieces."""
        extent = self._full if extent is None else extent
        if steps is None:
            steps = 1 + int(min(11 + abs(radius) / 6.0, 59.0) * abs(extent) / self._full)
        turn = extent / steps
        length = 2.0 * radius * _math.sin(_math.radians(turn * 360.0 / self._full) / 2.0)
        if radius < 0:
            length, turn = -length, -turn
        self.left(turn / 2)
        for _ in range(steps):
            self.forward(length)
            self.left(turn)
        self.left(-turn / 2)

    def dot(self, size=None, *color):
        if not (isinstance(size, (int, float)) or size is None):
            size, color = None, (size, *color)
        size = max(self._width + 4, self._width * 2) if size is None else size
        self._draw("dot", at=tuple(self._at), size=size, fill=self.screen._colored(color) if color else self._pencolor)

    def stamp(self):
        self._draw("shape", corners=self._corners(), fill=self._fillcolor, color=self._pencolor)
        return len(self._items) - 1

    def clearstamp(self, stampid):
        self._canvas.remove(self._items[stampid])

    def write(self, arg, move=False, align="left", font=("Arial", 8, "normal")):
        self._draw("text", at=tuple(self._at), text=str(arg), align=align.lower(), font=font, fill=self._pencolor)

    def undo(self):
        if self._items:
            item = self._items.pop()
            self._canvas.remove(item)
            if item["kind"] == "line":
                self._at = Vec2D(*item["points"][0])

    def undobufferentries(self):
        return len(self._items)

    # ---- where it is ----

    def position(self):
        return self._at

    def xcor(self):
        return self._at[0]

    def ycor(self):
        return self._at[1]

    def heading(self):
        degrees = 90.0 - self._angle if self.screen._mode == "logo" else self._angle
        return degrees % 360.0 * self._full / 360.0

    def _other(self, x, y):
        return Vec2D(*x._at) if isinstance(x, RawTurtle) else Vec2D(*x) if y is None else Vec2D(x, y)

    def distance(self, x, y=None):
        return abs(self._other(x, y) - self._at)

    def towards(self, x, y=None):
        dx, dy = self._other(x, y) - self._at
        degrees = _math.degrees(_math.atan2(dy, dx))
        degrees = 90.0 - degrees if self.screen._mode == "logo" else degrees
        return round(degrees % 360.0, 10) * self._full / 360.0

    def degrees(self, fullcircle=360.0):
        self._full = float(fullcircle)

    def radians(self):
        self._full = 2 * _math.pi

    # ---- its pen ----

    def pendown(self):
        self._down = True

    def penup(self):
        self._down = False

    def isdown(self):
        return self._down

    def pensize(self, width=None):
        if width is None:
            return self._width
        self._width = width

    def speed(self, speed=None):
        if speed is None:
            return self._speed
        names = {"fastest": 0, "fast": 10, "normal": 6, "slow": 3, "slowest": 1}
        self._speed = names[speed] if isinstance(speed, str) else round(speed) if 0.5 < speed < 10.5 else 0

    def pencolor(self, *args):
        if args:
            self._pencolor = self.screen._colored(args)
        return self._pencolor

    def fillcolor(self, *args):
        if args:
            self._fillcolor = self.screen._colored(args)
        return self._fillcolor

    def color(self, *args):
        if len(args) == 2:
            self._pencolor, self._fillcolor = self.screen._colored(args[:1]), self.screen._colored(args[1:])
        elif args:
            self._pencolor = self._fillcolor = self.screen._colored(args)
        return self._pencolor, self._fillcolor

    def pen(self, pen=None, **pendict):
        names = {"pendown": "_down", "pencolor": "_pencolor", "fillcolor": "_fillcolor", "pensize": "_width", "speed": "_speed", "shown": "_shown"}
        for name, value in {**(pen or {}), **pendict}.items():
            setattr(self, names[name], self.screen._colored((value,)) if "color" in name else value)
        return {name: getattr(self, where) for name, where in names.items()}

    def begin_fill(self):
        self._filling = (self._canvas.place(), [tuple(self._at)])

    def end_fill(self):
        if self._filling is None:
            return
        place, corners = self._filling
        self._filling = None
        if len(corners) > 2:
            self._items.append(self._canvas.add("fill", at=place, corners=corners, fill=self._fillcolor, speed=self._speed))

    def filling(self):
        return self._filling is not None

    def begin_poly(self):
        self._poly = [tuple(self._at)]

    def end_poly(self):
        self._last, self._poly = tuple(self._poly or ()), None

    def get_poly(self):
        return getattr(self, "_last", None)

    # ---- how it looks ----

    def shape(self, name=None):
        if name is None:
            return self._shape
        if name not in self._canvas.shapes:
            raise TurtleGraphicsError(f"There is no shape named {name}")
        self._shape = name

    def shapesize(self, stretch_wid=None, stretch_len=None, outline=None):
        if stretch_wid is stretch_len is outline is None:
            return self._stretch
        wide, long, line = self._stretch
        wide = wide if stretch_wid is None else stretch_wid
        self._stretch = wide, (wide if stretch_len is None else stretch_len), (line if outline is None else outline)

    turtlesize = shapesize

    def tilt(self, angle):
        self._tilt += angle

    def showturtle(self):
        self._shown = True

    def hideturtle(self):
        self._shown = False

    def isvisible(self):
        return self._shown

    def _corners(self):
        wide, long, _ = self._stretch
        corners = self._canvas.shapes[self._shape]
        return [tuple(self._at + Vec2D(y * long, -x * wide).rotate(self._angle + self._tilt)) for x, y in corners]

    def clear(self):
        for item in self._items:
            self._canvas.remove(item)
        self._items.clear()

    def reset(self):
        self.clear()
        self._begin()

    def clone(self):
        import copy

        other = copy.copy(self)
        other._items = []
        self.screen._turtles.append(other)
        return other

    def getscreen(self):
        return self.screen

    def getturtle(self):
        return self

    def onclick(self, *_, **__):
        self.screen._deaf()

    onrelease = ondrag = onclick

    fd, bk, backward, lt, rt = forward, back, back, left, right
    setpos = setposition = goto
    seth, pos, pd, down, pu, up, width = setheading, position, pendown, pendown, penup, penup, pensize
    st, ht, getpen = showturtle, hideturtle, getturtle


class Turtle(RawTurtle):
    """A turtle on the one screen."""

    def __init__(self, shape="classic", undobuffersize=1000, visible=True):
        super().__init__(None, shape, undobuffersize, visible)


Pen, RawPen = Turtle, RawTurtle
_pen = None


def _getpen():
    global _pen
    if _pen is None:
        _pen = Turtle()
    return _pen


def _publish():
    """Each of the turtle's methods, and of the screen's, as a function."""

    def of(get, name, method):
        def call(*args, **kwargs):
            return getattr(get(), name)(*args, **kwargs)

        call.__name__, call.__doc__ = name, method.__doc__
        return call

    for name, method in vars(TurtleScreen).items():
        if not name.startswith("_") and callable(method):
            globals()[name] = of(Screen, name, method)
            __all__.append(name)
    for name, method in vars(RawTurtle).items():
        if not name.startswith("_") and callable(method):
            globals()[name] = of(_getpen, name, method)
            __all__.append(name)


_publish()


def __getattr__(name):
    raise AttributeError(f"turtle has no {name!r} here: Vivarium draws what turtles draw, as one picture at the end")
