/** The completion record: who, what, when. No score, and no claim of competence. */

import type { App } from "./app";
import { printButton } from "./notes";
import { stageName } from "./start";
import { actions, button, h, show } from "./view";

const DAY = 86_400_000; // milliseconds

/** The day a learner's clock shows, as a number of days since 1970. */
export function today(): number {
  const now = new Date();
  return Math.floor((now.getTime() - now.getTimezoneOffset() * 60_000) / DAY);
}

export function showRecord(app: App): void {
  const { module, progress, t } = app;
  const day = progress.finished && new Date(progress.finished * DAY).toLocaleDateString(module.language, { dateStyle: "long", timeZone: "UTC" });
  const rows: [string, string | 0][] = [
    ["record.name", app.launch().learnerName.split(/, (.+)/).reverse().join(" ").trim()],
    ["record.course", module.course],
    ["record.module", module.title],
    ["record.version", module.version],
    ["record.done", day],
    ["record.time", t("record.minutes", { n: Math.max(1, progress.minutes) })],
    ["results.stage", stageName(progress.stage)],
  ];
  const list = h("dl");
  for (const [key, value] of rows) if (value) list.append(h("div", {}, h("dt", {}, t(key)), h("dd", {}, value)));
  show(
    t("record.title"),
    h("div", { class: "record" }, list),
    h("p", { class: "hint" }, t("record.means")),
    actions(printButton(app), button(t("quiz.to_contents"), () => app.go("contents"), "second")),
  );
}
