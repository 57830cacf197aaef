/** The action plan, and a copy of the learner's results as a text file. */

import { asksOnly, tasks, type App } from "./app";
import { needs, needsSection, profile } from "./check";
import { standing } from "./contents";
import { UNSTAGED } from "./model";
import { download, notesForm, printButton } from "./notes";
import { button, h, p, percent, show } from "./view";

const FIELDS = ["plan.what", "plan.when", "plan.who"];

export function showPlan(app: App): void {
  const { t } = app;
  const groups = [1, 2].map((action) => ({
    heading: t("plan.action", { n: action }),
    notes: FIELDS.map((label, index) => ({ key: `y${(action - 1) * FIELDS.length + index + 1}`, label: t(label), rows: index === 0 ? 3 : 1 })),
  }));
  show(
    t("plan.title"),
    p(t("plan.intro")),
    // Where other modules teach, the plan names them, so that it can be printed and taken along.
    asksOnly(app.module) && app.progress.submitted && needsSection(app),
    notesForm(app, groups, t("plan.save"), t("plan.saved")),
    h(
      "div",
      { class: "actions" },
      button(t("plan.download"), () => downloadResults(app), "second"),
      printButton(app),
      button(t("quiz.to_contents"), () => app.go("contents"), "second"),
    ),
  );
}

/** What the learner may keep: made here, sent nowhere. */
export function downloadResults(app: App): void {
  const { module, progress, t } = app;
  const lines = [module.title, ...(progress.stage === UNSTAGED ? [] : [`${t("results.stage")}: ${progress.stage}`]), standing(app, tasks(app)), ""];
  for (const task of tasks(app)) {
    lines.push(`${task.title}: ${t(task.done ? "contents.done" : "contents.todo")}${task.best === null ? "" : `, ${t("contents.score", { score: percent(task.best) })}`}`);
  }
  if (progress.submitted && module.statements.length) {
    lines.push("", t("check.table"));
    for (const rating of profile(app)) lines.push(`${rating.element.name}: ${rating.average === null ? t("check.few") : rating.average.toFixed(1)}`);
  }
  for (const { element, activities } of progress.submitted && asksOnly(module) ? needs(app) : []) {
    lines.push("", `${element.code} ${element.name} (${element.taught})`, ...activities.map((activity) => `- ${activity}`));
  }
  const plan = (key: string): string => progress.texts.get(key) ?? "";
  if (module.statements.length) lines.push("", t("plan.title"));
  for (const action of [0, 1]) {
    FIELDS.forEach((label, index) => {
      const text = plan(`y${action * FIELDS.length + index + 1}`);
      if (text) lines.push(`${action + 1}. ${t(label)} ${text}`);
    });
  }
  const notes = [...progress.texts].filter(([key]) => key[0] !== "y");
  if (notes.length) lines.push("", t("element.answer"), ...notes.map(([, text]) => text));
  download(`${module.id}.txt`, lines.join("\r\n") + "\r\n");
}
