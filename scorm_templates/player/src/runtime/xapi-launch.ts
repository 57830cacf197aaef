/** The launch in xAPI, as the menu of a course and its modules share it. */

import { agent, authorization, parameters, permitted, withSlash, type Json } from "./launch";
import { createStorage } from "./storage";

/** Names that a launch may have (XA-2). */
const NAMES = ["endpoint", "auth", "actor", "registration", "activity_id", "grouping", "activity_platform", "Accept-Language"];

export type Values = Record<string, string>;

/** The launch parameters; out of the address bar and kept in this window, so that a reload still has them (XA-4, SEC-9). */
export function launchValues(win: Window, iri: string): Values {
  const storage = createStorage(win);
  const key = `launch:${iri}`;
  const search = parameters(win);
  if (!search.has("endpoint")) return (storage.read(key) ?? {}) as Values;
  const values: Values = {};
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

/** The launch as a query again: the next page of the course may keep nothing of its own. */
export function queryOf(values: Values): string {
  return values["endpoint"] ? `?${new URLSearchParams(values).toString()}` : "";
}

/** Where the menu leaves the statements that the whole course ends with, for the module that may be the last (XA-6). */
export function endsKey(iri: string): string {
  return `ends:${iri}`;
}

/** A module's activity, below the one that was launched. */
export function inside(activityId: string, id: string): string {
  return `${activityId}/modules/${id}`;
}

export interface Reader {
  endpoint: string;
  authorization: string;
  activityId: string;
  agent: Json;
  registration: string | null;
}

/** Who talks to which store; null where the launch does not say so. */
export function reader(win: Window, values: Values, iri: string): Reader | null {
  const { endpoint = "", auth = "", registration = null } = values;
  const actor = agent(values["actor"] ?? null);
  if (!actor || !auth || !permitted(win, endpoint)) return null;
  return {
    endpoint: withSlash(endpoint),
    authorization: authorization(auth),
    activityId: values["activity_id"] || iri,
    agent: actor,
    registration,
  };
}
