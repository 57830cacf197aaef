/** The statements that a whole course ends with. They are the same however often they are made, so that a store takes each once. */

import { digest } from "../format";
import type { Json } from "../runtime/launch";
import { activity, type Verb } from "../runtime/statements";
import type { Reader } from "../runtime/xapi-launch";
import type { CourseData } from "./menu";

/** The registration of statements about the whole; where the launch gave none, one that is always the same for this learner. */
export function registrationOf(own: Reader): string {
  return own.registration ?? named([own.activityId, JSON.stringify(own.agent)]);
}

/** An id that is the same whenever it is made of the same words, so that a statement sent twice is one (XA-9, XA-14). */
export function named(words: string[]): string {
  const text = words.join(" ");
  const hex = [0, 1, 2, 3, 4].map((turn) => digest(`${turn} ${text}`)).join("").replace(/[^0-9a-f]/g, (letter) => (letter.charCodeAt(0) % 16).toString(16)).padEnd(32, "0");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

/** `completed` or `passed` of the whole course. */
export function courseEnd(own: Reader, data: CourseData, verb: Extract<Verb, "completed" | "passed">): Json {
  const { language, strings, title, version } = data;
  const registration = registrationOf(own);
  return {
    id: named([registration, own.activityId, verb]),
    actor: own.agent,
    verb: { id: `http://adlnet.gov/expapi/verbs/${verb}`, display: { en: verb, [language]: strings[`verb.${verb}`] ?? verb } },
    object: activity(own.activityId, "course", title, language),
    result: verb === "passed" ? { success: true } : { completion: true },
    context: { registration, revision: version, language },
    timestamp: new Date().toISOString(),
  };
}
