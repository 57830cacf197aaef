/** A session with a SCORM system: what SCORM 1.2 and 2004 have in common. What differs stands in their `Dialect`. */

import type { ModuleData } from "../model";
import { waitForApi } from "./api";
import { createConnection, type Connection, type Protocol } from "./connection";
import { closePopup } from "./popup";
import { changed, createMirror, type Mirror } from "./mirror";
import { createRecords, type Records, type Spelling, type Value } from "./records";
import type { Host, Launch, Runtime, Saved, Snapshot } from "./runtime";
import { createSchedule, type Schedule, type Written } from "./schedule";
import { createStorage } from "./storage";
import { NOTHING, unconnected } from "./unconnected";
import type { Verdict } from "./verdict";

export type { Value } from "./records";

type ReadAtLaunch =
  | "mode"
  | "credit"
  | "entry"
  | "status"
  | "location"
  | "state"
  | "name"
  | "learner"
  | "language"
  | "mastery"
  | "score";

export interface Dialect extends Spelling {
  standard: "scorm12" | "scorm2004";
  /** The property that holds the API: of the package's own edition only (RT-4). */
  api: string;
  protocol: Protocol;
  elements: Record<ReadAtLaunch | "time" | "exit", string>;
  /** `_children` of the preferences, where they are optional. */
  preferences: string | null;
  /** What exit is at the end, where the author chose one (RT-20). */
  ended: string;
  /** Where the content says what comes after it in a course of several modules (SQ-5); null: it cannot. */
  navigation: string | null;
  /** SCORM 1.2: LMSCommit, then LMSFinish; 2004: Terminate commits (RT-21). */
  commitFirst: boolean;
  /** What is recorded, from the values read at launch. */
  recorded(status: string, score: string, get: (element: string) => string): Verdict;
  /** 0-1, or null where the system gives no mark. */
  mastery(value: string): number | null;
  /** What is to be recorded now, and its values in the order of RT-15, without time and exit. */
  values(now: Snapshot, recorded: Verdict, mastery: number, module: ModuleData): { values: Value[]; recorded: Verdict };
  duration(seconds: number): string;
}

/** Values without which the learner's work is not kept. */
const ESSENTIAL = /suspend_data$|status$|^cmi\.(core\.)?score/;
/** Seconds of learning that are worth a write when the page is hidden, and when nothing else happens (RT-19, RT-46). */
const SECONDS_HIDDEN = 10;
const SECONDS_REGULAR = 60;

/** All of the course stays as it is: without it a sequenced course cannot be gone on with (SQ-5). */
const SUSPEND = "suspendAll";

interface Session {
  connection: Connection;
  records: Records;
  schedule: Schedule;
  /** Browse, review and no credit: nothing is written (RT-23). */
  readOnly: boolean;
  mastery: number;
}

export function createScorm(dialect: Dialect, win: Window): Runtime {
  const { elements } = dialect;
  let host: Host;
  let module: ModuleData;
  let mirror: Mirror;
  let launched: Promise<Launch> | null = null;
  let session: Session | null = null;
  let recorded: Verdict = NOTHING;
  let seconds = 0;
  /** The state the player started with, and whether it has something to save since. */
  let given: string | null = null;
  let touched = false;
  let ending = false;

  async function open(): Promise<Launch> {
    mirror = createMirror(createStorage(win), module);
    const api = await waitForApi(win, dialect.api, dialect.protocol.initialize);
    const connection = api && createConnection(api, dialect.protocol);
    const session = connection?.initialize();
    if (!session && module.keep) mirror = createMirror(createStorage(win, true), module);
    const result = session && connection ? launch(connection) : unconnected(module, mirror.newest(null));
    given = result.state;
    return result;
  }

  function awake(): boolean {
    touched ||= changed(host.snapshot().state, given, module.lineage);
    return touched;
  }

  /** Reads what there is (RT-11) and marks the session as begun: at most 20 calls (PF-4). */
  function launch(connection: Connection): Launch {
    const read = (name: ReadAtLaunch): string => connection.get(elements[name]);
    const mode = read("mode").trim().toLowerCase();
    // An empty mode is a normal one; some systems tell by credit alone (RT-23).
    const readOnly = /^[br]/.test(mode) || /^\s*n/i.test(read("credit"));
    const status = read("status");
    const location = read("location");
    const entry = read("entry");
    const state = read("state");
    const learnerName = read("name");
    mirror.learner(read("learner"));
    const telling = dialect.preferences === null || connection.get(dialect.preferences).includes("language");
    const languages = (telling ? read("language") : "").split(/[,;\s]+/).filter(Boolean);
    const mastery = dialect.mastery(read("mastery")) ?? module.mastery;
    recorded = dialect.recorded(status, read("score"), connection.get);
    const records = createRecords(connection, dialect, readOnly ? { ...module, interactions: false } : module);
    const schedule = createSchedule(win, host, { write, stale: () => dirty(SECONDS_REGULAR) });
    session = { connection, records, schedule, readOnly, mastery };
    if (!readOnly) {
      connection.known(elements.state, state);
      connection.known(elements.location, location);
      connection.known(elements.status, status);
      // No status beside a state: a system that does not tell (LMS-16, LMS-18). Then the learner's own is written with the
      // first commit, lest a completion be taken back.
      const silent = state !== "" || /^\s*resume/i.test(entry);
      if (!silent && /^\s*(n|u|$)/i.test(status)) connection.set(elements.status, "incomplete");
      connection.set(elements.exit, "suspend");
      connection.commit();
    }
    const newest = readOnly ? state || null : mirror.newest(state || null);
    if (newest !== (state || null)) {
      // What an earlier session could not save goes in now (RT-59).
      touched = true;
      void schedule.request("page");
    }
    return {
      connected: true,
      mode: mode.startsWith("b") ? "browse" : readOnly ? "review" : "normal",
      learnerName,
      languages,
      mastery,
      state: newest,
      ...recorded,
      ended: false,
    };
  }

  function writing(): Session | null {
    return session && !session.readOnly && session.connection.phase() === "active" ? session : null;
  }

  function plan(now: Snapshot, { mastery }: Session): ReturnType<Dialect["values"]> {
    return awake() ? dialect.values(now, recorded, mastery, module) : { values: [], recorded };
  }

  /** True if something waits to be kept, or so many seconds of learning. */
  function dirty(idle: number): boolean {
    const open = writing();
    if (!open) return false;
    const { connection, records } = open;
    if (connection.pending() || records.waiting()) return true;
    const now = host.snapshot();
    return now.seconds - seconds >= idle || plan(now, open).values.some(([name, value]) => !connection.has(name, value));
  }

  function write(): Written {
    const open = writing();
    if (!open) return idle();
    mirrored();
    if (!dirty(SECONDS_HIDDEN)) return null;
    const whole = put(open);
    return outcome(open.connection.commit() && whole);
  }

  /** What a write means where nothing can be written. */
  function idle(): Saved {
    if (session?.readOnly) return { ok: false, reason: "read-only" };
    mirrored();
    return { ok: false, reason: session ? "session-ended" : "stand-alone" };
  }

  function mirrored(): void {
    if (!ending && !session?.readOnly && awake()) mirror.save(host.snapshot().state);
  }

  function outcome(kept: boolean): Saved {
    if (kept) return { ok: true, at: new Date() };
    if (session?.connection.phase() !== "lost") return { ok: false, reason: "unreachable" };
    session.schedule.stop();
    host.notify({ kind: "session-ended", lastSaved: session.schedule.saved() });
    return { ok: false, reason: "session-ended" };
  }

  /** Writes all that changed, in the order of RT-15; false if something that matters was not taken. */
  function put(open: Session): boolean {
    const { connection, records } = open;
    const now = host.snapshot();
    let whole = records.put(awake() ? now.objectives : [], ending);
    const next = plan(now, open);
    const { completion, success } = next.recorded;
    const done = success === "passed" || (completion === "completed" && now.success === "unknown");
    const values: Value[] = [
      ...next.values,
      [elements.time, dialect.duration(now.seconds)],
      [elements.exit, ending && done && module.exitWhenComplete === "normal" ? dialect.ended : "suspend"],
    ];
    for (const [name, value] of values) {
      const result = connection.set(name, value);
      if (result === "unreachable" || (result === "refused" && ESSENTIAL.test(name))) whole = false;
      else if (result === "refused") connection.known(name, value);
    }
    recorded = next.recorded;
    seconds = now.seconds;
    return whole;
  }

  /**
   * Writes the rest and ends the session, once (RT-21): Finish is called whatever Commit said. `next`: what a course of several
   * modules is asked for then (SQ-5), "" for nothing.
   */
  function end(open: Session, next: string): boolean {
    mirrored();
    ending = true;
    const whole = open.readOnly || put(open);
    if (next && dialect.navigation && module.bundle && !open.readOnly) open.connection.set(dialect.navigation, next);
    const kept = !open.readOnly && dialect.commitFirst && open.connection.commit();
    const finished = open.connection.finish();
    ending = open.connection.phase() === "finished";
    return whole && (kept || finished);
  }

  function save(): void {
    if (writing()) void session?.schedule.flush();
    else if (!session?.readOnly) mirrored();
  }

  return {
    standard: dialect.standard,
    start(player, data) {
      host = player;
      module = data;
      launched ??= open();
      return launched;
    },
    answered(answers) {
      touched = true;
      writing()?.records.add(answers);
    },
    experienced() {
      // SCORM has no record for a page.
    },
    commit(reason) {
      touched = true;
      return writing()?.schedule.request(reason) ?? Promise.resolve(idle());
    },
    hide: save,
    leave(persisted) {
      const open = session?.connection.phase() === "active" ? session : null;
      if (persisted || !open) return save();
      // A window that goes is hidden first; where only the frame is taken away, the system goes on to what the learner chose there.
      end(open, win.document.visibilityState === "hidden" ? SUSPEND : "");
      open.schedule.stop();
    },
    show() {
      // Does the session still live (RT-53)? Asked of an element that every system has.
      if (!writing() || session?.connection.get(elements.learner) || session?.connection.alive()) return;
      outcome(false);
    },
    onward() {
      const open = writing();
      // After the last module some systems take it for a wish to leave the course.
      return Boolean(dialect.navigation && module.bundle?.last === false) && open?.connection.get(`${dialect.navigation}_valid.continue`) === "true";
    },
    async finish(goOn) {
      touched = true;
      // "Saving" is painted before a call that may block (PF-5).
      await new Promise((resolve) => win.setTimeout(resolve, 40));
      const open = session?.connection.phase() === "active" ? session : null;
      if (!open) return idle();
      const kept = end(open, goOn ? "continue" : SUSPEND);
      if (!kept) return open.readOnly ? idle() : outcome(false);
      open.schedule.stop();
      // The next launch is a new attempt or has this state: a copy could only be in its way.
      if (ending && !open.readOnly) mirror.clear();
      return open.readOnly ? idle() : { ok: true, at: new Date() };
    },
    exit: () => closePopup(win),
  };
}
