/**
 * The last state written, kept in this window as well (RT-59): after Finish at pagehide a reload of the content frame
 * alone meets an LMS that answers no more (Moodle, 2004) or serves the data of the launch (Moodle, 1.2).
 */

import { digest } from "../format";
import type { ModuleData } from "../model";
import type { Storage } from "./storage";

/** How long a state may wait for a learner's system that knows of none, in milliseconds: a reload, not a new attempt. */
const RELOAD = 5 * 60_000;

export interface Header {
  lineage: string;
  sequence: number;
}

/** Reads the start of a state, `1;<lineage>;<sequence number, base 36>;`; the rest is the player's. */
export function header(state: string | null): Header | null {
  const parts = /^1;([^;]*);([0-9a-z]+);/.exec(state ?? "");
  return parts ? { lineage: parts[1] ?? "", sequence: parseInt(parts[2] ?? "0", 36) } : null;
}

/** The newer of two states of this module; the first where they are equal or the second is another module's. */
export function newer(first: string | null, second: string | null, lineage: string): string | null {
  const other = header(second);
  if (!other || other.lineage !== lineage) return first;
  const own = header(first);
  return !own || own.lineage !== lineage || other.sequence > own.sequence ? second : first;
}

/**
 * True if the learner has something to save. Just after the launch the player's snapshot may not be the learner's yet: then
 * it is older than what the launch gave.
 */
export function changed(now: string, given: string | null, lineage: string): boolean {
  return given ? now !== given && newer(now, given, lineage) === now : (header(now)?.sequence ?? 0) > 0;
}

export interface Mirror {
  save(state: string): void;
  /** The newer of what the learner's system gave and what this window has. */
  newest(state: string | null): string | null;
  /** Whose states these are. Unknown ("") until the learner's system has said so. */
  learner(id: string): void;
  clear(): void;
}

interface Kept {
  learner: string;
  state: string;
  at: number;
}

export function createMirror(storage: Storage, module: ModuleData): Mirror {
  const key = `state:${module.iri}`;
  let owner = "";
  return {
    save(state) {
      storage.write(key, { learner: owner, state, at: Date.now() } satisfies Kept);
    },
    newest(state) {
      const kept = storage.read(key) as Partial<Kept> | null;
      if (!kept || typeof kept.state !== "string") return state;
      const recent = Date.now() - Number(kept.at) < RELOAD;
      const unheard = !state && owner !== "";
      const mine = kept.learner === owner || (owner === "" && recent);
      return mine && (recent || !unheard) ? newer(state, kept.state, module.lineage) : state;
    },
    learner(id) {
      owner = id && digest(id);
    },
    clear() {
      storage.remove(key);
    },
  };
}
