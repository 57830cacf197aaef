/** Save and exit: what is left, the result of saving, and when the window may be closed (RT-22). */

import { tasks, type App } from "./app";
import { link, standing } from "./contents";
import { downloadResults } from "./plan";
import { button, h, show } from "./view";

export function showFinish(app: App): void {
  const { module, progress, t } = app;
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
    module.title,
    h("p", { class: "standing" }, standing(app, all)),
    left.length > 0 && h("section", {}, h("h2", {}, t("finish.left")), h("ul", {}, ...left.map((task) => h("li", {}, link(app, task.page, task.title))))),
    !planned && progress.submitted && h("p", { class: "inset" }, t("finish.plan_first"), " ", link(app, "plan", t("plan.title"))),
    h("div", { class: "actions" }, save, button(t("finish.stay"), () => app.go("contents"), "second")),
  );
}

let leaving = false;

async function leave(app: App): Promise<void> {
  if (leaving) return;
  leaving = true;
  const { module, t } = app;
  const saved = await app.runtime.finish();
  leaving = false;
  const copy = button(t("notice.download"), () => downloadResults(app), "second");
  if (saved.ok) {
    if (app.runtime.exit()) return;
    show(t("finish.saved"), module.title, h("p", {}, t("finish.close")));
  } else if (saved.reason === "stand-alone") {
    show(t("finish.alone"), module.title, h("p", {}, t("finish.alone_text")), h("div", { class: "actions" }, copy, button(t("finish.stay"), () => app.go("contents"), "second")));
  } else if (saved.reason === "read-only") {
    if (app.runtime.exit()) return;
    show(t("finish.readonly"), module.title, h("p", {}, t("finish.readonly_text")));
  } else {
    show(
      t("finish.failed"),
      module.title,
      h("p", {}, t("finish.failed_text")),
      h("div", { class: "actions" }, button(t("notice.retry"), () => void leave(app)), copy, button(t("finish.stay"), () => app.go("contents"), "second")),
    );
  }
}
