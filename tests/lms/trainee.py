"""A trainee: takes a module in a real browser as a person would, by what is on the page."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from playwright.sync_api import Frame, Keyboard, Locator, Page

from coursewright.questions.scoring import responses, score

Answer = Callable[[dict[str, Any]], str]
"""Chooses the response to a question, from its data."""


OWN_WORDS = "I counted again, and told her."
"""What a trainee writes in a long answer."""


def best(question: dict[str, Any]) -> str:
    """Full marks; where nothing is judged, the first point of the scale or some words."""
    if question["scoring"]["kind"] == "none":
        return str(question["scoring"]["points"][:1] or "1")
    return str(question["pattern"])


def worst(question: dict[str, Any]) -> str:
    scoring = question["scoring"]
    return min(responses(scoring), key=lambda item: score(scoring, item[0]))[0]


class Trainee:
    """Acts in the page or frame that holds the content."""

    def __init__(self, content: Page | Frame) -> None:
        self.content = content

    def settled(self) -> Trainee:
        """Waits until the player has opened its session and shown a page."""
        self.content.wait_for_selector("#page form, #page .tasks, #page .actions", timeout=15_000)
        return self

    # Reading the page

    @property
    def heading(self) -> str:
        return self.content.locator("h1").inner_text()

    @property
    def alert(self) -> str:
        return self.content.locator("#alert").inner_text()

    def data(self, expression: str) -> Any:
        return self.content.evaluate(f"() => {expression}")

    def stage_quizzes(self, stage: int) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = self.data(f"window.coursewright.module.quizzes.filter(quiz => quiz.stage === {stage})")
        return found

    def quiz_data(self, quiz: dict[str, Any]) -> dict[str, Any]:
        # Its script comes a moment after the stage's.
        found: dict[str, Any] = self.content.wait_for_function(f"() => window.coursewright.quizzes[{quiz['number']}]").json_value()
        return found

    # Acting

    def press(self, name: str) -> None:
        self.click(self.content.get_by_role("button", name=name, exact=True).first)

    def click(self, control: Locator) -> None:
        control.click()

    def tick(self, control: Locator) -> None:
        control.check()

    def write(self, control: Locator, text: str) -> None:
        control.fill(text)

    def select(self, control: Locator, value: str) -> None:
        control.select_option(value)

    def choose_stage(self, stage: int) -> None:
        if self.content.locator(f"#stage-{stage}").is_visible():
            self.tick(self.content.locator(f"#stage-{stage}"))
        self.press("Start" if self.content.get_by_role("button", name="Start", exact=True).count() else "Use this stage")
        self.content.wait_for_selector(".tasks")

    def contents(self) -> None:
        self.press("Contents")
        self.content.wait_for_selector(".tasks")

    def open_task(self, title: str) -> None:
        self.contents()
        self.click(self.content.locator(".task a", has_text=title))
        self.left_contents()

    def left_contents(self) -> None:
        """Waits for the page asked for: a quiz is shown once its script is there, and the contents stand until then."""
        self.content.locator("#page .tasks").wait_for(state="detached")

    def read_all(self) -> None:
        for element in self.data("window.coursewright.module.elements"):
            self.open_task(f"{element['code']} {element['name']}")
            self.press("I have finished this page")

    def take_quiz(self, quiz: dict[str, Any], answer: Answer = best, *, questions: int | None = None) -> None:
        """Opens a quiz and answers its questions, all of them or only the first few."""
        self.open_task(quiz["title"])
        starts = ("Start the questions", "Take the quiz again", "Go on with the questions")
        any_start = re.compile("^(" + "|".join(starts) + ")$")
        self.click(self.content.locator("#page").get_by_role("button", name=any_start).first)
        data = {question["key"]: question for question in self.quiz_data(quiz)["questions"]}
        at_end = quiz["feedbackAt"] == "end"
        asked = len(data) if questions is None else questions
        for index in range(asked):
            question = data[str(self.content.locator("#page .question").get_attribute("id"))]
            self.answer(question, answer(question), at_end=at_end)
            if at_end:
                if question["scoring"]["kind"] == "path":
                    self.press("Check my answers" if index + 1 == len(data) else "Next question")
            elif index + 1 < asked or questions is None:
                self.press("See the result" if index + 1 == len(data) else "Next question")
        if at_end and questions is None:
            self.press("Submit my answers")

    def answer(self, question: dict[str, Any], response: str, *, at_end: bool = False) -> None:
        node = self.content.locator(f"#{question['key']}")
        node.wait_for()
        match question["scoring"]["kind"]:
            case "worths" | "keys":
                for code in response:
                    self.tick(node.locator(f"input[value='{code}']"))
            case "reason":
                for code in response:
                    self.tick(node.locator(f"input[value='{code}']"))
            case "number" | "text":
                self.write(node.locator("input"), response)
            case "none":
                if question["scoring"]["points"]:
                    self.tick(node.locator(f"input[value='{response}']"))
                else:
                    self.write(node.locator("textarea"), OWN_WORDS)
            case "pairs" | "ratings":
                for source, target in zip(response[::2], response[1::2], strict=True):
                    self.select(node.locator(f"[data-code='{source}'] select"), target)
            case "order":
                self._put_in_order(node, response)
            case "path":
                for code in response[:-1]:
                    self.tick(node.locator(f"input[value='{code}']"))
                    self.press("Keep this answer" if at_end else "Confirm my answer")
                self.tick(node.locator(f"input[value='{response[-1]}']"))
        self.press("Keep this answer" if at_end else "Confirm my answer")
        if not at_end:
            self.content.locator(".feedback").wait_for()

    def _put_in_order(self, node: Locator, response: str) -> None:
        for place, code in enumerate(response):
            while self._order(node).index(code) > place:
                self.click(node.locator(f"li[data-code='{code}'] [data-move='-1']"))

    @staticmethod
    def _order(node: Locator) -> list[str]:
        found: list[str] = node.locator("li[data-code]").evaluate_all("items => items.map(item => item.dataset.code)")
        return found

    def rate_all(self, value: str = "3") -> None:
        self.open_task("Self-check")
        self.press("Rate myself again" if self.content.get_by_role("button", name="Rate myself again").count() else "Start the self-check")
        while True:
            for statement in self.content.locator("fieldset.statement").all():
                self.tick(statement.locator(f"input[value='{value}']"))
            last = self.content.get_by_role("button", name="Show my profile").count() > 0
            self.press("Show my profile" if last else "Next")
            if last:
                break
        self.content.get_by_role("heading", name="Your profile", level=1).wait_for()

    def plan(self, text: str) -> None:
        self.open_task("Action plan")
        self.write(self.content.locator("#note-y1"), text)
        self.press("Save my plan")
        self.content.get_by_text("Your plan is saved.").wait_for()

    def whole_module(self, stage: int, answer: Answer = best) -> None:
        """Everything the stage requires, from the choice of the stage on."""
        self.choose_stage(stage)
        self.read_all()
        for quiz in self.stage_quizzes(stage):
            self.take_quiz(quiz, answer)
        self.rate_all()

    def plan_unsaved(self, text: str) -> None:
        """Writes a plan and asks for it to be saved, whatever comes of it."""
        self.open_task("Action plan")
        self.write(self.content.locator("#note-y1"), text)
        self.press("Save my plan")

    def first_question(self, quiz: dict[str, Any]) -> None:
        self.open_task(quiz["title"])
        self.press("Start the questions")
        self.content.locator("#page .question").wait_for()

    def answer_any(self) -> None:
        """Confirms an answer to the question on the page, whatever comes of it."""
        self.tick(self.content.locator("#page .question input").first)
        self.press("Confirm my answer")

    def finish(self) -> None:
        self.press("Save and exit")
        self.content.get_by_role("heading", name="Save and exit").wait_for()
        self.click(self.content.locator("#page").get_by_role("button", name="Save and exit"))


WAY = """(node, name) => {
  const focus = document.activeElement;
  if (node === focus || (name && focus.name === name)) return "there";
  const before = focus !== document.body && node.compareDocumentPosition(focus) & Node.DOCUMENT_POSITION_FOLLOWING;
  return before ? "back" : "on";
}"""
"""Where a control is from the focus."""


class KeyboardTrainee(Trainee):
    """Does everything with Tab, Enter, Space and the arrows, and nothing else."""

    MOST = 200

    @property
    def keyboard(self) -> Keyboard:
        page = self.content.page if isinstance(self.content, Frame) else self.content
        return page.keyboard

    def reach(self, control: Locator, *, group: bool = False) -> None:
        """Goes on with Tab, or back with Shift and Tab to what stands before, until the focus is on the control, or on the group of radio
        buttons it is in."""
        control.wait_for()
        name = control.get_attribute("name") if group else None
        for _ in range(self.MOST):
            way = control.evaluate(WAY, name)
            if way == "there":
                return
            self.keyboard.press("Tab" if way == "on" else "Shift+Tab")
        raise AssertionError(f"{control} cannot be reached with Tab")

    def click(self, control: Locator) -> None:
        self.reach(control)
        self.keyboard.press("Enter")

    def tick(self, control: Locator) -> None:
        if control.get_attribute("type") == "checkbox":
            self.reach(control)
            self.keyboard.press("Space")
            return
        self.reach(control, group=True)
        self.keyboard.press("Space")
        for _ in range(12):
            if control.is_checked():
                return
            self.keyboard.press("ArrowDown")
        raise AssertionError(f"{control} cannot be chosen with the arrows")

    def write(self, control: Locator, text: str) -> None:
        self.reach(control)
        self.keyboard.press("Control+A")
        self.keyboard.type(text)

    def select(self, control: Locator, value: str) -> None:
        self.reach(control)
        self.keyboard.press("Home")
        for _ in range(12):
            if control.input_value() == value:
                return
            self.keyboard.press("ArrowDown")
        raise AssertionError(f"{value} cannot be chosen with the arrows")
