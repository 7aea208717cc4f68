"""Writes the list of the rules, with their examples: `make rules`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from duizhao.rules.registry import GROUPS, Rule, list_rules

HEAD = """# The rules

What `check`, `catalog check`, `build` and `import` report, made by `make rules`.
`python build.py check --rules` prints the list, `check --explain CODE` one of them.

## Levels

An error stops a build, a warning stops one with `--strict`, a note stops nothing.
A site may give a rule another level, for all files or for some.
What is written for files goes before what is written for the site, and of several patterns the last one counts:

```yaml
plugins:
  - duizhao:
      rules:
        image-alt: error
        heading-level-one: off
        "content/articles/2019-*.md": {link-broken: warning, image-alt: off}
```

`*` stands for any characters but a slash, `**` for slashes too.
The errors that are called fixed below stay errors: no site can be built with them.

## Waivers

Where a rule is not right about a place, its author says so there, with the reason:

```markdown
<!-- check: allow image-alt — 只作装饰 -->
![](ornament.svg)

他说：“今天到此为止。 <!-- check: allow script-quotes — 原文如此 -->
```

On a line of its own, a waiver is about the block that follows.
Behind a text it is about its line, and about the lines of the paragraph above it.
In front matter and YAML it is `# check: allow CODE — reason`, behind a line or before an entry.
Several codes are parted by commas. No page and no catalog has these comments.
A waiver that gives no reason, or that allows nothing, is noted (`check-waiver`).
In catalogs, translators write `# allow: numbers — reason` above an entry.
"""
TICKS = re.compile("`+")


def write_page() -> str:
    """Write the list as a page."""
    return HEAD + "".join(_write_group(group, title) for group, title in GROUPS.items())


def _write_group(group: str, title: str) -> str:
    """Write the rules of one group: those with examples one by one, the others as a list."""
    rules = [rule for rule in list_rules().values() if rule.group == group]
    parts = [f"\n## {title}", *(line for rule in rules if rule.bad for line in _write_rule(rule))]
    listed = [f"- `{rule.code}`: {_escape(rule.says)}" for rule in rules if not rule.bad]
    return "\n".join([*parts, *(["", *listed] if listed else [])]) + "\n"


def _write_rule(rule: Rule) -> Iterator[str]:
    """Yield the lines about one rule."""
    yield f"\n### `{rule.code}`\n"
    fixed = ", fixed" if rule.is_fixed else ""
    yield f"{_escape(rule.says)} ({rule.level}{fixed})"
    if rule.more:
        yield f"\n{_escape(rule.more)}"
    for verdict, examples in (("Bad", rule.bad), ("Good", rule.good)):
        text = "\n".join(examples)
        fence = "`" * max(3, 1 + max(map(len, TICKS.findall(text)), default=0))
        yield f"\n{verdict}:\n\n{fence}text\n{text}\n{fence}"
    yield f"\n{_escape(rule.remedy)}"


def _escape(text: str) -> str:
    """Escape what Markdown would read as HTML or emphasis outside of code."""
    parts = re.split("(`+[^`]+`+)", text)
    return "".join(part if part.startswith("`") else re.sub(r"([<*_\[\]])", r"\\\1", part) for part in parts)


if __name__ == "__main__":
    print(write_page(), end="")  # noqa: T201 -- a command
