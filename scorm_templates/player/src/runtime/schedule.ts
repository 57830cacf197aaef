/**
 * When things are written: a learner's action at once but after the next paint (PF-5), page changes together, at most one in
 * two seconds (RT-45), now and then while something is unsaved (RT-46), and again after a failure (RT-47).
 */

import type { Host, Reason, Saved } from "./runtime";

const MERGE = 1000;
const APART = 2000;
const REGULARLY = 10 * 60_000;
/** Waits between tries after a failure, in milliseconds. Then: when the network is back, and at each action. */
const TRIES = [2000, 4000, 8000, 16_000, 30_000];
/** A frame that is never painted (hidden page) must not hold back a write for longer. */
const FRAME = 30;

/** What a write did: nothing to do gives null. */
export type Written = Saved | null;

export interface Schedule {
  request(reason: Reason): Promise<Saved>;
  /** Writes now what waits; what comes of it is known to those who asked. */
  flush(): Promise<Saved>;
  /** The time of the last write that was kept. */
  saved(): Date | null;
  stop(): void;
}

export interface Work {
  /** Writes what changed. A plain value where it is known at once, so that a page that goes has it done. */
  write(): Written | Promise<Written>;
  /** True if the learner's time alone makes a regular write worth while. */
  stale(): boolean;
}

export function createSchedule(win: Window, host: Host, work: Work): Schedule {
  let waiting: ((saved: Saved) => void)[] = [];
  let timer: number | undefined;
  let due = Infinity;
  let retry: number | undefined;
  let failures = 0;
  let last: Date | null = null;
  let lastRun = -Infinity;
  let running: Promise<Saved> | null = null;
  let stopped = false;

  const settle = (done: Written, asked: ((saved: Saved) => void)[]): Saved => {
    const saved: Saved = done ?? { ok: true, at: last ?? new Date() };
    running = null;
    if (done?.ok) last = done.at;
    if (saved.ok) recovered(saved.at);
    else if (saved.reason === "unreachable") failed();
    asked.forEach((tell) => tell(saved));
    return saved;
  };

  const recovered = (at: Date): void => {
    win.clearTimeout(retry);
    retry = undefined;
    if (failures > 1) host.notify({ kind: "saved", at });
    failures = 0;
  };

  const failed = (): void => {
    failures += 1;
    if (failures > 1) host.notify({ kind: "unsaved", lastSaved: last });
    win.clearTimeout(retry);
    const wait = TRIES[failures - 1];
    if (wait === undefined || stopped) return;
    retry = win.setTimeout(() => void run(), wait * (1 + Math.random() / 4));
  };

  const run = (): Promise<Saved> => {
    win.clearTimeout(timer);
    timer = undefined;
    due = Infinity;
    // One write at a time: what is asked for meanwhile waits for it and goes next.
    if (running) return running.then(run);
    const asked = waiting;
    waiting = [];
    lastRun = Date.now();
    let done: Written | Promise<Written>;
    try {
      done = work.write();
    } catch {
      done = { ok: false, reason: "unreachable" };
    }
    if (!(done instanceof Promise)) return Promise.resolve(settle(done, asked));
    running = done.then(
      (written) => settle(written, asked),
      () => settle({ ok: false, reason: "unreachable" }, asked),
    );
    return running;
  };

  const later = (wait: number): void => {
    if (Date.now() + wait >= due) return;
    win.clearTimeout(timer);
    due = Date.now() + wait;
    timer = win.setTimeout(() => void run(), wait);
  };

  const painted = (): void => {
    later(FRAME);
    try {
      win.requestAnimationFrame(() => later(0));
    } catch {
      // No frames here: the timer does it.
    }
  };

  const online = (): void => {
    if (failures) void run();
  };
  win.addEventListener("online", online);
  const regular = win.setInterval(() => {
    if (work.stale()) void run();
  }, REGULARLY);

  return {
    request(reason) {
      return new Promise((resolve) => {
        waiting.push(resolve);
        if (reason === "page") later(Math.max(MERGE, lastRun + APART - Date.now()));
        else painted();
      });
    },
    flush: run,
    saved: () => last,
    stop() {
      stopped = true;
      win.clearTimeout(timer);
      win.clearTimeout(retry);
      win.clearInterval(regular);
      win.removeEventListener("online", online);
    },
  };
}
