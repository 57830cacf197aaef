/** The learner's state in the record store: one document that several windows and sessions may write (XA-12, C5-6). */

import { parse, type Json } from "./launch";
import { isDone, type Lrs, type Reply } from "./lrs";
import { header } from "./mirror";
import { NOTHING } from "./unconnected";
import { higher, type Verdict } from "./verdict";

const TRIES = 3;

export interface Content extends Verdict {
  state: string | null;
  /** Verbs that go once in a registration and were taken. */
  sent: string[];
  /** Ours, where the launch gave none (XA-5). */
  registration: string | null;
}

export const EMPTY: Content = { ...NOTHING, state: null, sent: [], registration: null };

export interface Document {
  /** The status of the reply: 200, 404 for none yet, or trouble. */
  load(): Promise<number>;
  content(): Content;
  /** The status of the last reply; content then is what was written. `leaving`: nothing may be waited for. */
  save(next: Content, leaving?: boolean): Promise<number>;
  /** Until no request is on its way. */
  settled(): Promise<unknown>;
}

function read(text: string): Content {
  const given: Json = parse(text) ?? {};
  const score = given["score"];
  const sent = given["sent"];
  return {
    completion: given["completion"] === "completed" ? "completed" : "incomplete",
    success: given["success"] === "passed" || given["success"] === "failed" ? given["success"] : "unknown",
    score: typeof score === "number" && score >= 0 && score <= 1 ? score : null,
    state: typeof given["state"] === "string" ? given["state"] : null,
    sent: Array.isArray(sent) ? sent.filter((verb): verb is string => typeof verb === "string") : [],
    registration: typeof given["registration"] === "string" ? given["registration"] : null,
  };
}

/** The higher completion wins, else the newer state; nothing that was reached or sent is lost. */
export function merge(first: Content, second: Content): Content {
  const age = (content: Content): number => header(content.state)?.sequence ?? -1;
  const differ = first.completion !== second.completion;
  const leads = differ ? first.completion === "completed" : age(first) >= age(second);
  return {
    ...higher(first, second),
    state: (leads ? first.state : second.state) ?? first.state ?? second.state,
    sent: [...new Set([...first.sent, ...second.sent])],
    registration: first.registration ?? second.registration,
  };
}

export function createDocument(lrs: Lrs, stateId: string): Document {
  let held = EMPTY;
  let exists = false;
  let etag: string | null = null;
  /** The store shows its tags; some are hidden from pages of another origin. */
  let tagged = true;
  /** What must be over before the next write: the writes before it, and the tag of the last. */
  let busy: Promise<unknown> = Promise.resolve();
  let tagging: Promise<unknown> = busy;

  const take = (reply: Reply): void => {
    if (reply.etag) etag = /^(W\/)?"/.test(reply.etag) ? reply.etag : `"${reply.etag}"`;
  };

  const load = async (): Promise<number> => {
    const reply = await lrs.state("GET", stateId);
    exists = reply.status === 200;
    etag = null;
    if (exists) {
      take(reply);
      tagged = etag !== null;
      held = read(reply.body);
    }
    return reply.status;
  };

  /**
   * The tag of what was just written, where the store did not say it. Where another has written since, the old one is
   * kept: it will be refused, and then both are merged.
   */
  const retag = async (written: Content): Promise<void> => {
    const before = etag;
    etag = null;
    const reply = await lrs.state("GET", stateId);
    if (reply.status !== 200) return;
    if (read(reply.body).state !== written.state) {
      etag = before;
      return;
    }
    take(reply);
    tagged = etag !== null;
  };

  const put = async (wanted: Content): Promise<number> => {
    for (let round = 1; ; round++) {
      const condition: Record<string, string> = !exists ? { "If-None-Match": "*" } : etag ? { "If-Match": etag } : {};
      const reply = await lrs.state("PUT", stateId, JSON.stringify(wanted), condition);
      const { status } = reply;
      if (isDone(status)) {
        held = wanted;
        exists = true;
        take(reply);
        if (!reply.etag && tagged) tagging = retag(wanted);
      }
      if ((status !== 412 && status !== 409) || round === TRIES) return status;
      await load();
      wanted = merge(wanted, held);
    }
  };

  const settled = (): Promise<unknown> => busy.then(() => tagging);

  return {
    load,
    content: () => held,
    settled,
    save(next, leaving) {
      const done = leaving ? put(next) : settled().then(() => put(next));
      busy = Promise.all([busy, done]);
      return done;
    },
  };
}
