/** Scoring: the same five kinds as `builder/coursewright/questions/scoring.py`; a test holds the two together. Scores are 0-1. */

import type { ModuleData, QuestionData, Scoring } from "./model";
import type { Progress } from "./resume";

export function round(score: number): number {
  return Math.round(score * 10_000) / 10_000;
}

/** The score of a complete response, at most four decimals. */
export function score(scoring: Scoring, response: string): number {
  return round(raw(scoring, response));
}

function raw(scoring: Scoring, response: string): number {
  const codes = [...response];
  switch (scoring.kind) {
    case "worths":
      return scoring.worths[response] ?? 0;
    case "keys": {
      const share = (of: string): number => codes.filter((code) => of.includes(code)).length / of.length;
      return Math.max(0, share(scoring.keys) - share(scoring.distractors));
    }
    case "order": {
      const ranks = codes.map((code) => scoring.order.indexOf(code));
      let balance = 0;
      ranks.forEach((rank, index) => ranks.slice(index + 1).forEach((later) => (balance += rank < later ? 1 : -1)));
      return Math.max(0, balance / ((ranks.length * (ranks.length - 1)) / 2));
    }
    case "pairs": {
      const sources = Object.keys(scoring.pairs);
      return sources.filter((source) => chosenFor(response, source) === scoring.pairs[source]).length / sources.length;
    }
    case "path": {
      const worths = steps(scoring, response).map((step) => step.worth);
      return worths.length ? worths.reduce((sum, worth) => sum + worth, 0) / worths.length : 0;
    }
  }
}

/** The target chosen for a source in a response of pairs, or "". */
export function chosenFor(response: string, source: string): string {
  for (let index = 0; index < response.length; index += 2) {
    if (response[index] === source) return response[index + 1] ?? "";
  }
  return "";
}

export interface Step {
  scene: string;
  choice: string;
  worth: number;
  next: string;
}

/** The steps of a path, as far as its choices lead. */
export function steps(scoring: Extract<Scoring, { kind: "path" }>, response: string): Step[] {
  const found: Step[] = [];
  let scene = scoring.start;
  for (const choice of response) {
    const step = scoring.scenes[scene]?.[choice];
    if (!step) break;
    found.push({ scene, choice, worth: step.worth, next: step.next });
    scene = step.next;
  }
  return found;
}

/** True if `response` answers the question wholly and names nothing the question does not have. */
export function isComplete(question: QuestionData, response: string): boolean {
  const { scoring } = question;
  const codes = [...response];
  const distinct = new Set(codes).size === codes.length;
  switch (scoring.kind) {
    case "worths":
      return codes.length === 1 && response in scoring.worths;
    case "keys":
      return codes.length > 0 && distinct && codes.every((code) => (scoring.keys + scoring.distractors).includes(code));
    case "order":
      return distinct && codes.length === scoring.order.length && codes.every((code) => scoring.order.includes(code));
    case "pairs": {
      const sources = Object.keys(scoring.pairs);
      return (
        codes.length === sources.length * 2 && sources.every((source) => scoring.targets.includes(chosenFor(response, source) || " "))
      );
    }
    case "path": {
      const taken = steps(scoring, response);
      return taken.length === codes.length && scoring.endings.includes(taken[taken.length - 1]?.next || " ");
    }
  }
}

export interface Verdict {
  complete: boolean;
  /** 0-1 once complete, else null. */
  score: number | null;
  passed: boolean;
  /** Share of what the stage requires that is done; 1 exactly when complete. */
  progress: number;
}

/** Where the learner stands: complete when the stage's quizzes and the self-check are submitted; passed when their mean reaches the mark. */
export function verdict(module: ModuleData, progress: Progress, mastery: number): Verdict {
  const quizzes = module.quizzes.filter((quiz) => quiz.stage === progress.stage);
  const best = quizzes.map((quiz) => progress.quizzes.get(quiz.number)?.best ?? null);
  const done = best.filter((value): value is number => value !== null);
  const reads = module.elements.filter((element) => progress.pages.has(element.number)).length;
  // A stage without quizzes is complete by reading and the self-check.
  const required = quizzes.length || module.elements.length;
  const finished = quizzes.length ? done.length : reads;
  const complete = progress.stage > 0 && finished === required && progress.submitted;
  const mean = quizzes.length && complete ? round(done.reduce((sum, value) => sum + value, 0) / done.length) : null;
  const share = (reads + (quizzes.length ? done.length : 0) + (progress.submitted ? 1 : 0)) / (module.elements.length + quizzes.length + 1);
  return {
    complete,
    score: mean,
    passed: complete && (mean === null || mean >= mastery),
    progress: complete ? 1 : Math.min(0.99, Math.round(share * 100) / 100),
  };
}
