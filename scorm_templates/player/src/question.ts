/** One question on the page: putting it in its order, reading a response from its controls, locking it, and giving feedback. */

import type { App } from "./app";
import type { QuestionData } from "./model";
import { shuffle } from "./resume";
import { accepted, chosenFor, isComplete, parseNumber, place, score, steps } from "./score";
import { all, announce, h, html, one, percent } from "./view";

/** The question's HTML with its options in the attempt's order, ready to be answered. */
export function questionNode(app: App, question: QuestionData, seed: number): HTMLElement {
  const node = html(question.html).firstElementChild as HTMLElement;
  for (const list of all<HTMLElement>(node, "[data-shuffle]")) {
    const items = [...list.children] as HTMLElement[];
    let order = shuffle(items, seed + question.number);
    // A list to be put in order never starts in it.
    const keyed = question.scoring.kind === "order" ? question.scoring.order : "";
    if (keyed && order.map((item) => item.dataset["code"]).join("") === keyed) order = [...order.slice(1), order[0] as HTMLElement];
    list.append(...order);
  }
  for (const select of all<HTMLSelectElement>(node, "select[data-shuffle-targets]")) {
    const [first, ...targets] = [...select.options];
    select.append(first as HTMLOptionElement, ...shuffle(targets, seed + question.number));
    select.value = ""; // moving options moves the choice
  }
  const text = one<HTMLTextAreaElement>(node, "textarea");
  if (text && question.note !== undefined) text.value = app.progress.texts.get(noteKey(question.note)) ?? "";
  if (question.scoring.kind === "order") ranking(app, node);
  return node;
}

/** Key of a text in the state. */
export function noteKey(number: number): string {
  return number.toString(36).padStart(2, "0");
}

/** The decimal sign of a language. */
function decimalSign(language: string): string {
  return new Intl.NumberFormat(language).formatToParts(1.5).find((part) => part.type === "decimal")?.value ?? ".";
}

/** Buttons that move an item; focus stays on the button, and its place is announced (AX-25). */
function ranking(app: App, node: HTMLElement): void {
  const list = one(node, "ol") as HTMLElement;
  const mark = (): void => {
    const items = [...list.children] as HTMLElement[];
    items.forEach((item, index) => {
      one(item, '[data-move="-1"]')?.setAttribute("aria-disabled", String(index === 0));
      one(item, '[data-move="1"]')?.setAttribute("aria-disabled", String(index === items.length - 1));
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
    const text = one(item, ".rank-text")?.textContent?.trim() ?? "";
    announce(app.t("question.moved", { item: text, n: items.indexOf(item) + 1, of: items.length }));
  });
  mark();
}

/** The response as the controls stand; it may not be complete. */
export function readResponse(question: QuestionData, node: HTMLElement, language: string): string {
  const written = (): string => one<HTMLInputElement | HTMLTextAreaElement>(node, "input[type=text], textarea")?.value.trim() ?? "";
  const checked = (): string[] => all<HTMLInputElement>(node, "input:checked").map((input) => input.value);
  switch (question.scoring.kind) {
    case "worths":
    case "reason":
      return checked().join("");
    case "number":
      return parseNumber(written(), decimalSign(language));
    case "text":
      return written().replace(/\s+/g, " ");
    case "none":
      return question.scoring.points ? checked().join("") : written() && "1";
    case "keys":
      return checked().sort().join("");
    case "order":
      return all<HTMLElement>(node, "li[data-code]").map((item) => item.dataset["code"]).join("");
    case "ratings":
    case "pairs":
      return all<HTMLElement>(node, ".pair")
        .sort((one, two) => ((one.dataset["code"] as string) < (two.dataset["code"] as string) ? -1 : 1))
        .map((pair) => [pair.dataset["code"], one<HTMLSelectElement>(pair, "select")?.value])
        .filter(([, target]) => target)
        .map((pair) => pair.join(""))
        .join("");
    case "path":
      return checked().join("");
  }
}

/** Id of the control to go to when the question is not answered. */
export function firstControl(question: QuestionData, node: HTMLElement): string {
  if (one<HTMLSelectElement>(node, "select")) {
    const open = all<HTMLSelectElement>(node, "select").find((select) => !select.value);
    if (open) return open.id;
  }
  if (question.scoring.kind === "reason") {
    const groups = all<HTMLElement>(node, ".choices");
    return (groups.find((group) => !one<HTMLInputElement>(group, "input:checked"))?.querySelector("input") ?? node).id;
  }
  return one<HTMLInputElement>(node, "input, select, textarea, button")?.id || question.key;
}

/** Sets the controls to a response. */
export function fill(question: QuestionData, node: HTMLElement, response: string): void {
  if (question.scoring.kind === "order") {
    const list = one(node, "ol") as HTMLElement;
    for (const code of response) list.append(one(list, `[data-code="${code}"]`) as HTMLElement);
  }
  for (const input of all<HTMLInputElement>(node, "input")) {
    if (input.type === "text") input.value = response;
    else input.checked = response.includes(input.value);
  }
  for (const select of all<HTMLSelectElement>(node, "select")) {
    select.value = chosenFor(response, (select.closest(".pair") as HTMLElement).dataset["code"] as string);
  }
}

/** Shows a confirmed response: controls set, locked and still readable. */
export function lock(question: QuestionData, node: HTMLElement, response: string): void {
  fill(question, node, response);
  for (const buttons of all<HTMLElement>(node, ".rank-buttons")) buttons.remove();
  for (const control of all<HTMLInputElement>(node, "input, select")) {
    if (control.type === "text") control.readOnly = true;
    else control.disabled = true;
  }
  for (const text of all<HTMLTextAreaElement>(node, "textarea")) text.readOnly = true;
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
export function feedbackNode(app: App, question: QuestionData, response: string, all: boolean, inReview = false): HTMLElement {
  const { t } = app;
  const { scoring, labels, feedback } = question;
  // In a review there are several: one landmark each would be noise.
  const node = inReview ? h("div", { class: "feedback" }) : h("section", { class: "feedback", "aria-labelledby": `${question.key}-feedback` });
  node.append(
    h("h2", { id: `${question.key}-feedback`, tabindex: -1 }, t("quiz.feedback")),
    scoring.kind === "none" ? h("p", { class: "state" }, t("quiz.unscored")) : stateLine(app, score(scoring, response)),
  );
  if (scoring.kind === "path") return storyFeedback(app, question, response, all, node);
  const list = h("dl", { class: "notes-on-answers" });
  const add = (name: string, note = ""): void => list.append(h("dt", {}, name), h("dd", {}, html(note)));
  const paired = scoring.kind === "pairs" ? Object.keys(scoring.pairs) : scoring.kind === "ratings" ? Object.keys(scoring.ratings) : null;
  if (scoring.kind === "number") add(spelt(app, question, response), feedback[place(scoring, response)]);
  else if (scoring.kind === "text") add(response, feedback[accepted(scoring, response)?.code ?? "other"]);
  else if (scoring.kind === "none") add(spelt(app, question, response), feedback["after"]);
  else if (paired) for (const code of paired) add(`${labels[code]?.text ?? ""} ${t("quiz.arrow")} ${labels[chosenFor(response, code)]?.text ?? ""}`, feedback[code]);
  else {
    const rest = all ? Object.keys(feedback).filter((code) => !response.includes(code)) : [];
    for (const code of [...response, ...rest]) {
      const own = response.includes(code) && scoring.kind !== "order" && all;
      add(nameOf(app, question, code) + (own ? ` (${t("quiz.yours")})` : ""), feedback[code]);
    }
  }
  node.append(list);
  const missed = scoring.kind !== "none" && score(scoring, response) < 1;
  if (all && missed) node.append(h("p", { class: "keys" }, h("strong", {}, `${t("quiz.keys")}: `), spelt(app, question, question.pattern)));
  return node;
}

/** What a code stands for, in the player's own words where the author wrote none. */
function nameOf(app: App, question: QuestionData, code: string): string {
  const label = question.labels[code];
  return question.scoring.kind === "reason" && question.scoring.answers.includes(code) ? app.t(`question.${label?.id}`) : label?.text ?? "";
}

/** A response in words. */
export function spelt(app: App, question: QuestionData, response: string): string {
  const { scoring } = question;
  const name = (code: string): string => nameOf(app, question, code);
  switch (scoring.kind) {
    case "pairs":
    case "ratings":
      return Object.keys(scoring.kind === "pairs" ? scoring.pairs : scoring.ratings)
        .map((source) => `${name(source)} ${app.t("quiz.arrow")} ${name(chosenFor(response, source))}`)
        .join("; ");
    case "number":
      return `${Number(response).toLocaleString(app.module.language, { maximumFractionDigits: 4 })} ${question.unit ?? ""}`.trim();
    case "text":
      return response;
    case "none":
      return question.note === undefined ? name(response) : app.progress.texts.get(noteKey(question.note)) ?? "";
    default:
      return [...response].map(name).join(" – ");
  }
}

function storyFeedback(app: App, question: QuestionData, response: string, all: boolean, node: HTMLElement): HTMLElement {
  const { t } = app;
  if (question.scoring.kind !== "path") return node;
  const way = (title: string, taken: string): void => {
    const list = h("ol", { class: "path" });
    for (const step of question.scoring.kind === "path" ? steps(question.scoring, taken) : []) {
      list.append(h("li", {}, h("strong", {}, question.labels[step.choice]?.text ?? ""), " ", html(question.feedback[step.choice] ?? "")));
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
  for (const scene of all<HTMLElement>(node, "[data-scene]")) scene.hidden = scene.dataset["scene"] !== at;
  for (const ending of all<HTMLElement>(node, "[data-ending]")) ending.hidden = ending.dataset["ending"] !== at;
  return { scene: one<HTMLElement>(node, `[data-scene="${at}"]`), ended: isComplete(question, path) };
}
