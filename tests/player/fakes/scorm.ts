/** A SCORM system that records its calls and can be made to misbehave. */

export interface Faults {
  /** Answers of Initialize: its error, "0" for none. */
  initialize?: string;
  /** How many Commits are refused, after how many that are not. */
  refuseCommits?: number;
  /** Calls by these names throw. */
  throwing?: Set<string>;
  /** Error of any write whose element matches. */
  refused?: { element: RegExp; error: string };
  /** Everything reads "" and is "true" (Open edX). */
  hollow?: boolean;
  /** The session is over: every call gives this error. */
  over?: string;
  /** Elements that give this error when read. */
  unreadable?: { element: RegExp; error: string };
}

export class FakeScorm {
  calls: string[] = [];
  values: Record<string, string>;
  faults: Faults;
  committed: Record<string, string> = {};
  finished = false;
  api: Record<string, (...values: string[]) => unknown>;
  private error = "0";

  constructor(edition: "1.2" | "2004", values: Record<string, string> = {}, faults: Faults = {}) {
    this.values = { ...values };
    this.faults = faults;
    const names = ["Initialize", "Finish", "GetValue", "SetValue", "Commit", "GetLastError"] as const;
    const bodies: ((...values: string[]) => unknown)[] = [
      () => this.initialize(),
      () => this.finish(),
      (element) => this.get(element as string),
      (element, value) => this.set(element as string, value as string),
      () => this.commit(),
      () => this.error,
    ];
    this.api = {};
    names.forEach((name, index) => {
      const spelt = edition === "1.2" ? `LMS${name}` : name === "Finish" ? "Terminate" : name;
      this.api[spelt] = (...given) => {
        for (const value of given) if (typeof value !== "string") throw new TypeError(`${spelt} got a ${typeof value}`);
        this.calls.push([name, ...given].join(" "));
        if (this.faults.throwing?.has(name)) throw new Error("NetworkError");
        return (bodies[index] as (...values: string[]) => unknown)(...given);
      };
    });
  }

  /** Calls since the last time, without the questions for errors if so wished. */
  take(): string[] {
    return this.calls.splice(0);
  }

  private say(error: string): string {
    this.error = error;
    return error === "0" ? "true" : "false";
  }

  private initialize(): unknown {
    return this.say(this.faults.initialize ?? "0");
  }

  private finish(): unknown {
    if (this.faults.over) return this.say(this.faults.over);
    this.finished = true;
    this.committed = { ...this.values };
    return this.say("0");
  }

  private get(element: string): unknown {
    if (this.faults.hollow) return "";
    const { over, unreadable } = this.faults;
    if (over) {
      this.error = over;
      return "";
    }
    this.error = unreadable?.element.test(element) ? unreadable.error : "0";
    if (this.error !== "0") return "";
    const counted = /^cmi\.(interactions|objectives)\._count$/.exec(element);
    // As a number, as Moodle does (LMS-4).
    if (counted) return new Set(Object.keys(this.values).map((name) => new RegExp(`^cmi\\.${counted[1]}\\.(\\d+)\\.`).exec(name)?.[1]).filter(Boolean)).size;
    if (element.endsWith("._children")) return this.values[element] ?? "id,score,status,language,completion_status,type";
    return this.values[element] ?? "";
  }

  private set(element: string, value: string): unknown {
    if (this.faults.over) return this.say(this.faults.over);
    if (this.faults.refused?.element.test(element)) return this.say(this.faults.refused.error);
    this.values[element] = value;
    return this.say("0");
  }

  private commit(): unknown {
    if (this.faults.over) return this.say(this.faults.over);
    if (this.faults.refuseCommits) {
      this.faults.refuseCommits -= 1;
      // It keeps nothing of what it was given.
      this.values = { ...this.committed };
      return this.say("101");
    }
    this.committed = { ...this.values };
    return this.say("0");
  }
}
