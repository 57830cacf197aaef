/** Scoring: the same kinds as `builder/coursewright/questions/scoring.py`; a test holds the two together. Scores are 0-1. */

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
      const tied = (one: string, two: string): boolean => scoring.ties.some((level) => level.includes(one) && level.includes(two));
      let balance = 0;
      let pairs = 0;
      codes.forEach((one, index) => {
        for (const two of codes.slice(index + 1)) {
          if (tied(one, two)) continue;
          pairs += 1;
          balance += scoring.order.indexOf(one) < scoring.order.indexOf(two) ? 1 : -1;
        }
      });
      return Math.max(0, balance / pairs);
    }
    case "ratings": {
      const actions = Object.entries(scoring.ratings);
      const away = (action: string, points: string): number => {
        const chosen = scoring.targets.indexOf(chosenFor(response, action) || " ");
        return chosen < 0 ? 9 : Math.min(...[...points].map((point) => Math.abs(chosen - scoring.targets.indexOf(point))));
      };
      return actions.reduce((sum, [action, points]) => sum + Math.max(0, 1 - away(action, points) / 2) * +(away(action, points) < 2), 0) / actions.length;
    }
    case "reason":
      return response[0] === scoring.answer ? (1 + (scoring.worths[response[1] ?? ""] ?? 0)) / 2 : 0;
    case "number":
      return { right: 1, near: 0.5, low: 0, high: 0 }[place(scoring, response)];
    case "text":
      return accepted(scoring, response)?.worth ?? 0;
    case "none":
      return 0;
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

/** Less than this is how a computer writes a number of four digits. */
const HAIR = 1e-9;

/** Where a number lies: what its feedback is named. */
export function place(scoring: Extract<Scoring, { kind: "number" }>, response: string): "right" | "near" | "low" | "high" {
  const value = Number(response);
  const beyond = Math.max(scoring.low - value, value - scoring.high, 0);
  if (beyond <= HAIR) return "right";
  if (beyond <= scoring.near + HAIR) return "near";
  return value < scoring.low ? "low" : "high";
}

/** A typed answer as it is compared: composed alike, single blanks, no closing stop; case and accents only if they matter. */
export function normal(text: string, letters: boolean, accents: boolean): string {
  let form = text.normalize("NFKC").replace(/[\u2018\u2019]/g, "'").split(/\s+/).filter(Boolean).join(" ").replace(/[.!?]+$/, "").trimEnd();
  if (!accents) form = form.normalize("NFD").replace(/\p{Mn}/gu, "");
  return letters ? form : form.toLowerCase();
}

/** The accepted answer a typed one stands for; the one worth most, if several. */
export function accepted(scoring: Extract<Scoring, { kind: "text" }>, response: string): { code: string; worth: number } | undefined {
  const form = (text: string): string => normal(text, scoring.case, scoring.accents);
  const given = form(response);
  const found = scoring.answers.filter((answer) => answer.spellings.some((spelling) => form(spelling) === given));
  return found.sort((one, two) => two.worth - one.worth)[0];
}

/** A typed number as a plain decimal, or "" if it is none. `point` is the decimal sign of the language. */
export function parseNumber(text: string, point = "."): string {
  const group = point === "." ? "," : ".";
  let plain = text.replace(/[\s£$€%]/g, "").replace(/[\u2212\u2013]/g, "-");
  plain = plain.replace(group === "," ? /,(?=\d{3}(\D|$))/g : /\.(?=\d{3}(\D|$))/g, "").replace(point, ".");
  return /^[+-]?\d{1,5}(\.\d{1,4})?$/.test(plain) ? String(Number(plain)) : "";
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
    case "reason":
      return codes.length === 2 && scoring.answers.includes(codes[0] ?? " ") && (codes[1] ?? "") in scoring.worths;
    case "number":
      return response !== "" && parseNumber(response) === response;
    case "text":
      return response.trim() !== "" && response.length <= (question.maxLength ?? 80);
    case "none":
      return codes.length === 1 && (scoring.points ? scoring.points.includes(response) : response === "1");
    case "ratings":
    case "pairs": {
      const sources = Object.keys(scoring.kind === "pairs" ? scoring.pairs : scoring.ratings);
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

/**
 * Where the learner stands: complete when the stage's quizzes and the self-check are submitted; passed when their mean reaches the mark.
 * What has no quizzes is completed, never passed.
 */
export function verdict(module: ModuleData, progress: Progress, mastery: number): Verdict {
  const quizzes = module.quizzes.filter((quiz) => quiz.stage === progress.stage);
  const best = quizzes.map((quiz) => progress.quizzes.get(quiz.number)?.best ?? null);
  const done = best.filter((value): value is number => value !== null);
  const pages = module.elements.filter((element) => !element.taught);
  const reads = pages.filter((element) => progress.pages.has(element.number)).length;
  const checks = module.statements.length || module.finder ? 1 : 0;
  // A stage without quizzes is complete by reading and the self-check.
  const required = quizzes.length || pages.length;
  const finished = quizzes.length ? done.length : reads;
  const checked = progress.submitted ? checks : 0;
  const complete = progress.stage > 0 && finished === required && checked === checks;
  const mean = quizzes.length && complete ? round(done.reduce((sum, value) => sum + value, 0) / done.length) : null;
  const share = (reads + done.length + checked) / (pages.length + quizzes.length + checks);
  return {
    complete,
    score: mean,
    passed: mean !== null && mean >= mastery,
    progress: complete ? 1 : Math.min(0.99, Math.round(share * 100) / 100),
  };
}
