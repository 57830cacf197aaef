import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { answer, FAILED, PASSED, WORTHS } from "./fakes/course";
import { commits, finish, kinds, launch, NAMES } from "./fakes/scorm-session";
import { advance, fakeWindow } from "./fakes/window";

for (const edition of ["1.2", "2004"] as const) {
  const name = NAMES[edition];
  describe(`SCORM ${edition}`, () => {
    it("has an answer committed within 50 ms (RT-50), and at once when the page is hidden (RT-52)", async (context) => {
      const { lms, host, runtime } = await launch(context, edition);
      host.step();
      void runtime.commit("answer");
      assert.equal(lms.committed[name.state], undefined);
      await advance(context, 50);
      assert.equal(lms.committed[name.state], host.now.state);
      host.step();
      void runtime.commit("answer");
      runtime.hide();
      assert.equal(lms.committed[name.state], host.now.state);
      lms.take();
      await advance(context, 5000);
      assert.deepEqual(lms.take(), []);
    });

    for (const code of [edition === "1.2" ? "101" : "103"]) {
      it(`takes a refused Initialize with ${code} as a live session (RT-9)`, async (context) => {
        const { launch: got } = await launch(context, edition, { faults: { initialize: code } });
        assert.equal(got.connected, true);
      });
    }

    it("stands alone after any other refusal, and touches the system no more", async (context) => {
      const { lms, launch: got, host, runtime, commit } = await launch(context, edition, { faults: { initialize: "104" } });
      assert.equal(got.connected, false);
      lms.take();
      host.step();
      assert.deepEqual(await commit(), { ok: false, reason: "stand-alone" });
      runtime.hide();
      runtime.leave(false);
      assert.deepEqual(lms.take(), []);
    });

    it("works with a system that says true and keeps nothing (RT-25, LMS-17, LMS-18)", async (context) => {
      const { lms, launch: got, host, runtime, commit } = await launch(context, edition, { faults: { hollow: true } });
      assert.ok(lms.take().length <= 20);
      assert.equal(got.mode, "normal");
      assert.equal(got.state, null);
      host.step(PASSED);
      runtime.answered([answer(WORTHS, "b", 1)]);
      assert.equal((await commit()).ok, true);
      assert.equal(lms.values["cmi.interactions.0.type"], "choice");
      assert.equal((await finish(context, runtime)).ok, true);
    });

    it("writes again what a refused Commit may have lost, and tells after the second (RT-47)", async (context) => {
      const { lms, host, runtime, commit } = await launch(context, edition);
      lms.faults.refuseCommits = 3;
      host.step({ location: "second" });
      runtime.answered([answer(WORTHS, "b", 1)]);
      assert.deepEqual(await commit(), { ok: false, reason: "unreachable" });
      assert.deepEqual(kinds(host), []);
      await advance(context, 3000);
      assert.deepEqual(kinds(host), ["unsaved"]);
      await advance(context, 20_000);
      assert.equal(lms.faults.refuseCommits, 0);
      assert.equal(kinds(host).at(-1), "saved");
      assert.equal(lms.committed[name.state], host.now.state);
      assert.match(lms.committed["cmi.interactions.0.id"] ?? "", /first_step$/);
    });

    it("tries five times, then when the network is back (RT-47)", async (context) => {
      const { lms, win, host, commit } = await launch(context, edition);
      lms.faults.refuseCommits = 100;
      host.step();
      await commit();
      lms.take();
      await advance(context, 120_000);
      assert.equal(commits(lms.take()), 5);
      lms.faults.refuseCommits = 0;
      win.fire("online");
      assert.equal(lms.committed[name.state], host.now.state);
      assert.equal(kinds(host).at(-1), "saved");
    });

    it("says when the session is over and keeps the state in the window (RT-48, RT-59)", async (context) => {
      const { lms, win, host, runtime, commit } = await launch(context, edition);
      host.step();
      await commit();
      lms.faults.over = edition === "1.2" ? "301" : "133";
      host.step();
      assert.deepEqual(await commit(), { ok: false, reason: "session-ended" });
      assert.equal(kinds(host).at(-1), "session-ended");
      lms.take();
      host.step();
      assert.deepEqual(await commit(), { ok: false, reason: "session-ended" });
      runtime.leave(false);
      assert.deepEqual(lms.take(), []);
      assert.match([...win.stored.values()].join(), new RegExp(host.now.state));
    });

    it("notices at its return from the cache that the session is over (RT-53)", async (context) => {
      const { lms, host, runtime } = await launch(context, edition, { values: { "cmi.core.student_id": "s1", "cmi.learner_id": "s1" } });
      runtime.leave(true);
      runtime.show();
      assert.deepEqual(kinds(host), []);
      lms.faults.over = edition === "1.2" ? "301" : "123";
      runtime.show();
      assert.equal(kinds(host).at(-1), "session-ended");
    });

    for (const order of [["hide", "leave"], ["leave", "hide"]] as const) {
      it(`${order.join(", then ")}: one Finish, nothing after it (RT-53, RT-54)`, async (context) => {
        const { lms, host, runtime, commit } = await launch(context, edition);
        host.step();
        await commit();
        host.step();
        lms.take();
        for (const event of order) event === "hide" ? runtime.hide() : runtime.leave(false);
        runtime.hide();
        runtime.leave(false);
        const calls = lms.take();
        assert.equal(calls.filter((call) => call.startsWith("Finish")).length, 1);
        assert.match(calls.at(-1) ?? "", /^Finish/);
        assert.equal(lms.committed[name.state], host.now.state);
        assert.equal(lms.committed[name.exit], "suspend");
      });
    }

    it("survives a Finish and a Commit that throw, and saves with the next event (RT-55, LMS-13)", async (context) => {
      const { lms, host, runtime, commit } = await launch(context, edition);
      host.step();
      await commit();
      host.step();
      lms.faults.throwing = new Set(["Finish", "Commit"]);
      runtime.leave(false);
      assert.notEqual(lms.committed[name.state], host.now.state);
      lms.faults.throwing = new Set();
      runtime.hide();
      assert.equal(lms.committed[name.state], host.now.state);
    });

    it("asks for errors only after a refusal, and takes one without an error as none (RT-27)", async (context) => {
      const { lms, host, runtime, commit } = await launch(context, edition);
      lms.take();
      host.step(PASSED);
      runtime.answered([answer(WORTHS, "b", 1)]);
      assert.equal((await commit()).ok, true);
      assert.deepEqual(lms.take().filter((call) => call.startsWith("GetLastError")), []);
      lms.faults.refused = { element: /score|status|suspend/, error: "0" };
      host.step({ location: "next" });
      assert.equal((await commit()).ok, true);
      assert.deepEqual(kinds(host), []);
    });

    it("calls Finish whatever Commit says (RT-21)", async (context) => {
      const { lms, host, runtime } = await launch(context, edition);
      host.step();
      lms.faults.refuseCommits = 1;
      assert.equal((await finish(context, runtime)).ok, true);
      assert.equal(lms.finished, true);
    });

    it("finishes once, with time and exit, and answers no more", async (context) => {
      const { lms, host, runtime, commit } = await launch(context, edition);
      host.step(PASSED);
      await commit("verdict");
      host.step();
      lms.take();
      assert.equal((await finish(context, runtime)).ok, true);
      const calls = lms.take();
      assert.match(calls.at(-1) ?? "", /^Finish/);
      assert.equal(lms.committed[name.exit], "suspend");
      assert.deepEqual(await finish(context, runtime), { ok: false, reason: "session-ended" });
      runtime.hide();
      runtime.leave(false);
      assert.deepEqual(lms.take(), []);
    });

    it("can try again after a Finish that was refused", async (context) => {
      const { lms, host, runtime } = await launch(context, edition);
      host.step();
      lms.faults.throwing = new Set(["Finish", "Commit"]);
      assert.deepEqual(await finish(context, runtime), { ok: false, reason: "unreachable" });
      lms.faults.throwing = new Set();
      assert.equal((await finish(context, runtime)).ok, true);
      assert.equal(lms.committed[name.state], host.now.state);
    });

    it("ends as the author chose, only when nothing is left to win (RT-20)", async (context) => {
      for (const [now, exit] of [[PASSED, edition === "1.2" ? "" : "normal"], [FAILED, "suspend"], [{}, "suspend"]] as const) {
        const { lms, host, runtime, commit } = await launch(context, edition, { module: { exitWhenComplete: "normal" } });
        host.step(now);
        await commit();
        assert.equal(lms.values[name.exit], "suspend");
        await finish(context, runtime);
        assert.equal(lms.committed[name.exit], exit);
      }
    });

    it("prefers the window's newer state after a reload, never another learner's (RT-59)", async (context) => {
      const values = { "cmi.core.student_id": "s1", "cmi.learner_id": "s1", [name.state]: "1;abc123;2;old" };
      const first = await launch(context, edition, { values });
      for (let turn = 0; turn < 4; turn++) first.host.step();
      await first.commit();
      first.runtime.leave(false);
      const stored = first.win.stored;
      assert.doesNotMatch([...stored.values()].join(), /s1"/);
      const again = await launch(context, edition, { values, win: fakeWindow("", { stored: new Map(stored) }) });
      assert.equal(again.launch.state, first.host.now.state);
      const other = await launch(context, edition, { values: { ...values, "cmi.core.student_id": "s2", "cmi.learner_id": "s2" }, win: fakeWindow("", { stored: new Map(stored) }) });
      assert.equal(other.launch.state, "1;abc123;2;old");
      const ended = await launch(context, edition, { faults: { initialize: "104" }, win: fakeWindow("", { stored: new Map(stored) }) });
      assert.equal(ended.launch.state, first.host.now.state);
    });

    it("writes nothing of a learner whose state the player has not taken up yet", async (context) => {
      const { lms, runtime } = await launch(context, edition, { values: { [name.state]: "1;abc123;7;kept", [name.status]: "incomplete" } });
      runtime.hide();
      runtime.leave(false);
      assert.equal(lms.committed[name.state], "1;abc123;7;kept");
    });

    it("saves what was written before the first save of a session when the page is hidden", async (context) => {
      const { lms, host, runtime } = await launch(context, edition, { values: { [name.state]: "1;abc123;7;kept", [name.status]: "incomplete" } });
      host.now = { ...host.now, state: "1;abc123;7;kept;t01a thought" };
      runtime.hide();
      assert.equal(lms.committed[name.state], "1;abc123;7;kept;t01a thought");
    });

    it("works where storage is blocked", async (context) => {
      const win = fakeWindow();
      Object.defineProperty(win, "sessionStorage", { get: () => { throw new DOMException("no", "SecurityError"); } });
      const { host, commit } = await launch(context, edition, { win });
      host.step();
      assert.equal((await commit()).ok, true);
    });
  });
}
