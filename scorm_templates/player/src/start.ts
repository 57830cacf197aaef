/** The start page, the choice of a stage with its finder, and the page that changes it. */

import type { App } from "./app";
import { actions, button, byId, h, p, show, showErrors, stamp } from "./view";

const FINDER = [1, 2, 3, 4];

export function showStart(app: App): void {
  const { module, t } = app;
  show(module.title, stamp("start"), stageForm(app, t("start.go")));
}

export function showStage(app: App): void {
  const { t } = app;
  const keep = button(t("stage.keep"), () => app.go("contents"), "second");
  show(t("stage.change_title"), p(t("stage.change_means")), stageForm(app, t("stage.change_go"), keep));
}

function stageForm(app: App, label: string, beside?: HTMLElement): HTMLElement {
  const { module, progress, t } = app;
  const only = module.stages.length === 1;
  const cards = h("fieldset", { class: "question stages" });
  cards.append(h("legend", {}, h("h2", {}, t("start.choose"))), h("p", { class: "hint" }, t("start.choose_hint")), stamp("stages"));
  // Nothing to choose: the stage is told, not asked for.
  cards.hidden = only;
  const form = h("form", { novalidate: true }, only && h("h2", {}, stageName(module.stages[0]?.number ?? 0)), only && stamp("stage-asks"), cards, finder(app, cards), actions(h("button", { type: "submit" }, label), beside));
  const chosen = cards.querySelector<HTMLInputElement>(`input[value="${progress.stage || (only ? module.stages[0]?.number : 0)}"]`);
  if (chosen) chosen.checked = true;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const input = cards.querySelector<HTMLInputElement>("input:checked");
    const first = cards.querySelector("input") as HTMLInputElement;
    if (!input) return showErrors(t, [{ id: first.id, text: t("start.choose_error") }]);
    void app.choose(Number(input.value)).then((loaded) => {
      if (loaded) app.go("contents");
      else showErrors(t, [{ id: first.id, text: t("page.load_failed") }]);
    });
  });
  return form;
}

/** Four statements that build on each other: the last one that is true is the stage. */
function finder(app: App, cards: HTMLElement): HTMLElement | null {
  const { module, t } = app;
  const known = FINDER.filter((stage) => module.stages.some((item) => item.number === stage));
  if (known.length < 2) return null;
  const answer = h("p", { class: "finder-answer", role: "status" });
  const boxes = known.map((stage) =>
    h("div", { class: "choice" }, h("input", { type: "checkbox", id: `finder-${stage}`, value: stage }), h("label", { for: `finder-${stage}` }, t(`start.finder_${stage}`))),
  );
  const group = h("fieldset", { class: "finder-boxes" }, h("legend", {}, t("start.finder_hint")), ...boxes);
  group.addEventListener("change", () => {
    const ticked = [...group.querySelectorAll<HTMLInputElement>("input:checked")].map((input) => input.value);
    const stage = ticked[ticked.length - 1];
    answer.textContent = stage ? t("start.finder_answer", { stage: Number(stage) }) : "";
    if (stage) (cards.querySelector(`input[value="${stage}"]`) as HTMLInputElement).checked = true;
  });
  return h("details", { class: "finder" }, h("summary", {}, t("start.finder")), group, answer);
}

export function stageName(stage: number): string {
  return stamp("stages").querySelector(`label[for="stage-${stage}"] .stage-name`)?.textContent ?? "";
}

/** "Your stage", what it asks, and the way to change it. */
export function stageSummary(app: App): HTMLElement {
  const { progress, t } = app;
  const asks = stamp("stage-asks").querySelector(`[data-stage="${progress.stage}"]`);
  return h(
    "section",
    { class: "stage-summary" },
    h("p", { class: "stage-line" }, h("strong", {}, stageName(progress.stage)), " ", app.module.stages.length > 1 && button(t("stage.change"), () => app.go("stage"), "quiet")),
    h("details", {}, h("summary", {}, t("contents.asks")), asks),
  );
}

export function bar(shown: boolean): void {
  byId("bar").hidden = !shown;
}
