/**
 * The one interface between the player and what records it: SCORM 1.2, SCORM 2004, xAPI, cmi5 or nothing (stand-alone).
 * The player never asks which standard it runs in; each adapter maps these values to its own (RT-18, C5-6 ...).
 */

import type { ModuleData, QuestionData, QuizEntry } from "../model";

/** What the learner's system said at launch. */
export interface Launch {
  /** False: stand-alone, nothing is recorded (RT-6). */
  connected: boolean;
  /** Stand-alone, but kept in the browser, since the author asked for it (RT-6). */
  kept?: boolean;
  /** In browse and review nothing is written (RT-23, C5-7). */
  mode: "normal" | "browse" | "review";
  /** As given, "" if unknown. Shown only with textContent, never stored or logged (SEC-1, SEC-7). */
  learnerName: string;
  /** The learner's preferred languages, most wanted first. */
  languages: string[];
  /** 0-1; the system's mark where it gives one, else the authored one (RT-17, C5-9). */
  mastery: number;
  /** The newest state found (learner's system or this window's mirror), or null. See resume.ts. */
  state: string | null;
  /** What is recorded already, as far as it can be known; never lowered (RT-13). */
  completion: Completion;
  success: Success;
  /** Best recorded score 0-1, or null. */
  score: number | null;
  /** A session that ended and cannot be gone on with (C5-14, C5-2): show only the ended page. */
  ended: boolean;
}

export type Completion = "incomplete" | "completed";
/** "failed" means: complete and judged under the mark. Whether and when that is told is the adapter's decision. */
export type Success = "unknown" | "passed" | "failed";

/** Where the learner stands now, as the player knows it. */
export interface Snapshot {
  /** Printable ASCII, `1;<lineage>;<sequence number, base 36>;...`: see resume.ts. */
  state: string;
  /** Id of the current page: the bookmark. */
  location: string;
  completion: Completion;
  success: Success;
  /** 0-1, at most four decimals; null until the module is complete (LMS-1, RT-14). */
  score: number | null;
  /** 0-1; reaches 1 exactly when completed (RT-17). */
  progress: number;
  /** Active seconds of this session so far (RT-19). */
  seconds: number;
  /** What is known of each element, for objectives (SQ-9): best score of its quiz at the stage, 0-1 or null. */
  objectives: { id: string; name: string; score: number | null; completion: Completion }[];
}

/** One submitted answer. */
export interface Answer {
  quiz: QuizEntry;
  question: QuestionData;
  response: string;
  /** 0-1, at most four decimals; null where nothing is judged. */
  score: number | null;
  /** Seconds from question shown to answer submitted. */
  latency: number;
  at: Date;
  /** A second record of the answer before it: a SCORM system is not told again what is the same (PF-4). */
  follows?: boolean;
}

export type Saved =
  /** Kept by the learner's system. */
  | { ok: true; at: Date }
  /** Not kept yet: it stays in memory and is tried again. */
  | { ok: false; reason: "stand-alone" | "read-only" | "unreachable" | "session-ended" };

export type Notice =
  | { kind: "unsaved"; lastSaved: Date | null }
  | { kind: "saved"; at: Date }
  | { kind: "session-ended"; lastSaved: Date | null }
  | { kind: "not-recorded" };

export interface Host {
  /** Asked for at every write, so it is always the newest. */
  snapshot(): Snapshot;
  /** Told about trouble and its end; may be called at any time after start. */
  notify(notice: Notice): void;
}

/**
 * Why a commit is asked for: an answer, a finished activity and a verdict go at once; a page change may wait and be
 * merged with the next (RT-45).
 */
export type Reason = "answer" | "activity" | "verdict" | "page" | "retry";

export interface Runtime {
  readonly standard: "scorm12" | "scorm2004" | "xapi" | "cmi5" | "web";
  /** Finds and opens the session. Never rejects: trouble becomes `connected: false` (RT-49). Call once. */
  start(host: Host, module: ModuleData): Promise<Launch>;
  /** Queues the records of answers; they go with the next commit. */
  answered(answers: readonly Answer[]): void;
  /** A page was finished: element page, quiz or self-check (xAPI `experienced` / `completed`; nothing in SCORM). */
  experienced(page: { id: string; title: string }): void;
  /** Writes what changed since the last time and commits. Resolves when it is known whether it was kept. */
  commit(reason: Reason): Promise<Saved>;
  /** The page became hidden: save what is dirty, never finish (RT-52). Synchronous as far as it can be. */
  hide(): void;
  /** The page is going. `persisted`: it may come back (RT-53). */
  leave(persisted: boolean): void;
  /** The page came back from the back/forward cache. */
  show(): void;
  /** "Save and exit": writes, ends the session, resolves with what was kept (RT-22). */
  finish(goOn?: boolean): Promise<Saved>;
  /** True if the system would go on to the course's next module now (SQ-5). */
  onward?(): boolean;
  /** After finish: go to the system's return address, or close a popup it may close. True if it did. */
  exit(): boolean;
}
