/** One question on the page: putting it in its order, reading a response from its controls, locking it, and giving feedback. */

import type { App } from "./app";
import type { QuestionData } from "./model";
import { shuffle } from "./resume";
import { chosenFor, isComplete, score, steps } from "./score";
import { announce, h, html, percent } from "./view";

/** The question's HTML with its options in the attempt's order, ready to be answered. */
export function questionNode(app: App, question: QuestionData, seed: number): HTMLElement {
  const node = html(question.html).firstElementChild as HTMLElement;
  for (const list of node.querySelectorAll<HTMLElement>("[data-shuffle]")) {
    const items = [...list.children] as HTMLElement[];
    let order = shuffle(items, seed + question.number);
    // A list to be put in order never starts in it.
    const keyed = question.scoring.kind === "order" ? question.scoring.order : "";
    if (keyed && order.map((item) => item.dataset["code"]).join("") === keyed) order = [...order.slice(1), order[0] as HTMLElement];
    list.append(...order);
  }
  for (const select of node.querySelectorAll("select")) {
    const [first, ...targets] = [...select.options];
    select.append(first as HTMLOptionElement, ...shuffle(targets, seed + question.number));
    select.value = ""; // moving options moves the choice
  }
  if (question.scoring.kind === "order") ranking(app, node);
  return node;
}

/** Buttons that move an item; focus stays on the button, and its place is announced (AX-25). */
function ranking(app: App, node: HTMLElement): void {
  const list = node.querySelector("ol") as HTMLElement;
  const mark = (): void => {
    const items = [...list.children] as HTMLElement[];
    items.forEach((item, index) => {
      item.querySelector('[data-move="-1"]')?.setAttribute("aria-disabled", String(index === 0));
      item.querySelector('[data-move="1"]')?.setAttribute("aria-disabled", String(index === items.length - 1));
    });
  };
  list.addEventListener("click", (event) => {
    const pressed = (event.target as HTMLElement).closest<HTMLElement>("[data-move]");
    if (!pressed || pressed.getAttribute("aria-disabled") === "true") return;
    const item = pressed.closest("li") as HTMLElement;
    if (pressed.dataset["move"] === "-1") item.previousElementSibling?.before(item);
    else item.nextElementSibling?.after(item);
    mark();
    pressed.focus();
    const items = [...list.children];
    const text = item.querySelector(".rank-text")?.textContent?.trim() ?? "";
    announce(app.t("question.moved", { item: text, n: items.indexOf(item) + 1, of: items.length }));
  });
  mark();
}

/** The response as the controls stand; it may not be complete. */
export function readResponse(question: QuestionData, node: HTMLElement): string {
  const checked = (): string[] => [...node.querySelectorAll<HTMLInputElement>("input:checked")].map((input) => input.value);
  switch (question.scoring.kind) {
    case "worths":
      return checked().join("");
    case "keys":
      return checked().sort().join("");
    case "order":
      return [...node.querySelectorAll<HTMLElement>("li[data-code]")].map((item) => item.dataset["code"]).join("");
    case "pairs":
      return [...node.querySelectorAll<HTMLElement>(".pair")]
        .sort((one, two) => ((one.dataset["code"] as string) < (two.dataset["code"] as string) ? -1 : 1))
        .map((pair) => [pair.dataset["code"], pair.querySelector("select")?.value])
        .filter(([, target]) => target)
        .map((pair) => pair.join(""))
        .join("");
    case "path":
      return checked().join("");
  }
}

/** Id of the control to go to when the question is not answered. */
export function firstControl(question: QuestionData, node: HTMLElement): string {
  if (question.scoring.kind === "pairs") {
    const open = [...node.querySelectorAll("select")].find((select) => !select.value);
    if (open) return open.id;
  }
  return node.querySelector("input, select, button")?.id || question.key;
}

/** Shows a confirmed response: controls set, locked and still readable. */
export function lock(question: QuestionData, node: HTMLElement, response: string): void {
  const { scoring } = question;
  if (scoring.kind === "order") {
    const list = node.querySelector("ol") as HTMLElement;
    for (const code of response) list.append(list.querySelector(`[data-code="${code}"]`) as HTMLElement);
    for (const buttons of list.querySelectorAll(".rank-buttons")) buttons.remove();
  }
  for (const input of node.querySelectorAll<HTMLInputElement>("input")) {
    input.checked = response.includes(input.value) && scoring.kind !== "pairs";
    input.disabled = true;
  }
  for (const select of node.querySelectorAll("select")) {
    select.value = chosenFor(response, (select.closest(".pair") as HTMLElement).dataset["code"] as string);
    select.disabled = true;
  }
  node.classList.add("locked");
}

/** State word with an icon, never colour alone (AX-8, AX-23). */
function stateLine(app: App, value: number): HTMLElement {
  const name = value >= 1 ? "full" : value > 0 ? "part" : "none";
  const icon = { full: "✓", part: "◐", none: "○" }[name];
  const points = app.t("quiz.points", { score: percent(value) });
  return h("p", { class: `state ${name}` }, h("span", { "aria-hidden": "true", class: "icon" }, icon), h("strong", {}, app.t(`quiz.${name}`)), ` · ${points}`);
}

/**
 * Feedback on a confirmed response. Until the quiz is passed only what the learner chose is talked about; `all` shows every note and the key.
 */
export function feedbackNode(app: App, question: QuestionData, response: string, all: boolean): HTMLElement {
  const { t } = app;
  const { scoring, labels, feedback } = question;
  const node = h("section", { class: "feedback", "aria-labelledby": `${question.key}-feedback` });
  node.append(h("h2", { id: `${question.key}-feedback`, tabindex: -1 }, t("quiz.feedback")), stateLine(app, score(scoring, response)));
  if (scoring.kind === "path") return storyFeedback(app, question, response, all, node);
  const chosen = scoring.kind === "pairs" ? Object.keys(scoring.pairs).join("") : response;
  const rest = all ? Object.keys(feedback).filter((code) => !chosen.includes(code)).join("") : "";
  const list = h("dl", { class: "notes-on-answers" });
  for (const code of chosen + rest) {
    const target = scoring.kind === "pairs" ? chosenFor(response, code) : "";
    const name = labels[code]?.text ?? "";
    const tag = chosen.includes(code) && scoring.kind !== "order" && scoring.kind !== "pairs" && all ? ` (${t("quiz.yours")})` : "";
    list.append(h("dt", {}, target ? `${name} → ${labels[target]?.text ?? ""}` : name + tag), h("dd", {}, html(feedback[code] ?? "", "span")));
  }
  node.append(list);
  if (all && score(scoring, response) < 1) node.append(h("p", { class: "keys" }, h("strong", {}, `${t("quiz.keys")}: `), spelt(question, question.pattern)));
  return node;
}

/** A response in words. */
function spelt(question: QuestionData, response: string): string {
  const name = (code: string): string => question.labels[code]?.text ?? "";
  if (question.scoring.kind !== "pairs") return [...response].map(name).join(" – ");
  return Object.keys(question.scoring.pairs).map((source) => `${name(source)} → ${name(chosenFor(response, source))}`).join("; ");
}

function storyFeedback(app: App, question: QuestionData, response: string, all: boolean, node: HTMLElement): HTMLElement {
  const { t } = app;
  if (question.scoring.kind !== "path") return node;
  const way = (title: string, taken: string): void => {
    const list = h("ol", { class: "path" });
    for (const step of question.scoring.kind === "path" ? steps(question.scoring, taken) : []) {
      list.append(h("li", {}, h("strong", {}, question.labels[step.choice]?.text ?? ""), " ", html(question.feedback[step.choice] ?? "", "span")));
    }
    node.append(h("h3", {}, title), list);
  };
  way(t("quiz.path"), response);
  if (all && score(question.scoring, response) < 1) way(t("quiz.better"), question.pattern);
  return node;
}

/** Scenes one by one: shows the scene the path has come to, with what followed from each choice before. */
export function storyAt(question: QuestionData, node: HTMLElement, path: string): { scene: HTMLElement | null; ended: boolean } {
  if (question.scoring.kind !== "path") return { scene: null, ended: true };
  const taken = steps(question.scoring, path);
  const at = taken[taken.length - 1]?.next ?? question.scoring.start;
  for (const scene of node.querySelectorAll<HTMLElement>("[data-scene]")) scene.hidden = scene.dataset["scene"] !== at;
  for (const ending of node.querySelectorAll<HTMLElement>("[data-ending]")) ending.hidden = ending.dataset["ending"] !== at;
  return { scene: node.querySelector<HTMLElement>(`[data-scene="${at}"]`), ended: isComplete(question, path) };
}
