"""A program that draws nothing but the first line and the texts of a diagram; it stands in for a real one in tests.

It fails where a diagram asks it to, and notes in a file that it was run.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path
from xml.sax.saxutils import escape

source, output, theme, *log = sys.argv[1:]
text = Path(source).read_text("utf-8")
for name in log:
    with Path(name).open("a", encoding="utf-8") as file:
        file.write(f"{theme}\n")
if "WRONG" in text:
    sys.exit("Error: Parse error on line 2:\n--^")
if "SLOW" in text:
    time.sleep(60)
if "NOTHING" not in text:
    evil = '<script>alert(1)</script><image href="https://example.org/a.png"/>' if "EVIL" in text else ""
    drawing = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 120.4 60"><text>{escape(text)}</text>{evil}</svg>'
    Path(output).write_text(drawing, "utf-8")
