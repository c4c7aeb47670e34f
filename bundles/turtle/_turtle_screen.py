"""The screen that turtles share, and places on it."""

import atexit
import math

from _turtle_svg import Canvas, color_of


class TurtleGraphicsError(Exception):
    """Something that turtles cannot do."""


class Terminator(Exception):
    """Of the standard module's closed windows; never raised here."""


class Vec2D(tuple):
    """A place or a direction: two numbers that can be added, turned and stretched."""

    def __new__(cls, x, y):
        return tuple.__new__(cls, (x, y))

    def __add__(self, other):
        return Vec2D(self[0] + other[0], self[1] + other[1])

    def __sub__(self, other):
        return Vec2D(self[0] - other[0], self[1] - other[1])

    def __mul__(self, other):
        if isinstance(other, Vec2D):
            return self[0] * other[0] + self[1] * other[1]
        return Vec2D(self[0] * other, self[1] * other)

    def __rmul__(self, other):
        return Vec2D(self[0] * other, self[1] * other)

    def __neg__(self):
        return Vec2D(-self[0], -self[1])

    def __abs__(self):
        return math.hypot(*self)

    def rotate(self, angle):
        cos, sin = math.cos(math.radians(angle)), math.sin(math.radians(angle))
        return Vec2D(self[0] * cos - self[1] * sin, self[0] * sin + self[1] * cos)

    def __getnewargs__(self):
        return tuple(self)

    def __repr__(self):
        return f"({self[0]:.2f},{self[1]:.2f})"


class TurtleScreen:
    """Where turtles draw."""

    def __init__(self):
        self._canvas = Canvas()
        self._turtles, self._timers, self._colormode, self._mode, self._tracing = [], [], 1.0, "standard", 1
        self._delay, self._warned = 10, False

    def setup(self, width=0.5, height=0.75, startx=None, starty=None):
        self._canvas.size = tuple(round(side * full) if 0 < side <= 1 else side for side, full in ((width, 1000), (height, 800)))

    def screensize(self, canvwidth=None, canvheight=None, bg=None):
        if bg is not None:
            self.bgcolor(bg)
        if canvwidth is None:
            return self._canvas.size or (400, 300)
        self._canvas.size = self._canvas.size or (canvwidth, canvheight)

    def setworldcoordinates(self, llx, lly, urx, ury):
        self._canvas.world, self._mode = (llx, lly, urx, ury), "world"

    def window_width(self):
        return (self._canvas.size or (600, 600))[0]

    def window_height(self):
        return (self._canvas.size or (600, 600))[1]

    def bgcolor(self, *args):
        if args:
            self._canvas.background = self._colored(args)
        return self._canvas.background or "white"

    def bgpic(self, picname=None):
        if picname not in (None, "nopic"):
            raise TurtleGraphicsError("there are no background pictures here; set bgcolor()")
        return "nopic"

    def title(self, titlestring):
        self._canvas.title = str(titlestring)

    def colormode(self, cmode=None):
        if cmode is None:
            return self._colormode
        if cmode in (1, 255):
            self._colormode = float(cmode) if cmode == 1 else 255

    def _colored(self, args):
        try:
            return color_of(args[0] if len(args) == 1 else args, self._colormode)
        except ValueError as error:
            raise TurtleGraphicsError(str(error)) from None

    def tracer(self, n=None, delay=None):
        if n is None:
            return self._tracing
        self._tracing = int(n)
        self._canvas.still = self._tracing == 0 or self._canvas.still

    def update(self):
        """Nothing to catch up with: the picture is shown at the end."""

    def delay(self, delay=None):
        if delay is None:
            return self._delay
        self._delay = delay

    def mode(self, mode=None):
        if mode is None:
            return self._mode
        if mode not in ("standard", "logo", "world"):
            raise TurtleGraphicsError(f"No turtle-graphics-mode {mode}")
        self._mode = mode
        for turtle in self._turtles:
            turtle.reset()

    def turtles(self):
        return list(self._turtles)

    def getshapes(self):
        return sorted(self._canvas.shapes)

    def register_shape(self, name, shape=None):
        if not isinstance(shape, (tuple, list)):
            raise TurtleGraphicsError("a shape is a tuple of coordinate pairs here")
        self._canvas.shapes[name] = [tuple(corner) for corner in shape]

    addshape = register_shape

    def clear(self):
        self._canvas.clear()
        self._turtles.clear()

    clearscreen = clear

    def reset(self):
        for turtle in self._turtles:
            turtle.reset()

    resetscreen = reset

    # ---- what happens in a window ----

    def _deaf(self, *_, **__):
        if not self._warned:
            import warnings

            self._warned = True
            warnings.warn("turtles hear no keys and clicks here: the picture is shown when the program ends", stacklevel=2)

    onkey = onkeyrelease = onkeypress = onclick = onscreenclick = _deaf

    def listen(self, xdummy=None, ydummy=None):
        """Without keys there is nothing to listen to."""

    def ontimer(self, fun, t=0):
        """Call a function later: when the program has come to `done()`."""
        start = self._timers_at if hasattr(self, "_timers_at") else 0
        self._timers.append((start + t, len(self._timers), fun))

    def textinput(self, title, prompt):
        return input(f"{prompt} ")

    def numinput(self, title, prompt, default=None, minval=None, maxval=None):
        while True:
            text = input(f"{prompt} ")
            if not text and default is not None:
                return default
            try:
                number = float(text)
            except ValueError:
                print("Not a number.")
                continue
            if (minval is None or number >= minval) and (maxval is None or number <= maxval):
                return number
            print("Out of range.")

    def mainloop(self):
        """Let the timers run, then show the picture."""
        import heapq

        heapq.heapify(self._timers)
        for _ in range(2_000):
            if not self._timers:
                break
            self._timers_at, _, fun = heapq.heappop(self._timers)
            fun()
        self._timers.clear()
        self._show()

    done = mainloop
    exitonclick = mainloop

    def bye(self):
        self._show()

    def _show(self):
        if svg := self._canvas.svg(self._turtles):
            from vivarium import display

            display(svg, "image/svg+xml")
            self._canvas.shown = True

    def getcanvas(self):
        return self._canvas


_screen = None


def Screen():
    """The one screen."""
    global _screen
    if _screen is None:
        _screen = TurtleScreen()
        atexit.register(lambda: None if _screen._canvas.shown else _screen._show())
    return _screen
