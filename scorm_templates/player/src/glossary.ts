/** Words explained: where a text uses one, and all of them on a page. */

import type { App } from "./app";
import { actions, button, byId, h, p, show } from "./view";

/** Opens the meaning of a term above the page; the browser keeps focus inside, and gives it back on closing. */
export function explain({ module, t }: App, id: string): void {
  const found = module.glossary.find((item) => item.id === id);
  if (!found) return;
  const dialog = h("dialog", { "aria-labelledby": "term-title", close: () => dialog.remove() });
  dialog.append(h("h2", { id: "term-title" }, found.term), p(found.meaning), actions(button(t("glossary.close"), () => dialog.close())));
  byId("page").append(dialog);
  dialog.showModal();
}

export function showGlossary({ module, t, go }: App): void {
  const list = h("dl", { class: "words" });
  for (const { term, meaning } of module.glossary) list.append(h("dt", {}, term), h("dd", {}, meaning));
  show(t("contents.glossary"), list, actions(button(t("quiz.to_contents"), () => go("contents"))));
}
