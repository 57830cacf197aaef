/** What goes to the learner's system for one submitted response: one record, two for an answer with a reason, or none. */

import type { App } from "./app";
import type { QuestionData, QuizEntry } from "./model";
import { noteKey } from "./question";
import type { Answer } from "./runtime/runtime";
import { score } from "./score";

export function answersOf(app: App, quiz: QuizEntry, question: QuestionData, response: string, latency: number): Answer[] {
  const { scoring } = question;
  const at = new Date();
  if (scoring.kind === "none") {
    if (!question.send) return [];
    const given = question.note === undefined ? response : app.progress.texts.get(noteKey(question.note)) ?? "";
    return [{ quiz, question, response: given, score: null, latency, at }];
  }
  if (scoring.kind !== "reason") return [{ quiz, question, response, score: score(scoring, response), latency, at }];
  const [answer = "", reason = ""] = response;
  const right = answer === scoring.answer;
  const weight = question.weight / 2;
  const first: QuestionData = { ...question, weight, pattern: scoring.answer, scoring: { kind: "worths", worths: { [scoring.answer]: 1 } } };
  const second: QuestionData = {
    ...question,
    id: `${question.id}-reason`,
    weight,
    interaction: "choice",
    pattern: question.pattern.charAt(1),
    scoring: { kind: "worths", worths: scoring.worths },
  };
  return [
    { quiz, question: first, response: answer, score: right ? 1 : 0, latency, at },
    { quiz, question: second, response: reason, score: right ? scoring.worths[reason] ?? 0 : 0, latency, at, follows: true },
  ];
}
