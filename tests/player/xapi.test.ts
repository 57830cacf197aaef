import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { agent, authorization, isWeb, permitted } from "../../scorm_templates/player/src/runtime/launch";
import { answer, FAILED, PASSED, QUESTIONS, WORTHS } from "./fakes/course";
import { type Statement } from "./fakes/lrs";
import { advance, fakeWindow, settle } from "./fakes/window";
import { ACTOR, faults, launch, query } from "./fakes/xapi-session";

describe("the judge of statements (XA-16)", () => {
  it("finds what is wrong and lets pass what is right", () => {
    const good = { id: "c0ffee00-1234-4321-8888-0123456789ab", actor: ACTOR, verb: { id: "http://adlnet.gov/expapi/verbs/passed" }, object: { id: "https://lms.test/a" } };
    assert.deepEqual(faults(good), []);
    for (const bad of [{ ...good, verb: { id: "passed" } }, { ...good, result: { score: { scaled: 2 } } }, { ...good, result: { duration: "3 s" } }, { ...good, actor: {} }, { ...good, more: 1 }]) {
      assert.notDeepEqual(faults(bad), [], JSON.stringify(bad));
    }
  });
});

describe("launch parameters (XA-2)", () => {
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

  it("says initialized, experienced, answered, completed, passed, terminated, each sound (XA-6, XA-7, XA-8)", async (context) => {
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
