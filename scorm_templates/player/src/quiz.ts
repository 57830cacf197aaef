/** A scenario quiz: its situation, one question at a time, feedback after each or at the end, the result and the debrief. */

import { answersOf } from "./answers";
import { quizData, tasks, type App } from "./app";
import { nextTask } from "./contents";
import type { QuestionData, QuizData, QuizEntry } from "./model";
import { feedbackNode, fill, firstControl, lock, noteKey, questionNode, readResponse, spelt, storyAt } from "./question";
import { CODES, newSeed, shuffle, textsLength, type QuizState } from "./resume";
import { isComplete, round, score } from "./score";
import { type Translate, actions, button, formOf, h, html, one, p, percent, show, showErrors } from "./view";

export function showQuiz(app: App, entry: QuizEntry): void {
  const { t } = app;
  const data = quizData(entry);
  const state = stateOf(app, entry);
  const finished = isFinished(data, state);
  const begun = !finished && state.answers.size > 0;
  const left = attemptsLeft(entry, state);
  const start = (): void => {
    if (!begun) again(state);
    app.mark();
    goOn(app, entry);
  };
  show(
    entry.title,
    h("h2", {}, t("quiz.situation")),
    h("div", { class: "scenario" }, html(data.scenario)),
    h("p", { class: "hint" }, t(entry.feedbackAt === "end" ? "quiz.intro_end" : "quiz.intro", { n: data.questions.length, minutes: entry.minutes })),
    entry.mastery !== null && h("p", { class: "hint" }, t("quiz.mark", { mark: percent(entry.mastery) })),
    left !== null && !begun && h("p", { class: "hint" }, left ? t("quiz.attempts", { n: left }) : t("quiz.no_attempts")),
    state.best !== null && p(t("quiz.best", { score: percent(state.best) })),
    h(
      "div",
      { class: "actions" },
      (begun || left !== 0) && button(t(begun ? "quiz.go_on" : finished ? "quiz.again" : "quiz.start"), start),
      finished && button(t("quiz.result_again"), () => showResult(app, entry), left === 0 ? "" : "second"),
    ),
  );
}

function stateOf(app: App, entry: QuizEntry): QuizState {
  const known = app.progress.quizzes.get(entry.number);
  if (known) return known;
  const state: QuizState = { best: null, attempts: 0, seed: newSeed(), answers: new Map(), open: false };
  app.progress.quizzes.set(entry.number, state);
  return state;
}

function again(state: QuizState): void {
  state.seed = newSeed();
  state.answers = new Map();
  state.open = false;
}

function code(question: QuestionData): string {
  return CODES[question.number - 1] as string;
}

function responseTo(state: QuizState, question: QuestionData): string {
  return state.answers.get(code(question)) ?? "";
}

/** The questions in the order of the attempt. */
function ordered(data: QuizData, state: QuizState): QuestionData[] {
  return data.shuffle ? shuffle(data.questions, state.seed) : data.questions;
}

/** Place of the first question without a complete answer; what an update made incomplete is asked again. */
function openPlace(data: QuizData, state: QuizState): number {
  const open = ordered(data, state).findIndex((question) => !isComplete(question, responseTo(state, question)));
  return open < 0 ? data.questions.length : open;
}

function isFinished(data: QuizData, state: QuizState): boolean {
  return state.best !== null && !state.open && openPlace(data, state) === data.questions.length;
}

function attemptsLeft(entry: QuizEntry, state: QuizState): number | null {
  return entry.attempts === null ? null : Math.max(0, entry.attempts - state.attempts);
}

function isPassed(app: App, entry: QuizEntry, state: QuizState): boolean {
  return state.best !== null && state.best >= (entry.mastery ?? app.launch().mastery);
}

/** Nothing is left to find out: all feedback may be shown. */
function isOpen(app: App, entry: QuizEntry, state: QuizState): boolean {
  return isPassed(app, entry, state) || attemptsLeft(entry, state) === 0;
}

function situation(t: Translate, data: QuizData): HTMLElement {
  return h("details", { class: "situation" }, h("summary", {}, t("quiz.show_situation")), html(data.scenario));
}

/** The next open question; where feedback comes at the end, the page to check the answers; the result. */
function goOn(app: App, entry: QuizEntry): void {
  const data = quizData(entry);
  const state = stateOf(app, entry);
  const place = openPlace(data, state);
  if (place < data.questions.length) showQuestion(app, entry, place);
  else if (entry.feedbackAt === "end" && state.open) showAnswers(app, entry);
  else showResult(app, entry);
}

function showQuestion(app: App, entry: QuizEntry, index: number): void {
  const { module, t } = app;
  const data = quizData(entry);
  const state = stateOf(app, entry);
  const question = ordered(data, state)[index] as QuestionData;
  const story = question.scoring.kind === "path";
  const atEnd = entry.feedbackAt === "end";
  const shown = Date.now();
  const node = questionNode(app, question, state.seed);
  const exhibit = question.exhibit === undefined ? undefined : data.exhibits[question.exhibit];
  const confirm = h("button", { type: "submit" }, t(atEnd ? "quiz.keep" : "quiz.confirm"));
  const before = responseTo(state, question);
  if (atEnd && before && !story) fill(question, node, before);
  const locked = (response: string): void => {
    lock(question, node, response);
    const feedback = atEnd ? null : feedbackNode(app, question, response, isOpen(app, entry, state));
    const last = openPlace(data, state) === data.questions.length;
    const next = button(t(last ? (atEnd ? "quiz.to_check" : "quiz.result") : "quiz.next"), () => goOn(app, entry));
    one(form, ".actions")?.replaceWith(feedback ?? "", actions(next));
    form.replaceWith(...form.childNodes); // there is nothing left to submit
    // Focus goes to the feedback (AX-2), which says it all, so that nothing needs to be announced.
    ((feedback?.querySelector("h2") as HTMLElement | undefined) ?? next).focus();
  };
  const submit = (response: string): void => {
    const fault = !isComplete(question, response) ? t(unanswered(question)) : keepText(app, question, node);
    if (fault) return showErrors(t, [{ id: firstControl(question, node), text: fault }]);
    state.answers.set(code(question), response);
    if (atEnd) state.open = true;
    else close(app, entry, question, response, (Date.now() - shown) / 1000);
    if (atEnd) void app.save("answer");
    if (atEnd && !story) return goOn(app, entry);
    locked(response);
  };
  let path = "";
  const take = (): void => {
    if (!story) return submit(readResponse(question, node, module.language));
    const at = storyAt(question, node, path);
    const chosen = at.scene?.querySelector<HTMLInputElement>("input:checked")?.value ?? "";
    if (!chosen) return showErrors(t, [{ id: at.scene?.querySelector("input")?.id ?? question.key, text: t("quiz.unanswered") }]);
    path += chosen;
    if (storyAt(question, node, path).ended) submit(path);
    else tellConsequence(app, question, node, chosen);
  };
  const form = formOf(take, node, actions(confirm));
  if (story) storyAt(question, node, "");
  show(
    `${entry.title}: ${t("quiz.question", { n: index + 1, of: data.questions.length })}`,
    situation(t, data),
    exhibit && h("section", { class: "exhibit" }, h("h2", {}, exhibit.title), html(exhibit.html)),
    form,
  );
}

function unanswered(question: QuestionData): string {
  const { kind } = question.scoring;
  const own: Partial<Record<typeof kind, string>> = { pairs: "match", ratings: "rate", reason: "reason", number: "number", text: "text" };
  const name = question.note === undefined ? own[kind] : "text";
  return name ? `quiz.unanswered_${name}` : "quiz.unanswered";
}

/** Keeps a long answer among the learner's own texts; says what is wrong if there is no room for it. */
function keepText(app: App, question: QuestionData, node: HTMLElement): string | null {
  const { module, progress, t } = app;
  if (question.note === undefined) return null;
  const text = one<HTMLTextAreaElement>(node, "textarea")?.value.trim() ?? "";
  const over = textsLength(new Map(progress.texts).set(noteKey(question.note), text)) - module.notesAllowance;
  if (over > 0) return t("notes.over", { n: over });
  progress.texts.set(noteKey(question.note), text);
  return null;
}

/** Between two scenes of a story: what followed from the choice, above the next scene. */
function tellConsequence(app: App, question: QuestionData, node: HTMLElement, chosen: string): void {
  one(node, ".consequence")?.remove();
  const told = h("div", { class: "consequence" }, h("h2", { tabindex: -1 }, app.t("quiz.consequence")), html(question.feedback[chosen] ?? ""));
  one(node, ".stem")?.after(told);
  (one(told, "h2") as HTMLElement).focus();
}

/** An answer is final: it goes to the learner's system. The last one closes the attempt. */
function close(app: App, entry: QuizEntry, question: QuestionData, response: string, latency: number): void {
  const data = quizData(entry);
  const before = app.verdict();
  app.runtime.answered(answersOf(app, entry, question, response, latency));
  if (openPlace(data, stateOf(app, entry)) === data.questions.length) closeAttempt(app, entry);
  void app.save(app.verdict().complete && !before.complete ? "verdict" : "answer");
}

function closeAttempt(app: App, entry: QuizEntry): void {
  const state = stateOf(app, entry);
  state.open = false;
  state.attempts += 1;
  state.best = Math.max(state.best ?? 0, result(quizData(entry), state));
  app.runtime.experienced({ id: entry.id, title: entry.title });
}

/** Before submission: every answer in words, each with a way to change it. */
function showAnswers(app: App, entry: QuizEntry): void {
  const { t } = app;
  const data = quizData(entry);
  const state = stateOf(app, entry);
  const rows = ordered(data, state).map((question, index) =>
    h(
      "li",
      {},
      h("p", { class: "asked" }, question.description),
      p(spelt(app, question, responseTo(state, question))),
      h("button", { type: "button", class: "small", click: () => showQuestion(app, entry, index) }, t("quiz.change"), h("span", { class: "unseen" }, `: ${question.description}`)),
    ),
  );
  const submit = (): void => {
    const before = app.verdict();
    for (const question of ordered(data, state)) app.runtime.answered(answersOf(app, entry, question, responseTo(state, question), 0));
    closeAttempt(app, entry);
    void app.save(app.verdict().complete && !before.complete ? "verdict" : "answer");
    showResult(app, entry);
  };
  show(t("quiz.check_title"), p(t("quiz.check_text")), h("ol", { class: "answers" }, ...rows), actions(button(t("quiz.submit"), submit)));
}

/** The weighted mean of what is judged. */
function result(data: QuizData, state: QuizState): number {
  const judged = data.questions.filter((question) => question.weight);
  const weights = judged.reduce((sum, question) => sum + question.weight, 0);
  return round(judged.reduce((sum, question) => sum + question.weight * score(question.scoring, responseTo(state, question)), 0) / weights);
}

function showResult(app: App, entry: QuizEntry): void {
  const { t } = app;
  const data = quizData(entry);
  const state = stateOf(app, entry);
  const total = result(data, state);
  const open = isOpen(app, entry, state);
  const questions = ordered(data, state);
  const rows = questions.map((question, index) => {
    const value = question.weight ? `${percent(score(question.scoring, responseTo(state, question)))}%` : t("quiz.unscored");
    return h("tr", {}, h("th", { scope: "row" }, `${index + 1}. ${question.description}`), h("td", {}, value));
  });
  const table = h("table", {}, h("caption", {}, t("quiz.each")), h("thead", {}, h("tr", {}, h("th", { scope: "col" }, t("quiz.table_question")), h("th", { scope: "col" }, t("quiz.table_score")))), h("tbody", {}, ...rows));
  const atEnd = entry.feedbackAt === "end";
  const review = open || atEnd
    ? questions.map((question, index) =>
        h("details", { open: atEnd }, h("summary", {}, t("quiz.question", { n: index + 1, of: questions.length })), p(question.description), feedbackNode(app, question, responseTo(state, question), open, true)),
      )
    : [];
  const next = nextTask(tasks(app));
  const left = attemptsLeft(entry, state);
  show(
    t("quiz.title_result", { title: entry.title }),
    h("p", { class: "headline" }, t("quiz.score", { score: percent(total) })),
    state.best !== null && state.best > total && p(t("quiz.best", { score: percent(state.best) })),
    left !== null && p(left ? t("quiz.attempts", { n: left }) : t("quiz.no_attempts")),
    table,
    h("section", { class: "debrief" }, h("h2", {}, t("quiz.debrief")), html(data.debrief)),
    ...review,
    h(
      "div",
      { class: "actions" },
      next ? button(t("contents.next", { title: next.title }), () => app.go(next.page)) : button(t("quiz.to_contents"), () => app.go("contents")),
      left !== 0 && button(t("quiz.again"), () => {
        again(state);
        showQuestion(app, entry, 0);
      }, "second"),
      next && button(t("quiz.to_contents"), () => app.go("contents"), "second"),
    ),
  );
}
