/** What may be recorded, given what is recorded already: a completion and a pass are never taken back (RT-13). */

import { round } from "../format";
import type { Completion, Snapshot, Success } from "./runtime";

export interface Verdict {
  completion: Completion;
  success: Success;
  /** 0-1; only beside passed or failed: no score before the verdict (RT-14, LMS-1). */
  score: number | null;
}

const RANK: Record<Success, number> = { unknown: 0, failed: 1, passed: 2 };

/** The higher of two verdicts, field by field. */
export function higher(first: Verdict, second: Verdict): Verdict {
  const success = RANK[second.success] > RANK[first.success] ? second.success : first.success;
  const scores = [first.score, second.score].filter((score): score is number => score !== null);
  return {
    completion: first.completion === "completed" ? "completed" : second.completion,
    success,
    score: scores.length ? Math.max(...scores) : null,
  };
}

/** The verdict to record for where the learner stands now. `mastery` is the mark of this launch. */
export function verdict(now: Snapshot, recorded: Verdict, mastery: number, reportFailed: boolean): Verdict {
  const success = now.success === "failed" && !(reportFailed && now.completion === "completed") ? "unknown" : now.success;
  const settled = higher(recorded, { completion: now.completion, success, score: null });
  // A score under the mark beside "passed" would make an LMS take the pass back (RT-17), as after a change of stage.
  const own = now.score === null ? null : round(now.score);
  const fits = own !== null && (settled.success === "failed" || own >= mastery);
  const score = fits ? Math.max(recorded.score ?? 0, own) : recorded.score;
  return { ...settled, score: settled.success === "unknown" ? null : score };
}
