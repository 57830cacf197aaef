/** The page of one element. */

import { QUIZ, quizzesOfStage, type App } from "./app";
import type { ElementData, PageData } from "./model";
import { notesForm } from "./notes";
import { actions, button, h, html, show } from "./view";

export function showElement(app: App, element: ElementData): void {
  const { progress, t } = app;
  const page = app.part().pages.find((item) => item.element === element.number) as PageData;
  const done = progress.pages.has(element.number);
  const quiz = quizzesOfStage(app).find((item) => item.element === element.number);
  const after = (): void => app.go(quiz ? QUIZ + quiz.id : "contents");
  const finish = button(t("element.finish"), () => {
    progress.pages.add(element.number);
    app.runtime.experienced({ id: element.id, title: element.name });
    void app.save("activity");
    after();
  });
  show(
    `${element.code} ${element.name}`.trim(),
    html(page.html),
    ...page.reflections.map((reflection) =>
      h(
        "section",
        { class: "reflection" },
        h("h2", {}, t("element.reflect")),
        html(reflection.html),
        notesForm(app, [{ heading: null, notes: [{ key: reflection.number.toString(36).padStart(2, "0"), label: t("element.answer"), rows: 4 }] }], t("notes.save"), t("notes.saved")),
      ),
    ),
    done && h("p", { class: "done-line" }, t("element.finished")),
    actions(done ? button(t(quiz ? "element.next_quiz" : "quiz.to_contents"), after) : finish),
  );
}
