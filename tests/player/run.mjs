// Runs the player's tests: each *.test.ts here is bundled to a temporary folder and given to `node --test`.
// node tests/player/run.mjs [part of a file name ...]

import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const player = join(here, "..", "..", "scorm_templates", "player");
const { buildSync } = createRequire(join(player, "package.json"))("esbuild");

const wanted = process.argv.slice(2);
const tests = readdirSync(here)
  .filter((name) => name.endsWith(".test.ts") && (!wanted.length || wanted.some((part) => name.includes(part))))
  .sort();
if (!tests.length) {
  console.error("no test file matches");
  process.exit(2);
}

const folder = mkdtempSync(join(tmpdir(), "player-tests-"));
try {
  buildSync({
    entryPoints: tests.map((name) => join(here, name)),
    outdir: folder,
    outExtension: { ".js": ".mjs" },
    bundle: true,
    format: "esm",
    platform: "node",
    target: "node20",
    sourcemap: "inline",
    logLevel: "warning",
    banner: { js: 'import { createRequire as __require } from "node:module"; const require = __require(import.meta.url);' },
    define: { __ROOT__: JSON.stringify(join(here, "..", "..")) },
  });
  // With JUNIT=<file> the results go there as well, for the table of requirements.
  const junit = process.env["JUNIT"];
  const reporters = ["--test-reporter=spec", "--test-reporter-destination=stdout", ...(junit ? ["--test-reporter=junit", `--test-reporter-destination=${junit}`] : [])];
  const files = tests.map((name) => join(folder, name.replace(/\.ts$/, ".mjs")));
  const { status } = spawnSync(process.execPath, ["--enable-source-maps", "--disable-warning=ExperimentalWarning", "--test", ...reporters, ...files], {
    stdio: "inherit",
    env: { ...process.env, TZ: "Europe/Berlin" },
  });
  process.exitCode = status ?? 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
