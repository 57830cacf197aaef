/** The stage finder: which stage most answers point to. Kept like ratings: the answer's stage by the question's number. */

import type { App } from "./app";
import { type Fault, actions, button, formOf, h, one, p, show, showErrors, stamp } from "./view";

type Found = { stage: number; answers: number };

export function finderForm(app: App): HTMLElement {
  const { module, progress, t } = app;
  const questions = module.finder ?? [];
  const groups: HTMLElement[] = [];
  for (const { number, text, answers } of questions) {
    const choices = Object.entries(answers).map(([stage, answer]) => {
      const id = `s${number}-${stage}`;
      const input = h("input", { type: "radio", id, name: `s${number}`, value: stage });
      input.checked = progress.ratings.get(number) === input.value;
      return h("div", { class: "choice" }, input, h("label", { for: id }, answer));
    });
    groups.push(h("fieldset", { class: "question" }, h("legend", {}, text), ...choices));
  }
  const submit = (): void => {
    const faults: Fault[] = [];
    for (const { number, text, answers } of questions) {
      const value = one<HTMLInputElement>(form, `input[name="s${number}"]:checked`)?.value;
      if (value) progress.ratings.set(number, value);
      else faults.push({ id: `s${number}-${Object.keys(answers)[0]}`, text: t("finder.unanswered", { text }) });
    }
    if (faults.length) return showErrors(t, faults);
    progress.submitted = true;
    app.runtime.experienced({ id: "stage-finder", title: t("finder.title") });
    void app.save("verdict");
    app.go("profile");
  };
  const form = formOf(submit, ...groups, actions(h("button", { type: "submit" }, t("finder.submit"))));
  return form;
}

/** Stages by how many answers they have, the most first; of equals the lower first, since one grows into the next. */
export function found(app: App): Found[] {
  const counts = new Map<number, number>();
  for (const { number } of app.module.finder ?? []) {
    const stage = Number(app.progress.ratings.get(number) ?? 0);
    if (stage) counts.set(stage, (counts.get(stage) ?? 0) + 1);
  }
  return [...counts].map(([stage, answers]) => ({ stage, answers })).sort((one, two) => two.answers - one.answers || one.stage - two.stage);
}

export function showFound(app: App): void {
  const { module, t } = app;
  const all = found(app);
  const [first, second] = all;
  const close = first && second && first.answers - second.answers < 2;
  const of = module.finder?.length ?? 0;
  const about = (stage?: number): Element | null => (stage ? one(stamp("stage-asks"), `[data-stage="${stage}"]`) : null);
  show(
    t("finder.result"),
    first && h("p", { class: "headline" }, t(close ? "finder.between" : "finder.most", { stage: first.stage, other: second?.stage ?? 0 })),
    h("ul", {}, ...all.map(({ stage, answers }) => h("li", {}, t("finder.count", { stage, n: answers, of })))),
    about(first?.stage),
    close && about(second?.stage),
    p(t("finder.means")),
    actions(button(t("quiz.to_contents"), () => app.go("contents")), button(t("finder.again"), () => app.go("check"), "second")),
  );
}
