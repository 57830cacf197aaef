/** Launch parameters of xAPI and cmi5 (XA-2 to XA-4, C5-1; LMS-20, LMS-22). */

export type Json = Record<string, unknown>;

/** Decoded once; `+` is a space. */
export function parameters(win: Window): URLSearchParams {
  return new URLSearchParams(win.location.search);
}

/** An https address, or http where it cannot be overheard or is where the page came from anyway (XA-4). */
export function permitted(win: Window, address: string): boolean {
  try {
    const url = new URL(address);
    const near = /^(localhost|127\.0\.0\.1|\[::1\])$/.test(url.hostname) || url.origin === win.location.origin;
    return url.protocol === "https:" || (url.protocol === "http:" && near);
  } catch {
    return false;
  }
}

/** An address that a page may be sent to (C5-12). */
export function isWeb(address: unknown): address is string {
  return typeof address === "string" && /^https?:\/\/[^/]/i.test(address);
}

/** With the slash that some systems leave out. */
export function withSlash(endpoint: string): string {
  return endpoint.endsWith("/") ? endpoint : `${endpoint}/`;
}

/** The Authorization header: as given; "Basic" only where no scheme stands (XA-3). */
export function authorization(auth: string): string {
  const scheme = /^([A-Za-z]+) +(.+)$/.exec(auth);
  if (!scheme) return `Basic ${auth.replace(/ /g, "+")}`;
  // A plus of base64 that was not escaped in the address came out as a space.
  return /^basic$/i.test(scheme[1] ?? "") ? `${scheme[1]} ${(scheme[2] ?? "").replace(/ /g, "+")}` : auth;
}

export function parse(text: string | null): Json | null {
  try {
    const value: unknown = JSON.parse(text ?? "");
    return value && typeof value === "object" && !Array.isArray(value) ? (value as Json) : null;
  } catch {
    return null;
  }
}

function first(value: unknown): unknown {
  return Array.isArray(value) ? (value as unknown[])[0] : value;
}

/** An actor of the first launches, where every property is a list, as a 1.0 Agent (XA-3, LMS-22). */
export function agent(text: string | null): Json | null {
  const given = parse(text);
  if (!given) return null;
  const actor: Json = {};
  for (const [name, value] of Object.entries(given)) actor[name] = name === "member" ? value : first(value);
  if (actor["objectType"] === "Person") actor["objectType"] = "Agent";
  const account = actor["account"] as Json | undefined;
  if (account && "accountServiceHomePage" in account) {
    actor["account"] = { homePage: account["accountServiceHomePage"], name: account["accountName"] };
  }
  return actor;
}
