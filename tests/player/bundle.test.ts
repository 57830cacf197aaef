/** What may stand in a bundle, and how large a run-time may be (PF-1, RT-28, RT-51, SEC-4). */

import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { join } from "node:path";
import { describe, it } from "node:test";

declare const __ROOT__: string;

interface Built {
  outputFiles: { text: string }[];
  metafile: { inputs: Record<string, unknown> };
}

const player = join(__ROOT__, "scorm_templates", "player");
const { buildSync } = createRequire(join(player, "package.json"))("esbuild") as { buildSync(options: object): Built };

const OWN = {
  scorm12: ["scorm", "scorm12"],
  scorm2004: ["scorm", "scorm2004"],
  xapi: ["tracking", "xapi"],
  cmi5: ["tracking", "cmi5"],
  web: ["web"],
} as const;
const ADAPTERS = ["scorm", "scorm12", "scorm2004", "tracking", "xapi", "cmi5", "web"];
/** Bytes, of the 40 KB that a whole player may have. */
const BUDGET = { scorm12: 14_500, scorm2004: 14_500, xapi: 19_000, cmi5: 18_500, web: 2500 };

for (const [standard, own] of Object.entries(OWN)) {
  describe(`run-time of ${standard}`, () => {
    const name = `create${standard.charAt(0).toUpperCase()}${standard.slice(1)}`;
    const { outputFiles, metafile } = buildSync({
      stdin: { contents: `import { ${name} } from "./src/runtime/${standard}"; window.x = ${name}();`, resolveDir: player },
      bundle: true,
      minify: true,
      format: "iife",
      target: "es2020",
      charset: "utf8",
      write: false,
      metafile: true,
    });
    const text = outputFiles[0]?.text ?? "";

    it("holds its own adapter only", () => {
      const files = Object.keys(metafile.inputs).map((file) => file.replace(/^.*\//, "").replace(/\.ts$/, ""));
      assert.deepEqual(ADAPTERS.filter((adapter) => files.includes(adapter)), [...own].sort((a, b) => ADAPTERS.indexOf(a) - ADAPTERS.indexOf(b)));
    });

    it("holds nothing that must not be: no console, unload or beforeunload (RT-28, RT-51, RT-56)", () => {
      for (const bad of [/\bbeforeunload\b/, /["'`]unload["'`]/, /console\./, /innerHTML/, /postMessage/, /\balert\(/, /\beval\(/, /sendBeacon/, /document\.write/]) {
        assert.doesNotMatch(text, bad);
      }
    });

    it("is small (C5-32 for cmi5)", () => {
      const size = Buffer.byteLength(text);
      assert.ok(size <= BUDGET[standard as keyof typeof BUDGET], `${size} bytes`);
    });
  });
}
