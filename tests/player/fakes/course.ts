/** A small module with one question of every kind of scoring. */

import type { ModuleData, QuestionData, QuizEntry, Scoring } from "../../../scorm_templates/player/src/model";
import type { Answer, Host, Notice, Snapshot } from "../../../scorm_templates/player/src/runtime/runtime";

export const MODULE: ModuleData = {
  id: "personal-qualities",
  version: "1.2.0",
  title: "Demonstrating personal qualities",
  language: "en-GB",
  iri: "https://learning.test/modules/personal-qualities",
  lineage: "abc123",
  mastery: 0.65,
  reportFailed: false,
  exitWhenComplete: "suspend",
  interactions: true,
  notesAllowance: 900,
  minutes: { check: 4, plan: 4 },
  stages: [],
  elements: [
    { number: 1, id: "self-awareness", code: "1.1", name: "Self-awareness", iri: "https://learning.test/elements/self-awareness", minutes: { 1: 8 } },
    { number: 2, id: "managing-yourself", code: "1.2", name: "Managing yourself", iri: "https://learning.test/elements/managing-yourself", minutes: { 1: 8 } },
  ],
  quizzes: [],
  statements: [],
  strings: {},
};

export const QUIZ: QuizEntry = {
  number: 1,
  id: "late-handover",
  title: "A late handover",
  stage: 1,
  element: 1,
  iri: "https://learning.test/quizzes/late-handover",
  questions: 5,
  minutes: 6,
  mastery: null,
  attempts: null,
  feedbackAt: "each",
};

function question(id: string, interaction: QuestionData["interaction"], scoring: Scoring, pattern: string, ids: Record<string, string>): QuestionData {
  return {
    number: 1,
    id,
    type: "any",
    key: "q1-1",
    html: "",
    description: `What about ${id}?`,
    descriptors: ["1.1.1"],
    interaction,
    scoring,
    pattern,
    labels: Object.fromEntries(Object.entries(ids).map(([code, slug]) => [code, { id: slug, text: `Text of ${slug}` }])),
    feedback: {},
    weight: 1,
  };
}

export const WORTHS = question("first-step", "choice", { kind: "worths", worths: { a: 0, b: 1, c: 0.7, d: 0.3 } }, "b", {
  a: "walk_on",
  b: "ask_him",
  c: "write_it_down",
  d: "wait",
});
export const KEYS = question("what-you-see", "choice", { kind: "keys", keys: "ac", distractors: "bd" }, "ac", {
  a: "tired",
  b: "angry",
  c: "silent",
  d: "late",
});
export const ORDER = question("change-first", "sequencing", { kind: "order", order: "cabd", ties: [] }, "cabd", {
  a: "second",
  b: "third",
  c: "first_of_all",
  d: "last",
});
export const PAIRS = question("what-fits", "matching", { kind: "pairs", pairs: { a: "e", b: "d" }, targets: "def" }, "aebd", {
  a: "nurse",
  b: "doctor",
  d: "trial",
  e: "measure",
  f: "story",
});
export const PATH = question(
  "next-meeting",
  "performance",
  {
    kind: "path",
    start: "a",
    scenes: {
      a: { d: { worth: 1, next: "b" }, e: { worth: 0.3, next: "c" } },
      b: { f: { worth: 1, next: "z" }, g: { worth: 0, next: "z" } },
      c: { h: { worth: 1, next: "z" } },
    },
    endings: "z",
  },
  "df",
  { a: "opening", b: "minutes", c: "silence", d: "thank_her", e: "go_on", f: "propose", g: "drop_it", h: "ask_her", z: "trial_agreed" },
);
export const QUESTIONS = [WORTHS, KEYS, ORDER, PAIRS, PATH];

export function answer(given: QuestionData, response: string, score: number): Answer {
  return { quiz: QUIZ, question: given, response, score, latency: 12.345, at: new Date(2026, 10, 22, 9, 5, 7) };
}

export interface Learner extends Host {
  now: Snapshot;
  notices: Notice[];
  /** Goes on: the next state, with what changed. */
  step(change?: Partial<Snapshot>): void;
}

export function learner(): Learner {
  let sequence = 0;
  const one: Learner = {
    now: { state: "", location: "start", completion: "incomplete", success: "unknown", score: null, progress: 0, seconds: 0, objectives: [] },
    notices: [],
    snapshot: () => one.now,
    notify: (notice) => void one.notices.push(notice),
    step(change = {}) {
      sequence += 1;
      const seconds = one.now.seconds + 5;
      one.now = { ...one.now, state: `1;abc123;${sequence.toString(36)};s1;p${sequence}`, seconds, ...change };
    },
  };
  return one;
}

export const PASSED: Partial<Snapshot> = { completion: "completed", success: "passed", score: 0.8125, progress: 1 };
export const FAILED: Partial<Snapshot> = { completion: "completed", success: "failed", score: 0.4, progress: 1 };
