/** Interactions and objectives in a SCORM system: optional, so that a system that refuses them is left alone (RT-42). */

import { identifier } from "../format";
import type { ModuleData } from "../model";
import type { Connection } from "./connection";
import type { Answer, Snapshot } from "./runtime";

export type Value = readonly [element: string, value: string];
type Objective = Snapshot["objectives"][number];

/** How one version of SCORM spells the two kinds of records, in the order they must be written (RT-37). */
export interface Spelling {
  interaction(stem: string, answer: Answer, id: string, objective: string): Value[];
  objective(stem: string, objective: Objective, id: string): Value[];
}

export interface Records {
  add(answers: readonly Answer[]): void;
  waiting(): boolean;
  /**
   * Writes what waits and what changed; false if the system could not be reached. Objectives wait for a write without
   * answers, so that no answer takes more than its share of calls (PF-4), unless this is the last one.
   */
  put(objectives: readonly Objective[], last: boolean): boolean;
}

/** What a second record has in common with the first. */
const SAME = /\.(objectives\.0\.id|time|timestamp|latency|description)$/;

export function createRecords(connection: Connection, spelling: Spelling, module: ModuleData): Records {
  let queue: Answer[] = [];
  /** Index of the next interaction; null: the system takes none. */
  let next = module.interactions ? count("interactions") : null;
  /** Index of each objective by id; null: the system takes none; undefined: not asked yet. */
  let places: Map<string, number> | null | undefined;
  /** The objectives as last written, and whether newer ones wait. */
  let said = "[]";
  let held = false;

  /** Some systems give neither list nor number, without an error (LMS-17): there the first write tells. */
  function count(kind: "interactions" | "objectives"): number | null {
    if (!connection.get(`cmi.${kind}._children`) && /^40[123]$/.test(connection.error())) return null;
    return Number(connection.get(`cmi.${kind}._count`)) || 0;
  }

  /** False if the system could not be reached. */
  function putAnswers(): boolean {
    while (queue.length && next !== null) {
      const answer = queue[0] as Answer;
      const element = module.elements.find((item) => item.number === answer.quiz.element);
      const id = identifier(`${module.id}_${answer.quiz.id}_${answer.question.id}`);
      const stem = `cmi.interactions.${next}.`;
      const values = spelling.interaction(stem, answer, id, identifier(element?.id ?? ""));
      for (const [name, value] of values) {
        if (answer.follows && SAME.test(name)) continue;
        const outcome = connection.set(name, value);
        if (outcome === "unreachable") return false;
        if (outcome === "refused" && name === `${stem}id`) {
          next = null;
          break;
        }
      }
      if (next !== null) {
        next += 1;
        queue.shift();
      }
    }
    if (next === null) queue = [];
    return true;
  }

  function putObjective(known: Map<string, number>, item: Objective): void {
    const id = identifier(item.id);
    const index = known.get(id) ?? known.size;
    for (const [name, value] of spelling.objective(`cmi.objectives.${index}.`, item, id)) {
      const outcome = connection.set(name, value);
      if (outcome === "unreachable") return;
      if (outcome === "refused" && name.endsWith(".id")) {
        places = null;
        return;
      }
      if (outcome === "refused") connection.known(name, value);
    }
    known.set(id, index);
  }

  function findPlaces(): Map<string, number> | null {
    const number = count("objectives");
    if (number === null) return null;
    const known = new Map<string, number>();
    for (let index = 0; index < number; index++) {
      const name = `cmi.objectives.${index}.id`;
      const id = connection.get(name);
      connection.known(name, id);
      // A nameless one takes its place too.
      known.set(id || ` ${index}`, index);
    }
    return known;
  }

  return {
    add(answers) {
      queue.push(...answers);
    },
    waiting: () => queue.length > 0 || held,
    put(objectives, last) {
      const busy = queue.length > 0;
      if (!putAnswers()) return false;
      // One record for each element, as soon as there is something to say of it (SQ-9).
      const worth = objectives.filter((item) => item.score !== null || item.completion === "completed");
      const saying = JSON.stringify(worth);
      held = busy && !last && places !== null && saying !== said;
      if (held || saying === said) return true;
      if (places === undefined) places = findPlaces();
      for (const item of worth) if (places) putObjective(places, item);
      said = saying;
      return true;
    },
  };
}
