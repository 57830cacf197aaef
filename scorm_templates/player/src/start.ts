/** The start page, the choice of a stage with its finder, and the page that changes it. */

import type { App } from "./app";
import { UNSTAGED } from "./model";
import { actions, all, button, byId, formOf, h, one, p, show, showErrors, stamp } from "./view";

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
  const only = (module.stages.length === 1 && module.stages[0]?.number) || 0;
  const cards = h("fieldset", { class: "question stages" });
  cards.append(h("legend", {}, h("h2", {}, t("start.choose"))), h("p", { class: "hint" }, t("start.choose_hint")), stamp("stages"));
  // Nothing to choose: the stage is told, not asked for.
  cards.hidden = Boolean(only);
  const told = only > 0 && only !== UNSTAGED;
  const submit = (): void => {
    const stage = only || Number(one<HTMLInputElement>(cards, "input:checked")?.value);
    const first = (one(cards, "input") ?? one(form, "button")) as HTMLElement;
    first.id ||= "begin";
    if (!stage) return showErrors(t, [{ id: first.id, text: t("start.choose_error") }]);
    void app.choose(stage).then((loaded) => {
      if (loaded) app.go("contents");
      else showErrors(t, [{ id: first.id, text: t("page.load_failed") }]);
    });
  };
  const form: HTMLFormElement = formOf(submit, told && h("h2", {}, stageName(only)), told && stamp("stage-asks"), cards, finder(app, cards), actions(h("button", { type: "submit" }, label), beside));
  const chosen = one<HTMLInputElement>(cards, `input[value="${progress.stage}"]`);
  if (chosen) chosen.checked = true;
  return form;
}

/** Statements that build on each other: the last one that is true is the stage. */
function finder(app: App, cards: HTMLElement): Node | null {
  if (app.module.stages.length < 2) return null;
  const node = stamp("finder");
  const answer = one(node, ".finder-answer") as HTMLElement;
  const group = one(node, "fieldset") as HTMLElement;
  group.addEventListener("change", () => {
    const stage = all<HTMLInputElement>(group, "input:checked").pop()?.value;
    answer.textContent = stage ? app.t("start.finder_answer", { stage: Number(stage) }) : "";
    if (stage) (one(cards, `input[value="${stage}"]`) as HTMLInputElement).checked = true;
  });
  return node;
}

export function stageName(stage: number): string {
  return one(stamp("stages"), `label[for="stage-${stage}"] .stage-name`)?.textContent ?? "";
}

/** "Your stage", what it asks, and the way to change it; nothing where the module is the same for everybody. */
export function stageSummary(app: App): HTMLElement | null {
  const { progress, t } = app;
  if (progress.stage === UNSTAGED) return null;
  const asks = one(stamp("stage-asks"), `[data-stage="${progress.stage}"]`);
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
