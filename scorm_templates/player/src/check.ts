/** The self-check: what is kept of it, the statements element by element, and the profile. Never pass or fail (AX-42). */

import type { App } from "./app";
import { link } from "./contents";
import type { ElementData, PageData, StatementData } from "./model";
import { type Fault, actions, button, clearErrors, h, html, p, show, showErrors, stamp } from "./view";

const VALUES = ["0", "1", "2", "3", "4", "n"];
/** No bar from fewer answers than this. */
const ENOUGH = 3;

export function showCheck(app: App): void {
  const { progress, t } = app;
  show(
    t("check.title"),
    stamp("check-intro"),
    h("p", { class: "inset" }, t("check.privacy")),
    h(
      "div",
      { class: "actions" },
      button(t(progress.submitted ? "check.rate_again" : "check.start"), () => {
        app.mark();
        showStatements(app, 0);
      }),
      progress.submitted && button(t("check.profile"), () => app.go("profile"), "second"),
    ),
  );
}

function showStatements(app: App, index: number): void {
  const { module, progress, t } = app;
  const elements = module.elements.filter((element) => statementsOf(app, element).length);
  const element = elements[index] as ElementData;
  const statements = statementsOf(app, element);
  const last = index === elements.length - 1;
  const form = h("form", { novalidate: true }, ...statements.map((statement) => statementNode(app, statement)));
  form.append(actions(h("button", { type: "submit" }, t(last ? "check.submit" : "check.next"))));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    clearErrors();
    const faults: Fault[] = [];
    for (const statement of statements) {
      const value = form.querySelector<HTMLInputElement>(`input[name="s${statement.number}"]:checked`)?.value;
      if (value) progress.ratings.set(statement.number, value);
      else faults.push({ id: `s${statement.number}-0`, text: t("check.unrated", { text: statement.text }) });
    }
    if (faults.length) return showErrors(t, faults);
    if (!last) {
      void app.save("page");
      return showStatements(app, index + 1);
    }
    const before = app.verdict();
    progress.submitted = true;
    app.runtime.experienced({ id: "self-check", title: t("check.title") });
    void app.save(app.verdict().complete && !before.complete ? "verdict" : "activity");
    app.go("profile");
  });
  show(t("check.part", { n: index + 1, of: elements.length, element: element.name }), form);
}

function statementsOf(app: App, element: ElementData): StatementData[] {
  return app.module.statements.filter((statement) => statement.element === element.number);
}

function statementNode(app: App, statement: StatementData): HTMLElement {
  const name = `s${statement.number}`;
  const rated = app.progress.ratings.get(statement.number);
  const radios = VALUES.map((value) => {
    const id = `${name}-${value}`;
    const input = h("input", { type: "radio", id, name, value });
    input.checked = rated === value;
    return h("div", { class: "choice" }, input, h("label", { for: id }, app.t(`check.${value}`)));
  });
  return h("fieldset", { class: "statement" }, h("legend", {}, statement.text), h("div", { class: "scale" }, ...radios));
}

export interface ElementRating {
  element: ElementData;
  /** 0-4, or null where fewer than three statements were rated. */
  average: number | null;
  rated: number;
}

export function profile(app: App): ElementRating[] {
  return app.module.elements.map((element) => {
    const values = statementsOf(app, element)
      .map((statement) => app.progress.ratings.get(statement.number))
      .filter((value): value is string => value !== undefined && value !== "n")
      .map(Number);
    const average = values.length < ENOUGH ? null : values.reduce((sum, value) => sum + value, 0) / values.length;
    return { element, average, rated: values.length };
  });
}

export function showProfile(app: App): void {
  const { progress, t } = app;
  if (!progress.submitted) return showCheck(app);
  const ratings = profile(app);
  const ranked = ratings.filter((rating) => rating.average !== null).sort((one, two) => (two.average ?? 0) - (one.average ?? 0));
  const high = ranked[0];
  const low = ranked[ranked.length - 1];
  const even = high && low && (high.average ?? 0) - (low.average ?? 0) < 0.25;
  const values = [...progress.ratings.values()].filter((value) => value !== "n");
  const always = values.length > 0 && values.every((value) => value === "4");
  const headline = !high || !low || ranked.length < 2 ? t("check.headline_few") : even ? t("check.headline_even") : t("check.headline", { high: high.element.name, low: low.element.name });
  // The lower half needs most; where all are even, the one that is lowest stands for an honest start.
  const needs = ranked.slice().reverse().slice(0, even ? 1 : Math.max(1, Math.floor(ranked.length / 2)));
  const strengths = ranked.filter((rating) => !needs.includes(rating)).slice(0, 2);
  show(
    t("check.profile"),
    h("p", { class: "headline" }, headline),
    always && h("p", { class: "inset" }, t("check.all_always")),
    chart(app, ratings),
    table(app, ratings),
    strengths.length > 0 && h("section", {}, h("h2", {}, t("check.strengths")), h("ul", {}, ...strengths.map((rating) => h("li", {}, link(app, rating.element.id, rating.element.name))))),
    needs.length > 0 && h("section", {}, h("h2", {}, t("check.needs")), ...needs.map((rating) => need(app, rating.element))),
    actions(button(t("check.to_plan"), () => app.go("plan")), button(t("check.rate_again"), () => showStatements(app, 0), "second"), button(t("plan.print"), () => window.print(), "second")),
  );
}

function need(app: App, element: ElementData): HTMLElement {
  const page = app.part().pages.find((item) => item.element === element.number) as PageData;
  return h("div", { class: "need" }, h("h3", {}, `${element.code} ${element.name}`), html(page.development), p(link(app, element.id, app.t("check.read_more", { title: element.name }))));
}

/** Horizontal bars from a common base, hidden from screen readers: the table says the same (AX-40). */
function chart(app: App, ratings: ElementRating[]): Element {
  const space = "http://www.w3.org/2000/svg";
  const row = 46;
  const make = (name: string, attributes: Record<string, string | number>, text = ""): SVGElement => {
    const node = document.createElementNS(space, name);
    for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, String(value));
    node.textContent = text;
    return node;
  };
  const svg = make("svg", { viewBox: `0 0 340 ${ratings.length * row}`, class: "bars", "aria-hidden": "true", focusable: "false" });
  ratings.forEach((rating, index) => {
    const y = index * row;
    svg.append(make("text", { x: 0, y: y + 14, class: "bar-name" }, rating.element.name));
    svg.append(make("rect", { x: 0, y: y + 20, width: 300, height: 16, class: "bar-base" }));
    if (rating.average !== null) svg.append(make("rect", { x: 0, y: y + 20, width: (rating.average / 4) * 300, height: 16, class: "bar" }));
    svg.append(make("text", { x: 306, y: y + 33, class: "bar-value" }, rating.average === null ? "–" : decimal(app, rating.average)));
  });
  return svg;
}

function decimal(app: App, value: number): string {
  return new Intl.NumberFormat(app.module.language, { maximumFractionDigits: 1, minimumFractionDigits: 1 }).format(value);
}

function table(app: App, ratings: ElementRating[]): HTMLElement {
  const { t } = app;
  const head = ["check.element", "check.average", "check.answers"].map((key) => h("th", { scope: "col" }, t(key)));
  const rows = ratings.map((rating) =>
    h("tr", {}, h("th", { scope: "row" }, rating.element.name), h("td", {}, rating.average === null ? t("check.few") : decimal(app, rating.average)), h("td", {}, String(rating.rated))),
  );
  return h("table", {}, h("caption", {}, t("check.table")), h("thead", {}, h("tr", {}, ...head)), h("tbody", {}, ...rows));
}
