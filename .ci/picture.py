"""Converts two messages (JSON on standard input) to an SVG that looks like them in Discord."""
import html
import json
import re
import sys
from datetime import datetime, timezone

GROUND, CARD, BAR = "#313338", "#2b2d31", "#1e1f22"
TEXT, FAINT, BLUE = "#dbdee1", "#949ba4", "#5865f2"
STRONG = ' font-family="Inter SemiBold, Inter" font-weight="600"'
WIDTH, PAD, LINE = 500, 16, 21

seen = json.load(sys.stdin)
out = []


def shown(text):
    """Returns the text as Discord displays its markup."""
    text = text.replace(f"<@{seen['buyer_id']}>", "@anna")
    day = lambda found: datetime.fromtimestamp(int(found[1]), timezone.utc).strftime("%-d %B %Y")
    text = re.sub(r"<t:(\d+):D> \(<t:\d+:R>\)", lambda found: f"{day(found)} (in a year)", text)
    return re.sub(r"\\([^\w\s])", r"\1", text)


def without_emoji(title):
    """Returns a title without its leading emoji, which the font of the picture lacks."""
    return re.sub(r"^\W+ ", "", title)


def put(x, y, text, size=15, fill=TEXT, strong=False):
    """Adds a line of text. **Parts** are bold; `parts` and mentions are coloured."""
    spans = []
    for part in re.split(r"(\*\*.+?\*\*|`.+?`|@\w+)", text):
        style = ""
        if part.startswith("**"):
            part, style = part.strip("*"), STRONG
        elif part.startswith("`"):
            part, style = part.strip("`"), ' fill="#e3e5e8" letter-spacing="0.4"'
        elif part.startswith("@"):
            style = ' fill="#c9cdfb"'
        spans.append(f"<tspan{style}>{html.escape(part)}</tspan>")
    style = STRONG if strong else ""
    out.append(f'<text xml:space="preserve" x="{x}" y="{y}" font-size="{size}" fill="{fill}"{style}>{"".join(spans)}</text>')


def box(x, y, width, height, fill, radius=6):
    out.append(f'<rect x="{x}" y="{y}" width="{width}" height="{height}" rx="{radius}" fill="{fill}"/>')


def wrapped(text, most=54):
    lines = []
    for line in text.split("\n"):
        words, row = line.split(" "), ""
        for word in words:
            if row and len(row) + 1 + len(word) > most:
                lines.append(row)
                row = word
            else:
                row = f"{row} {word}".strip()
        lines.append(row)
    return lines


def written(x, y, content):
    """Adds a message's content with its code blocks. Returns the y coordinate below it."""
    is_code = False
    for line in wrapped(shown(content)):
        if line.startswith("```"):
            is_code = not is_code
        elif is_code:
            box(x, y, WIDTH - 54, 34, BAR)
            out.append(f'<text x="{x + 12}" y="{y + 22}" font-size="15" letter-spacing="0.6" fill="{TEXT}">{html.escape(line)}</text>')
            y += 42
        elif line:
            put(x, y + 16, line)
            y += 24
    return y


def message(left, heading, body, note):
    """The bot's message; how high it became."""
    put(left, 34, heading, 13, FAINT, True)
    box(left, 52, 40, 40, BLUE, 20)
    put(left + 14, 78, "k", 20, "#ffffff", True)
    put(left + 54, 67, "keyclerk", 16, "#ffffff", True)
    box(left + 126, 54, 36, 17, BLUE, 4)
    put(left + 132, 67, "APP", 11, "#ffffff", True)
    x, top = left + 54, 80
    top = written(x, top, body.get("content") or "")
    embed, mark = body["embeds"][0], len(out)
    y = top + 12
    if "author" in embed:
        y += 18
        put(x + PAD, y, embed["author"]["name"], 13, TEXT, True)
        y += 4
    y += 22
    put(x + PAD, y, without_emoji(embed["title"]), 16, "#ffffff", True)
    for line in wrapped(shown(embed.get("description", ""))):
        if line:
            y += 24
            put(x + PAD, y, line)
    column, row = 0, y
    for field in embed["fields"]:
        if field.get("inline") and column:
            at, y = x + PAD + column * 190, row
        else:
            at, column = x + PAD, 0
        row = y
        y += 26
        put(at, y, field["name"], 13, "#ffffff", True)
        for line in wrapped(shown(field["value"]), 32 if field.get("inline") else 54):
            y += LINE
            put(at, y, line)
        column = (column + 1) % 2 if field.get("inline") else 0
    y += 28
    put(x + PAD, y, embed["footer"]["text"], 12, FAINT)
    y += 14
    out.insert(mark, f'<rect x="{x}" y="{top}" width="{WIDTH - 54}" height="{y - top}" rx="4" fill="{CARD}"/>'
                     f'<rect x="{x}" y="{top}" width="4" height="{y - top}" rx="2" fill="#{embed["color"]:06x}"/>')
    for components in body.get("components", []):
        at, y = x, y + 8
        for button in components["components"]:
            label = button["label"]
            width = 32 + 7.1 * len(label)
            box(at, y, width, 32, "#4e5058", 4)
            put(at + 16, y + 21, label, 14, "#ffffff", True)
            at += width + 8
        y += 32
    y += 24
    put(x, y, note, 12, FAINT)
    return y + 22


height = max(
    message(24, "WHAT @mod SEES", seen["staff"], "Only you can see this"),
    message(24 + WIDTH + 48, "WHAT @anna GETS", seen["buyer"], "Direct message"),
)
width = 2 * WIDTH + 96
print(f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}" '
      f'font-family="Inter"><rect width="100%" height="100%" rx="12" fill="{GROUND}"/>{"".join(out)}</svg>')
