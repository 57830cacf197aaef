import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { createWeb } from "../../scorm_templates/player/src/runtime/web";
import { learner, MODULE, PASSED } from "./fakes/course";
import { fakeWindow } from "./fakes/window";

describe("stand-alone (RT-6)", () => {
  it("keeps the state for a reload of the tab, says that nothing is recorded", async () => {
    const win = fakeWindow();
    const runtime = createWeb(win);
    const host = learner();
    const launch = await runtime.start(host, MODULE);
    assert.deepEqual([launch.connected, launch.state, launch.mastery], [false, null, 0.65]);
    host.step(PASSED);
    assert.deepEqual(await runtime.commit("verdict"), { ok: false, reason: "stand-alone" });
    assert.equal(runtime.exit(), false);
    const again = await createWeb(fakeWindow("", { stored: win.stored })).start(learner(), MODULE);
    assert.equal(again.state, host.now.state);
    const other = await createWeb(fakeWindow("", { stored: win.stored })).start(learner(), { ...MODULE, lineage: "zzzzzz" });
    assert.equal(other.state, null);
  });

  it("closes a popup, and only that (RT-7)", () => {
    assert.equal(createWeb(fakeWindow("", { opener: {} })).exit(), true);
    assert.equal(createWeb(fakeWindow("", { opener: {}, parent: {} })).exit(), false);
    assert.equal(createWeb(fakeWindow()).exit(), false);
  });
});
