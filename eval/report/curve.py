"""The risk–coverage curves as an SVG picture."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from eval.metrics import CurvePoint
from eval.report.figures import ALL, Report

WIDTH, HEIGHT = 720, 440
_LEFT, _RIGHT, _TOP, _BOTTOM = 64, 24, 48, 56
_LEGEND_STEP = 180
_COLOURS = ("#0b5cad", "#c2410c", "#4d7c0f", "#7e22ce", "#475569")
_TICKS = (0.0, 0.2, 0.4, 0.6, 0.8, 1.0)


def draw_curves(report: Report) -> str:
    """Return a picture of the share of wrong answers by the share of questions answered, for each system.

    A ring marks where ours stands with the threshold that it was measured with.
    """
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" '
        'font-family="sans-serif" font-size="13">',
        f"<title>Risk by coverage: {escape(report.conditions.question_set)}</title>",
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#ffffff"/>',
        *_axes(),
    ]
    for number, system in enumerate(report.answers):
        colour = _COLOURS[number % len(_COLOURS)]
        parts += [_line(system.curve, colour), _legend(number, system.system, colour)]
    parts += [*_operating_point(report), "</svg>"]
    return "\n".join(parts) + "\n"


def _axes() -> list[str]:
    parts = []
    for tick in _TICKS:
        x, y = _x(tick), _y(tick)
        parts += [
            f'<path d="M{x} {_y(0)}V{_y(1)}M{_x(0)} {y}H{_x(1)}" stroke="#e2e8f0" fill="none"/>',
            f'<text x="{x}" y="{_y(0) + 18}" text-anchor="middle" fill="#334155">{tick:.1f}</text>',
            f'<text x="{_LEFT - 8}" y="{y + 4}" text-anchor="end" fill="#334155">{tick:.1f}</text>',
        ]
    middle = (_x(0) + _x(1)) / 2
    return [
        *parts,
        f'<path d="M{_x(0)} {_y(1)}V{_y(0)}H{_x(1)}" stroke="#334155" fill="none"/>',
        f'<text x="{middle}" y="{HEIGHT - 14}" text-anchor="middle">share of questions answered</text>',
        f'<text transform="translate(18 {(_y(0) + _y(1)) / 2}) rotate(-90)" text-anchor="middle">'
        "share of answers that are wrong</text>",
    ]


def _line(curve: Sequence[CurvePoint], colour: str) -> str:
    points = " ".join(f"{_x(point.coverage)},{_y(point.risk)}" for point in curve)
    return f'<polyline points="{points}" stroke="{colour}" stroke-width="2" fill="none"/>'


def _legend(number: int, name: str, colour: str) -> str:
    x = _LEFT + _LEGEND_STEP * number
    return (
        f'<path d="M{x} 24h24" stroke="{colour}" stroke-width="2"/>'
        f'<text x="{x + 30}" y="28">{escape(name)}</text>'
    )


def _operating_point(report: Report) -> list[str]:
    coverage = report.ours.slices[ALL].coverage.value
    answered = [one for one in report.ours.judgements if one.answered]
    if not answered or coverage is None:
        return []
    risk = sum(not one.cited_first for one in answered) / len(answered)
    return [
        f'<circle cx="{_x(coverage)}" cy="{_y(risk)}" r="6" fill="none" stroke="{_COLOURS[0]}" stroke-width="2"/>'
    ]


def _x(coverage: float) -> float:
    return round(_LEFT + coverage * (WIDTH - _LEFT - _RIGHT), 1)


def _y(risk: float) -> float:
    return round(HEIGHT - _BOTTOM - risk * (HEIGHT - _TOP - _BOTTOM), 1)
