/**
 * The learner's progress and its spelling as state (suspend data), version 1: printable ASCII, fields joined by `;`. The build
 * computes its worst case in `builder/coursewright/state.py`. Permanent numbers, never positions, so that an updated package
 * keeps what still applies (RT-30).
 */

import type { ModuleData } from "./model";

export interface QuizState {
  /** Best finished attempt, 0-1, or null. */
  best: number | null;
  attempts: number;
  /** Seeds the order of options in the current attempt. */
  seed: number;
  /** Responses of the current or last attempt by question code. */
  answers: Map<string, string>;
  /** The answers can still be changed: feedback comes at the end, and they are not submitted yet. */
  open: boolean;
}

export interface Progress {
  /** 0: none chosen yet. */
  stage: number;
  page: string;
  completed: boolean;
  passed: boolean;
  /** Best score at a verdict, 0-1, or null. */
  score: number | null;
  /** Numbers of the element pages finished. */
  pages: Set<number>;
  quizzes: Map<number, QuizState>;
  /** Self-check ratings by statement number: "0" never to "4" always, "n" not applicable. */
  ratings: Map<number, string>;
  submitted: boolean;
  /** The learner's own texts: reflections by number, the plan's fields as y1 to y6. */
  texts: Map<string, string>;
  sequence: number;
  /** The day the module was completed first, in days since 1970; 0 if it is not, or nobody knows. */
  finished: number;
  /** Minutes spent in all sessions. */
  minutes: number;
}

const VERSION = "1";
const MOST_MINUTES = 36 ** 4 - 1;
const SEEDS = 36 ** 4;
export const CODES = "abcdefghijklmnopqrstuvwxyz0123456789";

export function fresh(): Progress {
  return {
    stage: 0,
    page: "",
    completed: false,
    passed: false,
    score: null,
    pages: new Set(),
    quizzes: new Map(),
    ratings: new Map(),
    submitted: false,
    texts: new Map(),
    sequence: 0,
    finished: 0,
    minutes: 0,
  };
}

export function encode(progress: Progress, lineage: string): string {
  const fields = [VERSION, lineage, base36(progress.sequence)];
  if (progress.stage) fields.push(`s${progress.stage}`);
  if (progress.page) fields.push(`p${progress.page}`);
  const flags = (progress.completed ? "c" : "") + (progress.passed ? "p" : "");
  if (flags || progress.score !== null) fields.push(`f${flags}${progress.score === null ? "" : share(progress.score)}`);
  if (progress.finished) fields.push(`d${base36(progress.finished)}`);
  if (progress.minutes) fields.push(`m${base36(Math.min(MOST_MINUTES, progress.minutes))}`);
  if (progress.pages.size) fields.push(`b${bits(progress.pages)}`);
  for (const number of sorted(progress.quizzes.keys())) {
    const quiz = progress.quizzes.get(number) as QuizState;
    const answers = [...quiz.answers].sort().map(([code, response]) => `${code}${pack(response)}.`).join("");
    const best = quiz.best === null ? "---" : share(quiz.best);
    fields.push(`q${base36(number, 2)}${best}${base36(Math.min(35, quiz.attempts))}${base36(quiz.seed % SEEDS, 4)}${answers}${quiz.open ? "!" : ""}`);
  }
  if (progress.ratings.size || progress.submitted) {
    const ratings = sorted(progress.ratings.keys()).map((number) => base36(number, 2) + progress.ratings.get(number));
    fields.push(`c${progress.submitted ? 1 : 0}${ratings.join("")}`);
  }
  for (const [number, text] of [...progress.texts].sort()) if (text) fields.push(`t${number}${encodeText(text)}`);
  return fields.join(";");
}

export interface Decoded {
  progress: Progress;
  /** False if the state could not be read, wholly or in part; the learner is told (RT-30). */
  whole: boolean;
}

/** Reads a state; what cannot be read is left out, never thrown. */
export function decode(state: string | null, module: ModuleData): Decoded {
  const progress = fresh();
  if (!state) return { progress, whole: true };
  const [version, lineage, sequence, ...fields] = state.split(";");
  if (version !== VERSION || lineage !== module.lineage) return { progress, whole: false };
  progress.sequence = number(sequence ?? "") ?? 0;
  let whole = true;
  for (const field of fields) {
    try {
      whole = read(field, progress, module) && whole;
    } catch {
      whole = false;
    }
  }
  return { progress, whole };
}

/** True if the field was understood. What names something this version of the module no longer has is dropped without a word. */
function read(field: string, progress: Progress, module: ModuleData): boolean {
  const rest = field.slice(1);
  switch (field[0]) {
    case "s": {
      const stage = Number(rest);
      if (!/^\d$/.test(rest)) return false;
      if (module.stages.some((item) => item.number === stage)) progress.stage = stage;
      return true;
    }
    case "p":
      progress.page = rest;
      return true;
    case "f": {
      const found = /^(c?)(p?)([0-9a-z]{3})?$/.exec(rest);
      if (!found) return false;
      progress.completed = Boolean(found[1]);
      progress.passed = Boolean(found[2]);
      progress.score = found[3] ? unshare(found[3]) : null;
      return true;
    }
    case "d":
    case "m":
      progress[field[0] === "d" ? "finished" : "minutes"] = Math.min(MOST_MINUTES, number(rest) ?? 0);
      return number(rest) !== null;
    case "e":
      // As the first version wrote it: two characters for each page.
      for (const piece of rest.match(/../g) ?? []) {
        const value = number(piece);
        if (module.elements.some((element) => element.number === value)) progress.pages.add(value as number);
      }
      return rest.length % 2 === 0;
    case "b":
      for (const { number: page } of module.elements) if ((number(rest[Math.floor((page - 1) / 5)] ?? "") ?? 0) & (1 << (page - 1) % 5)) progress.pages.add(page);
      return /^[0-9a-v]+$/.test(rest);
    case "q":
      return readQuiz(rest, progress, module);
    case "c": {
      progress.submitted = rest[0] === "1";
      for (const piece of rest.slice(1).match(/.../g) ?? []) {
        const value = number(piece.slice(0, 2));
        const known = [...module.statements, ...(module.finder ?? [])].some((asked) => asked.number === value);
        if (known && /[0-4n]/.test(piece[2] ?? "")) progress.ratings.set(value as number, piece[2] as string);
      }
      return /^[01]([0-9a-z]{2}[0-4n])*$/.test(rest);
    }
    case "t":
      progress.texts.set(rest.slice(0, 2), decodeText(rest.slice(2)));
      return /^[0-9a-z]{2}/.test(rest);
  }
  return false;
}

function readQuiz(text: string, progress: Progress, module: ModuleData): boolean {
  const found = /^([0-9a-z]{2})([0-9a-z]{3}|---)([0-9a-z])([0-9a-z]{4})((?:[0-9a-z][0-9a-z-]*\.)*)(!?)$/.exec(text);
  if (!found) return false;
  const [, name = "", best = "", attempts = "", seed = "", answers = "", open] = found;
  const value = number(name) as number;
  if (!module.quizzes.some((quiz) => quiz.number === value)) return true;
  const responses = answers.split(".").filter(Boolean).map((answer): [string, string] => [answer[0] as string, unpack(answer.slice(1))]);
  progress.quizzes.set(value, {
    best: best === "---" ? null : unshare(best),
    attempts: number(attempts) ?? 0,
    seed: number(seed) ?? 0,
    answers: new Map(responses),
    open: open === "!",
  });
  return true;
}

/** A response in the state: a-z and 0-9 stand for themselves, any other character is `-<code point>-`. */
function pack(response: string): string {
  return response.replace(/[^0-9a-z]/gu, (character) => `-${base36(character.codePointAt(0) as number)}-`);
}

function unpack(text: string): string {
  return text.replace(/-([0-9a-z]+)-/g, (_, code: string) => String.fromCodePoint(Math.min(0x10ffff, parseInt(code, 36))));
}

/** Printable ASCII stands for itself but for `;` and `~`; any other character is `~<code point>.` */
export function encodeText(text: string): string {
  return [...text]
    .map((character) => (/^[ -~]$/.test(character) && !";~".includes(character) ? character : `~${base36(character.codePointAt(0) as number)}.`))
    .join("");
}

function decodeText(text: string): string {
  return text.replace(/~([0-9a-z]+)\./g, (_, code: string) => String.fromCodePoint(Math.min(0x10ffff, parseInt(code, 36))));
}

/** Characters of the state that all own texts take together. */
export function textsLength(texts: Map<string, string>): number {
  return [...texts.values()].reduce((sum, text) => sum + encodeText(text).length, 0);
}

/** Numbers from 1, five to a character. */
function bits(numbers: Set<number>): string {
  const digits = Array<number>(Math.ceil(Math.max(...numbers) / 5)).fill(0);
  for (const value of numbers) digits[Math.floor((value - 1) / 5)]! |= 1 << (value - 1) % 5;
  return digits.map((digit) => base36(digit)).join("");
}

function base36(value: number, width = 1): string {
  return Math.max(0, Math.floor(value)).toString(36).padStart(width, "0");
}

function number(text: string): number | null {
  return /^[0-9a-z]+$/.test(text) ? parseInt(text, 36) : null;
}

function share(value: number): string {
  return base36(Math.round(value * 10_000), 3);
}

/** Never above 1, whatever the state says (SEC-6). */
function unshare(text: string): number {
  return Math.min(10_000, number(text) ?? 0) / 10_000;
}

function sorted(numbers: Iterable<number>): number[] {
  return [...numbers].sort((first, second) => first - second);
}

/** A seed for the order of options in a new attempt. */
export function newSeed(random: () => number = Math.random): number {
  return Math.floor(random() * SEEDS);
}

/** A permutation of `codes` by a seed (mulberry32 and Fisher-Yates), the same for the same seed (AX-30). */
export function shuffle<T>(items: readonly T[], seed: number): T[] {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
  const result = [...items];
  for (let index = result.length - 1; index > 0; index--) {
    const other = Math.floor(next() * (index + 1));
    [result[index], result[other]] = [result[other] as T, result[index] as T];
  }
  return result;
}
