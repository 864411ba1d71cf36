"""Charts with two logarithmic axes as one SVG: µs a post upwards, what it depends on to the right."""
import dataclasses
import math

WIDTH, HEIGHT, LEFT, TOP, INNER_WIDTH, INNER_HEIGHT = 460, 320, 60, 30, 370, 230
COLOURS = ("#0b5fa5", "#b3541e")


@dataclasses.dataclass
class Chart:
    x_name: str
    lines: dict  # name: [(x, microseconds)]


def decades(values):
    return range(math.floor(math.log10(min(values)) + 1e-9), math.ceil(math.log10(max(values)) - 1e-9) + 1)


def label(exponent):
    return f"{10 ** exponent:,}" if exponent >= 0 else f"{10.0 ** exponent:.{-exponent}f}"


def draw(chart, at):
    xs, ys = ([point[i] for line in chart.lines.values() for point in line] for i in (0, 1))
    x_decades, y_decades = decades(xs), decades(ys)
    x_of = lambda x: at + LEFT + INNER_WIDTH * (math.log10(x) - x_decades[0]) / max(1, x_decades[-1] - x_decades[0])
    y_of = lambda y: TOP + INNER_HEIGHT * (1 - (math.log10(y) - y_decades[0]) / max(1, y_decades[-1] - y_decades[0]))
    right, bottom = at + LEFT + INNER_WIDTH, TOP + INNER_HEIGHT
    out = []
    for exponent in x_decades:
        x = x_of(10 ** exponent)
        out.append(f'<path class="grid" d="M{x:.1f} {TOP}V{bottom}"/><text x="{x:.1f}" y="{bottom + 16}" text-anchor="middle">{label(exponent)}</text>')
    for exponent in y_decades:
        y = y_of(10.0 ** exponent)
        out.append(f'<path class="grid" d="M{at + LEFT} {y:.1f}H{right}"/><text x="{at + LEFT - 6}" y="{y + 4:.1f}" text-anchor="end">{label(exponent)}</text>')
    out.append(f'<text x="{at + LEFT + INNER_WIDTH / 2}" y="{bottom + 36}" text-anchor="middle">{chart.x_name}</text>')
    out.append(f'<text x="{at + LEFT}" y="{TOP - 12}">µs of one core a post</text>')
    for i, (name, line) in enumerate(chart.lines.items()):
        points = " ".join(f"{x_of(x):.1f},{y_of(y):.1f}" for x, y in line)
        out.append(f'<polyline fill="none" stroke="{COLOURS[i]}" stroke-width="2" points="{points}"/>')
        out += [f'<circle cx="{x_of(x):.1f}" cy="{y_of(y):.1f}" r="3" fill="{COLOURS[i]}"/>' for x, y in line]
        out.append(f'<text x="{right}" y="{bottom - 8 - 16 * i}" text-anchor="end" fill="{COLOURS[i]}">{name}</text>')
    return "\n".join(out)


def page(charts):
    body = "\n".join(draw(chart, i * WIDTH) for i, chart in enumerate(charts))
    return (f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH * len(charts)} {HEIGHT}" font-family="sans-serif" font-size="12">\n'
            f'<style>.grid{{stroke:#ccc}}</style>\n<rect width="100%" height="100%" fill="#fff"/>\n{body}\n</svg>\n')
