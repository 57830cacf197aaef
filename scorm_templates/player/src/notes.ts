/** Fields for the learner's own texts, with a counter of what the module has room for. Saving never cuts anything off. */

import type { App } from "./app";
import { encodeText, textsLength } from "./resume";
import { actions, announce, button, formOf, h, showErrors } from "./view";

export interface Note {
  /** Key in the state: a reflection's number or y1 to y6. */
  key: string;
  label: string;
  rows: number;
}

/** A form for some notes. `heading` stands above the fields of one group. */
export function notesForm(app: App, groups: { heading: string | null; notes: Note[] }[], saveLabel: string, savedText: string): HTMLElement {
  const { module, progress, t } = app;
  const fields: { note: Note; control: HTMLInputElement | HTMLTextAreaElement }[] = [];
  const counter = h("p", { class: "hint", id: "notes-left" });
  const left = (): number => {
    const texts = new Map(progress.texts);
    for (const { note, control } of fields) texts.set(note.key, control.value.trim());
    return module.notesAllowance - textsLength(texts);
  };
  const count = (): void => {
    const room = left();
    counter.textContent = room >= 0 ? t("notes.left", { n: room }) : t("notes.over", { n: -room });
    counter.classList.toggle("over", room < 0);
  };
  const save = (): void => {
    const room = left();
    const longest = [...fields].sort((one, two) => encodeText(two.control.value).length - encodeText(one.control.value).length)[0];
    if (room < 0 && longest) return showErrors(t, [{ id: longest.control.id, text: t("notes.over", { n: -room }) }]);
    for (const { note, control } of fields) {
      if (control.value.trim()) progress.texts.set(note.key, control.value.trim());
      else progress.texts.delete(note.key);
    }
    void app.save("activity").then((saved) => announce(saved.ok || saved.reason === "stand-alone" ? savedText : t("notice.unsaved")));
  };
  const form = formOf(save);
  form.className = "notes";
  for (const group of groups) {
    const nodes = group.notes.map((note) => {
      const id = `note-${note.key}`;
      const attributes = { id, "aria-describedby": "notes-hint notes-left" };
      const control = note.rows > 1 ? h("textarea", { ...attributes, rows: note.rows }) : h("input", { ...attributes, type: "text", autocomplete: "off" });
      control.value = progress.texts.get(note.key) ?? "";
      control.addEventListener("input", count);
      fields.push({ note, control });
      return h("div", { class: "field" }, h("label", { for: id }, note.label), control);
    });
    form.append(group.heading ? h("fieldset", { class: "group" }, h("legend", {}, group.heading), ...nodes) : h("div", {}, ...nodes));
  }
  form.append(h("p", { class: "hint", id: "notes-hint" }, t("notes.hint")), counter, actions(h("button", { type: "submit", class: "second" }, saveLabel)));
  count();
  return form;
}

/** A file of the learner's own results, made in the browser. */
export function download(name: string, text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: "text/plain;charset=utf-8" }));
  const node = h("a", { href: url, download: name });
  document.body.append(node);
  node.click();
  node.remove();
  window.setTimeout(() => URL.revokeObjectURL(url), 10_000);
}

export function printButton(app: App): HTMLButtonElement {
  return button(app.t("plan.print"), () => window.print(), "second");
}
