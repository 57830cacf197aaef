/** The self-check: what is kept of it, the statements element by element, and the profile. Never pass or fail (AX-42). */

import { asksOnly, type App } from "./app";
import { link } from "./contents";
import type { ElementData, StatementData } from "./model";
import { finderForm, showFound } from "./finder";
import { type Fault, actions, all, button, formOf, h, html, one, p, show, showErrors, stamp } from "./view";

const VALUES = ["0", "1", "2", "3", "4", "n"];
/** No bar from fewer answers than this. */
const ENOUGH = 3;
/** Needs and strengths told of at most: more than a plan can hold is no help. */
const MOST_NEEDS = 6;
const MOST_STRENGTHS = 4;

export function showCheck(app: App): void {
  const { module, progress, t } = app;
  if (module.finder) return show(t("finder.title"), stamp("check-intro"), finderForm(app));
  // Where one left off, so that a long check can be taken in several sittings.
  const open = progress.submitted ? -1 : asked(app).findIndex((element) => statementsOf(app, element).some((statement) => !progress.ratings.has(statement.number)));
  show(
    t("check.title"),
    stamp("check-intro"),
    h("p", { class: "inset" }, t("check.privacy")),
    h(
      "div",
      { class: "actions" },
      button(t(progress.submitted ? "check.rate_again" : open > 0 ? "check.go_on" : "check.start"), () => {
        app.mark();
        showStatements(app, Math.max(0, open));
      }),
      progress.submitted && button(t("check.profile"), () => app.go("profile"), "second"),
    ),
  );
}

/** The elements that the learner's stage has. */
export function elementsAt(app: App): ElementData[] {
  return app.module.elements.filter(({ stages }) => !stages || stages.includes(app.progress.stage));
}

function asked(app: App): ElementData[] {
  return elementsAt(app).filter((element) => statementsOf(app, element).length);
}

function showStatements(app: App, index: number): void {
  const { progress, t } = app;
  const elements = asked(app);
  const element = elements[index] as ElementData;
  const statements = statementsOf(app, element);
  const last = index === elements.length - 1;
  const submit = (): void => {
    const faults: Fault[] = [];
    for (const statement of statements) {
      const value = one<HTMLInputElement>(form, `input[name="s${statement.number}"]:checked`)?.value;
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
  };
  const form = formOf(submit, ...statements.map((statement) => statementNode(app, statement)), actions(h("button", { type: "submit" }, t(last ? "check.submit" : "check.next"))));
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
}

export function profile(app: App): ElementRating[] {
  return asked(app).map((element) => {
    const values = statementsOf(app, element)
      .map((statement) => app.progress.ratings.get(statement.number))
      .filter((value): value is string => value !== undefined && value !== "n")
      .map(Number);
    const average = values.length < ENOUGH ? null : values.reduce((sum, value) => sum + value, 0) / values.length;
    return { element, average };
  });
}

/** Those that were rated, the highest first; and which of them need most: the lower half, or where all are even the lowest one. */
function rank(app: App): { ranked: ElementRating[]; even: boolean; low: ElementRating[] } {
  const ranked = profile(app)
    .filter((rating) => rating.average !== null)
    .sort((one, two) => (two.average ?? 0) - (one.average ?? 0));
  const even = ranked.length > 0 && (ranked[0]?.average ?? 0) - (ranked[ranked.length - 1]?.average ?? 0) < 0.25;
  const half = Math.min(MOST_NEEDS, Math.max(1, Math.floor(ranked.length / 2)));
  return { ranked, even, low: ranked.slice().reverse().slice(0, even ? 1 : half) };
}

/** What to develop first, with what one can do. */
export function needs(app: App): { element: ElementData; activities: string[] }[] {
  return rank(app).low.map(({ element }) => {
    const items = all(html(app.part().development[element.number] ?? ""), "li");
    return { element, activities: items.map((item) => item.textContent ?? "") };
  });
}

export function showProfile(app: App): void {
  const { module, progress, t } = app;
  if (!progress.submitted) return showCheck(app);
  if (module.finder) return showFound(app);
  const ratings = profile(app);
  const { ranked, even, low: least } = rank(app);
  const high = ranked[0];
  const low = ranked[ranked.length - 1];
  const values = [...progress.ratings.values()].filter((value) => value !== "n");
  const always = values.length > 0 && values.every((value) => value === "4");
  const headline = !high || !low || ranked.length < 2 ? t("check.headline_few") : even ? t("check.headline_even") : t("check.headline", { high: high.element.name, low: low.element.name });
  const strengths = ranked.filter((rating) => !least.includes(rating)).slice(0, asksOnly(module) ? MOST_STRENGTHS : 2);
  show(
    t("check.profile"),
    h("p", { class: "headline" }, headline),
    always && h("p", { class: "inset" }, t("check.all_always")),
    asksOnly(module) && p(t("check.table")),
    ...grouped(ratings).map(([domain, own]) => table(app, own, domain)),
    strengths.length > 0 && h("section", {}, h("h2", {}, t("check.strengths")), h("ul", {}, ...strengths.map((rating) => h("li", {}, pageLink(app, rating.element, rating.element.name))))),
    needsSection(app),
    actions(button(t("check.to_plan"), () => app.go("plan")), button(t("check.rate_again"), () => showStatements(app, 0), "second"), button(t("plan.print"), () => window.print(), "second")),
  );
}

/** What to develop first, with activities at the learner's stage and where more is taught; nothing where nothing was rated. */
export function needsSection(app: App): HTMLElement | null {
  const { low } = rank(app);
  return low.length ? h("section", {}, h("h2", {}, app.t("check.needs")), ...low.map((rating) => need(app, rating.element))) : null;
}

function need(app: App, element: ElementData): HTMLElement {
  const more = element.taught ? app.t("check.taught_in", { title: element.taught }) : app.t("check.read_more", { title: element.name });
  return h("div", { class: "need" }, h("h3", {}, `${element.code} ${element.name}`), html(app.part().development[element.number] ?? ""), p(pageLink(app, element, more)));
}

/** A link where the element has a page here, else the words alone. */
function pageLink(app: App, element: ElementData, text: string): Node {
  return element.taught ? document.createTextNode(text) : link(app, element.id, text);
}

/** By domain where there are several: [domain or "", its ratings]. */
function grouped(ratings: ElementRating[]): [string, ElementRating[]][] {
  const groups = new Map<string, ElementRating[]>();
  for (const rating of ratings) groups.set(rating.element.domain ?? "", [...(groups.get(rating.element.domain ?? "") ?? []), rating]);
  return [...groups];
}

function decimal(app: App, value: number): string {
  return new Intl.NumberFormat(app.module.language, { maximumFractionDigits: 1, minimumFractionDigits: 1 }).format(value);
}

/** A bar above each figure, from a common base; screen readers hear the figure (AX-40). */
function table(app: App, ratings: ElementRating[], domain: string): HTMLElement {
  const { t } = app;
  const head = ["check.element", "check.average"].map((key) => h("th", { scope: "col" }, t(key)));
  const rows = ratings.map(({ element, average }) => {
    const bar = average !== null && h("progress", { class: "bar", "aria-hidden": "true", max: 4, value: average });
    return h("tr", {}, h("th", { scope: "row" }, element.name), h("td", {}, bar, average === null ? t("check.few") : decimal(app, average)));
  });
  return h("table", { class: "profile" }, h("caption", {}, domain || t("check.table")), h("thead", {}, h("tr", {}, ...head)), h("tbody", {}, ...rows));
}
