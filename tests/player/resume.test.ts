// The learner's progress as state: what is written is read back, what is broken is survived, what is unknown is dropped.

import assert from "node:assert/strict";
import { describe, it } from "node:test";

import type { ModuleData } from "../../scorm_templates/player/src/model";
import { decode, encode, encodeText, fresh, shuffle, textsLength, type Progress } from "../../scorm_templates/player/src/resume";

const module = {
  lineage: "abc123",
  stages: [1, 2, 3, 4].map((number) => ({ number, part: "" })),
  elements: [1, 2, 3, 36].map((number) => ({ number })),
  quizzes: [1, 2, 40, 1295].map((number) => ({ number })),
  statements: Array.from({ length: 16 }, (_, index) => ({ number: index + 1 })),
} as unknown as ModuleData;

/** Numbers 0-1 from a seed, so that a failure can be repeated. */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

const TEXTS = ["plain", "semi;colon ~tilde~ %", "“curly” – dash", "emoji 🙂 and e\u0301", "line\nbreak\ttab", "مرحبا", "~zz.", ";q01;t"];

function arbitrary(next: () => number): Progress {
  const pick = <T>(items: readonly T[]): T => items[Math.floor(next() * items.length)] as T;
  const progress = fresh();
  progress.stage = pick([1, 2, 3, 4]);
  progress.page = pick(["contents", "check", "quiz:the-long-slug-of-a-quiz"]);
  progress.completed = next() > 0.5;
  progress.passed = next() > 0.5;
  progress.score = next() > 0.5 ? Math.round(next() * 10_000) / 10_000 : null;
  progress.sequence = Math.floor(next() * 1e6);
  for (const element of module.elements) if (next() > 0.5) progress.pages.add(element.number);
  for (const quiz of module.quizzes) {
    if (next() < 0.4) continue;
    const answers = new Map<string, string>();
    const open = next() > 0.7;
    for (const code of "abc9") if (next() > 0.3) answers.set(code, pick(["a", "bd", "cabd", "aebfch", "0", "-12.5", "S.B.A.R. ünd ~;", "\u{1F600} é"]));
    const best = next() > 0.5 ? Math.round(next() * 10_000) / 10_000 : null;
    progress.quizzes.set(quiz.number, { best, attempts: Math.floor(next() * 36), seed: Math.floor(next() * 36 ** 4), answers, open });
  }
  for (const statement of module.statements) if (next() > 0.3) progress.ratings.set(statement.number, pick(["0", "4", "n"]));
  progress.submitted = progress.ratings.size > 10;
  for (const key of ["01", "02", "y1", "y6"]) if (next() > 0.4) progress.texts.set(key, pick(TEXTS));
  return progress;
}

describe("state", () => {
  it("takes at most a quarter of what a peer that packs bits needs: 3,973 characters for 120 questions and 110 pages", () => {
    const progress = fresh();
    Object.assign(progress, { stage: 4, page: "quiz:the-long-slug-of-a-quiz", completed: true, passed: true, score: 0.8123, finished: 20_000, minutes: 300, sequence: 900 });
    for (let page = 1; page <= 110; page++) progress.pages.add(page);
    // Types as the reference course mixes them: most are single choices, some are sets, orders and pairs.
    const responses = ["a", "c", "b", "ad", "bcda"];
    for (let quiz = 1; quiz <= 24; quiz++) {
      const answers = new Map(responses.map((response, index) => ["abcde"[index] as string, response]));
      progress.quizzes.set(quiz, { best: 0.7531, attempts: 2, seed: 1_000_000 + quiz, answers, open: false });
    }
    const state = encode(progress, "abc123");
    assert.ok(state.length <= 3973 / 4, `${state.length} characters`);
  });

  it("reads pages as the first version of the state spelt them", () => {
    const { progress, whole } = decode("1;abc123;5;s1;e010310", module);
    assert.deepEqual([[...progress.pages].sort((a, b) => a - b), whole], [[1, 3, 36], true]);
  });

  it("is read back as it was written, as printable ASCII, for any progress (RT-30, LMS-6)", () => {
    for (let seed = 1; seed <= 500; seed++) {
      const progress = arbitrary(random(seed));
      const state = encode(progress, module.lineage);
      assert.match(state, /^[ -~]+$/);
      assert.deepEqual(decode(state, module), { progress, whole: true }, `seed ${seed}`);
    }
  });

  it("survives any cut and any changed character without an exception, and says so", () => {
    const state = encode(arbitrary(random(7)), module.lineage);
    for (let cut = 0; cut < state.length; cut++) {
      decode(state.slice(0, cut), module);
      for (const character of ";~0z<") decode(state.slice(0, cut) + character + state.slice(cut + 1), module);
    }
    for (const broken of ["?", "2;abc123;1;s1", "1;other1;1;s1", "{}", "1;abc123;1;qxx", "1;abc123;1;c2", "1;abc123;1;?"]) {
      assert.equal(decode(broken, module).whole, false, broken);
    }
    assert.equal(decode("", module).whole, true);
    assert.equal(decode(null, module).whole, true);
  });

  it("drops what this version of the module no longer has and keeps the rest", () => {
    const { progress, whole } = decode("1;abc123;5;s9;e0107;q0b7ps1aaaaaa.;q017ps1aaaaaa.;c1013zz2", module);
    assert.equal(whole, true);
    assert.equal(progress.stage, 0);
    assert.deepEqual([...progress.pages], [1]);
    assert.deepEqual([...progress.quizzes.keys()], [1]);
    assert.deepEqual([...progress.ratings], [[1, "3"]]);
    assert.equal(progress.submitted, true);
  });

  it("never takes a score above full marks from a state (SEC-6)", () => {
    const { progress } = decode("1;abc123;1;fpzzz;q01zzz1aaaa", module);
    assert.equal(progress.score, 1);
    assert.equal(progress.quizzes.get(1)?.best, 1);
  });

  it("counts texts as they are encoded", () => {
    assert.equal(encodeText("a;b"), "a~1n.b");
    assert.equal(textsLength(new Map([["01", "a;b"], ["y1", "xyz"]])), 9);
  });
});

describe("shuffle", () => {
  it("gives the same order for the same seed, and every order some time", () => {
    assert.deepEqual(shuffle("abcd".split(""), 42), shuffle("abcd".split(""), 42));
    const orders = new Set(Array.from({ length: 2000 }, (_, seed) => shuffle("abcd".split(""), seed).join("")));
    assert.equal(orders.size, 24);
  });
});
