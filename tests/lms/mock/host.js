// A mock LMS with switchable faults (RT-57): `?edition=1.2|2004&profile=<name>&mode=frame|popup`. It records every call, refuses what its
// rules refuse, and keeps what is committed on the server by a synchronous request, as most systems do.
"use strict";

const query = new URLSearchParams(location.search);
const edition = query.get("edition");
const is2004 = edition === "2004";

/** What each profile does; the rest is a strict system. */
const PROFILES = {
  strict: {},
  moodle: { rules: "moodle" },
  noop: { noop: true },
  "no-interactions": { refused: /^cmi\.interactions/, with: "401" },
  "commit-fails": { failures: 3 },
  slow: { delay: 800 },
  "throws-in-finish": { throwing: true },
  review: { mode: "review" },
  late: { late: 2000 },
  "two-apis": { both: true },
  "cross-origin": {},
  // Lost when the test says so: window.lose().
  "session-lost": {},
};
const profile = { ...PROFILES[query.get("profile") || "strict"] };

const send = (path, data) => {
  const request = new XMLHttpRequest();
  request.open("POST", path, false);
  request.setRequestHeader("Content-Type", "application/json");
  request.send(JSON.stringify(data));
};

const stored = (() => {
  const request = new XMLHttpRequest();
  request.open("GET", "/mock/stored", false);
  request.send();
  return JSON.parse(request.responseText);
})();

const START = is2004
  ? { "cmi.learner_id": "learner-7", "cmi.learner_name": "Cole, Ade", "cmi.credit": "credit", "cmi.mode": "normal", "cmi.scaled_passing_score": "0.58" }
  : { "cmi.core.student_id": "learner-7", "cmi.core.student_name": "Cole, Ade", "cmi.core.credit": "credit", "cmi.core.lesson_mode": "normal" };
if (profile.rules === "moodle") START[is2004 ? "cmi.learner_name" : "cmi.core.student_name"] = "Ade Cole";
const CHILDREN = { interactions: "id,objectives,timestamp,type,correct_responses,weighting,learner_response,result,latency,description", objectives: "id,score,status" };

window.calls = [];
const refused = (name, values, code) => {
  if (!profile.noop) send("/mock/refused", { name, values, code });
};

function system() {
  let values = { ...stored };
  let kept = { ...stored };
  let error = "0";
  let open = false;
  let over = false;
  let commits = 0;
  const records = { interactions: [], objectives: [] };
  for (let index = 0; stored[`cmi.objectives.${index}.id`]; index++) records.objectives.push({ id: stored[`cmi.objectives.${index}.id`] });

  const say = (code) => {
    error = code;
    return code === "0" ? "true" : "false";
  };
  /** The error of a call that meets no open session. */
  const closed = (which) => (is2004 ? { get: over ? "123" : "122", set: over ? "133" : "132", commit: over ? "143" : "142" }[which] : "301");
  const gone = () => window.lost;

  function initialize() {
    if (open) return say(is2004 ? "103" : "101");
    open = true;
    return say("0");
  }

  function get(element) {
    if (profile.noop) return /suspend_data$|location$/.test(element) ? values[element] ?? "" : "";
    if (!open || gone()) {
      error = closed("get");
      return "";
    }
    if (profile.refused?.test(element)) {
      error = profile.with;
      return "";
    }
    error = "0";
    const counted = /^cmi\.(interactions|objectives)\._(count|children)$/.exec(element);
    // A number, as Moodle gives it (LMS-4).
    if (counted) return counted[2] === "count" ? records[counted[1]].length : CHILDREN[counted[1]];
    if (element.endsWith("_children")) return "audio,language,speed,text";
    if (/request_valid/.test(element)) return "unknown";
    if (!MODEL.known(edition, element)) {
      error = MODEL.CODES[edition].unknown;
      return "";
    }
    if (!is2004 && /^cmi\.interactions|session_time$|core\.exit$/.test(element)) {
      error = "404";
      return "";
    }
    const own = element.endsWith("mode") && profile.mode ? profile.mode : { ...START, ...values }[element];
    if (own === undefined && element.endsWith("lesson_status")) return "not attempted";
    if (own === undefined && element.endsWith("entry")) return values["cmi.suspend_data"] ? "resume" : "ab-initio";
    if (own === undefined && is2004) error = "403";
    return own ?? "";
  }

  function set(element, value) {
    if (profile.noop) {
      values[element] = value;
      void fetch("/mock/commit", { method: "POST", body: JSON.stringify({ [element]: value }), keepalive: true });
      return "true";
    }
    if (!open || gone()) return say(closed("set"));
    if (profile.refused?.test(element)) return say(profile.with);
    const code = MODEL.check(edition, element, value, profile.rules, records);
    if (code !== "0") refused("SetValue", [element, value], code);
    else values[element] = value;
    return say(code);
  }

  function commit() {
    if (profile.noop) return "true";
    if (!open || gone()) return say(closed("commit"));
    commits += 1;
    if (profile.failures && commits <= profile.failures + 1 && commits > 1) {
      // It keeps nothing of what it was given.
      values = { ...kept };
      for (const name of Object.keys(records)) records[name].length = 0;
      return say(is2004 ? "391" : "101");
    }
    const end = Date.now() + (profile.delay ?? 0);
    while (Date.now() < end);
    send("/mock/commit", values);
    kept = { ...values };
    return say("0");
  }

  function finish() {
    if (profile.throwing) throw new DOMException("A network error occurred.", "NetworkError");
    if (profile.noop) return "true";
    if (!open || gone()) return say(closed("commit"));
    send("/mock/commit", values);
    open = false;
    over = true;
    return say("0");
  }

  return { initialize, get, set, commit, finish, error: () => (profile.noop ? "0" : error) };
}

function facade(own, spelling, log) {
  const names = spelling === "2004"
    ? { Initialize: "initialize", Terminate: "finish", GetValue: "get", SetValue: "set", Commit: "commit", GetLastError: "error" }
    : { LMSInitialize: "initialize", LMSFinish: "finish", LMSGetValue: "get", LMSSetValue: "set", LMSCommit: "commit", LMSGetLastError: "error" };
  const api = {};
  for (const [name, method] of Object.entries(names)) {
    api[name] = (...values) => {
      log.push({ name, args: values });
      if (values.some((value) => typeof value !== "string")) refused(name, values.map(String), "not a string");
      return own[method](...values);
    };
  }
  return api;
}

window.lost = false;
window.lose = () => {
  window.lost = true;
};
window.wrong = [];
const attach = () => {
  const own = system();
  window[is2004 ? "API_1484_11" : "API"] = facade(own, edition, window.calls);
  // The other edition's object, which must not be touched (RT-4).
  if (profile.both) window[is2004 ? "API" : "API_1484_11"] = facade(system(), is2004 ? "1.2" : "2004", window.wrong);
};
if (profile.late) setTimeout(attach, profile.late);
else attach();

window.leave = {
  removed: () => document.getElementById("content").remove(),
  replaced: () => {
    document.getElementById("content").src = "/returned";
  },
  navigated: () => location.assign("/returned"),
  closed: () => window.popup.close(),
};

if (query.get("mode") === "popup") {
  window.popup = window.open("/package/index.html", "course", "width=1000,height=700");
} else {
  const frame = document.createElement("iframe");
  frame.id = "content";
  frame.title = "Course";
  frame.width = 1000;
  frame.height = 700;
  frame.src = "/package/index.html";
  document.getElementById("stage").append(frame);
}
