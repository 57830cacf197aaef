/** SCORM 2004, 3rd and 4th edition: completion and success apart, a scaled score, the authors' ids in responses. */

import { decimal, duration, localized, longPatterns, longResponse, percent, round, timestamp } from "../format";
import type { Runtime } from "./runtime";
import { createScorm, type Dialect, type Value } from "./scorm";
import { verdict, type Verdict } from "./verdict";

function recorded(status: string, score: string, get: (element: string) => string): Verdict {
  const letter = get("cmi.success_status").trim().charAt(0).toLowerCase();
  const value = parseFloat(score);
  return {
    completion: /^\s*c/i.test(status) ? "completed" : "incomplete",
    success: letter === "p" ? "passed" : letter === "f" ? "failed" : "unknown",
    score: /[pf]/.test(letter) && value >= 0 && value <= 1 ? round(value) : null,
  };
}

/** 1 exactly when completed: a system with a completion threshold goes by it (RT-17). */
function progress(value: number, completed: boolean): string {
  return completed ? "1" : decimal(Math.min(value, 0.99), 2);
}

export const SCORM2004: Dialect = {
  standard: "scorm2004",
  api: "API_1484_11",
  protocol: {
    initialize: "Initialize",
    finish: "Terminate",
    get: "GetValue",
    set: "SetValue",
    commit: "Commit",
    error: "GetLastError",
    open: "103",
    over: ["122", "123", "132", "133", "142", "143"],
  },
  elements: {
    mode: "cmi.mode",
    credit: "cmi.credit",
    entry: "cmi.entry",
    status: "cmi.completion_status",
    location: "cmi.location",
    state: "cmi.suspend_data",
    name: "cmi.learner_name",
    learner: "cmi.learner_id",
    language: "cmi.learner_preference.language",
    mastery: "cmi.scaled_passing_score",
    score: "cmi.score.scaled",
    time: "cmi.session_time",
    exit: "cmi.exit",
  },
  preferences: null,
  ended: "normal",
  navigation: "adl.nav.request",
  commitFirst: false,
  recorded,
  mastery(value) {
    const mark = parseFloat(value);
    // 0 is what a system without a mark fills in: with it everybody would pass.
    return mark > 0 && mark <= 1 ? mark : null;
  },
  values(now, before, mastery, module) {
    const next = verdict(now, before, mastery, module.reportFailed);
    const values: Value[] = [];
    if (next.score !== null) {
      values.push(
        ["cmi.score.min", "0"],
        ["cmi.score.max", "100"],
        ["cmi.score.raw", percent(next.score)],
        ["cmi.score.scaled", decimal(next.score)],
      );
    }
    if (next.success !== "unknown") values.push(["cmi.success_status", next.success]);
    values.push(
      ["cmi.progress_measure", progress(now.progress, next.completion === "completed")],
      ["cmi.completion_status", next.completion],
      ["cmi.suspend_data", now.state],
      ["cmi.location", now.location],
    );
    return { values, recorded: next };
  },
  interaction(stem, answer, id, objective) {
    const { question } = answer;
    const values: [string, string][] = [
      ["id", id],
      ["type", question.interaction],
      ["objectives.0.id", objective],
      ["timestamp", timestamp(answer.at)],
      ["correct_responses.0.pattern", longPatterns(question)[0] ?? ""],
      ["weighting", question.weight && question.weight !== 1 ? decimal(question.weight, 2) : ""],
      // An empty response is refused (RT-44).
      ["learner_response", longResponse(question, answer.response)],
      ["result", answer.score === null ? "neutral" : decimal(answer.score)],
      ["latency", duration(answer.latency)],
      ["description", localized(question.description)],
    ];
    return values.filter(([, value]) => value).map(([name, value]) => [stem + name, value]);
  },
  objective(stem, objective, id) {
    const values: Value[] = [
      [`${stem}id`, id],
      [`${stem}description`, localized(objective.name)],
    ];
    if (objective.score !== null) values.push([`${stem}score.scaled`, decimal(objective.score)]);
    return [...values, [`${stem}completion_status`, objective.completion]];
  },
  duration,
};

export function createScorm2004(win: Window = window): Runtime {
  return createScorm(SCORM2004, win);
}
