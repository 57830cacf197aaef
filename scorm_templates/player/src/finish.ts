/** Save and exit: what is left, the result of saving, and when the window may be closed (RT-22). */

import { tasks, type App } from "./app";
import { link, standing } from "./contents";
import { downloadResults } from "./plan";
import { actions, button, h, p, show } from "./view";

export function showFinish(app: App): void {
  const { progress, t } = app;
  const all = tasks(app);
  const left = all.filter((task) => task.required && !task.done);
  const planned = all.some((task) => task.kind === "plan" && task.done);
  const save = button(t("finish.save"), () => {
    save.setAttribute("aria-disabled", "true");
    save.textContent = t("finish.saving");
    void leave(app);
  });
  show(
    t("finish.title"),
    h("p", { class: "standing" }, standing(app, all)),
    left.length > 0 && h("section", {}, h("h2", {}, t("finish.left")), h("ul", {}, ...left.map((task) => h("li", {}, link(app, task.page, task.title))))),
    !planned && progress.submitted && h("p", { class: "inset" }, t("finish.plan_first"), " ", link(app, "plan", t("plan.title"))),
    actions(save, left.length === 0 && app.runtime.onward?.() && button(t("finish.next"), () => void leave(app, true), "second"), button(t("finish.stay"), () => app.go("contents"), "second")),
  );
}

let leaving = false;

async function leave(app: App, goOn = false): Promise<void> {
  if (leaving) return;
  leaving = true;
  const { module, t } = app;
  const saved = await app.runtime.finish(goOn);
  leaving = false;
  const copy = button(t("notice.download"), () => downloadResults(app), "second");
  if (saved.ok) {
    if (app.runtime.exit()) return;
    show(t("finish.saved"), p(t("finish.close")));
  } else if (saved.reason === "stand-alone") {
    if (module.bundle && app.runtime.exit()) return;
    if (app.launch().kept) return show(t("finish.saved"), p(t("notice.kept_here")), p(t("finish.close")));
    show(t("finish.alone"), p(t("finish.alone_text")), actions(copy, button(t("finish.stay"), () => app.go("contents"), "second")));
  } else if (saved.reason === "read-only") {
    if (app.runtime.exit()) return;
    show(t("finish.readonly"), p(t("finish.readonly_text")));
  } else {
    show(
      t("finish.failed"),
      p(t("finish.failed_text")),
      actions(button(t("notice.retry"), () => void leave(app)), copy, button(t("finish.stay"), () => app.go("contents"), "second")),
    );
  }
}
