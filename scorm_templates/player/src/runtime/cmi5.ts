/** cmi5: the fetch token, the launch data and the prescribed statements (C5-1 to C5-14). */

import type { ModuleData } from "../model";
import { isWeb, parameters, parse, permitted, withSlash, type Json } from "./launch";
import { createLrs, isDone, request } from "./lrs";
import type { Runtime } from "./runtime";
import type { Aside, Verb } from "./statements";
import type { Storage } from "./storage";
import { createTracking, sessionKey, type Launched, type Log } from "./tracking";

const CMI5 = "https://w3id.org/xapi/cmi5";
const CATEGORY = { objectType: "Activity", id: `${CMI5}/context/categories/cmi5` };
const MOVE_ON = { objectType: "Activity", id: `${CMI5}/context/categories/moveon` };

interface Refused {
  ended: boolean;
  returnUrl: string | null;
}

const DEFINED = /^(initialized|completed|passed|failed|terminated)$/;

/** Categories and the mark as the launch data had it, unchanged (C5-8, LMS-21). */
function defined(verb: Verb, mark: unknown): Aside {
  if (!DEFINED.test(verb)) return {};
  const judges = verb === "passed" || verb === "failed";
  return {
    lists: { category: judges || verb === "completed" ? [CATEGORY, MOVE_ON] : [CATEGORY] },
    ...(judges && typeof mark === "number" ? { extensions: { [`${CMI5}/context/extensions/masteryscore`]: mark } } : {}),
  };
}

/** The token of this launch: asked for once, then kept in this window (C5-2). */
async function fetchToken(win: Window, address: string, log: Log): Promise<string | Refused> {
  if (log.token) return log.token;
  const reply = await request(win, address, { method: "POST" });
  const answer = parse(reply.body) ?? {};
  const token = answer["auth-token"];
  if (isDone(reply.status) && typeof token === "string" && token) return token;
  // An error code: this launch was used or is over, and another is needed.
  return { ended: "error-code" in answer, returnUrl: null };
}

async function open(win: Window, module: ModuleData, storage: Storage): Promise<Launched | Refused> {
  const search = parameters(win);
  const value = (name: string): string => search.get(name) ?? "";
  const endpoint = value("endpoint");
  const address = value("fetch");
  const registration = value("registration");
  const activityId = value("activityId");
  // The actor goes into every statement as it was given.
  const actor = parse(value("actor"));
  const able = permitted(win, endpoint) && permitted(win, address) && actor && registration && activityId;
  if (!able) return { ended: false, returnUrl: null };
  const session = sessionKey(registration, address);
  const log = (storage.read(session) ?? {}) as Log;
  if (log.ended) return { ended: true, returnUrl: isWeb(log.returnUrl) ? log.returnUrl : null };
  const token = await fetchToken(win, address, log);
  if (typeof token !== "string") return token;
  log.token = token;
  storage.write(session, log);

  const authorization = /^basic /i.test(token) ? token : `Basic ${token}`;
  const lrs = createLrs(win, withSlash(endpoint), authorization, { activityId, agent: actor, registration });
  // Both are read before the first statement (C5-3).
  const [launchData, preferences] = await Promise.all([
    lrs.state("GET", "LMS.LaunchData"),
    lrs.get("agents/profile", { profileId: "cmi5LearnerPreferences", agent: JSON.stringify(actor) }),
  ]);
  const data = isDone(launchData.status) ? parse(launchData.body) : null;
  if (!data) return { ended: false, returnUrl: null };
  const wishes: Json = (isDone(preferences.status) && parse(preferences.body)) || {};
  const mode = String(data["launchMode"] ?? "Normal").toLowerCase();
  const mark = data["masteryScore"];
  const returnUrl = isWeb(data["returnURL"]) ? data["returnURL"] : null;
  log.returnUrl = returnUrl;
  storage.write(session, log);
  return {
    lrs,
    speaker: { win, module, actor, activityId, registration, template: (data["contextTemplate"] ?? {}) as Json },
    mode: mode === "browse" || mode === "review" ? mode : "normal",
    mastery: typeof mark === "number" && mark >= 0 && mark <= 1 ? mark : module.mastery,
    languages: String(wishes["languagePreference"] ?? "").split(",").map((tag) => tag.trim()).filter(Boolean),
    learnerName: typeof actor["name"] === "string" ? actor["name"] : "",
    returnUrl,
    session,
    fresh: false,
    place: "course",
    defined: (verb) => defined(verb, mark),
    tellsBreaks: false,
    progress: `${CMI5}/result/extensions/progress`,
  };
}

export function createCmi5(win: Window = window): Runtime {
  return createTracking({ standard: "cmi5", stateId: "coursewright", open }, win);
}
