/** One whole session in each version with scorm-again, a strict engine that nobody here wrote (RT-58). */

import assert from "node:assert/strict";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { describe, it, type TestContext } from "node:test";
import type { Runtime, Saved } from "../../scorm_templates/player/src/runtime/runtime";
import { createScorm12 } from "../../scorm_templates/player/src/runtime/scorm12";
import { createScorm2004 } from "../../scorm_templates/player/src/runtime/scorm2004";
import { answer, FAILED, KEYS, learner, MODULE, PASSED, QUESTIONS } from "./fakes/course";
import { advance, clock, fakeWindow } from "./fakes/window";

declare const __ROOT__: string;

type Call = (...values: string[]) => string;
type Engine = Record<string, Call> & { cmi: unknown; loadFromJSON(data: unknown, place: string): void; on(event: string, listener: (...values: string[]) => void): void };

const library = pathToFileURL(join(__ROOT__, "tests", "node_modules", "scorm-again", "dist", "esm", "scorm-again.js")).href;
type Engines = Record<"Scorm12API" | "Scorm2004API", new (settings: object) => Engine>;
const { Scorm12API, Scorm2004API } = (await import(library)) as Engines;

interface Seen {
  api: Engine;
  refused: string[];
}

/** The engine with every refusal noted: what was called, with what, and the error. */
function engine(edition: "1.2" | "2004"): Seen {
  const settings = { autocommit: false, logLevel: 5, lmsCommitUrl: false };
  const real = edition === "1.2" ? new Scorm12API(settings) : new Scorm2004API(settings);
  const names = edition === "1.2" ? ["LMSInitialize", "LMSFinish", "LMSGetValue", "LMSSetValue", "LMSCommit"] : ["Initialize", "Terminate", "GetValue", "SetValue", "Commit"];
  const error = edition === "1.2" ? "LMSGetLastError" : "GetLastError";
  const refused: string[] = [];
  const api: Record<string, unknown> = { [error]: () => (real[error] as Call)() };
  for (const name of names) {
    api[name] = (...values: string[]) => {
      const result = (real[name] as Call)(...values);
      const code = String((real[error] as Call)());
      // Not set yet is no fault of the content (LMS-15).
      if (code !== "0" && !(edition === "2004" && name === "GetValue" && code === "403")) refused.push(`${name}(${values.join(", ")}): ${code}`);
      return result;
    };
  }
  return { api: new Proxy(real, { get: (target, name) => api[name as string] ?? (target as Record<string, unknown>)[name as string] }), refused };
}

async function finish(context: TestContext, runtime: Runtime): Promise<Saved> {
  let saved: Saved | null = null;
  void runtime.finish().then((outcome) => (saved = outcome));
  await advance(context, 100);
  assert.ok(saved);
  return saved;
}

for (const edition of ["1.2", "2004"] as const) {
  describe(`scorm-again as SCORM ${edition} (RT-58, LMS-15)`, () => {
    it("takes a session from start to pass without one refusal", async (context) => {
      clock(context);
      const { api, refused } = engine(edition);
      const get = (element: string): string => String((api[edition === "1.2" ? "LMSGetValue" : "GetValue"] as Call)(element));
      const win = fakeWindow("", { [edition === "1.2" ? "API" : "API_1484_11"]: api });
      const runtime = edition === "1.2" ? createScorm12(win) : createScorm2004(win);
      const host = learner();
      const launch = await runtime.start(host, MODULE);
      assert.ok(launch.connected);
      const status = edition === "1.2" ? "cmi.core.lesson_status" : "cmi.completion_status";
      assert.equal(get(status), "incomplete");

      const commit = async (reason: "answer" | "activity" | "verdict"): Promise<void> => {
        void runtime.commit(reason).then((saved) => assert.ok(saved.ok, JSON.stringify(saved)));
        await advance(context, 50);
      };
      for (const question of QUESTIONS) {
        host.step({ location: question.id, progress: 0.1 });
        runtime.answered([answer(question, question.pattern, 1)]);
        await commit("answer");
      }
      host.step({ ...FAILED, objectives: [{ id: "self-awareness", name: "Self-awareness", score: 0.4, completion: "completed" }] });
      runtime.answered([answer(KEYS, "ab", 0.25)]);
      await commit("verdict");
      host.step();
      await commit("activity");
      host.step({ ...PASSED, objectives: [{ id: "self-awareness", name: "{Self}", score: 0.8125, completion: "completed" }] });
      await commit("verdict");

      assert.deepEqual(refused, []);
      assert.equal(get(status), edition === "1.2" ? "passed" : "completed");
      assert.equal(get(edition === "1.2" ? "cmi.core.score.raw" : "cmi.score.raw"), "81.25");
      assert.equal(get("cmi.suspend_data"), host.now.state);
      assert.equal(get("cmi.interactions._count"), "6");
      assert.equal(get("cmi.objectives._count"), "1");
      assert.equal(get("cmi.objectives.0.id"), "self_awareness");
      if (edition === "2004") {
        assert.equal(get("cmi.success_status"), "passed");
        assert.equal(get("cmi.score.scaled"), "0.8125");
        assert.equal(get("cmi.progress_measure"), "1");
        assert.equal(get("cmi.interactions.4.learner_response"), "opening[.]thank_her[,]minutes[.]propose");
      }
      assert.ok((await finish(context, runtime)).ok);
      assert.deepEqual(refused.filter((call) => !/GetValue/.test(call)), []);
    });
  });
}
