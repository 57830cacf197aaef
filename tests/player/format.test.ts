import assert from "node:assert/strict";
import { describe, it } from "node:test";
import * as format from "../../scorm_templates/player/src/format";
import { KEYS, ORDER, PAIRS, PATH, QUESTIONS, WORTHS } from "./fakes/course";

/** What Moodle and ADL take, in our own words: requirements RT-31 to RT-36. */
const TIMESPAN = /^\d{2,4}:[0-5]\d:[0-5]\d(\.\d{2})?$/;
const DURATION = /^PT(?=\d)(\d+H)?(\d+M)?(\d+(\.\d{1,2})?S)?$/;
const TIMESTAMP = /^(19[7-9]\d|20[0-2]\d|203[0-8])-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])T([01]\d|2[0-3]):[0-5]\d:[0-5]\d$/;
const SHORT_ID = /^[A-Za-z0-9_]{1,250}$/;
const NUMBER = /^-?\d{1,5}(\.\d+)?$/;

describe("numbers (RT-36, LMS-5)", () => {
  for (const [value, text] of [
    [0, "0"],
    [-0, "0"],
    [1e-7, "0"],
    [0.5, "0.5"],
    [2 / 3, "0.6667"],
    [0.00004, "0"],
    [0.00005, "0.0001"],
    [123_456, "99999"],
    [Number.NaN, "0"],
    [Infinity, "0"],
  ] as const) {
    it(`${value} is ${text}`, () => {
      assert.equal(format.decimal(value), text);
      assert.match(text, NUMBER);
    });
  }

  it("percentages have at most two decimals and agree with the scaled score (RT-16)", () => {
    for (let score = 0; score <= 1.00001; score += 0.0001) {
      const raw = format.percent(score);
      assert.match(raw, /^\d{1,3}(\.\d{1,2})?$/);
      assert.equal(format.decimal(Number(raw) / 100), format.decimal(score));
    }
  });
});

describe("times (RT-31, RT-32, LMS-14)", () => {
  const seconds = [0, 0.001, 0.005, 0.994, 0.999, 1, 1.1, 3.123, 59.994, 59.996, 60, 61.5, 3599.999, 3600, 86_399.99, 359_999, 1e9, -5, NaN];
  for (const value of seconds) {
    it(`${value} s in both versions`, () => {
      assert.match(format.timespan(value), TIMESPAN);
      assert.match(format.duration(value), DURATION);
    });
  }

  it("known values", () => {
    assert.equal(format.timespan(3661.5), "0001:01:01.50");
    assert.equal(format.timespan(59.999), "0000:01:00.00");
    assert.equal(format.timespan(1e12), "9999:59:59.99");
    assert.equal(format.duration(0), "PT0S");
    assert.equal(format.duration(3.123), "PT3.12S");
    assert.equal(format.duration(3600), "PT1H");
    assert.equal(format.duration(3661.5), "PT1H1M1.5S");
  });

  it("dates are local, without fraction and zone (RT-33, LMS-14)", () => {
    const at = new Date(2026, 0, 5, 7, 8, 9, 999);
    assert.equal(format.timestamp(at), "2026-01-05T07:08:09");
    assert.match(format.timestamp(at), TIMESTAMP);
    assert.match(format.timestamp(new Date(2050, 1, 2)), TIMESTAMP);
    assert.equal(format.timeOfDay(at), "07:08:09");
  });
});

describe("text (RT-35)", () => {
  it("is one line without control characters", () => {
    assert.equal(format.line(" a\r\nb\tc\u0000d\u2028e\u0085f ", 250), "a b cd ef");
  });

  it("is trimmed by code unit, never inside a pair", () => {
    const face = "\u{1F600}";
    assert.equal(format.line(`ab${face}`, 3), "ab");
    assert.equal(format.line(`ab${face}`, 4), `ab${face}`);
    for (let limit = 0; limit < 12; limit++) {
      const cut = format.line(face.repeat(6), limit);
      assert.ok(cut.length <= limit && cut.length % 2 === 0);
    }
  });

  it("loses half pairs, which cannot be sent", () => {
    assert.equal(format.line("a\uD800b\uDC00\uDC00c", 250), "abc");
  });

  it("does not begin with a brace where a language could stand", () => {
    assert.equal(format.localized("{x} y"), " {x} y");
    assert.equal(format.localized("plain"), "plain");
    assert.equal(format.localized("{".repeat(400)).length, 250);
    assert.equal(format.localized("x".repeat(400)).length, 250);
  });

  it("identifiers", () => {
    assert.equal(format.identifier("a-b.c d:é"), "a_b_c_d__");
    assert.equal(format.identifier("x".repeat(300)).length, 255);
  });
});

describe("responses", () => {
  const cases = [
    [WORTHS, "c", "c", "write_it_down"],
    [KEYS, "ac", "a,c", "tired[,]silent"],
    [KEYS, "b", "b", "angry"],
    [ORDER, "dacb", "d,a,c,b", "last[,]second[,]first_of_all[,]third"],
    [PAIRS, "aebf", "a.e,b.f", "nurse[.]measure[,]doctor[.]story"],
    [PATH, "eh", "e,h", "opening[.]go_on[,]silence[.]ask_her"],
  ] as const;
  for (const [question, response, short, long] of cases) {
    it(`${question.id} ${response}`, () => {
      assert.equal(format.shortResponse(question, response), short);
      assert.equal(format.longResponse(question, response), long);
    });
  }

  it("every pattern is made of identifiers that strict systems take (RT-34, LMS-5)", () => {
    for (const question of QUESTIONS) {
      for (const part of format.longResponse(question, question.pattern).split(/\[[,.]\]/)) assert.match(part, SHORT_ID);
      assert.match(format.shortResponse(question, question.pattern), /^[a-z0-9]([,.][a-z0-9])*$/);
    }
  });

  it("nothing chosen is nothing (RT-44)", () => {
    for (const question of QUESTIONS) {
      assert.equal(format.shortResponse(question, ""), "");
      assert.equal(format.longResponse(question, ""), "");
    }
  });

  it("a half pair or an impossible choice is left out", () => {
    assert.equal(format.longResponse(PAIRS, "aeb"), "nurse[.]measure");
    assert.equal(format.longResponse(PATH, "dh"), "opening[.]thank_her");
  });

  it("components hold every id that a response can name", () => {
    for (const question of QUESTIONS) {
      const lists = Object.values(format.components(question, "en"));
      for (const list of lists) assert.equal(new Set(list.map(({ id }) => id)).size, list.length);
    }
    assert.deepEqual(Object.keys(format.components(PAIRS, "en")), ["source", "target"]);
    assert.deepEqual(format.components(PATH, "en")["steps"]?.map(({ id }) => id), ["opening", "minutes", "silence"]);
    assert.deepEqual(format.components(WORTHS, "en")["choices"]?.[0], { id: "walk_on", description: { en: "Text of walk_on" } });
  });
});

describe("ids", () => {
  const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
  it("with and without randomUUID", () => {
    const poor = { getRandomValues: <T extends ArrayBufferView>(array: T) => globalThis.crypto.getRandomValues(array as never) };
    for (let turn = 0; turn < 50; turn++) {
      assert.match(format.uuid(globalThis.crypto), UUID);
      assert.match(format.uuid(poor as unknown as Crypto), UUID);
    }
  });
});
