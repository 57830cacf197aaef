import assert from "node:assert/strict";
import { describe, it, type TestContext } from "node:test";
import { agent, authorization, isWeb, permitted } from "../../scorm_templates/player/src/runtime/launch";
import { EMPTY, merge } from "../../scorm_templates/player/src/runtime/document";
import type { Launch, Reason, Runtime, Saved } from "../../scorm_templates/player/src/runtime/runtime";
import { createXapi } from "../../scorm_templates/player/src/runtime/xapi";
import { answer, FAILED, learner, MODULE, PASSED, QUESTIONS, WORTHS, type Learner } from "./fakes/course";
import { FakeLrs, type Given, type Request, type Statement } from "./fakes/lrs";
import { advance, clock, fakeWindow, settle, type FakeWindow } from "./fakes/window";
import { statementFaults } from "./schema";

const ENDPOINT = "https://lrs.test/xapi/";
const ACTOR = { objectType: "Agent", name: "Sam Ward", mbox: "mailto:sam@lms.test" };
const faults = statementFaults();

function query(more: Record<string, string> = {}): string {
  const given = { endpoint: "https://lrs.test/xapi", auth: "Basic c2FtOnNlY3JldA==", actor: JSON.stringify(ACTOR), activity_id: "https://lms.test/activity/9", registration: "c0ffee00-1234-4321-8888-0123456789ab", ...more };
  return `?${new URLSearchParams(given)}`;
}

interface Taken {
  lrs: FakeLrs;
  win: FakeWindow;
  runtime: Runtime;
  host: Learner;
  launch: Launch;
  commit(reason?: Reason): Promise<Saved>;
}

async function launch(context: TestContext, given: { search?: string; lrs?: FakeLrs; stored?: Map<string, string>; module?: Partial<typeof MODULE> } = {}): Promise<Taken> {
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
function statementsFail(lrs: FakeLrs, ...given: Given[]): void {
  const left = [...given];
  lrs.fault = (request) => (request.resource === "statements" ? left.shift() : undefined);
}

describe("the judge of statements", () => {
  it("finds what is wrong and lets pass what is right", () => {
    const good = { id: "c0ffee00-1234-4321-8888-0123456789ab", actor: ACTOR, verb: { id: "http://adlnet.gov/expapi/verbs/passed" }, object: { id: "https://lms.test/a" } };
    assert.deepEqual(faults(good), []);
    for (const bad of [{ ...good, verb: { id: "passed" } }, { ...good, result: { score: { scaled: 2 } } }, { ...good, result: { duration: "3 s" } }, { ...good, actor: {} }, { ...good, more: 1 }]) {
      assert.notDeepEqual(faults(bad), [], JSON.stringify(bad));
    }
  });
});

describe("launch parameters", () => {
  it("authorization (XA-3)", () => {
    assert.equal(authorization("Basic abc="), "Basic abc=");
    assert.equal(authorization("abc="), "Basic abc=");
    assert.equal(authorization("Basic ab c="), "Basic ab+c=");
    assert.equal(authorization("Bearer a.b.c"), "Bearer a.b.c");
  });

  it("actors of the first launches (LMS-22)", () => {
    assert.deepEqual(agent('{"objectType":["Person"],"name":["Sam"],"mbox":["mailto:s@x.test"]}'), { objectType: "Agent", name: "Sam", mbox: "mailto:s@x.test" });
    assert.deepEqual(agent('{"account":[{"accountServiceHomePage":"https://x.test","accountName":"7"}]}'), { account: { homePage: "https://x.test", name: "7" } });
    assert.deepEqual(agent(JSON.stringify(ACTOR)), ACTOR);
    for (const bad of ["", "[]", "null", "nonsense", "7"]) assert.equal(agent(bad), null);
  });

  it("addresses (XA-4, C5-12)", () => {
    const win = fakeWindow();
    for (const good of ["https://lrs.test/", "http://localhost:8080/xapi", "http://127.0.0.1/", "http://[::1]:9/"]) assert.ok(permitted(win, good), good);
    for (const bad of ["http://lrs.test/", "ftp://lrs.test/", "javascript:alert(1)", "/xapi", "", "data:text/html,x"]) assert.ok(!permitted(win, bad), bad);
    for (const bad of ["javascript:alert(1)", "", null, 7, "//x.test", "data:,x", " https://x.test"]) assert.ok(!isWeb(bad), String(bad));
    assert.ok(isWeb("https://lms.test/back?x=1"));
  });

  for (const [name, search] of [
    ["no parameters", ""],
    ["no auth", query({ auth: "" })],
    ["no actor", query({ actor: "x" })],
    ["an address that can be overheard", query({ endpoint: "http://lrs.test/" })],
  ] as const) {
    it(`stands alone with ${name} (XA-15)`, async (context) => {
      const { lrs, launch: got, host, runtime, commit } = await launch(context, { search });
      assert.equal(got.connected, false);
      host.step(PASSED);
      assert.deepEqual(await commit(), { ok: false, reason: "stand-alone" });
      runtime.leave(false);
      assert.deepEqual(lrs.requests, []);
    });
  }
});

describe("xAPI session", () => {
  it("takes the address's secrets away, and still has them after a reload (XA-4)", async (context) => {
    const first = await launch(context, { search: `${query()}&mine=1` });
    assert.equal(first.win.location.search, "?mine=1");
    assert.ok(first.launch.connected);
    const again = await launch(context, { search: "", lrs: first.lrs, stored: first.win.stored });
    assert.ok(again.launch.connected);
    // Nothing ended in between: no second beginning (XA-14).
    assert.deepEqual(first.lrs.verbs(), ["initialized"]);
  });

  it("says initialized, experienced, answered, completed, passed, terminated, each sound (XA-6, XA-7)", async (context) => {
    const { lrs, host, runtime, commit } = await launch(context, { search: query({ grouping: "https://lms.test/course/1", activity_platform: "Test LMS" }) });
    host.step();
    runtime.experienced({ id: "self-awareness", title: "Self-awareness" });
    await commit("activity");
    runtime.experienced({ id: "self-awareness", title: "Self-awareness" });
    host.step(PASSED);
    runtime.answered(QUESTIONS.map((question) => answer(question, question.pattern, 1)));
    assert.equal((await commit("verdict")).ok, true);
    host.step();
    await commit();
    const ending = runtime.finish();
    await advance(context, 100);
    assert.equal((await ending).ok, true);
    assert.deepEqual(lrs.verbs(), ["initialized", "experienced", ...QUESTIONS.map(() => "answered"), "completed", "passed", "terminated"]);
    for (const statement of lrs.statements) {
      assert.deepEqual(faults(statement), [], JSON.stringify(statement));
      assert.deepEqual(statement.actor, ACTOR);
      assert.equal(statement.context.registration, "c0ffee00-1234-4321-8888-0123456789ab");
      assert.equal(statement.context.contextActivities.grouping[0].id, "https://lms.test/course/1");
      assert.equal(statement.context.platform, "Test LMS");
      assert.match(statement.timestamp, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
    }
    const [, , first] = lrs.statements as [Statement, Statement, Statement];
    assert.equal(first.object.id, "https://lms.test/activity/9/test/late-handover/question/first-step");
    assert.deepEqual(first.object.definition.correctResponsesPattern, ["ask_him"]);
    assert.deepEqual(first.result, { response: "ask_him", score: { scaled: 1 }, duration: "PT12.35S", success: true });
    assert.equal(first.context.contextActivities.parent[0].id, "https://lms.test/activity/9/test/late-handover");
    assert.equal(new Date(first.timestamp).getTime(), new Date(2026, 10, 22, 9, 5, 7).getTime());
    assert.equal(lrs.statements.find((one: Statement) => one.verb.id.endsWith("passed")).result.score.scaled, 0.8125);
    for (const request of lrs.requests) assert.equal(request.headers["X-Experience-API-Version"], "1.0.3");
  });

  it("says nothing of success where an answer is worth less than 1", async (context) => {
    const { lrs, host, runtime, commit } = await launch(context);
    host.step();
    runtime.answered([answer(WORTHS, "c", 0.7)]);
    await commit();
    const said = lrs.statements.at(-1) as Statement;
    assert.equal("success" in said.result, false);
    assert.equal(said.result.score.scaled, 0.7);
  });

  it("remembers over sessions: resumed, no second completed or passed, state restored", async (context) => {
    const first = await launch(context);
    first.host.step(PASSED);
    await first.commit("verdict");
    first.runtime.hide();
    first.runtime.leave(false);
    await settle();
    const second = await launch(context, { lrs: first.lrs });
    assert.equal(second.launch.state, first.host.now.state);
    assert.deepEqual([second.launch.completion, second.launch.success, second.launch.score], ["completed", "passed", 0.8125]);
    for (let turn = 0; turn < 3; turn++) second.host.step(PASSED);
    await second.commit("verdict");
    second.runtime.leave(false);
    await settle();
    assert.deepEqual(first.lrs.verbs(), ["initialized", "completed", "passed", "terminated", "initialized", "resumed", "terminated"]);
  });

  it("holds failed back to the end, and only after answers of this session", async (context) => {
    const first = await launch(context);
    first.host.step(FAILED);
    first.runtime.answered([answer(WORTHS, "d", 0.3)]);
    await first.commit("verdict");
    assert.ok(!first.lrs.verbs().includes("failed"));
    first.runtime.leave(false);
    await settle();
    assert.deepEqual(first.lrs.verbs(), ["initialized", "answered", "completed", "failed", "terminated"]);
    const second = await launch(context, { lrs: first.lrs });
    for (let turn = 0; turn < 3; turn++) second.host.step(FAILED);
    await second.commit("page");
    second.runtime.leave(false);
    await settle();
    assert.equal(first.lrs.verbs().filter((verb) => verb === "failed").length, 1);
  });

  it("makes a registration where none was given, and keeps it (XA-5)", async (context) => {
    const search = query().replace(/&registration=[^&]*/, "");
    const first = await launch(context, { search });
    first.host.step();
    await first.commit();
    const made = (first.lrs.statements[0] as Statement).context.registration as string;
    assert.match(made, /^[0-9a-f-]{36}$/);
    assert.equal(first.lrs.requests[0]?.query.has("registration"), false);
    const second = await launch(context, { search, lrs: first.lrs });
    second.host.step();
    await second.commit();
    assert.equal((first.lrs.statements.at(-1) as Statement).context.registration, made);
  });

  it("leaving sends the rest at once with keepalive, state and statements (XA-11)", async (context) => {
    const { lrs, host, runtime } = await launch(context);
    host.step();
    runtime.answered([answer(WORTHS, "c", 0.7)]);
    lrs.take();
    void runtime.commit("answer");
    runtime.leave(false);
    const requests = lrs.requests;
    await settle();
    assert.ok(requests.length >= 2);
    assert.ok(requests.every(({ keepalive }) => keepalive));
    assert.deepEqual(lrs.verbs(), ["initialized", "answered", "suspended", "terminated"]);
    assert.equal(lrs.document().state, host.now.state);
    lrs.take();
    runtime.hide();
    runtime.leave(false);
    await advance(context, 60_000);
    assert.deepEqual(lrs.take(), []);
  });

  it("is silent when nothing changed", async (context) => {
    const { lrs, host, runtime, commit } = await launch(context);
    host.step();
    await commit();
    lrs.take();
    assert.equal((await commit()).ok, true);
    runtime.hide();
    runtime.hide();
    await advance(context, 30 * 60_000);
    assert.deepEqual(lrs.take().filter(({ method }) => method !== "GET"), []);
  });

  it("sends no statement of notes, ratings or the state", async (context) => {
    const { lrs, host, runtime, commit } = await launch(context);
    host.step({ state: "1;abc123;1;t01private thoughts" });
    runtime.answered([answer(WORTHS, "c", 0.7)]);
    await commit();
    runtime.leave(false);
    await settle();
    assert.doesNotMatch(JSON.stringify(lrs.statements), /private/);
  });
});

describe("trouble with the store", () => {
  for (const [name, given] of [["no network", { status: 0 }], ["503", { status: 503 }], ["429", { status: 429 }]] as const) {
    it(`${name}: tried again with the same ids, told after the second time (XA-9)`, async (context) => {
      const { lrs, host, runtime, commit } = await launch(context);
      host.step();
      runtime.answered([answer(WORTHS, "c", 0.7)]);
      lrs.take();
      statementsFail(lrs, given, given, given);
      assert.deepEqual(await commit(), { ok: false, reason: "unreachable" });
      await advance(context, 30_000);
      const bodies = lrs.take().filter(({ resource }) => resource === "statements").map(({ body }) => body);
      assert.equal(bodies.length, 4);
      assert.equal(new Set(bodies).size, 1);
      assert.deepEqual(host.notices.map(({ kind }) => kind), ["unsaved", "unsaved", "saved"]);
      assert.deepEqual(lrs.verbs(), ["initialized", "answered"]);
    });
  }

  it("409 for an id that arrived before is done (XA-9)", async (context) => {
    const { lrs, host, runtime, commit } = await launch(context);
    host.step();
    runtime.answered([answer(WORTHS, "c", 0.7), answer(WORTHS, "b", 1)]);
    // The store takes them, but the reply is lost.
    let lost = true;
    lrs.fault = (request) => {
      if (request.resource !== "statements" || !lost) return undefined;
      lost = false;
      lrs.answer(request);
      return { status: 0 };
    };
    await commit();
    await advance(context, 5000);
    assert.deepEqual(lrs.verbs(), ["initialized", "answered", "answered"]);
    lrs.take();
    await advance(context, 60_000);
    assert.deepEqual(lrs.take(), []);
  });

  it("a verdict whose reply was lost counts as taken", async (context) => {
    const { lrs, host, commit } = await launch(context);
    lrs.fault = (request) => {
      if (request.resource !== "statements") return undefined;
      lrs.answer(request);
      lrs.fault = null;
      return { status: 0 };
    };
    host.step(PASSED);
    await commit("verdict");
    await advance(context, 5000);
    assert.deepEqual(lrs.document().sent, ["completed", "passed"]);
    assert.deepEqual(host.notices, []);
  });

  it("does not send at leaving what is on its way (XA-11)", async (context) => {
    const { lrs, host, runtime } = await launch(context);
    host.step();
    runtime.answered([answer(WORTHS, "c", 0.7)]);
    lrs.take();
    runtime.hide();
    runtime.leave(false);
    await settle();
    assert.equal(lrs.requests.filter(({ body }) => body.includes("verbs/answered")).length, 1);
    assert.deepEqual(lrs.verbs(), ["initialized", "answered", "suspended", "terminated"]);
  });

  for (const status of [400, 403]) {
    it(`${status}: one bad statement does not take the others with it (XA-10, LMS-21)`, async (context) => {
      const { lrs, host, runtime, commit } = await launch(context);
      host.step();
      runtime.answered([answer(WORTHS, "c", 0.7), answer(WORTHS, "d", 0.3), answer(WORTHS, "b", 1)]);
      lrs.fault = (request) => (request.resource === "statements" && request.body.includes('"wait"') && JSON.parse(request.body).some((one: Statement) => one.result?.response === "wait") ? { status } : undefined);
      assert.equal((await commit()).ok, true);
      assert.deepEqual(lrs.statements.slice(1).map((one: Statement) => one.result.response), ["write_it_down", "ask_him"]);
      assert.equal(lrs.document().state, host.now.state);
    });
  }

  it("413: smaller batches (XA-9)", async (context) => {
    const { lrs, host, runtime, commit } = await launch(context);
    host.step();
    runtime.answered(Array.from({ length: 8 }, () => answer(WORTHS, "c", 0.7)));
    lrs.fault = (request) => (request.resource === "statements" && (JSON.parse(request.body) as Statement[]).length > 3 ? { status: 413 } : undefined);
    assert.equal((await commit()).ok, true);
    assert.equal(lrs.statements.length, 9);
  });

  it("401: says that the session is over, asks no more", async (context) => {
    const { lrs, host, commit } = await launch(context);
    lrs.fault = () => ({ status: 401 });
    host.step();
    assert.deepEqual(await commit(), { ok: false, reason: "session-ended" });
    assert.deepEqual(host.notices.map(({ kind }) => kind), ["session-ended"]);
    lrs.take();
    host.step();
    assert.deepEqual(await commit(), { ok: false, reason: "session-ended" });
    await advance(context, 60_000);
    assert.deepEqual(lrs.take(), []);
  });

  it("a refused verdict is told", async (context) => {
    const { lrs, host, commit } = await launch(context);
    lrs.fault = (request) => (request.body.includes("verbs/passed") ? { status: 400 } : undefined);
    host.step(PASSED);
    await commit("verdict");
    assert.deepEqual(host.notices.map(({ kind }) => kind), ["not-recorded"]);
    assert.deepEqual(lrs.document().sent, ["completed"]);
  });

  it("unsent statements go out at the next launch of the tab, with their ids (XA-11)", async (context) => {
    const first = await launch(context);
    first.lrs.fault = (request) => (request.resource === "statements" ? { status: 0 } : undefined);
    first.host.step(PASSED);
    await first.commit("verdict");
    first.runtime.leave(false);
    await settle();
    const second = await launch(context, { lrs: first.lrs, stored: first.win.stored });
    second.host.step(PASSED);
    second.host.step(PASSED);
    assert.equal((await second.commit("verdict")).ok, false);
    first.lrs.fault = null;
    await second.commit("verdict");
    const verbs = first.lrs.verbs();
    assert.deepEqual(verbs, ["initialized", "completed", "passed", "terminated", "initialized", "resumed"]);
    assert.equal(first.lrs.verbs().filter((verb) => verb === "passed").length, 1);
  });

  it("a store that does not answer at launch: stand-alone (RT-49)", async (context) => {
    for (const status of [0, 500, 401, 403]) {
      const lrs = new FakeLrs(ENDPOINT);
      lrs.fault = () => ({ status });
      assert.equal((await launch(context, { lrs })).launch.connected, false);
    }
  });

  it("speaks 2.0 to a store that knows nothing older (XA-13)", async (context) => {
    const lrs = new FakeLrs(ENDPOINT);
    lrs.fault = (request) =>
      request.resource === "about" ? { status: 200, body: '{"version":["2.0.0"]}' } : request.headers["X-Experience-API-Version"] === "1.0.3" ? { status: 400 } : undefined;
    const { launch: got, host, commit } = await launch(context, { lrs });
    assert.ok(got.connected);
    host.step();
    assert.equal((await commit()).ok, true);
  });

  it("large statements are not kept alive beyond the browser's limit", async (context) => {
    const { lrs, host, runtime, commit } = await launch(context);
    host.step({ state: `1;abc123;1;t01${"x".repeat(70_000)}` });
    lrs.take();
    runtime.answered([answer(WORTHS, "c", 0.7)]);
    await commit();
    const put = lrs.requests.find(({ method }) => method === "PUT") as Request;
    assert.equal(put.keepalive, false);
  });
});

describe("the state document (XA-12)", () => {
  for (const tells of [true, false]) {
    it(`goes with If-None-Match first, then with the last tag (${tells ? "told in the reply" : "asked for"})`, async (context) => {
      const lrs = new FakeLrs(ENDPOINT);
      lrs.tellsTags = tells;
      const { host, commit } = await launch(context, { lrs });
      for (let turn = 0; turn < 3; turn++) {
        host.step();
        assert.equal((await commit()).ok, true);
      }
      const puts = lrs.requests.filter(({ method }) => method === "PUT");
      assert.deepEqual(puts.map(({ headers }) => headers["If-None-Match"] ?? headers["If-Match"]), ["*", '"v1"', '"v2"']);
      assert.ok(puts.every(({ headers }) => headers["Content-Type"] === "application/json"));
    });
  }

  it("tags that another origin may not see: unconditional", async (context) => {
    const lrs = new FakeLrs(ENDPOINT);
    lrs.showsTags = false;
    const { host, commit } = await launch(context, { lrs });
    for (let turn = 0; turn < 3; turn++) {
      host.step();
      assert.equal((await commit()).ok, true);
    }
    assert.equal(lrs.document().state, host.now.state);
  });

  for (const status of [412, 409]) {
    it(`${status}: read again and merged, completion and what was sent are kept`, async (context) => {
      const { lrs, host, commit } = await launch(context);
      host.step();
      await commit();
      lrs.put("coursewright", { ...EMPTY, completion: "completed", success: "passed", score: 0.9, state: "1;abc123;1;other", sent: ["completed", "passed"] });
      if (status === 409) {
        let once = true;
        lrs.fault = (request) => {
          if (request.method !== "PUT" || !once) return undefined;
          once = false;
          return { status: 409 };
        };
      }
      host.step();
      assert.equal((await commit()).ok, true);
      const held = lrs.document();
      assert.deepEqual([held.completion, held.success, held.score, held.sent], ["completed", "passed", 0.9, ["completed", "passed"]]);
    });
  }

  it("merging: the higher completion, else the newer state", () => {
    const old = { ...EMPTY, state: "1;abc123;3;old" };
    const recent = { ...EMPTY, state: "1;abc123;a;new" };
    assert.equal(merge(old, recent).state, recent.state);
    assert.equal(merge(recent, old).state, recent.state);
    assert.equal(merge({ ...old, completion: "completed" }, recent).state, old.state);
    assert.equal(merge(EMPTY, old).state, old.state);
    assert.deepEqual(merge({ ...old, sent: ["passed"] }, { ...recent, sent: ["completed", "passed"] }).sent, ["passed", "completed"]);
  });

  it("a document that makes no sense is an empty one", async (context) => {
    const lrs = new FakeLrs(ENDPOINT);
    lrs.documents.set("coursewright", { body: '{"state":7,"score":"x","sent":{},"completion":"yes"}', etag: '"x"' });
    const { launch: got } = await launch(context, { lrs });
    assert.deepEqual([got.connected, got.state, got.completion, got.score], [true, null, "incomplete", null]);
  });
});
