"""The current figure and its current axes, by functions: `plt.plot(x, y)`, `plt.title("…")`, `plt.show()`."""

from . import cycler, missing, rc, rcdefaults, rcParams, style
from . import cm
from ._colors import is_color as _is_color
from ._maps import colormaps, get_cmap
from .axes import Axes
from .figure import Figure, GridSpec

_figures = {}
_current = None


def figure(num=None, figsize=None, dpi=None, *, clear=False, **looks):
    """A new figure, or the one of this number."""
    global _current
    if isinstance(num, Figure):
        num = num.number
    if num not in _figures:
        num = max([number for number in _figures if isinstance(number, int)], default=0) + 1 if num is None else num
        _figures[num] = Figure(figsize, dpi, num=num, **looks)
    _current = num
    if clear:
        _figures[num].clear()
    return _figures[num]


def gcf():
    return _figures[_current] if _current in _figures else figure()


def gca():
    return gcf().gca()


def sca(ax):
    global _current
    _current = ax.figure.number
    ax.figure.sca(ax)


def subplots(nrows=1, ncols=1, *, sharex=False, sharey=False, squeeze=True, width_ratios=None, height_ratios=None, subplot_kw=None, gridspec_kw=None, **looks):
    """A figure with axes in rows and columns."""
    made = figure(**looks)
    return made, made.subplots(nrows, ncols, sharex=sharex, sharey=sharey, squeeze=squeeze, width_ratios=width_ratios, height_ratios=height_ratios, subplot_kw=subplot_kw, gridspec_kw=gridspec_kw)


def subplot_mosaic(mosaic, **looks):
    made = figure(**looks)
    return made, made.subplot_mosaic(mosaic)


def subplot(*args, **given):
    """The axes in this cell: those that are there, or new ones."""
    made = gcf()
    wanted = Figure()
    place = wanted.add_subplot(*args, **{name: value for name, value in given.items() if name not in ("sharex", "sharey")})._place
    for axes in made.axes:
        if axes._place == place:
            made.sca(axes)
            return axes
    return made.add_subplot(*args, **given)


def subplot2grid(shape, loc, rowspan=1, colspan=1, fig=None, **given):
    grid = GridSpec(*shape)
    return (fig or gcf()).add_subplot(grid.place(loc[0], loc[0] + rowspan - 1, loc[1], loc[1] + colspan - 1), **given)


def axes(arg=None, **given):
    return gcf().add_subplot(**given) if arg is None else gcf().add_axes(arg, **given)


def close(fig=None):
    """Forget a figure, all of them, or the current one."""
    if fig == "all":
        return _figures.clear()
    number = _current if fig is None else fig.number if isinstance(fig, Figure) else fig
    _figures.pop(number, None)


def clf():
    gcf().clear()


def cla():
    gca().cla()


def show(*_, **__):
    """Show all figures below the program's output; those that come after begin anew."""
    for made in list(_figures.values()):
        if made.axes or made.texts_ or made._title:
            made.show()
    _figures.clear()


def pause(interval):
    """Show what there is, then wait."""
    import time

    for made in _figures.values():
        made.show()
    time.sleep(interval)


def draw():
    """Nothing is drawn before it is shown."""


ion = ioff = draw


def savefig(*given, **how):
    gcf().savefig(*given, **how)


def get_fignums():
    return sorted(number for number in _figures if isinstance(number, int))


def fignum_exists(num):
    return num in _figures


def switch_backend(newbackend):
    """There is one way to show figures here."""


def set_cmap(cmap):
    rcParams["image.cmap"] = get_cmap(cmap).name


def colorbar(mappable=None, cax=None, ax=None, **looks):
    if mappable is None:
        for artist in reversed(gca()._artists):
            if hasattr(artist, "norm") and artist.norm is not None:
                mappable = artist
                break
        else:
            raise RuntimeError("No mappable was found to use for colorbar creation. First define a mappable such as an image (with imshow).")
    return gcf().colorbar(mappable, cax, ax, **looks)


def clim(vmin=None, vmax=None):
    for artist in gca().images:
        artist.set_clim(vmin, vmax)


def _ends(get, set_):
    def limits(*given, **ends):
        return set_(gca(), *given, **ends) if given or ends else get(gca())

    return limits


xlim, ylim = _ends(Axes.get_xlim, Axes.set_xlim), _ends(Axes.get_ylim, Axes.set_ylim)


def xticks(ticks=None, labels=None, **looks):
    return _ticks(gca().xaxis, ticks, labels, looks)


def yticks(ticks=None, labels=None, **looks):
    return _ticks(gca().yaxis, ticks, labels, looks)


def _ticks(axis, ticks, labels, looks):
    if ticks is not None:
        axis.set_ticks(ticks, labels, **looks)
    elif labels is not None:
        axis.set_ticklabels(labels, **looks)
    else:
        axis.axes._tick_looks(axis, looks)
    return axis.axes._drawn_ticks(axis), axis.labels


def _of_axes(name):
    def call(*given, **looks):
        return getattr(gca(), name)(*given, **looks)

    call.__name__, call.__doc__ = name, getattr(Axes, name).__doc__
    return call


for _name in """annotate arrow autoscale axhline axhspan axis axline axvline axvspan bar bar_label barh boxplot errorbar fill fill_between
    fill_betweenx grid hist hlines imshow legend locator_params loglog margins matshow minorticks_off minorticks_on pcolor pcolormesh pie plot
    scatter semilogx semilogy stackplot stem step text tick_params ticklabel_format twinx twiny violinplot vlines""".split():
    globals()[_name] = _of_axes(_name)
for _name in "title xlabel ylabel xscale yscale".split():
    globals()[_name] = _of_axes(f"set_{_name}")
for _name in "autofmt_xdate figtext subplots_adjust suptitle supxlabel supylabel tight_layout".split():
    globals()[_name] = lambda *given, _of="text" if _name == "figtext" else _name, **looks: getattr(gcf(), _of)(*given, **looks)
del _name


def __getattr__(name):
    if name.startswith("__"):
        raise AttributeError(name)
    if name in colormaps:
        return lambda: set_cmap(name)
    raise missing("matplotlib.pyplot", name)
