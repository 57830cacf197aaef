/** A scenario quiz: its situation, one question at a time, feedback after each, the result and the debrief. */

import { quizData, tasks, type App } from "./app";
import { nextTask } from "./contents";
import type { QuestionData, QuizData, QuizEntry } from "./model";
import { feedbackNode, firstControl, lock, questionNode, readResponse, storyAt } from "./question";
import { newSeed, type QuizState } from "./resume";
import { isComplete, round, score } from "./score";
import { button, clearErrors, h, html, percent, show, showErrors, type Translate } from "./view";

export function showQuiz(app: App, entry: QuizEntry): void {
  const { module, t } = app;
  const data = quizData(app, entry);
  const state = stateOf(app, entry);
  const answered = answeredOf(data, state);
  const begun = answered > 0 && answered < data.questions.length;
  const finished = state.best !== null && answered === data.questions.length;
  const start = (): void => {
    if (!begun) again(state);
    app.mark();
    showQuestion(app, entry, answeredOf(data, state));
  };
  show(
    entry.title,
    module.title,
    h("h2", {}, t("quiz.situation")),
    h("div", { class: "scenario" }, html(data.scenario)),
    h("p", { class: "hint" }, t("quiz.intro", { n: data.questions.length, minutes: entry.minutes })),
    state.best !== null && h("p", {}, t("quiz.best", { score: percent(state.best) })),
    h(
      "div",
      { class: "actions" },
      button(t(begun ? "quiz.go_on" : finished ? "quiz.again" : "quiz.start"), start),
      finished && button(t("quiz.result_again"), () => showResult(app, entry), "second"),
    ),
  );
}

function stateOf(app: App, entry: QuizEntry): QuizState {
  const known = app.progress.quizzes.get(entry.number);
  if (known) return known;
  const state: QuizState = { best: null, attempts: 0, seed: newSeed(), answers: new Map() };
  app.progress.quizzes.set(entry.number, state);
  return state;
}

function again(state: QuizState): void {
  state.seed = newSeed();
  state.answers = new Map();
}

function code(question: QuestionData): string {
  return "abcdefghijklmnopqrstuvwxyz0123456789"[question.number - 1] as string;
}

/** How many questions from the first on have a complete answer; what an update made incomplete is asked again. */
function answeredOf(data: QuizData, state: QuizState): number {
  const open = data.questions.findIndex((question) => !isComplete(question, state.answers.get(code(question)) ?? ""));
  return open < 0 ? data.questions.length : open;
}

function isPassed(app: App, state: QuizState): boolean {
  return state.best !== null && state.best >= app.launch().mastery;
}

function situation(t: Translate, data: QuizData): HTMLElement {
  return h("details", { class: "situation" }, h("summary", {}, t("quiz.show_situation")), html(data.scenario));
}

function showQuestion(app: App, entry: QuizEntry, index: number): void {
  const { module, t } = app;
  const data = quizData(app, entry);
  const state = stateOf(app, entry);
  const question = data.questions[index];
  if (!question) return showResult(app, entry);
  const shown = Date.now();
  const node = questionNode(app, question, state.seed);
  const form = h("form", { novalidate: true }, node);
  const confirm = h("button", { type: "submit" }, t("quiz.confirm"));
  form.append(h("div", { class: "actions" }, confirm));
  const locked = (response: string): void => {
    lock(question, node, response);
    const feedback = feedbackNode(app, question, response, isPassed(app, state));
    const last = index === data.questions.length - 1;
    const next = button(t(last ? "quiz.result" : "quiz.next"), () => (last ? showResult(app, entry) : showQuestion(app, entry, index + 1)));
    form.querySelector(".actions")?.replaceWith(feedback, h("div", { class: "actions" }, next));
    // Focus goes to the feedback (AX-2), which says it all, so that nothing needs to be announced.
    (feedback.querySelector("h2") as HTMLElement).focus();
  };
  const submit = (response: string): void => {
    clearErrors();
    if (!isComplete(question, response)) {
      const text = t(question.scoring.kind === "pairs" ? "quiz.unanswered_match" : "quiz.unanswered");
      return showErrors(t, [{ id: firstControl(question, node), text }]);
    }
    locked(response);
    keep(app, entry, question, response, (Date.now() - shown) / 1000);
  };
  let path = "";
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (question.scoring.kind !== "path") return submit(readResponse(question, node));
    clearErrors();
    const at = storyAt(question, node, path);
    const chosen = at.scene?.querySelector<HTMLInputElement>("input:checked")?.value ?? "";
    if (!chosen) return showErrors(t, [{ id: at.scene?.querySelector("input")?.id ?? question.key, text: t("quiz.unanswered") }]);
    path += chosen;
    if (storyAt(question, node, path).ended) submit(path);
    else tellConsequence(app, question, node, confirm, chosen);
  });
  if (question.scoring.kind === "path") storyAt(question, node, "");
  show(
    `${entry.title}: ${t("quiz.question", { n: index + 1, of: data.questions.length })}`,
    module.title,
    situation(t, data),
    form,
  );
}

/** Between two scenes of a story: what followed from the choice, above the next scene. */
function tellConsequence(app: App, question: QuestionData, node: HTMLElement, confirm: HTMLElement, chosen: string): void {
  node.querySelector(".consequence")?.remove();
  const told = h("div", { class: "consequence" }, h("h2", { tabindex: -1 }, app.t("quiz.consequence")), html(question.feedback[chosen] ?? ""));
  node.querySelector(".stem")?.after(told);
  confirm.textContent = app.t("quiz.confirm");
  (told.querySelector("h2") as HTMLElement).focus();
}

/** Keeps an answer: in the state, and as a record for the learner's system. The last one closes the attempt. */
function keep(app: App, entry: QuizEntry, question: QuestionData, response: string, latency: number): void {
  const data = quizData(app, entry);
  const state = stateOf(app, entry);
  const before = app.verdict();
  state.answers.set(code(question), response);
  app.runtime.answered([{ quiz: entry, question, response, score: score(question.scoring, response), latency, at: new Date() }]);
  if (answeredOf(data, state) === data.questions.length) {
    const total = result(data, state);
    state.attempts += 1;
    state.best = Math.max(state.best ?? 0, total);
    app.runtime.experienced({ id: entry.id, title: entry.title });
  }
  const after = app.verdict();
  void app.save(after.complete && !before.complete ? "verdict" : "answer");
}

function result(data: QuizData, state: QuizState): number {
  const scores = data.questions.map((question) => score(question.scoring, state.answers.get(code(question)) ?? ""));
  return round(scores.reduce((sum, value) => sum + value, 0) / scores.length);
}

function showResult(app: App, entry: QuizEntry): void {
  const { module, t } = app;
  const data = quizData(app, entry);
  const state = stateOf(app, entry);
  const total = result(data, state);
  const passed = isPassed(app, state);
  const rows = data.questions.map((question, index) => {
    const value = score(question.scoring, state.answers.get(code(question)) ?? "");
    return h("tr", {}, h("th", { scope: "row" }, `${index + 1}. ${question.description}`), h("td", {}, `${percent(value)}%`));
  });
  const table = h("table", {}, h("caption", {}, t("quiz.each")), h("thead", {}, h("tr", {}, h("th", { scope: "col" }, t("quiz.table_question")), h("th", { scope: "col" }, t("quiz.table_score")))), h("tbody", {}, ...rows));
  const review = passed
    ? data.questions.map((question, index) =>
        h("details", {}, h("summary", {}, t("quiz.question", { n: index + 1, of: data.questions.length })), h("p", {}, question.description), feedbackNode(app, question, state.answers.get(code(question)) ?? "", true)),
      )
    : [];
  const next = nextTask(tasks(app));
  show(
    t("quiz.title_result", { title: entry.title }),
    module.title,
    h("p", { class: "headline" }, t("quiz.score", { score: percent(total) })),
    state.best !== null && state.best > total && h("p", {}, t("quiz.best", { score: percent(state.best) })),
    table,
    h("section", { class: "debrief" }, h("h2", {}, t("quiz.debrief")), html(data.debrief)),
    ...review,
    h(
      "div",
      { class: "actions" },
      next ? button(t("contents.next", { title: next.title }), () => app.go(next.page)) : button(t("quiz.to_contents"), () => app.go("contents")),
      button(t("quiz.again"), () => {
        again(state);
        showQuestion(app, entry, 0);
      }, "second"),
      next && button(t("quiz.to_contents"), () => app.go("contents"), "second"),
    ),
  );
}

