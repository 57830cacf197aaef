/** Requests to a learning record store (XA-11 to XA-13). Never rejects: a request that got no answer has status 0. */

import type { Json } from "./launch";

/** The browser's limit is 64 KiB for all requests that may outlive the page; some room is left. */
const KEPT_ALIVE = 60_000;
const TIMEOUT = 30_000;

export interface Reply {
  status: number;
  body: string;
  etag: string | null;
}

export interface Identity {
  activityId: string;
  agent: Json;
  registration: string | null;
}

export interface Lrs {
  statements(body: string): Promise<Reply>;
  state(method: "GET" | "PUT", stateId: string, body?: string, headers?: Record<string, string>): Promise<Reply>;
  get(resource: string, query: Record<string, string>): Promise<Reply>;
}

export function isDone(status: number): boolean {
  return status >= 200 && status < 300;
}

let alive = 0;

/** One request; outlives the page if it is small enough (XA-11). */
export async function request(win: Window, url: string, options: RequestInit): Promise<Reply> {
  const size = typeof options.body === "string" ? new Blob([options.body]).size : 0;
  const keepalive = alive + size < KEPT_ALIVE;
  const abort = new AbortController();
  const timer = win.setTimeout(() => abort.abort(), TIMEOUT);
  if (keepalive) alive += size;
  try {
    const answer = await win.fetch(url, { cache: "no-store", keepalive, signal: abort.signal, ...options });
    return { status: answer.status, body: await answer.text(), etag: answer.headers.get("ETag") };
  } catch {
    return { status: 0, body: "", etag: null };
  } finally {
    win.clearTimeout(timer);
    if (keepalive) alive -= size;
  }
}

export function createLrs(win: Window, endpoint: string, authorization: string, identity: Identity): Lrs {
  let version = "1.0.3";
  let asking: Promise<unknown> | null = null;
  const once = (method: string, resource: string, query: Record<string, string>, body?: string, more?: Record<string, string>): Promise<Reply> => {
    const search = new URLSearchParams(query).toString();
    const headers: Record<string, string> = { Authorization: authorization, "X-Experience-API-Version": version, ...more };
    if (body !== undefined) headers["Content-Type"] = "application/json";
    // Some stores read `+` as it stands.
    const url = endpoint + resource + (search ? `?${search.replace(/\+/g, "%20")}` : "");
    return request(win, url, { method, headers, ...(body === undefined ? {} : { body }) });
  };
  /** Speaks 2.0 to a store that takes nothing older (XA-13). */
  const upgrade = async (): Promise<void> => {
    const { body } = await once("GET", "about", {});
    if (/"2\.0/.test(body) && !/"1\.0/.test(body)) version = "2.0.0";
  };
  const send: typeof once = async (...what) => {
    const spoken = version;
    const reply = await once(...what);
    if (reply.status !== 400) return reply;
    await (asking ??= upgrade());
    return spoken === version ? reply : once(...what);
  };
  return {
    statements: (body) => send("POST", "statements", {}, body),
    state(method, stateId, body, headers) {
      const { activityId, agent, registration } = identity;
      const query: Record<string, string> = { activityId, agent: JSON.stringify(agent), stateId };
      if (registration) query["registration"] = registration;
      return send(method, "activities/state", query, body, headers);
    },
    get: (resource, query) => send("GET", resource, query),
  };
}
