/** Launches a SCORM run-time with a system that records its calls. */

import assert from "node:assert/strict";
import type { TestContext } from "node:test";
import type { ModuleData } from "../../../scorm_templates/player/src/model";
import type { Launch, Reason, Runtime, Saved } from "../../../scorm_templates/player/src/runtime/runtime";
import { createScorm12 } from "../../../scorm_templates/player/src/runtime/scorm12";
import { createScorm2004 } from "../../../scorm_templates/player/src/runtime/scorm2004";
import { learner, MODULE, type Learner } from "./course";
import { FakeScorm, type Faults } from "./scorm";
import { advance, clock, fakeWindow, type FakeWindow } from "./window";

export type Edition = "1.2" | "2004";

export interface Taken {
  lms: FakeScorm;
  win: FakeWindow;
  runtime: Runtime;
  host: Learner;
  launch: Launch;
  commit(reason?: Reason): Promise<Saved>;
}

export const NAMES = {
  "1.2": { state: "cmi.suspend_data", status: "cmi.core.lesson_status", raw: "cmi.core.score.raw", exit: "cmi.core.exit", time: "cmi.core.session_time", mode: "cmi.core.lesson_mode" },
  "2004": { state: "cmi.suspend_data", status: "cmi.completion_status", raw: "cmi.score.raw", exit: "cmi.exit", time: "cmi.session_time", mode: "cmi.mode" },
};

export async function launch(context: TestContext, edition: Edition, given: { values?: Record<string, string>; faults?: Faults; module?: Partial<ModuleData>; win?: FakeWindow } = {}): Promise<Taken> {
  if (!(Date.now() === Date.UTC(2026, 10, 22, 8, 0, 0))) {
    try {
      clock(context);
    } catch {
      // A second launch in one test: the clock runs already.
    }
  }
  const lms = new FakeScorm(edition, given.values, given.faults);
  const win = given.win ?? fakeWindow();
  Object.assign(win, { [edition === "1.2" ? "API" : "API_1484_11"]: lms.api });
  const runtime = edition === "1.2" ? createScorm12(win) : createScorm2004(win);
  const host = learner();
  const result = await runtime.start(host, { ...MODULE, ...given.module });
  const commit = async (reason: Reason = "answer"): Promise<Saved> => {
    let saved: Saved | null = null;
    void runtime.commit(reason).then((outcome) => (saved = outcome));
    await advance(context, reason === "page" ? 3100 : 50);
    assert.ok(saved, "a commit that came to nothing");
    return saved;
  };
  return { lms, win, runtime, host, launch: result, commit };
}

export const kinds = (host: Learner): string[] => host.notices.map(({ kind }) => kind);
export const sets = (calls: string[]): string[] => calls.filter((call) => call.startsWith("SetValue"));
export const commits = (calls: string[]): number => calls.filter((call) => call.startsWith("Commit")).length;

export async function finish(context: TestContext, runtime: Runtime): Promise<Saved> {
  let saved: Saved | null = null;
  void runtime.finish().then((outcome) => (saved = outcome));
  await advance(context, 100);
  assert.ok(saved);
  return saved;
}
