/** What the learner is told about saving: in regions that are there, and empty, from the start (AX-4). */

import type { App } from "./app";
import type { Notice } from "./runtime/runtime";
import { downloadResults } from "./plan";
import { actions, button, byId, h, p, show } from "./view";

export function notify(app: App, notice: Notice): void {
  const region = byId("alert");
  const { t } = app;
  const since = (key: string, at: Date | null): string =>
    at ? t(`${key}_since`, { time: at.toLocaleTimeString(app.module.language, { hour: "2-digit", minute: "2-digit" }) }) : t(key);
  const copy = button(t("notice.download"), () => downloadResults(app), "second");
  switch (notice.kind) {
    case "saved":
      region.replaceChildren();
      break;
    case "unsaved":
      region.replaceChildren(box(since("notice.unsaved", notice.lastSaved), button(t("notice.retry"), () => void app.runtime.commit("retry"), "second"), copy));
      break;
    case "session-ended":
      ended(app, since("notice.ended", notice.lastSaved), copy);
      break;
    case "not-recorded":
      region.replaceChildren(box(t("notice.not_recorded")));
  }
}

/** A page of its own: nothing more is asked until the learner knows that it would not be recorded (RT-48). */
function ended(app: App, text: string, copy: HTMLElement): void {
  const { t } = app;
  const goOn = (): void => {
    tell(text);
    app.go("contents");
  };
  show(t("ended.title"), p(text), actions(copy, button(t("ended.go_on"), goOn, "second")));
}

/** A quiet, standing notice. */
export function tell(text: string): void {
  byId("alert").replaceChildren(box(text));
}

function box(text: string, ...buttons: HTMLElement[]): HTMLElement {
  return h("div", { class: "notice" }, p(text), buttons.length > 0 && actions(...buttons));
}
