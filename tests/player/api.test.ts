import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { findApi, waitForApi } from "../../scorm_templates/player/src/runtime/api";
import { advance, clock, fakeWindow } from "./fakes/window";

const API = { LMSInitialize: () => "true" };
type Frame = Record<string, unknown>;

function frame(more: Frame = {}): Frame {
  const own: Frame = { ...more };
  own["parent"] ??= own;
  own["top"] ??= own["parent"];
  return own;
}

/** A window of another origin: every look at it throws. */
function foreign(): Frame {
  return new Proxy({}, { get: () => { throw new DOMException("blocked", "SecurityError"); } }) as Frame;
}

function find(win: Frame): unknown {
  return findApi(win as unknown as Window, "API", "LMSInitialize");
}

describe("where the API is looked for (RT-1)", () => {
  it("own window", () => assert.equal(find(frame({ API })), API));
  it("one level up", () => assert.equal(find(frame({ parent: frame({ API }) })), API));
  it("three levels up", () => {
    assert.equal(find(frame({ parent: frame({ parent: frame({ parent: frame({ API }) }) }) })), API);
  });
  it("opener", () => assert.equal(find(frame({ opener: frame({ API }) })), API));
  it("opener's parent", () => assert.equal(find(frame({ opener: frame({ parent: frame({ API }) }) })), API));
  it("opener of the top window", () => {
    const top = frame({ opener: frame({ API }) });
    assert.equal(find(frame({ parent: top, top })), API);
  });
  it("the nearest of two", () => {
    const far = { LMSInitialize: () => "false" };
    assert.equal(find(frame({ API, parent: frame({ API: far }) })), API);
  });
  it("only the own edition (RT-4)", () => {
    assert.equal(find(frame({ API_1484_11: { Initialize: () => "true" }, parent: frame({ API }) })), API);
  });
  it("a form named API is none", () => assert.equal(find(frame({ API: { tagName: "FORM" }, parent: frame({ API }) })), API));
});

describe("what must not stop the search", () => {
  it("a foreign ancestor with the API beside it (RT-2)", () => {
    assert.equal(find(frame({ parent: foreign(), opener: frame({ API }) })), API);
  });
  it("a foreign opener and top", () => assert.equal(find(frame({ parent: foreign(), top: foreign(), opener: foreign() })), null));
  it("an API whose mere look throws", () => {
    const bad = frame({ parent: frame({ API }) });
    Object.defineProperty(bad, "API", { get: () => { throw new Error("no"); } });
    assert.equal(find(bad), API);
  });
  it("a chain without end (RT-3)", () => {
    const endless = (): Frame => new Proxy({}, { get: (_target, name) => (name === "parent" ? endless() : undefined) }) as Frame;
    assert.equal(find(endless()), null);
    const first = frame();
    first["parent"] = frame({ parent: first });
    assert.equal(find(first), null);
  });
});

describe("a late API (RT-5)", () => {
  it("is found after two seconds", async (context) => {
    clock(context);
    const parent = frame();
    const win = fakeWindow("", { parent });
    let found: unknown = "waiting";
    void waitForApi(win, "API", "LMSInitialize").then((api) => (found = api));
    await advance(context, 2000);
    assert.equal(found, "waiting");
    parent["API"] = API;
    await advance(context, 300);
    assert.equal(found, API);
  });

  it("is not waited for longer than five seconds, nor long by a page on its own", async (context) => {
    clock(context);
    for (const [win, least, most] of [
      [fakeWindow("", { parent: frame() }), 3000, 5000],
      [fakeWindow(), 0, 1000],
    ] as const) {
      let found: unknown = "waiting";
      void waitForApi(win, "API", "LMSInitialize").then((api) => (found = api));
      await advance(context, least);
      if (least) assert.equal(found, "waiting");
      await advance(context, most - least);
      assert.equal(found, null);
    }
  });
});
