// Scores responses with the player's own code, for tests/test_player_scores.py: JSON [[scoring, response], ...] in, [score, ...] out.

import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const player = join(dirname(fileURLToPath(import.meta.url)), "..", "..", "scorm_templates", "player");
const { buildSync } = createRequire(join(player, "package.json"))("esbuild");
const folder = mkdtempSync(join(tmpdir(), "player-scores-"));
try {
  const outfile = join(folder, "score.mjs");
  buildSync({ entryPoints: [join(player, "src", "score.ts")], outfile, bundle: true, format: "esm", logLevel: "error" });
  const { score } = await import(pathToFileURL(outfile).href);
  const asked = JSON.parse(readFileSync(0, "utf8"));
  process.stdout.write(JSON.stringify(asked.map(([scoring, response]) => score(scoring, response))));
} finally {
  rmSync(folder, { recursive: true, force: true });
}
