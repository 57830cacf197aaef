/** A session with a learning record store: what xAPI and cmi5 have in common. What differs stands in their `Launched`. */

import { digest, duration, round, uuid } from "../format";
import type { ModuleData } from "../model";
import { createDocument, merge, type Content, type Document } from "./document";
import type { Json } from "./launch";
import { isDone, type Lrs } from "./lrs";
import { changed, createMirror, newer, type Mirror } from "./mirror";
import { closePopup } from "./popup";
import { createQueue, type Queue } from "./queue";
import type { Host, Launch, Reason, Runtime, Saved, Snapshot } from "./runtime";
import { createSchedule, type Schedule, type Written } from "./schedule";
import { answered, course, experienced, statement, type Aside, type Place, type Speaker, type Verb } from "./statements";
import { createStorage, type Storage } from "./storage";
import { unconnected } from "./unconnected";

/** What a launch in either standard comes to. */
export interface Launched {
  lrs: Lrs;
  speaker: Omit<Speaker, "registration"> & { registration: string | null };
  mode: Launch["mode"];
  mastery: number;
  languages: string[];
  learnerName: string;
  /** Where the window goes at the end (C5-12). */
  returnUrl: string | null;
  /** Names this session in storage. */
  session: string;
  /** A launch that is no reload: what this window knows of an earlier one is over. */
  fresh: boolean;
  place: Place;
  /** Result and context of the statements that both standards have but cmi5 prescribes (C5-8). */
  defined(verb: Verb): Aside;
  /** xAPI tells of coming back and of leaving unfinished (XA-6). */
  tellsBreaks: boolean;
  /** The statement that the whole course is completed or passed with this module, or null. */
  ends?: ((verb: Verb) => Json | undefined) | undefined;
  /** The standard's own extension of `progressed`, if that is sent (C5-11). */
  progress: string | null;
}

/** What this window knows of a session, over reloads (XA-14, C5-2). */
export interface Log {
  started?: boolean;
  ended?: boolean;
  /** Answers were given in it. */
  judged?: boolean;
  /** Verbs and pages said. */
  said?: string[];
  token?: string;
  registration?: string;
  returnUrl?: string | null;
}

export interface Tongue {
  standard: "xapi" | "cmi5";
  stateId: string;
  open(win: Window, module: ModuleData, storage: Storage): Promise<Launched | { ended: boolean; returnUrl: string | null }>;
}

const DONE = 204;

export function createTracking(tongue: Tongue, win: Window): Runtime {
  const storage = createStorage(win);
  let host: Host;
  let module: ModuleData;
  let mirror: Mirror;
  let launching: Promise<Launch> | null = null;
  let returnUrl: string | null = null;
  let launched: Launched | null = null;
  let speaker: Speaker;
  let log: Log = {};
  let document: Document;
  let queue: Queue;
  let schedule: Schedule;
  /** The state the player started with, and whether it has something to save since. */
  let given: string | null = null;
  let touched = false;
  /** The session is over, or the store knows us no more. */
  let closed = false;
  /** Verbs that go once in a registration and were taken. */
  const taken = new Set<string>();

  const keep = (): void => {
    if (launched) storage.write(launched.session, log);
  };
  const say = (...entries: Parameters<Queue["add"]>): void => queue.add(...entries);
  const said = (name: string): boolean => (log.said ?? []).includes(name);
  const once = (name: string): boolean => {
    if (said(name)) return false;
    log.said = [...(log.said ?? []), name];
    keep();
    return true;
  };

  function awake(): boolean {
    touched ||= changed(host.snapshot().state, given, module.lineage);
    return touched;
  }

  async function open(): Promise<Launch> {
    mirror = createMirror(storage, module);
    const opened = await tongue.open(win, module, storage).catch(() => ({ ended: false, returnUrl: null }));
    returnUrl = opened.returnUrl;
    if ("ended" in opened) return apart(opened.ended);
    mirror.learner(JSON.stringify(opened.speaker.actor));
    document = createDocument(opened.lrs, tongue.stateId);
    const status = await document.load();
    if (status !== 200 && status !== 404) return apart(false);
    launched = opened;
    begin(opened);
    const content = document.content();
    const { completion, success, score } = content;
    given = readOnly() ? content.state : mirror.newest(content.state);
    if (given !== content.state) {
      // What an earlier session could not save goes in now (RT-59).
      touched = true;
      void schedule.request("page");
    }
    return {
      connected: true,
      mode: opened.mode,
      learnerName: opened.learnerName,
      languages: opened.languages,
      mastery: opened.mastery,
      state: given,
      completion,
      success,
      score,
      ended: false,
    };
  }

  /** Without a session. */
  function apart(ended: boolean): Launch {
    if (module.keep && !ended) mirror = createMirror(createStorage(win, true), module);
    given = mirror.newest(null);
    return unconnected(module, given, ended);
  }

  function begin(opened: Launched): void {
    const content = document.content();
    const earlier = storage.read(opened.session) as Log | null;
    log = earlier && !earlier.ended && !opened.fresh ? earlier : {};
    content.sent.forEach((verb) => taken.add(verb));
    const registration = opened.speaker.registration ?? content.registration ?? (log.registration ??= uuid(win.crypto));
    speaker = { ...opened.speaker, registration };
    queue = createQueue(opened.lrs, storage, `outbox:${opened.session}`, {
      taken: (mark) => taken.add(mark),
      refused(mark) {
        if (mark === "passed" || mark === "completed") host.notify({ kind: "not-recorded" });
      },
    });
    schedule = createSchedule(win, host, { write, stale: () => dirty() });
    if (!log.started) {
      log.started = true;
      keep();
      // In a request of its own: the store must know of the session before anything else comes (C5-5).
      say({ statement: whole("initialized"), alone: true });
      if (opened.tellsBreaks && content.state) say({ statement: whole("resumed") });
    }
    void schedule.flush();
  }

  const readOnly = (): boolean => launched !== null && launched.mode !== "normal";
  const writing = (): boolean => launched !== null && !closed && !readOnly();

  /** A statement about the module as a whole. */
  function whole(verb: Verb, result: Json | null = null): Json {
    return statement(speaker, verb, course(speaker), result, launched?.defined(verb));
  }

  function spent(now: Snapshot): Json {
    return { duration: duration(now.seconds) };
  }

  function mark(): number {
    return launched?.mastery ?? module.mastery;
  }

  /** Completed and passed: each once in a registration, and at once (C5-6). */
  function verdicts(now: Snapshot): void {
    const open = (verb: string): boolean => !taken.has(verb) && !queue.holds(verb) && once(verb);
    if (now.completion === "completed" && open("completed")) {
      say({ statement: whole("completed", { completion: true, ...spent(now) }), mark: "completed" });
      courseEnds("completed");
    }
    if (now.success === "passed" && open("passed")) {
      const score = now.score === null ? 0 : round(now.score);
      // Compared after rounding (C5-9). A pass of an earlier stage stays one, without the score of this.
      const scored = now.score !== null && score >= mark() ? { score: { scaled: score } } : {};
      say({ statement: whole("passed", { success: true, ...scored, ...spent(now) }), mark: "passed" });
      courseEnds("passed");
    }
  }

  function courseEnds(verb: Verb): void {
    const statement = launched?.ends?.(verb);
    if (statement) say({ statement: { ...statement, timestamp: new Date().toISOString() }, alone: true });
  }

  /** Held back to the end, where no better one can follow (C5-6). */
  function failure(now: Snapshot): void {
    if (!log.judged || now.completion !== "completed" || now.success !== "failed" || now.score === null) return;
    const score = round(now.score);
    if (score >= mark() || taken.has("passed") || said("passed") || !once("failed")) return;
    say({ statement: whole("failed", { success: false, score: { scaled: score }, ...spent(now) }), mark: "failed" });
  }

  /** All that goes before `terminated`. */
  function lastWords(now: Snapshot): void {
    if (readOnly()) return;
    verdicts(now);
    failure(now);
    const broken = launched?.tellsBreaks && now.completion === "incomplete";
    if (broken) say({ statement: whole("suspended", spent(now)), mark: "suspended" });
  }

  function goodbye(now: Snapshot): void {
    say({ statement: whole("terminated", spent(now)), mark: "terminated" });
    log.ended = true;
    closed = true;
    keep();
    schedule.stop();
  }

  /** Takes back what only an end may say, since this was none. */
  function unsay(...verbs: string[]): void {
    verbs.forEach((verb) => queue.remove(verb));
    log.said = (log.said ?? []).filter((verb) => !verbs.includes(verb));
    keep();
  }

  function content(now: Snapshot): Content {
    const { state, completion, success, score } = now;
    const { registration } = speaker;
    const next: Content = { state, completion, success, score, sent: [...taken], registration };
    const held = document.content();
    // The learner's newest state here, and what was reached and sent before.
    return { ...merge(held, next), state: newer(now.state, held.state, module.lineage) };
  }

  function unkept(now: Snapshot): boolean {
    return awake() && JSON.stringify(content(now)) !== JSON.stringify(document.content());
  }

  function dirty(): boolean {
    return launched !== null && !closed && (queue.size() > 0 || (!readOnly() && unkept(host.snapshot())));
  }

  function mirrored(): void {
    if (!readOnly() && !log.ended && awake()) mirror.save(host.snapshot().state);
  }

  function idle(): Saved {
    if (readOnly()) return { ok: false, reason: "read-only" };
    mirrored();
    return { ok: false, reason: launched ? "session-ended" : "stand-alone" };
  }

  function over(): Saved {
    if (!closed) host.notify({ kind: "session-ended", lastSaved: schedule.saved() });
    closed = true;
    schedule.stop();
    return { ok: false, reason: "session-ended" };
  }

  async function write(): Promise<Written> {
    mirrored();
    if (writing() && awake()) verdicts(host.snapshot());
    if (!dirty()) return null;
    const flushed = await queue.flush();
    const now = host.snapshot();
    const status = flushed !== "over" && writing() && unkept(now) ? await document.save(content(now)) : DONE;
    if (flushed === "over" || status === 401) return over();
    if (flushed === "all" && isDone(status)) return { ok: true, at: new Date() };
    return { ok: false, reason: "unreachable" };
  }

  /** Everything at once, without waiting for one another: the page may go (XA-11). */
  function rush(): void {
    mirrored();
    if (!launched || closed) return;
    if (writing() && awake()) verdicts(host.snapshot());
    void queue.flush();
    if (writing() && unkept(host.snapshot())) void document.save(content(host.snapshot()), true);
  }

  async function end(): Promise<Saved> {
    const now = host.snapshot();
    lastWords(now);
    const saved = await schedule.flush();
    // Nothing may follow `terminated`, nor be on its way when it goes (C5-6).
    await document.settled();
    if (!saved.ok) {
      unsay("failed", "suspended");
      return saved;
    }
    goodbye(host.snapshot());
    const flushed = await queue.flush();
    if (flushed === "later") queue.drain();
    mirror.clear();
    return saved;
  }

  function progressed(now: Snapshot): void {
    const part = Math.max(1, Math.min(99, Math.round(now.progress * 100)));
    if (!launched?.progress || now.completion === "completed" || taken.has("completed") || now.progress <= 0) return;
    if (once(`progressed ${part}`)) say({ statement: whole("progressed", { extensions: { [launched.progress]: part } }) });
  }

  return {
    standard: tongue.standard,
    start(player, data) {
      host = player;
      module = data;
      launching ??= open();
      return launching;
    },
    answered(answers) {
      touched = true;
      if (!writing() || !launched) return;
      log.judged = true;
      keep();
      const { place } = launched;
      if (module.interactions) say(...answers.map((answer) => ({ statement: answered(speaker, answer, place) })));
    },
    experienced(page) {
      touched = true;
      if (writing() && once(`page ${page.id}`)) say({ statement: experienced(speaker, page) });
    },
    commit(reason: Reason) {
      touched = true;
      if (!writing()) return Promise.resolve(idle());
      if (reason === "activity") progressed(host.snapshot());
      return schedule.request(reason);
    },
    hide: rush,
    leave(persisted) {
      if (persisted || !launched || closed) return rush();
      const now = host.snapshot();
      mirrored();
      if (awake()) lastWords(now);
      if (!readOnly() && unkept(now)) void document.save(content(now), true);
      goodbye(now);
      queue.drain();
    },
    show() {
      if (launched && !closed) void schedule.flush();
    },
    async finish() {
      touched = true;
      if (!launched || closed) return idle();
      const saved = await end();
      return readOnly() ? idle() : saved;
    },
    exit() {
      if (!returnUrl) return closePopup(win);
      win.location.assign(returnUrl);
      return true;
    },
  };
}

/** Names a session without spelling out its secrets. */
export function sessionKey(...parts: string[]): string {
  return `session:${digest(parts.join(" "))}${digest(parts.reverse().join(" "))}`;
}
