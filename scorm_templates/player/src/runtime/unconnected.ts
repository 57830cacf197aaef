/** What the player starts with where no learner's system answers (RT-6). */

import type { ModuleData } from "../model";
import type { Launch } from "./runtime";
import type { Verdict } from "./verdict";

export const NOTHING: Verdict = { completion: "incomplete", success: "unknown", score: null };

export function unconnected(module: ModuleData, state: string | null, ended = false): Launch {
  const { mastery } = module;
  return { connected: false, kept: Boolean(module.keep), mode: "normal", learnerName: "", languages: [], mastery, state, ...NOTHING, ended };
}
