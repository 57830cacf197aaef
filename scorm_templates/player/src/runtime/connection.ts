/**
 * The one owner of a SCORM API (RT-8): every call is wrapped (RT-55), gets strings only (RT-26), and errors are asked for
 * only after a refusal (RT-27). Remembers what was written, so that a value is written only when it changed, and what was
 * not yet committed, so that it can be written again (RT-47).
 */

import type { Api } from "./api";

/** idle → active → finishing → finished; lost when the system says that the session is over (RT-48). */
export type Phase = "idle" | "active" | "finishing" | "finished" | "lost";

/** How one version of SCORM spells its calls and which errors mean what. */
export interface Protocol {
  initialize: string;
  finish: string;
  get: string;
  set: string;
  commit: string;
  error: string;
  /** The error of a second Initialize: the session lives (RT-9). */
  open: string;
  /** Errors that say the session is over. */
  over: readonly string[];
}

export type Result = "done" | "refused" | "unreachable";

export interface Connection {
  phase(): Phase;
  initialize(): boolean;
  get(element: string): string;
  /** False if the last error says that the session is over. */
  alive(): boolean;
  /** The error of the last call. */
  error(): string;
  /** Takes `value` as what the system holds already. */
  known(element: string, value: string): void;
  /** True if the system holds `value` already, as far as is known. */
  has(element: string, value: string): boolean;
  /** Writes a value that changed. */
  set(element: string, value: string): Result;
  /** True if something was written that no commit has kept. */
  pending(): boolean;
  commit(): boolean;
  finish(): boolean;
}

export function createConnection(api: Api, protocol: Protocol): Connection {
  let phase: Phase = "idle";
  /** The first Commit was answered "false" without an error: this system says so whatever happens (RT-27). */
  let vague = false;
  let committed = false;
  let again = false;
  const held = new Map<string, string>();
  const unsaved = new Map<string, string>();

  /** null: the call threw. */
  const call = (method: string, ...values: string[]): unknown => {
    try {
      const body = api[method];
      return typeof body === "function" ? (body as (...values: string[]) => unknown).apply(api, values) : undefined;
    } catch {
      return null;
    }
  };
  const yes = (answer: unknown): boolean => answer === true || answer === "true";
  const error = (): string => String(call(protocol.error) ?? "").trim();
  const live = (): boolean => phase === "active" || phase === "finishing";

  /** The error after a refusal; ends the session if that is what it says. */
  const why = (): string => {
    const code = error();
    if (protocol.over.includes(code) && phase === "active") phase = "lost";
    return code;
  };

  const write = (element: string, value: string): Result => {
    const answer = call(protocol.set, element, value);
    if (yes(answer)) return "done";
    if (answer === null) return "unreachable";
    const code = why();
    if (phase === "lost") return "unreachable";
    return code === "0" || code === "" ? "done" : "refused";
  };

  /** The system may have dropped what it could not keep: all of it is written once more, before anything that counts on it (RT-47). */
  const restore = (): boolean => {
    if (again) for (const [element, value] of unsaved) if (write(element, value) === "unreachable") return false;
    again = false;
    return true;
  };

  return {
    phase: () => phase,
    error,
    alive() {
      why();
      return phase === "active";
    },
    initialize() {
      if (phase !== "idle") return false;
      const answer = call(protocol.initialize, "");
      const code = yes(answer) ? "0" : answer === null ? "" : error();
      if (code === "0" || code === protocol.open) phase = "active";
      return live();
    },
    get(element) {
      const value = live() ? call(protocol.get, element) : null;
      return value === null || value === undefined ? "" : String(value);
    },
    known(element, value) {
      held.set(element, value);
    },
    has: (element, value) => held.get(element) === value,
    set(element, value) {
      if (!live()) return "unreachable";
      if (held.get(element) === value) return "done";
      if (!restore()) return "unreachable";
      const result = write(element, value);
      if (result === "done") {
        held.set(element, value);
        unsaved.set(element, value);
      }
      return result;
    },
    pending: () => unsaved.size > 0,
    commit() {
      if (!live()) return false;
      if (!restore()) return false;
      const answer = call(protocol.commit, "");
      let kept = yes(answer);
      if (!kept && answer !== null) {
        const code = why();
        if (!committed && code === "0") vague = true;
        kept = vague && code === "0";
      }
      if (yes(answer)) vague = false;
      committed = true;
      again = !kept;
      if (kept) unsaved.clear();
      return kept;
    },
    finish() {
      if (phase !== "active") return false;
      phase = "finishing";
      const answer = call(protocol.finish, "");
      // Without such a method, or without an error, there is nothing left to end.
      const over = answer !== null && (yes(answer) || answer === undefined || error() === "0");
      phase = over ? "finished" : "active";
      if (over) unsaved.clear();
      return yes(answer);
    },
  };
}
