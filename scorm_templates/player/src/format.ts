/** How values are spelt in each standard. Pure: no clock, no page. */

import type { Label, QuestionData } from "./model";

/** Digits before the point that every LMS takes (RT-36). */
const LARGEST = 99_999;

/** A plain decimal: no exponent, a digit before the point, at most `digits` after it (RT-36). */
export function decimal(value: number, digits = 4): string {
  const factor = 10 ** digits;
  const rounded = Math.round((Number.isFinite(value) ? value : 0) * factor) / factor;
  return String(Math.max(-LARGEST, Math.min(LARGEST, rounded)) || 0);
}

/** 0-1 as a percentage: what score.raw holds in both SCORM versions (RT-16). */
export function percent(score: number): string {
  return decimal(score * 100, 2);
}

/** 0-1 to four decimals, as it is compared with the mark and sent (C5-9). */
export function round(score: number): number {
  return Number(decimal(score));
}

function pad(value: number, width = 2): string {
  return String(value).padStart(width, "0");
}

function hundredths(seconds: number): number {
  return Math.max(0, Math.round((Number.isFinite(seconds) ? seconds : 0) * 100));
}

/** CMITimespan: `HHHH:MM:SS.SS` with exactly two decimals (RT-31). */
export function timespan(seconds: number): string {
  const all = Math.min(hundredths(seconds), 9999 * 360_000 + 359_999);
  const hours = Math.floor(all / 360_000);
  const minutes = Math.floor(all / 6000) % 60;
  return `${pad(hours, 4)}:${pad(minutes)}:${pad(Math.floor(all / 100) % 60)}.${pad(all % 100)}`;
}

/** ISO 8601 duration with at most two decimals, on seconds only: SCORM 2004 and xAPI (RT-32, XA-8). */
export function duration(seconds: number): string {
  const all = hundredths(seconds);
  const hours = Math.floor(all / 360_000);
  const minutes = Math.floor(all / 6000) % 60;
  const rest = decimal((all % 6000) / 100, 2);
  const text = (hours ? `${hours}H` : "") + (minutes ? `${minutes}M` : "") + (rest === "0" ? "" : `${rest}S`);
  return `PT${text || "0S"}`;
}

/** CMITime: the local time of day (RT-31). */
export function timeOfDay(at: Date): string {
  return `${pad(at.getHours())}:${pad(at.getMinutes())}:${pad(at.getSeconds())}`;
}

/** SCORM 2004 time(second,10,0): local, no fraction, no zone: the one form every LMS takes (RT-33). */
export function timestamp(at: Date): string {
  const year = Math.min(2038, at.getFullYear());
  return `${year}-${pad(at.getMonth() + 1)}-${pad(at.getDate())}T${timeOfDay(at)}`;
}

/** One line of at most `limit` UTF-16 units, never half a surrogate pair (RT-35). */
export function line(text: string, limit: number): string {
  // Half pairs cannot be sent as UTF-8.
  const clean = [...text]
    .filter((character) => !/^[\uD800-\uDFFF]$/.test(character))
    .join("")
    .replace(/[\s\u2028\u2029]+/g, " ")
    .replace(/[\u0000-\u001F\u007F-\u009F]/g, "")
    .trim();
  if (clean.length <= limit) return clean;
  return clean.slice(0, /[\uD800-\uDBFF]/.test(clean.charAt(limit - 1)) ? limit - 1 : limit);
}

/** A localized_string_type: a brace at its start, even after `{lang=en}`, is refused; after a blank it is text (RT-35). */
export function localized(text: string, limit = 250): string {
  const clean = line(text, limit - 1);
  return clean.startsWith("{") ? ` ${clean}` : line(text, limit);
}

/** An identifier that strict LMSs take: `[A-Za-z0-9_]`, at most `limit` (RT-34). */
export function identifier(text: string, limit = 255): string {
  return text.replace(/[^A-Za-z0-9_]/g, "_").slice(0, limit);
}

/** A response as groups of codes: one for each option or item, two for each pair, scene and choice for each step. */
function groups(question: QuestionData, response: string): string[][] {
  const { scoring } = question;
  const codes = [...response];
  if (scoring.kind === "pairs" || scoring.kind === "ratings") {
    return codes.flatMap((code, index) => (index % 2 ? [] : [[code, codes[index + 1] ?? ""]])).filter((pair) => pair[1]);
  }
  if (scoring.kind !== "path") return codes.map((code) => [code]);
  const steps: string[][] = [];
  let scene = scoring.start;
  for (const code of codes) {
    const choice = scoring.scenes[scene]?.[code];
    if (!choice) break;
    steps.push([scene, code]);
    scene = choice.next;
  }
  return steps;
}

/** What is typed, as one line that cannot be taken for several answers. */
function typed(question: QuestionData, response: string, limit: number): string {
  const text = question.scoring.kind === "number" ? decimal(Number(response)) : line(response.replace(/\[,\]/g, ", "), limit);
  return question.scoring.kind === "number" ? text : localized(text, limit);
}

function isTyped({ scoring }: QuestionData): boolean {
  return scoring.kind === "number" || scoring.kind === "text" || (scoring.kind === "none" && !scoring.points);
}

/**
 * SCORM 1.2: the codes themselves, `a,c` and `a.e,b.f` (RT-40). A code names one choice of the whole story, so that a
 * path needs no scenes. True and false are `t` and `f`; what is typed is given as it is.
 */
export function shortResponse(question: QuestionData, response: string): string {
  if (isTyped(question)) return response && typed(question, response, 255);
  if (question.interaction === "true-false") return labelId(question, response).charAt(0);
  const path = question.scoring.kind === "path";
  return groups(question, response)
    .map((group) => (path ? group[1] : group.join(".")))
    .join(",");
}

/** SCORM 2004 and xAPI: the authors' ids, `one[,]two` and `source[.]target` (RT-34, XA-7), or what was typed. */
export function longResponse(question: QuestionData, response: string): string {
  if (isTyped(question)) return response && typed(question, response, question.interaction === "long-fill-in" ? 4000 : 250);
  return groups(question, response)
    .map((group) => group.map((code) => labelId(question, code)).join("[.]"))
    .join("[,]");
}

/** SCORM 2004 and xAPI: the responses that earn full marks; a range of numbers is `low[:]high`. None where nothing is judged. */
export function longPatterns(question: QuestionData): string[] {
  const { scoring, pattern } = question;
  if (!pattern) return [];
  if (scoring.kind === "number") return [`${decimal(scoring.low)}[:]${decimal(scoring.high)}`];
  if (scoring.kind !== "text") return [longResponse(question, pattern)];
  const right = scoring.answers.filter((answer) => answer.worth === 1).flatMap((answer) => answer.spellings);
  return right.map((spelling) => `{case_matters=${scoring.case}}${line(spelling.replace(/\[,\]/g, ", "), 200)}`);
}

function labelId(question: QuestionData, code: string): string {
  return identifier(question.labels[code]?.id || code, 250);
}

export interface Component {
  id: string;
  description: Record<string, string>;
}

/** The component lists of an xAPI interaction: `choices`, `source` and `target`, `steps` or `scale` (XA-7). */
export function components(question: QuestionData, language: string): Record<string, Component[]> {
  const list = (codes: string): Component[] =>
    [...codes].sort().map((code) => {
      const label: Label | undefined = question.labels[code];
      return { id: labelId(question, code), description: { [language]: line(label?.text || code, 250) } };
    });
  const { scoring } = question;
  if (question.interaction === "true-false") return {};
  switch (scoring.kind) {
    case "worths":
      return { choices: list(Object.keys(scoring.worths).join("")) };
    case "keys":
      return { choices: list(scoring.keys + scoring.distractors) };
    case "order":
      return { choices: list(scoring.order) };
    case "pairs":
      return { source: list(Object.keys(scoring.pairs).join("")), target: list(scoring.targets) };
    case "ratings":
      return { source: list(Object.keys(scoring.ratings).join("")), target: list(scoring.targets) };
    case "path":
      return { steps: list(Object.keys(scoring.scenes).join("")) };
    case "none":
      return scoring.points ? { scale: list(scoring.points) } : {};
    default:
      return {};
  }
}

/** A version 4 UUID; `randomUUID` is missing where the page is not a secure context (XA-9). */
export function uuid(crypto: Crypto): string {
  if (typeof crypto.randomUUID === "function") return crypto.randomUUID();
  const bytes = [...crypto.getRandomValues(new Uint8Array(16))];
  const hex = bytes.map((byte, index) => {
    const value = index === 6 ? (byte & 0x0f) | 0x40 : index === 8 ? (byte & 0x3f) | 0x80 : byte;
    return value.toString(16).padStart(2, "0");
  });
  return hex.join("").replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}

/** FNV-1a: names a learner or a session in storage keys without spelling them out (SEC-7). Not for security. */
export function digest(text: string): string {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  }
  return (hash >>> 0).toString(36);
}
