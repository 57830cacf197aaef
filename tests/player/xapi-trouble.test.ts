import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { EMPTY, merge } from "../../scorm_templates/player/src/runtime/document";
import { answer, PASSED, WORTHS } from "./fakes/course";
import { FakeLrs, type Request, type Statement } from "./fakes/lrs";
import { advance, settle } from "./fakes/window";
import { ENDPOINT, launch, statementsFail } from "./fakes/xapi-session";

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
