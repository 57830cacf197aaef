/** A learning record store that records requests and can be made to misbehave; cmi5's rules as an LMS enforces them (C5-30). */

export interface Request {
  method: string;
  resource: string;
  query: URLSearchParams;
  headers: Record<string, string>;
  body: string;
  keepalive: boolean;
}

export interface Given {
  status: number;
  body?: string;
  etag?: string | null;
}

// Test data: statements are looked at field by field.
// eslint-disable-next-line @typescript-eslint/no-explicit-any
export type Statement = any;

export class FakeLrs {
  requests: Request[] = [];
  statements: Statement[] = [];
  documents = new Map<string, { body: string; etag: string }>();
  /** Answers instead of the usual ones, for requests it says something to. */
  fault: ((request: Request) => Given | undefined) | null = null;
  /** What a request must wait for before it is answered; a slow store. */
  hold: ((request: Request) => Promise<unknown> | undefined) | null = null;
  showsTags = true;
  /** Says the new tag in the reply to a PUT. */
  tellsTags = false;
  private version = 0;

  constructor(readonly endpoint: string) {}

  fetch = async (url: string, options: RequestInit): Promise<Response> => {
    await Promise.resolve();
    const parsed = new URL(url);
    const request: Request = {
      method: options.method ?? "GET",
      resource: url.startsWith(this.endpoint) ? url.slice(this.endpoint.length).replace(/\?.*/, "") : url,
      query: parsed.searchParams,
      headers: (options.headers ?? {}) as Record<string, string>,
      body: typeof options.body === "string" ? options.body : "",
      keepalive: options.keepalive === true,
    };
    this.requests.push(request);
    await this.hold?.(request);
    const given = this.fault?.(request) ?? this.answer(request);
    if (given.status === 0) throw new TypeError("Failed to fetch");
    const empty = given.status === 204;
    return new Response(empty ? null : (given.body ?? ""), { status: given.status, headers: given.etag ? { ETag: given.etag } : {} });
  };

  answer(request: Request): Given {
    if (request.resource === "statements") return this.store(JSON.parse(request.body) as Statement[]);
    if (request.resource === "activities/state") return this.state(request);
    if (request.resource === "about") return { status: 200, body: '{"version":["1.0.3"]}' };
    return { status: 404 };
  }

  private store(batch: Statement[]): Given {
    if (batch.some(({ id }) => this.statements.some((known: Statement) => known.id === id))) return { status: 409 };
    this.statements.push(...batch);
    return { status: 200, body: JSON.stringify(batch.map(({ id }) => id)) };
  }

  put(stateId: string, value: unknown): void {
    this.version += 1;
    this.documents.set(stateId, { body: JSON.stringify(value), etag: `"v${this.version}"` });
  }

  private state(request: Request): Given {
    const stateId = request.query.get("stateId") ?? "";
    const held = this.documents.get(stateId);
    if (request.method === "GET") return held ? { status: 200, body: held.body, etag: this.showsTags ? held.etag : null } : { status: 404 };
    if (held && request.headers["If-None-Match"] === "*") return { status: 412 };
    const match = request.headers["If-Match"];
    if (match && match !== held?.etag) return { status: 412 };
    this.put(stateId, JSON.parse(request.body));
    return { status: 204, etag: this.tellsTags ? (this.documents.get(stateId)?.etag ?? null) : null };
  }

  document(stateId = "coursewright"): Statement {
    const held = this.documents.get(stateId);
    return held ? JSON.parse(held.body) : null;
  }

  verbs(): string[] {
    return this.statements.map((statement: Statement) => statement.verb.id.replace(/.*\//, ""));
  }

  take(): Request[] {
    return this.requests.splice(0);
  }
}

export const CATEGORIES = "https://w3id.org/xapi/cmi5/context/categories";

/** A registration in a cmi5 LMS: sessions, tokens, launch data, and the rules of cmi5 9.3 to 9.6 in our own words. */
export class FakeCmi5 extends FakeLrs {
  violations: string[] = [];
  launchMode = "Normal";
  masteryScore: number | undefined = 0.65;
  returnURL: string | undefined = "https://lms.test/back";
  activityId = "https://lms.test/activities/77";
  registration = "c0ffee00-1234-4321-8888-0123456789ab";
  actor = { objectType: "Agent", name: "Sam Ward", account: { homePage: "https://lms.test", name: "u77" } };
  groupings = ["https://learning.test/au/1", "https://learning.test/course"];
  private session = 0;
  private fetched = new Set<string>();
  private read = new Set<string>();
  private inSession: string[] = [];

  constructor() {
    super("https://lms.test/lrs/");
  }

  /** The query of a new launch. */
  launch(): string {
    this.session += 1;
    this.inSession = [];
    this.read = new Set();
    return `?${new URLSearchParams({
      endpoint: "https://lms.test/lrs",
      fetch: `https://lms.test/fetch?session=${this.session}`,
      actor: JSON.stringify(this.actor),
      registration: this.registration,
      activityId: this.activityId,
    })}`;
  }

  override answer(request: Request): Given {
    const fetching = /^https:\/\/lms\.test\/fetch\?session=(\d+)/.exec(this.address(request));
    if (fetching) return this.token(request, fetching[1] ?? "");
    if (request.headers["Authorization"] !== `Basic token-${this.session}`) return { status: 401 };
    if (request.headers["X-Experience-API-Version"] !== "1.0.3") this.violations.push("version header");
    if (request.resource === "activities/state" && request.query.get("stateId") === "LMS.LaunchData") {
      if (request.method !== "GET") this.violations.push("10.2.1: LMS.LaunchData written");
      this.read.add("data");
      return { status: 200, body: JSON.stringify(this.launchData()) };
    }
    if (request.resource === "agents/profile") {
      this.read.add("preferences");
      return { status: 200, body: '{"languagePreference":"cy-GB,en-GB","audioPreference":"off"}' };
    }
    if (this.inSession.includes("terminated")) this.violations.push("9.3: something after terminated");
    if (request.resource === "statements") {
      const refused = (JSON.parse(request.body) as Statement[]).map((statement) => this.judge(statement)).find(Boolean);
      if (refused) {
        this.violations.push(refused);
        return { status: 403 };
      }
      const batch = JSON.parse(request.body) as Statement[];
      if (batch.length > 1 && batch.some((statement) => statement.verb.id.endsWith("initialized"))) this.violations.push("initialized not alone");
    }
    return super.answer(request);
  }

  private address(request: Request): string {
    return request.resource + (request.query.toString() && !request.resource.includes("?") ? `?${request.query}` : "");
  }

  private token(request: Request, session: string): Given {
    if (request.method !== "POST") return { status: 405 };
    if (this.fetched.has(session)) return { status: 200, body: '{"error-code":"1","error-text":"used"}' };
    this.fetched.add(session);
    return { status: 200, body: JSON.stringify({ "auth-token": `token-${session}` }) };
  }

  launchData(): Record<string, unknown> {
    return {
      contextTemplate: this.template(),
      launchMode: this.launchMode,
      moveOn: "CompletedAndPassed",
      ...(this.masteryScore === undefined ? {} : { masteryScore: this.masteryScore }),
      ...(this.returnURL === undefined ? {} : { returnURL: this.returnURL }),
    };
  }

  private template(): Statement {
    return {
      contextActivities: { grouping: this.groupings.map((id) => ({ objectType: "Activity", id })) },
      extensions: { "https://w3id.org/xapi/cmi5/context/extensions/sessionid": `session-${this.session}` },
    };
  }

  /** The rule a statement breaks, if any. */
  private judge(statement: Statement): string | null {
    const verb = statement.verb.id.replace("http://adlnet.gov/expapi/verbs/", "") as string;
    const { result = {}, context } = statement;
    const categories: string[] = (context.contextActivities.category ?? []).map(({ id }: { id: string }) => id);
    const defined = categories.includes(`${CATEGORIES}/cmi5`);
    const passes = this.statements.some((known: Statement) => known.verb.id.endsWith("/passed"));
    const sent = (name: string): boolean => this.statements.some((known: Statement) => known.verb.id.endsWith(`/${name}`));
    const rules: [boolean, string][] = [
      [this.read.has("data") && this.read.has("preferences"), "11.0.0.0-3: data and preferences not read first"],
      [Boolean(statement.id), "9.1: no id"],
      [JSON.stringify(statement.actor) === JSON.stringify(this.actor), "8.1.3: another actor"],
      [context.registration === this.registration, "8.1.4: another registration"],
      [/Z$/.test(statement.timestamp), "9.7: timestamp not UTC"],
      [this.groupings.every((id, index) => context.contextActivities.grouping?.[index]?.id === id), "10.2.1: template's grouping"],
      [context.extensions?.["https://w3id.org/xapi/cmi5/context/extensions/sessionid"] === `session-${this.session}`, "9.6.3.1: session id"],
      [verb === "initialized" ? this.inSession.length === 0 : this.inSession[0] === "initialized", "9.3: initialized first"],
      [!this.inSession.includes("terminated"), "9.3: after terminated"],
      [!defined || statement.object.id === this.activityId, "9.4: another object"],
      [!defined || !this.inSession.includes(verb), `9.3: ${verb} twice in a session`],
      [!(verb === "completed" && sent("completed")), "9.3: completed twice in the registration"],
      [!(verb === "passed" && passes), "9.3: passed twice in the registration"],
      [!(verb === "failed" && passes), "9.3: failed after passed"],
      [!(verb === "failed" && this.inSession.includes("passed")) && !(verb === "passed" && this.inSession.includes("failed")), "9.3: passed and failed"],
      [!/^(initialized|completed|passed|failed|terminated)$/.test(verb) || defined, "9.6.2.1: no cmi5 category"],
      [categories.includes(`${CATEGORIES}/moveon`) === (defined && ("completion" in result || "success" in result)), "9.6.2.2: moveon"],
      [!defined || ("completion" in result) === (verb === "completed"), "9.5.3: completion"],
      [!defined || ("success" in result) === /^(passed|failed)$/.test(verb), "9.5.2: success"],
      [!defined || !result.score || /^(passed|failed)$/.test(verb), "9.5.1: score"],
      [!/^(completed|passed|failed|terminated)$/.test(verb) || /^PT/.test(result.duration ?? ""), "9.5.4: duration"],
      [!(verb === "passed" && result.score && this.masteryScore !== undefined && result.score.scaled < this.masteryScore), "9.3.4: passed under the mark"],
      [!(verb === "failed" && result.score && this.masteryScore !== undefined && result.score.scaled >= this.masteryScore), "9.3.5: failed over the mark"],
      [
        !/^(passed|failed)$/.test(verb) || context.extensions["https://w3id.org/xapi/cmi5/context/extensions/masteryscore"] === this.masteryScore,
        "9.6.3.2: masteryscore",
      ],
      [this.launchMode === "Normal" || /^(initialized|terminated)$/.test(verb), "10.2.2: not in this mode"],
    ];
    const broken = rules.find(([kept]) => !kept);
    if (!broken) this.inSession.push(verb);
    return broken ? `${broken[1]} (${verb})` : null;
  }
}
