/** Making and showing pages. Values from the learner's system reach the page only as text (SEC-1). */

import type { ModuleData } from "./model";

type Child = Node | string | null | undefined | false;
type Attributes = Record<string, string | boolean | number | ((event: Event) => void) | undefined>;

/** An HTML element; attributes that are functions listen, true is an empty attribute, false and undefined are left out. */
export function h<K extends keyof HTMLElementTagNameMap>(name: K, attributes: Attributes = {}, ...children: Child[]): HTMLElementTagNameMap[K] {
  const node = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (typeof value === "function") node.addEventListener(key, value);
    else if (value !== undefined && value !== false) node.setAttribute(key, value === true ? "" : String(value));
  }
  for (const child of children) if (child || child === "") node.append(child);
  return node;
}

/** A form that the player reads itself; what was wrong before is cleared. */
export function formOf(submit: () => void, ...children: Child[]): HTMLFormElement {
  const send = (event: Event): void => {
    event.preventDefault();
    clearErrors();
    submit();
  };
  return h("form", { novalidate: true, submit: send }, ...children);
}

/** A row of buttons. */
export function actions(...children: Child[]): HTMLElement {
  return h("div", { class: "actions" }, ...children);
}

export function p(...children: Child[]): HTMLElement {
  return h("p", {}, ...children);
}

/** What was rendered and sanitised at build time. */
export function html(markup: string, wrapper: "div" | "span" = "div"): HTMLElement {
  const node = document.createElement(wrapper);
  node.innerHTML = markup;
  return node;
}

/** The content of a `<template>` of the page. */
export function stamp(id: string): DocumentFragment {
  return (document.getElementById(id) as HTMLTemplateElement).content.cloneNode(true) as DocumentFragment;
}

export function one<E extends HTMLElement>(node: ParentNode, selector: string): E | null {
  return node.querySelector<E>(selector);
}

export function all<E extends HTMLElement>(node: ParentNode, selector: string): E[] {
  return [...node.querySelectorAll<E>(selector)];
}

export function byId(id: string): HTMLElement {
  return document.getElementById(id) as HTMLElement;
}

export function button(text: string, click: () => void, kind = "", attributes: Attributes = {}): HTMLButtonElement {
  return h("button", { type: "button", class: kind || undefined, click: () => click(), ...attributes }, text);
}

/** A link inside the page. */
export function anchor(name: string, text: string, follow: () => void): HTMLAnchorElement {
  const click = (event: Event): void => {
    event.preventDefault();
    follow();
  };
  return h("a", { href: `#${name}`, click }, text);
}

export type Translate = (key: string, values?: Record<string, string | number>) => string;

/** Strings of the module's language; one with plural forms takes the form for `n`. */
export function translator(module: Pick<ModuleData, "language" | "strings">): Translate {
  const plurals = new Intl.PluralRules(module.language);
  const numbers = new Intl.NumberFormat(module.language);
  return (key, values = {}) => {
    const entry = module.strings[key];
    const text = typeof entry === "object" ? entry[plurals.select(Number(values["n"]))] ?? entry["other"] : entry;
    return (text ?? key).replace(/\{(\w+)\}/g, (whole, name: string) => {
      const value = values[name];
      return value === undefined ? whole : typeof value === "number" ? numbers.format(value) : value;
    });
  };
}

/** 0-1 as a whole percentage. Rounded down, so that nobody reads a mark they have not reached. */
export function percent(score: number): number {
  return Math.floor(score * 100 + 1e-6);
}

/** The first page is where the browser has put the learner; focus moves only from then on. */
let shown = false;

/** Shows a page: title, content, focus on its h1, top of the page (AX-1). */
export function show(title: string, ...content: Child[]): void {
  const module = window.coursewright.module.title;
  const page = byId("page");
  const heading = h("h1", { tabindex: -1 }, title);
  const next = h("div", { id: "page" }, heading, ...content);
  if (next.querySelectorAll("h1").length > 1) heading.remove();
  page.replaceWith(next);
  // Nothing that is seen moves when the first page comes.
  one(document, ".waiting")?.classList.remove("waiting");
  announce("");
  document.title = title === module ? module : `${title} - ${module}`;
  if (shown) (one(next, "h1") as HTMLElement).focus({ preventScroll: true });
  shown = true;
  window.scrollTo(0, 0);
}

export interface Fault {
  /** Id of the first control to mend. */
  id: string;
  text: string;
}

/** The error summary above the page's h1, and the same words beside each control (AX-21). */
export function showErrors(t: Translate, faults: Fault[]): void {
  clearErrors();
  titleBefore = document.title;
  document.title = t("page.error") + document.title;
  const list = h("ul");
  for (const fault of faults) {
    list.append(h("li", {}, anchor(fault.id, fault.text, () => byId(fault.id).focus())));
    const control = byId(fault.id);
    const note = h("p", { class: "error-note", id: `${fault.id}-error` }, h("span", { class: "unseen" }, t("page.error")), fault.text);
    const group = control.closest("fieldset.question, fieldset.scene, fieldset.statement, .stage-cards");
    const described = group && control.tagName !== "SELECT" ? group : control;
    described.setAttribute("aria-describedby", `${described.getAttribute("aria-describedby") ?? ""} ${note.id}`.trim());
    const legend = described === group && one(group, "legend");
    if (legend) legend.after(note);
    else if (described === group) group.prepend(note);
    else control.before(note);
  }
  const summary = h("div", { class: "error-summary", id: "errors", tabindex: -1, role: "group", "aria-labelledby": "errors-title" });
  summary.append(h("h2", { id: "errors-title" }, t("page.problem")), list);
  byId("page").prepend(summary);
  summary.focus();
}

/** The title without "Error: ", while there are errors. */
let titleBefore: string | null = null;

export function clearErrors(): void {
  if (titleBefore !== null && document.getElementById("errors")) document.title = titleBefore;
  titleBefore = null;
  document.getElementById("errors")?.remove();
  for (const note of all<HTMLElement>(document, ".error-note")) {
    for (const node of all<HTMLElement>(document, `[aria-describedby~="${note.id}"]`)) {
      const rest = (node.getAttribute("aria-describedby") ?? "").split(" ").filter((id) => id !== note.id);
      node.setAttribute("aria-describedby", rest.join(" "));
    }
    note.remove();
  }
}

/** Tells screen readers in the status region (AX-4). */
export function announce(text: string): void {
  byId("status").textContent = text;
}
