import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { Saved } from "../../scorm_templates/player/src/runtime/runtime";
import { answer, FAILED, KEYS, MODULE, PASSED, PATH, QUESTIONS, WORTHS } from "./fakes/course";
import type { Faults } from "./fakes/scorm";
import { commits, finish, kinds, launch, NAMES, sets } from "./fakes/scorm-session";
import { advance } from "./fakes/window";

for (const edition of ["1.2", "2004"] as const) {
  const name = NAMES[edition];
  describe(`SCORM ${edition}`, () => {
    it("launches with at most 20 calls, marks the session as begun and commits once (RT-11, RT-12, LMS-2, PF-4)", async (context) => {
      const { lms, launch: got } = await launch(context, edition, { values: { [name.status]: "not attempted" } });
      const calls = lms.take();
      assert.ok(calls.length <= 20, calls.join("\n"));
      assert.deepEqual(sets(calls), [`SetValue ${name.status} incomplete`, `SetValue ${name.exit} suspend`]);
      assert.equal(commits(calls), 1);
      assert.equal(got.connected, true);
      assert.equal(got.state, null);
      assert.equal(got.mastery, 0.65);
      assert.equal(lms.values[name.raw], undefined);
    });

    it("starts once only (RT-8, RT-9)", async (context) => {
      const { lms, runtime, host } = await launch(context, edition);
      lms.take();
      await runtime.start(host, MODULE);
      assert.deepEqual(lms.take(), []);
    });

    it("takes the system's mark where it gives one (RT-17)", async (context) => {
      const values: Record<string, string> = edition === "1.2" ? { "cmi.student_data.mastery_score": "70" } : { "cmi.scaled_passing_score": "0.7" };
      assert.equal((await launch(context, edition, { values })).launch.mastery, 0.7);
      const zero: Record<string, string> = edition === "1.2" ? { "cmi.student_data.mastery_score": "0" } : { "cmi.scaled_passing_score": "0" };
      assert.equal((await launch(context, edition, { values: zero })).launch.mastery, 0.65);
    });

    it("writes an answer with at most 14 calls, one of them Commit, and only what changed, as strings (RT-26, PF-4)", async (context) => {
      const { lms, runtime, host, commit } = await launch(context, edition);
      for (const [index, question] of QUESTIONS.entries()) {
        lms.take();
        host.step({ location: `page-${index}`, progress: index / 10 });
        runtime.answered([answer(question, question.pattern, 1)]);
        assert.deepEqual((await commit()).ok, true);
        const calls = lms.take();
        assert.ok(calls.length <= 14, calls.join("\n"));
        assert.equal(commits(calls), 1);
        assert.equal(calls.at(-1), "Commit ");
      }
      assert.equal(lms.values["cmi.interactions.4.id"], "personal_qualities_late_handover_next_meeting");
      assert.equal(lms.values["cmi.interactions.1.result"], "1");
    });

    it("keeps the order of RT-37 and RT-15", async (context) => {
      const { lms, runtime, host, commit } = await launch(context, edition, { values: { "cmi.core.lesson_status": "incomplete", "cmi.completion_status": "incomplete" } });
      lms.take();
      host.step({ ...PASSED, location: "end" });
      runtime.answered([answer(KEYS, "ab", 0.25)]);
      await commit("verdict");
      const written = sets(lms.take()).map((call) => call.split(" ")[1]);
      const own = (rest: string[]): string[] => rest.map((part) => `cmi.interactions.0.${part}`);
      assert.deepEqual(
        written,
        edition === "1.2"
          ? [
              ...own(["id", "type", "objectives.0.id", "time", "correct_responses.0.pattern", "student_response", "result", "latency"]),
              "cmi.core.score.min",
              "cmi.core.score.max",
              "cmi.core.score.raw",
              "cmi.core.lesson_status",
              "cmi.suspend_data",
              "cmi.core.lesson_location",
              "cmi.core.session_time",
            ]
          : [
              ...own(["id", "type", "objectives.0.id", "timestamp", "correct_responses.0.pattern", "learner_response", "result", "latency", "description"]),
              "cmi.score.min",
              "cmi.score.max",
              "cmi.score.raw",
              "cmi.score.scaled",
              "cmi.success_status",
              "cmi.progress_measure",
              "cmi.completion_status",
              "cmi.suspend_data",
              "cmi.location",
              "cmi.session_time",
            ],
      );
      assert.equal(lms.values[name.raw], "81.25");
      assert.equal(lms.values["cmi.interactions.0.result"], "0.25");
    });

    it("spells responses as this edition wants them (RT-34, RT-39, RT-41, LMS-14)", async (context) => {
      const { lms, runtime, host, commit } = await launch(context, edition);
      host.step();
      runtime.answered([answer(WORTHS, "c", 0.7), answer(PATH, "eh", 0.65), answer(KEYS, "", 0)]);
      await commit();
      const field = edition === "1.2" ? "student_response" : "learner_response";
      assert.equal(lms.values[`cmi.interactions.0.${field}`], edition === "1.2" ? "c" : "write_it_down");
      assert.equal(lms.values[`cmi.interactions.1.${field}`], edition === "1.2" ? "e,h" : "opening[.]go_on[,]silence[.]ask_her");
      assert.equal(lms.values[`cmi.interactions.2.${field}`], undefined);
      assert.equal(lms.values["cmi.interactions.0.latency"], edition === "1.2" ? "0000:00:12.35" : "PT12.35S");
    });

    it("goes on with the records of an earlier session, whose number may be a Number (RT-38, RT-43, LMS-4)", async (context) => {
      const { lms, runtime, host, commit } = await launch(context, edition, { values: { "cmi.interactions.0.id": "a", "cmi.interactions.1.id": "b" } });
      host.step();
      runtime.answered([answer(WORTHS, "c", 0.7)]);
      await commit();
      assert.match(lms.values["cmi.interactions.2.id"] ?? "", /first_step$/);
    });

    it("is silent when nothing changed", async (context) => {
      const { lms, host, runtime, commit } = await launch(context, edition);
      host.step();
      await commit();
      lms.take();
      assert.equal((await commit()).ok, true);
      runtime.hide();
      runtime.hide();
      await advance(context, 30 * 60_000);
      assert.deepEqual(lms.take(), []);
    });

    it("writes a longer time of learning when nothing else happens (RT-19, RT-46)", async (context) => {
      const { lms, host, commit } = await launch(context, edition);
      host.step();
      await commit();
      lms.take();
      host.now = { ...host.now, seconds: 300 };
      await advance(context, 10 * 60_000 + 1000);
      const calls = lms.take();
      assert.equal(commits(calls), 1);
      assert.match(calls.join("\n"), /session_time (0000:05:00.00|PT5M)/);
    });

    it("merges page changes (RT-45)", async (context) => {
      const { lms, host, runtime } = await launch(context, edition);
      lms.take();
      const outcomes: Saved[] = [];
      for (let page = 0; page < 5; page++) {
        host.step({ location: `page-${page}` });
        void runtime.commit("page").then((saved) => outcomes.push(saved));
        await advance(context, 100);
      }
      assert.equal(commits(lms.calls), 0);
      await advance(context, 3000);
      assert.equal(commits(lms.take()), 1);
      assert.equal(outcomes.length, 5);
      assert.ok(outcomes.every((saved) => saved.ok));
    });

    it("lets interactions be where they are refused at first sight or at the first write (RT-42)", async (context) => {
      for (const faults of [
        { unreadable: { element: /interactions/, error: "401" } },
        { refused: { element: /interactions/, error: "401" } },
      ] satisfies Faults[]) {
        const { lms, host, runtime, commit } = await launch(context, edition, { faults });
        lms.take();
        for (let turn = 0; turn < 3; turn++) {
          host.step();
          runtime.answered([answer(WORTHS, "b", 1)]);
          assert.equal((await commit()).ok, true);
        }
        const tried = lms.take().filter((call) => /interactions/.test(call)).length;
        assert.ok(tried <= 1, String(tried));
        assert.deepEqual(kinds(host), []);
      }
    });

    for (const [element, value, mode] of [[name.mode, "Review", "review"], [name.mode, "browse", "browse"], [edition === "1.2" ? "cmi.core.credit" : "cmi.credit", "no-credit", "review"]] as const) {
      it(`writes nothing with ${value} (RT-23, LMS-8)`, async (context) => {
        const { lms, win, launch: got, host, runtime, commit } = await launch(context, edition, { values: { [element]: value, [name.state]: "1;abc123;5;s1" } });
        assert.equal(got.mode, mode);
        assert.equal(got.state, "1;abc123;5;s1");
        host.step(PASSED);
        runtime.answered([answer(WORTHS, "b", 1)]);
        assert.deepEqual(await commit(), { ok: false, reason: "read-only" });
        runtime.hide();
        assert.deepEqual(await finish(context, runtime), { ok: false, reason: "read-only" });
        const calls = lms.take();
        assert.deepEqual(calls.filter((call) => /^(SetValue|Commit)/.test(call)), []);
        assert.match(calls.at(-1) ?? "", /^Finish/);
        assert.equal([...win.stored.keys()].length, 0);
      });
    }

    it("never takes back a pass or a completion (RT-13)", async (context) => {
      const values = edition === "1.2" ? { [name.status]: "passed", [name.raw]: "90" } : { [name.status]: "completed", "cmi.success_status": "passed", "cmi.score.scaled": "0.9" };
      const { lms, launch: got, host, runtime, commit } = await launch(context, edition, { values: { ...values, [name.state]: "1;abc123;1;" } });
      assert.deepEqual([got.completion, got.success, got.score], ["completed", "passed", 0.9]);
      host.step({ progress: 0.4 });
      await commit();
      host.step(FAILED);
      await commit();
      host.step(PASSED);
      await commit();
      await finish(context, runtime);
      for (const [element, value] of Object.entries(values)) if (element !== name.raw) assert.equal(lms.committed[element], value);
      assert.equal(lms.committed[name.raw], "90");
      if (edition === "2004") assert.equal(lms.committed["cmi.progress_measure"], "1");
    });

    it("sends no score under the mark beside a pass, as after a change of stage (RT-17)", async (context) => {
      const { lms, host, commit } = await launch(context, edition);
      host.step({ ...PASSED, score: 0.5 });
      await commit("verdict");
      assert.equal(lms.values[edition === "1.2" ? name.status : "cmi.success_status"], "passed");
      assert.equal(lms.values[name.raw], undefined);
      host.step({ ...PASSED, score: 0.65 });
      await commit("verdict");
      assert.equal(lms.values[name.raw], "65");
    });

    it("under the mark: no failure and no score, unless the author reports it (RT-14, RT-18, LMS-1)", async (context) => {
      const silent = await launch(context, edition);
      silent.host.step(FAILED);
      await silent.commit("verdict");
      assert.equal(silent.lms.values[name.raw], undefined);
      assert.equal(silent.lms.values["cmi.success_status"], undefined);
      assert.equal(silent.lms.values[name.status], edition === "1.2" ? "incomplete" : "completed");
      const open = await launch(context, edition, { module: { reportFailed: true } });
      open.host.step(FAILED);
      await open.commit("verdict");
      assert.equal(open.lms.values[name.raw], "40");
      assert.equal(open.lms.values[edition === "1.2" ? name.status : "cmi.success_status"], "failed");
      open.host.step(PASSED);
      await open.commit("verdict");
      assert.equal(open.lms.values[name.raw], "81.25");
      assert.equal(open.lms.values[edition === "1.2" ? name.status : "cmi.success_status"], "passed");
    });

    it("a stage without quizzes completes without a score", async (context) => {
      const { lms, host, commit } = await launch(context, edition);
      host.step({ completion: "completed", success: "unknown", score: null, progress: 1 });
      await commit("verdict");
      assert.equal(lms.values[name.status], "completed");
      assert.equal(lms.values[name.raw], undefined);
    });

    it("leaves the status alone where a system tells none beside a state (LMS-16, LMS-18)", async (context) => {
      const { lms, host, commit } = await launch(context, edition, { values: { [name.state]: "1;abc123;9;s1fcp" } });
      assert.equal(lms.values[name.status], undefined);
      host.step(PASSED);
      await commit();
      assert.equal(lms.values[name.status], edition === "1.2" ? "passed" : "completed");
    });

    it("reports elements as objectives, but not beside an answer (SQ-9)", async (context) => {
      const { lms, host, runtime, commit } = await launch(context, edition, { values: { "cmi.objectives.0.id": "PRIMARY" } });
      const objectives = [{ id: "self-awareness", name: "Self-awareness", score: 0.75, completion: "completed" as const }, { id: "managing-yourself", name: "x", score: null, completion: "incomplete" as const }];
      host.step({ objectives });
      runtime.answered([answer(WORTHS, "b", 1)]);
      await commit();
      assert.equal(lms.values["cmi.objectives.1.id"], undefined);
      host.step();
      await commit("activity");
      assert.equal(lms.committed["cmi.objectives.1.id"], "self_awareness");
      assert.equal(lms.committed[edition === "1.2" ? "cmi.objectives.1.score.raw" : "cmi.objectives.1.score.scaled"], edition === "1.2" ? "75" : "0.75");
      assert.equal(lms.committed["cmi.objectives.2.id"], undefined);
      lms.take();
      host.step();
      await commit("activity");
      assert.deepEqual(lms.take().filter((call) => /objectives/.test(call)), []);
    });
  });
}

describe("SCORM 1.2 status as systems spell it (RT-24)", () => {
  for (const [spelt, completion, success] of [["Passed", "completed", "passed"], ["p", "completed", "passed"], ["Completed", "completed", "unknown"], ["i", "incomplete", "unknown"], ["n,a", "incomplete", "unknown"], ["FAILED", "completed", "failed"]] as const) {
    it(spelt, async (context) => {
      const { launch: got } = await launch(context, "1.2", { values: { "cmi.core.lesson_status": spelt } });
      assert.deepEqual([got.completion, got.success], [completion, success]);
    });
  }
});
