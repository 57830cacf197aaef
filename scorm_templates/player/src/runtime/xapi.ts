/** xAPI with the tincan.xml launch (XA-2 to XA-6). */

import type { ModuleData } from "../model";
import { agent, authorization, parameters, permitted, withSlash, type Json } from "./launch";
import { createLrs } from "./lrs";
import type { Runtime } from "./runtime";
import type { Storage } from "./storage";
import { createTracking, sessionKey, type Launched } from "./tracking";

const NAMES = [
  "endpoint",
  "auth",
  "actor",
  "registration",
  "activity_id",
  "grouping",
  "activity_platform",
  "Accept-Language",
];

/** The launch parameters; out of the address bar and kept in this window, so that a reload still has them (XA-4, SEC-9). */
function given(win: Window, search: URLSearchParams, storage: Storage, module: ModuleData): Record<string, string> {
  const key = `launch:${module.iri}`;
  if (!search.has("endpoint")) return (storage.read(key) ?? {}) as Record<string, string>;
  const values: Record<string, string> = {};
  for (const name of NAMES) {
    const value = search.get(name);
    if (value) values[name] = value;
    search.delete(name);
  }
  storage.write(key, values);
  try {
    const rest = search.toString();
    win.history.replaceState(win.history.state, "", win.location.pathname + (rest ? `?${rest}` : "") + win.location.hash);
  } catch {
    // A page from disk may keep its address.
  }
  return values;
}

function open(win: Window, module: ModuleData, storage: Storage): Promise<Launched | { ended: boolean; returnUrl: null }> {
  const search = parameters(win);
  const fresh = search.has("endpoint");
  const values = given(win, search, storage, module);
  const { endpoint = "", auth = "", grouping, registration = null, activity_platform: platform } = values;
  const actor = agent(values["actor"] ?? null);
  if (!actor || !auth || !permitted(win, endpoint)) return Promise.resolve({ ended: false, returnUrl: null });
  const activityId = values["activity_id"] || module.iri;
  const template: Json = {
    ...(platform ? { platform } : {}),
    ...(grouping ? { contextActivities: { grouping: [{ objectType: "Activity", id: grouping }] } } : {}),
  };
  const names = [endpoint, JSON.stringify(actor), activityId, registration ?? ""];
  const session = sessionKey(...names);
  return Promise.resolve({
    lrs: createLrs(win, withSlash(endpoint), authorization(auth), { activityId, agent: actor, registration }),
    speaker: { win, module, actor, activityId, registration, template },
    mode: "normal",
    mastery: module.mastery,
    languages: (values["Accept-Language"] ?? "").split(",").map((tag) => tag.replace(/;.*/, "").trim()).filter(Boolean),
    learnerName: typeof actor["name"] === "string" ? actor["name"] : "",
    returnUrl: null,
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
