/** A course in xAPI: each module is an activity below the one that was launched, with a state of its own (XA-5, XA-12). */

import { parse, type Json } from "../runtime/launch";
import { createLrs, isDone, type Lrs } from "../runtime/lrs";
import { createStorage } from "../runtime/storage";
import { endsKey, inside, launchValues, queryOf, reader } from "../runtime/xapi-launch";
import { courseData, NOTHING, type CourseData, type Course, type Standing } from "./menu";
import { courseEnd } from "./xapi-ends";

export function createXapiCourse(win: Window): Course {
  const data = courseData();
  const storage = createStorage(win);
  const values = launchValues(win, data.iri);
  const own = reader(win, values, data.iri);
  const lrsOf = (activityId: string): Lrs | null => own && createLrs(win, own.endpoint, own.authorization, { ...own, activityId });
  let reached = true;

  async function standing(id: string): Promise<Standing> {
    const reply = await lrsOf(inside(own?.activityId ?? data.iri, id))?.state("GET", "coursewright");
    if (!reply || (!isDone(reply.status) && reply.status !== 404)) reached = false;
    const content: Json | null = reply && isDone(reply.status) ? parse(reply.body) : null;
    if (!content) return NOTHING;
    return { begun: content["state"] !== null, completed: content["completion"] === "completed", passed: content["success"] === "passed" };
  }

  /** What of the course is reached if these modules are all there are. */
  function ends(modules: CourseData["modules"], standings: Map<string, Standing>): Record<string, Json> {
    if (!own || !modules.every((module) => standings.get(module.id)?.completed)) return {};
    const passed = data.modules.some((module) => module.judged) && modules.every((module) => !module.judged || standings.get(module.id)?.passed);
    return { completed: courseEnd(own, data, "completed"), ...(passed ? { passed: courseEnd(own, data, "passed") } : {}) };
  }

  return {
    notice: () => (own ? (reached ? null : "notice.unsaved") : "notice.not_recorded"),
    async standings() {
      reached = true;
      const all = await Promise.all(data.modules.map(async (module): Promise<[string, Standing]> => [module.id, await standing(module.id)]));
      return new Map(all);
    },
    address(href, standings) {
      for (const module of data.modules) {
        const others = data.modules.filter((other) => other !== module);
        storage.write(endsKey(module.iri), ends(others, standings));
      }
      return href + queryOf(values);
    },
    async report(standings) {
      for (const statement of Object.values(ends(data.modules, standings))) {
        const told = `told:${String(statement["id"])}`;
        if (storage.read(told)) continue;
        // One statement to a request: a store that has it already answers 409, and that is that (XA-9).
        const reply = await lrsOf(own?.activityId ?? "")?.statements(JSON.stringify(statement));
        if (reply && (isDone(reply.status) || reply.status === 409)) storage.write(told, true);
      }
    },
  };
}
