/** xAPI with the tincan.xml launch (XA-2 to XA-6). */

import type { ModuleData } from "../model";
import { parameters, type Json } from "./launch";
import { createLrs } from "./lrs";
import type { Runtime } from "./runtime";
import { activity } from "./statements";
import type { Storage } from "./storage";
import { createTracking, sessionKey, type Launched } from "./tracking";
import { endsKey, inside, launchValues, queryOf, reader } from "./xapi-launch";

function open(win: Window, module: ModuleData, storage: Storage): Promise<Launched | { ended: boolean; returnUrl: string | null }> {
  const { bundle } = module;
  const fresh = parameters(win).has("endpoint");
  const values = launchValues(win, module.iri);
  const whole = reader(win, values, bundle?.iri ?? module.iri);
  const returnUrl = bundle ? `../index.html${queryOf(values)}` : null;
  if (!whole) return Promise.resolve({ ended: false, returnUrl });
  const { grouping, activity_platform: platform } = values;
  const { agent: actor } = whole;
  const own = bundle ? { ...whole, activityId: inside(whole.activityId, module.id) } : whole;
  const { activityId, registration } = own;
  const around = [...(grouping ? [{ objectType: "Activity", id: grouping }] : []), ...(bundle ? [activity(whole.activityId, "course", bundle.title, module.language)] : [])];
  const template: Json = {
    ...(platform ? { platform } : {}),
    ...(around.length ? { contextActivities: { grouping: around } } : {}),
  };
  const session = sessionKey(own.endpoint, JSON.stringify(actor), activityId, registration ?? "");
  return Promise.resolve({
    lrs: createLrs(win, own.endpoint, own.authorization, own),
    speaker: { win, module, actor, activityId, registration, template },
    // Where all other modules are done, this one's end is the course's.
    ends: bundle && ((verb) => ((storage.read(endsKey(module.iri)) ?? {}) as Record<string, Json>)[verb]),
    mode: "normal",
    mastery: module.mastery,
    languages: (values["Accept-Language"] ?? "").split(",").map((tag) => tag.replace(/;.*/, "").trim()).filter(Boolean),
    learnerName: typeof actor["name"] === "string" ? actor["name"] : "",
    returnUrl,
    session,
    fresh,
    place: "quiz",
    defined: () => ({}),
    tellsBreaks: true,
    progress: null,
  });
}

export function createXapi(win: Window = window): Runtime {
  return createTracking({ standard: "xapi", stateId: "coursewright", open }, win);
}
