"""The pictures of a bulletin, drawn by matplotlib: no browser on the server. They survive a grey printer: shapes and hatches, not colours.

Words stand in the paper beside a picture; inside it are numbers, months and names of places. Where this machine has no Chinese font,
names give way to the numbers of the table's rows, so that no empty boxes are printed.
"""

import functools
import io
import threading

INK, SOFT, PALE, BAD = "#17212E", "#5A6B80", "#C3CBD5", "#9E1C13"
FONTS = ("Noto Sans CJK SC", "Noto Sans CJK JP", "Source Han Sans SC", "Source Han Sans CN", "Microsoft YaHei", "PingFang SC", "Hiragino Sans GB",
         "Heiti SC", "SimHei", "SimSun", "WenQuanYi Zen Hei", "WenQuanYi Micro Hei", "Droid Sans Fallback", "AR PL UMing CN")
WIDTH = 6.1  # inches: the text's width of an A4 page with official margins
_drawing = threading.Lock()  # matplotlib keeps its settings for the whole process


@functools.cache
def chinese_font() -> str | None:
    """The first Chinese font that this machine has."""
    from matplotlib import font_manager

    there = {font.name for font in font_manager.fontManager.ttflist}
    return next((name for name in FONTS if name in there), None)


def named(rows: list[dict]) -> list[str]:
    """What stands beside each row of a picture: its name, or its number in the table where no font can write it."""
    return [row["group_name"] or "" if chinese_font() else str(place) for place, row in enumerate(rows, 1)]


def _drawn(height: float, draw) -> bytes:
    import matplotlib
    from matplotlib.figure import Figure

    with _drawing, matplotlib.rc_context({"font.family": [name for name in (chinese_font(), "DejaVu Sans") if name], "font.size": 9, "axes.edgecolor": SOFT,
                                          "axes.unicode_minus": False, "hatch.linewidth": 0.6}):
        figure = Figure(figsize=(WIDTH, height), layout="constrained")
        axes = figure.add_subplot()
        axes.spines[["top", "right"]].set_visible(False)
        axes.tick_params(colors=INK, length=3)
        draw(axes)
        content = io.BytesIO()
        figure.savefig(content, format="png", dpi=200)
    return content.getvalue()


def months(rows: list[dict], target: float | None) -> bytes | None:
    """``rows`` of accuracy_trend as a control chart: limits in steps, the centre, the target dashed, n below each month."""
    if sum(row["accuracy_pct"] is not None for row in rows) < 2:
        return None

    def draw(axes) -> None:
        places = range(len(rows))
        known = [place for place in places if rows[place]["accuracy_pct"] is not None]
        for name in ("lower_pct", "upper_pct"):
            axes.step(known, [rows[place][name] for place in known], where="mid", color=PALE, linewidth=1.2)
        axes.plot(known, [rows[place]["center_pct"] for place in known], color=SOFT, linewidth=0.9)
        axes.plot(known, [rows[place]["accuracy_pct"] for place in known], color=INK, linewidth=1, marker="o", markersize=3.5)
        for signal, marker, colour in ((("below", "run_below"), "D", BAD), (("above", "run_above"), "s", INK)):
            found = [place for place in known if rows[place]["signal"] in signal]
            axes.plot(found, [rows[place]["accuracy_pct"] for place in found], marker, color=colour, markersize=7, linestyle="none")
        _aim(axes.axhline, target)
        if target is not None:
            axes.annotate(f"{target:g}", (1, target), xycoords=("axes fraction", "data"), xytext=(3, 0), textcoords="offset points", va="center")
        step = 1 if len(rows) <= 12 else 2
        axes.set_xticks([*places][::step], [f"{row['month'][2:]}\nn={row['rechecked']}" for row in rows][::step], fontsize=7.5)
        axes.set_ylabel("%", rotation=0)
        axes.set_ylim(top=101.5)

    return _drawn(2.5, draw)


def _aim(line, target: float | None) -> None:
    if target is not None:
        line(target, color=BAD, linewidth=1, linestyle=(0, (5, 3)))


def intervals(rows: list[dict], target: float | None) -> bytes | None:
    """``rows`` of accuracy by town: each share with its interval; a diamond where the whole interval is off, hollow where too few were re-checked."""
    rows = [row for row in rows if row["accuracy_pct"] is not None]
    if len(rows) < 2:  # one is no comparison
        return None

    def draw(axes) -> None:
        for place, row in enumerate(rows):
            off, few = row["verdict"] == "未达标", row["verdict"] == "样本不足"
            axes.plot((row["ci_low_pct"], row["ci_high_pct"]), (place, place), color=BAD if off else SOFT, linewidth=1.4)
            axes.plot(row["accuracy_pct"], place, "D" if off else "o", color=BAD if off else INK, markersize=6, markerfacecolor="white" if few else None)
            axes.annotate(f"n={row['rechecked']}", (1, place), xycoords=("axes fraction", "data"), xytext=(4, 0), textcoords="offset points",
                          va="center", fontsize=8)
        _rows(axes, rows)
        _aim(axes.axvline, target)
        axes.set_xlim(right=101)

    return _drawn(0.55 + 0.23 * len(rows), draw)


def shares(rows: list[dict], target: float | None) -> bytes | None:
    """``rows`` of publicity_coverage by town: bars from nought, hatched where villages were missed."""
    if not any(row["coverage_pct"] is not None for row in rows):
        return None

    def draw(axes) -> None:
        for place, row in enumerate(rows):
            share = row["coverage_pct"]
            if share is not None:
                short = row["inspected"] < row["villages"]
                axes.barh(place, share, height=0.62, color="white" if short else SOFT, edgecolor=BAD if short else SOFT, hatch="////" if short else None)
                axes.annotate(f"{row['inspected']}/{row['villages']}", (share, place), xytext=(4, 0), textcoords="offset points", va="center", fontsize=8)
        _rows(axes, rows)
        _aim(axes.axvline, target)
        axes.set_xlim(0, 112)
        axes.set_xticks(range(0, 101, 20))

    return _drawn(0.55 + 0.23 * len(rows), draw)


def _rows(axes, rows: list[dict]) -> None:
    """A line of the picture for each row, in the table's order."""
    axes.set_yticks(range(len(rows)), named(rows))
    axes.set_ylim(len(rows) - 0.4, -0.6)
    axes.set_xlabel("%")
