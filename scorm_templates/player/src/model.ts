/**
 * What the build writes for the player: `module.js` sets `window.coursewright = { module, parts: {}, quizzes: {} }`; each
 * `stage-<n>.js` adds `window.coursewright.parts[n]`, and each `quiz-<n>.js` `window.coursewright.quizzes[n]`. All HTML here was rendered and sanitised at build time.
 *
 * A **code** is one character, `a`-`z` then `0`-`9`, for a permanent number 1-36 (the lock file gives the numbers).
 * A **response** is a string of codes:
 *   worths  the option chosen: "b"
 *   keys    the options ticked, sorted by code: "ac"
 *   order   the items, first to last: "cabd"
 *   pairs   source and target by turns, sorted by source: "aebfce"
 *   path    the choices made, in order: "bfh"
 *   ratings action and point by turns, as pairs
 *   reason  the answer, then the reason: "ac"
 *   number  what was typed, as a plain decimal: "-12.5"
 *   text    what was typed: "SBAR"
 *   none    a point of the scale, or "1" for a text, which is kept among the learner's own texts
 */

export interface ModuleData {
  id: string;
  version: string;
  title: string;
  /** Title of the course. */
  course: string;
  /** The course of several modules that the package holds this one in. */
  bundle?: { iri: string; title: string; last: boolean };
  /** Where no learner's system answers, the state stays in the browser, not only in the tab. */
  keep?: boolean;
  language: string;
  /** Absolute id of the module under the publisher's base IRI. */
  iri: string;
  /** Names the module across versions, in the state: six characters. */
  lineage: string;
  /** 0-1 */
  mastery: number;
  reportFailed: boolean;
  exitWhenComplete: "suspend" | "normal";
  interactions: boolean;
  /** Characters of the state that the learner's own texts may take together, as encoded. */
  notesAllowance: number;
  stages: StageData[];
  elements: ElementData[];
  /** Every quiz of every stage; the content of a stage's quizzes is in its part. */
  quizzes: QuizEntry[];
  statements: StatementData[];
  /** Questions that lead to a stage; each has one answer for each stage of the framework, by the stage's number. */
  finder?: { number: number; text: string; answers: Record<string, string> }[];
  /** Estimated minutes: of the self-check or the finder by stage, and of the plan. */
  minutes: { check: Record<string, number>; plan: number };
  /** The terms that the module's texts use, by term. */
  glossary: { id: string; term: string; meaning: string }[];
  /** By key; a string with plural forms is a mapping of forms. */
  strings: Record<string, string | Record<string, string>>;
}

/** The one stage of a module that is the same for everybody. */
export const UNSTAGED = 9;

export interface StageData {
  number: number;
  /** The script that holds this stage's part, relative to the page. */
  part: string;
}

/** An element of the framework, or a topic: what has a page, and what a self-check asks about. */
export interface ElementData {
  /** Permanent number in the module, 1-36. */
  number: number;
  /** Slug; also the id of its page. */
  id: string;
  /** As the framework numbers it: "1.1"; "" of a topic. */
  code: string;
  name: string;
  iri: string;
  /** Reading minutes by stage. */
  minutes: Record<string, number>;
  /** Title of the module that teaches it, where this one only asks about it: then it has no page, and belongs to a domain. */
  taught?: string;
  domain?: string;
  /** The stages it is for; without them, every stage of the module. */
  stages?: number[];
}

export interface QuizEntry {
  /** Permanent number in the module, 1-1295. */
  number: number;
  id: string;
  title: string;
  stage: number;
  /** ElementData.number */
  element: number;
  iri: string;
  /** How many questions, and minutes it takes. */
  questions: number;
  minutes: number;
  /** The quiz's own mark, 0-1, or null for the module's. */
  mastery: number | null;
  /** How often it can be taken, or null. */
  attempts: number | null;
  feedbackAt: "each" | "end";
}

export interface StatementData {
  /** Permanent number in the module, 1-1295. */
  number: number;
  id: string;
  /** ElementData.number */
  element: number;
  text: string;
}

export interface PartData {
  stage: number;
  /** Element pages as this stage sees them, in order. */
  pages: PageData[];
  /** HTML of the development activities of each element at this stage, by ElementData.number. */
  development: Record<number, string>;
}

export interface PageData {
  /** ElementData.number */
  element: number;
  html: string;
  reflections: { number: number; id: string; html: string }[];
}

export interface QuizData {
  number: number;
  /** HTML of the situation. */
  scenario: string;
  /** HTML shown when the quiz is finished. */
  debrief: string;
  /** Ask the questions in the order of the attempt's seed. */
  shuffle: boolean;
  /** By id: what several questions share beside the scenario. */
  exhibits: Record<string, { title: string; html: string }>;
  questions: QuestionData[];
}

export interface QuestionData {
  /** Permanent number in the quiz, 1-36. */
  number: number;
  id: string;
  /** The question type's name: best_response, choose_all, rank, match, branching ... */
  type: string;
  /** Stem of its HTML ids: `q<quiz>-<question>`. */
  key: string;
  /** HTML from `questions/<type>.html.j2`. */
  html: string;
  /** The stem as plain text, at most 250 characters. */
  description: string;
  /** Descriptors it gives evidence of: "1.1.2". */
  descriptors: string[];
  /** The standards' interaction type. */
  interaction: "choice" | "sequencing" | "matching" | "performance" | "true-false" | "numeric" | "fill-in" | "long-fill-in" | "likert";
  scoring: Scoring;
  /** The response that earns full marks. */
  pattern: string;
  /** What each code stands for. */
  labels: Record<string, Label>;
  /** HTML for each code that has feedback, or for right, near, low, high, other, after where something is typed. */
  feedback: Record<string, string>;
  /** How much it counts in the quiz; 0 where nothing is judged. */
  weight: number;
  /** Id of the exhibit shown with it. */
  exhibit?: string;
  /** Stands after the number field. */
  unit?: string;
  /** Characters that can be typed. */
  maxLength?: number;
  /** An answer that is not judged goes to the learner's system. */
  send?: boolean;
  /** Number of a long answer among the learner's own texts. */
  note?: number;
}

export interface Label {
  /** The author's slug with `-` as `_`: [a-z0-9_], at most 250. */
  id: string;
  /** Plain text, at most 250 characters. */
  text: string;
}

export type Scoring =
  /** One option; each has its own worth, 0-1. */
  | { kind: "worths"; worths: Record<string, number> }
  /** max(0, keys chosen / keys - distractors chosen / distractors) */
  | { kind: "keys"; keys: string; distractors: string }
  /** max(0, (pairs in order - pairs out of order) / pairs), without the pairs that tie */
  | { kind: "order"; order: string; ties: string[] }
  /** Mean over the actions: 1 for a point of the experts', a half for one beside it. `targets` are the points in order. */
  | { kind: "ratings"; ratings: Record<string, string>; targets: string }
  /** Half for the answer, half times the worth for the reason; nothing under a wrong answer. */
  | { kind: "reason"; answer: string; answers: string; worths: Record<string, number> }
  /** 1 from low to high, a half up to `near` beyond. */
  | { kind: "number"; low: number; high: number; near: number }
  /** The worth of the answer that has the spelling. */
  | { kind: "text"; answers: { code: string; worth: number; spellings: string[] }[]; case: boolean; accents: boolean }
  /** Not judged. `points` are those of a scale, "" for a text. */
  | { kind: "none"; points: string }
  /** Sources with their own target / sources. */
  | { kind: "pairs"; pairs: Record<string, string>; targets: string }
  /** Mean of the worths of the choices made, from `start` to an ending. Scenes and endings have codes as well. */
  | {
      kind: "path";
      start: string;
      scenes: Record<string, Record<string, { worth: number; next: string }>>;
      endings: string;
    };

export interface Coursewright {
  module: ModuleData;
  parts: Record<number, PartData>;
  /** By QuizEntry.number. */
  quizzes: Record<number, QuizData>;
}

declare global {
  interface Window {
    coursewright: Coursewright;
  }
}
