"""An authored page, of an element or a topic: YAML front matter, then Markdown in named containers.

A container opens with `::: name argument` and closes with `:::` on a line of its own; containers nest. What stands outside all
containers is the opening.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from coursewright.authored import PageFrontMatter, TopicFrontMatter
from coursewright.messages import listed, near, validate
from coursewright.problems import Place, Problems
from coursewright.source import parse_yaml

CONTAINERS: dict[str, tuple[str, ...]] = {
    "": ("descriptor", "stage", "example", "reflection"),
    "descriptor": ("looks-like", "sign-missing"),
    "stage": ("development",),
}
"""Which containers may stand in which; "" is the page itself."""

TOPIC_CONTAINERS: dict[str, tuple[str, ...]] = {"": ("section", "example", "reflection")}
"""The same for topic pages."""

_OPEN = re.compile(r"^:::+\s*([A-Za-z-]+)(?:\s+(.*\S))?\s*$")
_CLOSE = re.compile(r"^:::+\s*$")


@dataclass(frozen=True)
class Container:
    """A container with its own text (its children's lines blanked, so that line numbers hold) and its children.

    `line` is the line of its opening in the file, from 1; the text begins on the line below.
    """

    name: str
    argument: str
    line: int
    text: str
    children: tuple[Container, ...]

    def all(self, name: str) -> tuple[Container, ...]:
        return tuple(child for child in self.children if child.name == name)

    def first(self, name: str) -> Container | None:
        return next(iter(self.all(name)), None)


@dataclass(frozen=True)
class AuthoredPage:
    """A page as parsed: its front matter and the root container."""

    path: str
    front: PageFrontMatter | TopicFrontMatter
    body: Container

    def place(self, line: int) -> Place:
        return Place(self.path, line=line, column=1)


def parse_page(text: str, shown: str, problems: Problems, *, topic: bool = False) -> AuthoredPage | None:
    """A page of an element, or of a topic, from its text; None with every problem reported."""
    lines = text.split("\n")
    if not lines or lines[0].strip() != "---":
        problems.error(
            "page.without-front-matter",
            'the page must begin with "---", its keys, and "---"',
            Place(shown, line=1, column=1),
        )
        return None
    try:
        end = next(index for index, line in enumerate(lines[1:], 1) if line.strip() == "---")
    except StopIteration:
        problems.error("page.without-front-matter", 'the front matter is not closed with "---"', Place(shown, line=1, column=1))
        return None
    source = parse_yaml("\n".join(lines[1:end]) + "\n", shown, problems, first_line=2)
    model: type[PageFrontMatter | TopicFrontMatter] = TopicFrontMatter if topic else PageFrontMatter
    front = validate(model, source, "page", problems) if source else None
    body = _containers(lines, end + 1, shown, TOPIC_CONTAINERS if topic else CONTAINERS, problems)
    return AuthoredPage(shown, front, body) if front and body else None


@dataclass
class _Open:
    name: str
    argument: str
    line: int
    lines: list[str]
    children: list[Container]

    def closed(self) -> Container:
        return Container(self.name, self.argument, self.line, "\n".join(self.lines), tuple(self.children))


def _containers(lines: list[str], start: int, shown: str, containers: dict[str, tuple[str, ...]], problems: Problems) -> Container | None:
    before = len(problems)
    stack = [_Open("", "", start, [], [])]
    for number, line in enumerate(lines[start:], start + 1):
        place = Place(shown, line=number, column=1)
        if opened := _OPEN.match(line):
            name = opened.group(1)
            allowed = containers.get(stack[-1].name, ())
            if name not in allowed:
                where = f'in "{stack[-1].name}"' if stack[-1].name else "here"
                every = [word for words in containers.values() for word in words]
                hint = near(name, allowed) or (f"; use {listed(allowed)}" if allowed else "")
                what = "may not stand" if name in every else "is not a container that may stand"
                problems.error("page.unknown-container", f'"{name}" {what} {where}{hint}', place)
            stack.append(_Open(name, opened.group(2) or "", number, [], []))
        elif _CLOSE.match(line):
            if len(stack) == 1:
                problems.error("page.unopened-container", '":::" closes nothing; a container is open only after "::: name"', place)
                continue
            done = stack.pop()
            stack[-1].children.append(done.closed())
            stack[-1].lines.extend([""] * (number - done.line + 1))
        else:
            stack[-1].lines.append(line)
    for left in stack[1:]:
        message = f'the container "{left.name}" is not closed; end it with a line ":::"'
        problems.error("page.unclosed-container", message, Place(shown, line=left.line, column=1))
    return stack[0].closed() if len(problems) == before else None
