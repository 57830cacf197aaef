/** SCORM 1.2: one field for completion and success, percentages, single-character responses. */

import { decimal, percent, round, shortResponse, timeOfDay, timespan } from "../format";
import type { Runtime, Snapshot } from "./runtime";
import { createScorm, type Dialect, type Value } from "./scorm";
import { NOTHING } from "./unconnected";
import { verdict, type Verdict } from "./verdict";

/** Compared by the first letter: legacy systems abbreviate and vary the case (RT-24). */
function recorded(status: string, score: string): Verdict {
  const letter = status.trim().charAt(0).toLowerCase();
  const judged = letter === "p" || letter === "f";
  const value = parseFloat(score);
  if (!judged) return letter === "c" ? { ...NOTHING, completion: "completed" } : NOTHING;
  return {
    completion: "completed",
    success: letter === "p" ? "passed" : "failed",
    score: value >= 0 && value <= 100 ? round(value / 100) : null,
  };
}

/**
 * "passed" with the score; "completed" only where nothing is judged; under the mark "incomplete" without a score, since
 * more tries are open, unless the author wants "failed" (RT-18, LMS-1).
 */
function lessonStatus(next: Verdict, before: Verdict, now: Snapshot): string {
  if (next.success !== "unknown") return next.success;
  const done = before.completion === "completed" || (now.completion === "completed" && now.success === "unknown");
  return done ? "completed" : "incomplete";
}

export const SCORM12: Dialect = {
  standard: "scorm12",
  api: "API",
  protocol: {
    initialize: "LMSInitialize",
    finish: "LMSFinish",
    get: "LMSGetValue",
    set: "LMSSetValue",
    commit: "LMSCommit",
    error: "LMSGetLastError",
    open: "101",
    over: ["301"],
  },
  elements: {
    mode: "cmi.core.lesson_mode",
    credit: "cmi.core.credit",
    entry: "cmi.core.entry",
    status: "cmi.core.lesson_status",
    location: "cmi.core.lesson_location",
    state: "cmi.suspend_data",
    name: "cmi.core.student_name",
    learner: "cmi.core.student_id",
    language: "cmi.student_preference.language",
    mastery: "cmi.student_data.mastery_score",
    score: "cmi.core.score.raw",
    time: "cmi.core.session_time",
    exit: "cmi.core.exit",
  },
  preferences: "cmi.student_preference._children",
  ended: "",
  navigation: null,
  commitFirst: true,
  recorded,
  mastery(value) {
    const mark = parseFloat(value);
    // 0 is what a system without a mark fills in: with it everybody would pass.
    return mark > 0 && mark <= 100 ? mark / 100 : null;
  },
  values(now, before, mastery, module) {
    const next = verdict(now, before, mastery, module.reportFailed);
    const status = lessonStatus(next, before, now);
    const score: Value[] =
      next.score === null
        ? []
        : [
            ["cmi.core.score.min", "0"],
            ["cmi.core.score.max", "100"],
            ["cmi.core.score.raw", percent(next.score)],
          ];
    return {
      // What 1.2 cannot say is not taken as recorded: under the mark nothing is complete.
      recorded: status === "incomplete" ? { ...next, completion: "incomplete" } : next,
      values: [
        ...score,
        ["cmi.core.lesson_status", status],
        ["cmi.suspend_data", now.state],
        ["cmi.core.lesson_location", now.location],
      ],
    };
  },
  interaction(stem, answer, id, objective) {
    const { question } = answer;
    const pattern = question.pattern && shortResponse(question, question.pattern);
    const response = shortResponse(question, answer.response);
    const values: [string, string][] = [
      ["id", id],
      // 1.2 has one type for texts of any length.
      ["type", question.interaction === "long-fill-in" ? "fill-in" : question.interaction],
      ["objectives.0.id", objective],
      ["time", timeOfDay(answer.at)],
      ["correct_responses.0.pattern", pattern],
      ["weighting", question.weight && question.weight !== 1 ? decimal(question.weight, 2) : ""],
      ["student_response", response],
      ["result", answer.score === null ? "neutral" : decimal(answer.score)],
      ["latency", timespan(answer.latency)],
    ];
    return values.filter(([, value]) => value).map(([name, value]) => [stem + name, value]);
  },
  objective(stem, objective, id) {
    const values: Value[] = [[`${stem}id`, id]];
    if (objective.score !== null) values.push([`${stem}score.raw`, percent(objective.score)]);
    return [...values, [`${stem}status`, objective.completion]];
  },
  duration: timespan,
};

export function createScorm12(win: Window = window): Runtime {
  return createScorm(SCORM12, win);
}
