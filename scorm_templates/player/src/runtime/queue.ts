/** Statements on their way: in order, one request in flight, kept in this window until they are taken (XA-9, XA-10). */

import type { Json } from "./launch";
import { isDone, type Lrs } from "./lrs";
import type { Storage } from "./storage";

const MOST = 25;
const BYTES = 50_000;

export interface Entry {
  statement: Json;
  /** A verb that goes once: told to `taken` or `refused`. */
  mark?: string;
  /** Goes in a request of its own (C5-5). */
  alone?: boolean;
}

/** all: nothing is left; later: the store could not be reached; over: it does not know us any more. */
export type Flushed = "all" | "later" | "over";

export interface Queue {
  add(...entries: Entry[]): void;
  /** Takes back what was not sent yet. */
  remove(mark: string): void;
  size(): number;
  holds(mark: string): boolean;
  flush(): Promise<Flushed>;
  /** Sends all that is not in flight, at once, without waiting: the page is going (XA-11). */
  drain(): void;
}

export interface Told {
  taken(mark: string): void;
  refused(mark: string): void;
}

export function createQueue(lrs: Lrs, storage: Storage, key: string, told: Told): Queue {
  const stored = storage.read(key);
  let entries: Entry[] = Array.isArray(stored) ? (stored as Entry[]) : [];
  let flying: Entry[] = [];
  let running: Promise<Flushed> | null = null;
  /** How many go together: fewer after a refusal, to find the one that was meant. */
  let most = MOST;

  const keep = (): void => storage.write(key, entries);

  const done = (batch: Entry[], taken: boolean): void => {
    entries = entries.filter((entry) => !batch.includes(entry));
    keep();
    for (const { mark } of batch) if (mark) (taken ? told.taken : told.refused)(mark);
  };

  const batch = (from: Entry[], limit: number): Entry[] => {
    const chosen: Entry[] = [];
    let bytes = 0;
    for (const entry of from.slice(0, limit)) {
      bytes += JSON.stringify(entry.statement).length;
      if (chosen.length && (entry.alone || chosen[0]?.alone || bytes > BYTES)) break;
      chosen.push(entry);
    }
    return chosen;
  };

  const send = (chosen: Entry[]): Promise<number> =>
    lrs.statements(JSON.stringify(chosen.map((entry) => entry.statement))).then((reply) => {
      // 409: this id is known, so it arrived before (XA-9); in a batch it stands for one of them.
      if (isDone(reply.status) || (reply.status === 409 && chosen.length === 1)) done(chosen, true);
      return reply.status;
    });

  const work = async (): Promise<Flushed> => {
    /** Statements left to send one by one after a refused batch. */
    let single = 0;
    while (entries.length) {
      flying = batch(entries, single ? 1 : most);
      const number = flying.length;
      const status = await send(flying);
      const sent = flying;
      flying = [];
      if (entries.includes(sent[0] as Entry)) {
        if (status === 401) return "over";
        if (![400, 403, 409, 413].includes(status)) return "later";
        // One bad statement must not take the others with it (LMS-21).
        if (number === 1) done(sent, false);
        else if (status === 413) most = Math.ceil(number / 2);
        else single = number + 1;
      }
      single = Math.max(0, single - 1);
    }
    most = MOST;
    return "all";
  };

  return {
    add(...more) {
      entries.push(...more);
      keep();
    },
    remove(mark) {
      entries = entries.filter((entry) => entry.mark !== mark || flying.includes(entry));
      keep();
    },
    size: () => entries.length,
    holds: (mark) => entries.some((entry) => entry.mark === mark),
    flush() {
      running ??= work().finally(() => {
        running = null;
      });
      return running;
    },
    drain() {
      let rest = entries.filter((entry) => !flying.includes(entry));
      while (rest.length) {
        const next = batch(rest, MOST);
        rest = rest.slice(next.length);
        void send(next);
      }
    },
  };
}
