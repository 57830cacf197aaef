/** Launches the xAPI run-time with a store that records its requests. */

import assert from "node:assert/strict";
import type { TestContext } from "node:test";
import type { Launch, Reason, Runtime, Saved } from "../../../scorm_templates/player/src/runtime/runtime";
import { createXapi } from "../../../scorm_templates/player/src/runtime/xapi";
import { statementFaults } from "../schema";
import { learner, MODULE, type Learner } from "./course";
import { FakeLrs, type Given } from "./lrs";
import { advance, clock, fakeWindow, settle, type FakeWindow } from "./window";

export const ENDPOINT = "https://lrs.test/xapi/";
export const ACTOR = { objectType: "Agent", name: "Sam Ward", mbox: "mailto:sam@lms.test" };
export const faults = statementFaults();

export function query(more: Record<string, string> = {}): string {
  const given = { endpoint: "https://lrs.test/xapi", auth: "Basic c2FtOnNlY3JldA==", actor: JSON.stringify(ACTOR), activity_id: "https://lms.test/activity/9", registration: "c0ffee00-1234-4321-8888-0123456789ab", ...more };
  return `?${new URLSearchParams(given)}`;
}

export interface Taken {
  lrs: FakeLrs;
  win: FakeWindow;
  runtime: Runtime;
  host: Learner;
  launch: Launch;
  commit(reason?: Reason): Promise<Saved>;
}

export async function launch(context: TestContext, given: { search?: string; lrs?: FakeLrs; stored?: Map<string, string>; module?: Partial<typeof MODULE> } = {}): Promise<Taken> {
  try {
    clock(context);
  } catch {
    // A second launch in one test: the clock runs already.
  }
  const lrs = given.lrs ?? new FakeLrs(ENDPOINT);
  const win = fakeWindow(given.search ?? query(), { fetch: lrs.fetch, ...(given.stored ? { stored: given.stored } : {}) });
  const runtime = createXapi(win);
  const host = learner();
  const result = await runtime.start(host, { ...MODULE, ...given.module });
  await settle();
  const commit = async (reason: Reason = "answer"): Promise<Saved> => {
    let saved: Saved | null = null;
    void runtime.commit(reason).then((outcome) => (saved = outcome));
    await advance(context, reason === "page" ? 3100 : 100);
    assert.ok(saved, "a commit that came to nothing");
    return saved;
  };
  return { lrs, win, runtime, host, launch: result, commit };
}

/** Answers the first so many statement requests with a status. */
export function statementsFail(lrs: FakeLrs, ...given: Given[]): void {
  const left = [...given];
  lrs.fault = (request) => (request.resource === "statements" ? left.shift() : undefined);
}
