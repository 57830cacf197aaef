import assert from "node:assert/strict";
import { describe, it, type TestContext } from "node:test";
import { createCmi5 } from "../../scorm_templates/player/src/runtime/cmi5";
import type { Launch, Reason, Runtime, Saved } from "../../scorm_templates/player/src/runtime/runtime";
import { answer, FAILED, learner, MODULE, PASSED, QUESTIONS, WORTHS, type Learner } from "./fakes/course";
import { FakeCmi5, type Request, type Statement } from "./fakes/lrs";
import { advance, clock, fakeWindow, settle, type FakeWindow } from "./fakes/window";
import { statementFaults } from "./schema";

const faults = statementFaults();

interface Taken {
  lms: FakeCmi5;
  win: FakeWindow;
  runtime: Runtime;
  host: Learner;
  launch: Launch;
  commit(reason?: Reason): Promise<Saved>;
  finish(): Promise<Saved>;
}

async function launch(context: TestContext, lms: FakeCmi5, given: { search?: string; stored?: Map<string, string> } = {}): Promise<Taken> {
  try {
    clock(context);
  } catch {
    // A second launch in one test: the clock runs already.
  }
  const win = fakeWindow(given.search ?? lms.launch(), { fetch: lms.fetch, ...(given.stored ? { stored: given.stored } : {}) });
  const runtime = createCmi5(win);
  const host = learner();
  const result = await runtime.start(host, MODULE);
  await settle();
  const wait = async (promise: Promise<Saved>): Promise<Saved> => {
    let saved: Saved | null = null;
    void promise.then((outcome) => (saved = outcome));
    await advance(context, 200);
    assert.ok(saved);
    return saved;
  };
  return { lms, win, runtime, host, launch: result, commit: (reason = "answer") => wait(runtime.commit(reason)), finish: () => wait(runtime.finish()) };
}

function sound(lms: FakeCmi5): void {
  assert.deepEqual(lms.violations, []);
  for (const statement of lms.statements) assert.deepEqual(faults(statement), [], JSON.stringify(statement));
}

describe("cmi5: the nine scenarios of C5-30", () => {
  it("normal pass (C5-8, C5-10, C5-11)", async (context) => {
    const lms = new FakeCmi5();
    const { launch: got, win, runtime, host, commit, finish } = await launch(context, lms);
    assert.deepEqual([got.connected, got.mode, got.mastery, got.learnerName, got.languages], [true, "normal", 0.65, "Sam Ward", ["cy-GB", "en-GB"]]);
    host.step({ progress: 0.3 });
    runtime.experienced({ id: "self-awareness", title: "Self-awareness" });
    await commit("activity");
    host.step(PASSED);
    runtime.answered(QUESTIONS.map((question) => answer(question, question.pattern, 1)));
    assert.equal((await commit("verdict")).ok, true);
    assert.equal((await finish()).ok, true);
    assert.deepEqual(lms.verbs(), ["initialized", "experienced", "progressed", ...QUESTIONS.map(() => "answered"), "completed", "passed", "terminated"]);
    const said = (verb: string): Statement => lms.statements.find((one: Statement) => one.verb.id.endsWith(verb));
    assert.equal(said("progressed").result.extensions["https://w3id.org/xapi/cmi5/result/extensions/progress"], 30);
    assert.equal(said("answered").object.id, `${lms.activityId}/test/late-handover/question/first-step`);
    assert.equal(said("answered").context.contextActivities.parent[0].id, lms.activityId);
    assert.deepEqual(said("passed").result.score, { scaled: 0.8125 });
    assert.equal(runtime.exit(), true);
    assert.equal((win.location as unknown as { went: string }).went, "https://lms.test/back");
    sound(lms);
  });

  it("normal fail: held back to the end", async (context) => {
    const lms = new FakeCmi5();
    const { runtime, host, commit, finish } = await launch(context, lms);
    host.step(FAILED);
    runtime.answered([answer(WORTHS, "d", 0.3)]);
    await commit("verdict");
    assert.ok(!lms.verbs().includes("failed"));
    await finish();
    assert.deepEqual(lms.verbs(), ["initialized", "answered", "completed", "failed", "terminated"]);
    sound(lms);
  });

  it("under the mark and then over it in one session: only passed", async (context) => {
    const lms = new FakeCmi5();
    const { runtime, host, commit } = await launch(context, lms);
    host.step(FAILED);
    runtime.answered([answer(WORTHS, "d", 0.3)]);
    await commit("verdict");
    host.step(PASSED);
    runtime.answered([answer(WORTHS, "b", 1)]);
    await commit("verdict");
    runtime.leave(false);
    await settle();
    assert.deepEqual(lms.verbs(), ["initialized", "answered", "completed", "answered", "passed", "terminated"]);
    sound(lms);
  });

  it("fail, then pass in a second session; then one that only looks", async (context) => {
    const lms = new FakeCmi5();
    const first = await launch(context, lms);
    first.host.step(FAILED);
    first.runtime.answered([answer(WORTHS, "d", 0.3)]);
    await first.commit("verdict");
    await first.finish();
    const second = await launch(context, lms);
    assert.equal(second.launch.state, first.host.now.state);
    second.host.step();
    second.host.step(PASSED);
    second.runtime.answered([answer(WORTHS, "b", 1)]);
    await second.commit("verdict");
    await second.finish();
    const third = await launch(context, lms);
    assert.deepEqual([third.launch.completion, third.launch.success], ["completed", "passed"]);
    for (let turn = 0; turn < 4; turn++) third.host.step(FAILED);
    third.runtime.answered([answer(WORTHS, "d", 0.3)]);
    await third.commit("verdict");
    await third.finish();
    assert.deepEqual(
      lms.verbs().filter((verb) => verb !== "answered"),
      ["initialized", "completed", "failed", "terminated", "initialized", "passed", "terminated", "initialized", "terminated"],
    );
    sound(lms);
  });

  it("completed only", async (context) => {
    const lms = new FakeCmi5();
    const { host, commit, finish } = await launch(context, lms);
    host.step({ completion: "completed", success: "unknown", score: null, progress: 1 });
    await commit("verdict");
    await finish();
    assert.deepEqual(lms.verbs(), ["initialized", "completed", "terminated"]);
    sound(lms);
  });

  for (const mode of ["Browse", "Review"]) {
    it(`${mode}: initialized and terminated, nothing else (C5-7)`, async (context) => {
      const lms = new FakeCmi5();
      lms.launchMode = mode;
      lms.put("coursewright", { state: "1;abc123;5;s1" });
      const { launch: got, runtime, host, commit, finish } = await launch(context, lms);
      assert.equal(got.mode, mode.toLowerCase());
      assert.equal(got.state, "1;abc123;5;s1");
      host.step(PASSED);
      runtime.experienced({ id: "x", title: "X" });
      runtime.answered([answer(WORTHS, "b", 1)]);
      assert.deepEqual(await commit("verdict"), { ok: false, reason: "read-only" });
      runtime.hide();
      assert.deepEqual(await finish(), { ok: false, reason: "read-only" });
      assert.deepEqual(lms.verbs(), ["initialized", "terminated"]);
      assert.ok(!lms.requests.some(({ method }) => method === "PUT"));
      sound(lms);
    });
  }

  it("reload mid-session: the session has ended and says so (C5-14)", async (context) => {
    const lms = new FakeCmi5();
    const search = lms.launch();
    const first = await launch(context, lms, { search });
    first.host.step(FAILED);
    first.runtime.answered([answer(WORTHS, "d", 0.3)]);
    await first.commit("verdict");
    first.runtime.hide();
    first.runtime.leave(false);
    await settle();
    assert.deepEqual(lms.verbs(), ["initialized", "answered", "completed", "failed", "terminated"]);
    lms.take();
    const again = await launch(context, lms, { search, stored: first.win.stored });
    assert.deepEqual([again.launch.ended, again.launch.connected], [true, false]);
    assert.deepEqual(lms.take(), []);
    again.runtime.hide();
    again.runtime.leave(false);
    assert.deepEqual(lms.take(), []);
    assert.equal(again.runtime.exit(), true);
    sound(lms);
  });

  it("a tab that was discarded goes on: no second fetch, no second initialized (C5-2)", async (context) => {
    const lms = new FakeCmi5();
    const search = lms.launch();
    const first = await launch(context, lms, { search });
    first.host.step();
    await first.commit();
    first.runtime.hide();
    await settle();
    const again = await launch(context, lms, { search, stored: first.win.stored });
    assert.equal(again.launch.state, first.host.now.state);
    again.host.step();
    again.host.step(PASSED);
    await again.commit("verdict");
    await again.finish();
    assert.deepEqual(lms.verbs(), ["initialized", "completed", "passed", "terminated"]);
    sound(lms);
  });

  it("the LMS changes the mark (C5-9)", async (context) => {
    const lms = new FakeCmi5();
    lms.masteryScore = 0.9;
    const { launch: got, runtime, host, commit, finish } = await launch(context, lms);
    assert.equal(got.mastery, 0.9);
    host.step({ ...PASSED, success: "failed" });
    runtime.answered([answer(WORTHS, "c", 0.7)]);
    await commit("verdict");
    await finish();
    assert.deepEqual(lms.verbs(), ["initialized", "answered", "completed", "failed", "terminated"]);
    sound(lms);
  });

  it("a template with several groupings, and none of the rest (C5-4)", async (context) => {
    const lms = new FakeCmi5();
    lms.groupings = ["https://a.test/1", "https://a.test/2", "https://a.test/3"];
    lms.masteryScore = undefined;
    lms.returnURL = undefined;
    const { launch: got, runtime, host, commit, finish } = await launch(context, lms);
    assert.equal(got.mastery, MODULE.mastery);
    host.step(PASSED);
    runtime.answered([answer(WORTHS, "b", 1)]);
    await commit("verdict");
    await finish();
    assert.equal(runtime.exit(), false);
    sound(lms);
  });
});

describe("cmi5: the launch", () => {
  it("stands alone without parameters, and sends nothing (C5-1)", async (context) => {
    const lms = new FakeCmi5();
    const { launch: got } = await launch(context, lms, { search: "?endpoint=https://lms.test/lrs" });
    assert.equal(got.connected, false);
    assert.deepEqual(lms.requests, []);
  });

  it("a token that was used is an ended session (C5-2)", async (context) => {
    const lms = new FakeCmi5();
    const search = lms.launch();
    await launch(context, lms, { search });
    const other = await launch(context, lms, { search });
    assert.equal(other.launch.ended, true);
    assert.equal(lms.verbs().length, 1);
  });

  it("no launch data, no session", async (context) => {
    const lms = new FakeCmi5();
    lms.fault = (request) => (request.query.get("stateId") === "LMS.LaunchData" ? { status: 500 } : undefined);
    assert.equal((await launch(context, lms)).launch.connected, false);
    assert.deepEqual(lms.statements, []);
  });

  it("preferences that are not there are none (404; C5-3)", async (context) => {
    const lms = new FakeCmi5();
    lms.fault = (request) => (request.resource === "agents/profile" ? (lms.answer(request), { status: 404 }) : undefined);
    const { launch: got } = await launch(context, lms);
    assert.deepEqual([got.connected, got.languages], [true, []]);
    sound(lms);
  });

  for (const bad of ["javascript:alert(1)", "", "data:text/html,x"]) {
    it(`goes nowhere for the return address "${bad}" (C5-12)`, async (context) => {
      const lms = new FakeCmi5();
      lms.returnURL = bad;
      const { win, runtime, finish } = await launch(context, lms);
      await finish();
      assert.equal(runtime.exit(), false);
      assert.equal((win.location as unknown as { went: string }).went, "");
    });
  }

  it("fetches once by POST, and everything else with the token as it came (C5-2, LMS-20)", async (context) => {
    const lms = new FakeCmi5();
    const { host, commit } = await launch(context, lms);
    host.step();
    await commit();
    const [first, ...rest] = lms.requests;
    assert.equal(first?.method, "POST");
    assert.ok(rest.every(({ headers }) => headers["Authorization"] === "Basic token-1"));
    assert.equal(rest.filter(({ resource }) => resource.includes("fetch")).length, 0);
    sound(lms);
  });

  it("sends initialized alone also when it could not go at once (C5-5)", async (context) => {
    const lms = new FakeCmi5();
    lms.fault = (request) => (request.resource === "statements" ? { status: 0 } : undefined);
    const { runtime, host, commit } = await launch(context, lms);
    host.step(PASSED);
    runtime.answered([answer(WORTHS, "b", 1)]);
    assert.deepEqual(await commit("verdict"), { ok: false, reason: "unreachable" });
    lms.fault = null;
    await advance(context, 10_000);
    assert.deepEqual(lms.verbs(), ["initialized", "answered", "completed", "passed"]);
    sound(lms);
  });

  it("a refused statement does not stop the rest (LMS-21)", async (context) => {
    const lms = new FakeCmi5();
    const { runtime, host, commit, finish } = await launch(context, lms);
    lms.fault = (request) => (request.resource === "statements" && request.body.includes("verbs/answered") ? { status: 403 } : undefined);
    host.step(PASSED);
    runtime.answered([answer(WORTHS, "b", 1)]);
    assert.equal((await commit("verdict")).ok, true);
    await finish();
    assert.deepEqual(lms.verbs(), ["initialized", "completed", "passed", "terminated"]);
  });

  it("an exit that cannot be saved can be tried again, and failed is taken back for a later pass", async (context) => {
    const lms = new FakeCmi5();
    const { runtime, host, commit, finish } = await launch(context, lms);
    host.step(FAILED);
    runtime.answered([answer(WORTHS, "d", 0.3)]);
    await commit("verdict");
    lms.fault = (request) => (request.resource === "statements" ? { status: 0 } : undefined);
    assert.deepEqual(await finish(), { ok: false, reason: "unreachable" });
    lms.fault = null;
    host.step(PASSED);
    await commit("verdict");
    assert.equal((await finish()).ok, true);
    assert.deepEqual(lms.verbs(), ["initialized", "answered", "completed", "passed", "terminated"]);
    sound(lms);
  });

  it("says terminated after everything that is on its way to a slow store", async (context) => {
    let last = false;
    const slow: Record<string, (request: Request) => boolean> = {
      "the state being written": ({ method, resource }) => method === "PUT" && resource === "activities/state",
      "the tag being read": ({ method, resource }) => method === "GET" && resource === "activities/state",
      "the tag of the last write being read": ({ method, resource }) => method === "GET" && resource === "activities/state" && last,
      "an answer being sent": ({ body }) => body.includes("verbs/answered"),
    };
    for (const [name, held] of Object.entries(slow)) {
      const lms = new FakeCmi5();
      const { runtime, host } = await launch(context, lms);
      last = false;
      let release = (): void => undefined;
      const gate = new Promise<void>((resolve) => (release = resolve));
      let first = true;
      lms.hold = (request) => {
        if (!first || !held(request)) return undefined;
        first = false;
        return gate;
      };
      host.step();
      runtime.answered([answer(WORTHS, "b", 1)]);
      const committed = runtime.commit("answer");
      await advance(context, 200);
      last = true;
      host.step(PASSED);
      const finished = runtime.finish();
      await advance(context, 200);
      assert.ok(!lms.verbs().includes("terminated"), name);
      release();
      await advance(context, 200);
      assert.deepEqual([(await committed).ok, (await finished).ok], [true, true], name);
      assert.equal(lms.verbs().at(-1), "terminated", name);
      assert.equal(lms.document().state, host.snapshot().state, name);
      sound(lms);
    }
  });

  it("terminates once, whatever order the page goes in", async (context) => {
    const lms = new FakeCmi5();
    const { runtime, host, commit } = await launch(context, lms);
    host.step();
    await commit();
    runtime.leave(false);
    runtime.hide();
    runtime.leave(false);
    await advance(context, 60_000);
    assert.deepEqual(lms.verbs(), ["initialized", "terminated"]);
    sound(lms);
  });
});
