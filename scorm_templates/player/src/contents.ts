/** "Your module": what the stage asks, what is done, what is left. Progress here tells the truth. */

import { tasks, type App, type Task } from "./app";
import { stageSummary } from "./start";
import { actions, anchor, button, h, p, percent, show } from "./view";

export function showContents(app: App): void {
  const { module, progress, t } = app;
  const all = tasks(app);
  const next = nextTask(all);
  const list = h("ul", { class: "tasks" }, ...all.map((task) => line(app, task)));
  show(
    t("contents.title"),
    stageSummary(app),
    h("p", { class: "standing" }, standing(app, all)),
    h("progress", { max: 100, value: percent(app.verdict().progress), "aria-label": t("contents.tasks") }),
    next && actions(button(t("contents.next", { title: next.title }), () => app.go(next.page))),
    h("h2", {}, t("contents.tasks")),
    list,
    progress.submitted && p(link(app, "profile", t(module.finder ? "finder.result" : "check.profile"))),
    progress.completed && p(link(app, "record", t("record.title"))),
    module.glossary.length > 0 && p(link(app, "glossary", t("contents.glossary"))),
  );
}

export function nextTask(all: Task[]): Task | undefined {
  return all.find((task) => !task.done);
}

/** One sentence on where the learner stands, in plain words. */
export function standing(app: App, all: Task[]): string {
  const { progress, t } = app;
  const left = all.filter((task) => task.required && !task.done);
  const minutes = left.reduce((sum, task) => sum + task.minutes, 0);
  if (left.length) return t("contents.left", { n: left.length, minutes });
  const verdict = app.verdict();
  if (verdict.score === null) return t("contents.all_done");
  if (progress.passed || verdict.passed) return t("contents.complete_passed");
  return t("contents.complete_not_passed", { score: percent(verdict.score), mark: Math.round(app.launch().mastery * 100) });
}

function line(app: App, task: Task): HTMLElement {
  const { t } = app;
  const state = task.done ? "done" : task.begun ? "begun" : "todo";
  const note = [
    t(`contents.${task.kind}`),
    task.required ? t("contents.required") : task.kind === "plan" ? t("contents.optional") : "",
    task.best === null ? t("contents.minutes", { minutes: task.minutes }) : t("contents.score", { score: percent(task.best) }),
  ];
  return h(
    "li",
    { class: `task ${state}` },
    h("span", { class: "task-title" }, link(app, task.page, task.title)),
    h("span", { class: "task-note" }, note.filter(Boolean).join(" · ")),
    h("span", { class: `tag ${state}` }, t(`contents.${state}`)),
  );
}

export function link(app: App, page: string, text: string): HTMLAnchorElement {
  return anchor(page, text, () => app.go(page));
}
