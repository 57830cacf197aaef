// An LMS around npm scorm-again: gives it what was committed before, records every call, and launches the package in a frame.
(async () => {
  const query = new URLSearchParams(location.search);
  const is2004 = query.get("standard") === "scorm2004";
  const stored = await (await fetch("/stored")).json();
  const settings = {
    lmsCommitUrl: "/commit",
    autocommit: false,
    logLevel: 5,
    sendFullCommit: true,
    alwaysSendTotalTime: true,
  };
  const api = is2004 ? new window.Scorm2004API(settings) : new window.Scorm12API(settings);
  const cmi = structuredClone(stored.cmi ?? {});
  const mode = query.get("mode") ?? "normal";
  if (is2004) {
    const resumed = cmi.exit === "suspend" || cmi.suspend_data;
    for (const name of ["exit", "session_time", "interactions", "comments_from_learner", "comments_from_lms"]) delete cmi[name];
    // Interactions of earlier sessions stay in the store; the run-time begins each session without them.
    api.loadFromJSON({ ...cmi, entry: resumed ? "resume" : "ab-initio", mode, credit: mode === "normal" ? "credit" : "no-credit",
      learner_id: "learner-7", learner_name: "Cole, Ade", scaled_passing_score: query.get("mark") ?? "0.65" });
  } else {
    const core = cmi.core ?? {};
    const resumed = core.exit === "suspend" || cmi.suspend_data;
    delete core.exit;
    delete core.session_time;
    delete cmi.interactions;
    api.loadFromJSON({ ...cmi, core: { ...core, entry: resumed ? "resume" : "ab-initio", lesson_mode: mode,
      credit: mode === "normal" ? "credit" : "no-credit", student_id: "learner-7", student_name: "Cole, Ade" } });
  }
  const calls = [];
  window.calls = calls;
  const facade = {};
  const names = is2004
    ? ["Initialize", "Terminate", "GetValue", "SetValue", "Commit", "GetLastError", "GetErrorString", "GetDiagnostic"]
    : ["LMSInitialize", "LMSFinish", "LMSGetValue", "LMSSetValue", "LMSCommit", "LMSGetLastError", "LMSGetErrorString", "LMSGetDiagnostic"];
  for (const name of names) {
    facade[name] = (...args) => {
      const result = api[is2004 ? name : name.replace(/^LMS/, "LMS")](...args);
      const asked = /GetLastError|GetErrorString|GetDiagnostic/.test(name);
      const code = asked ? "" : String(api[is2004 ? "GetLastError" : "LMSGetLastError"]());
      calls.push({ name, args, result: String(result), code });
      return result;
    };
  }
  window[is2004 ? "API_1484_11" : "API"] = facade;
  document.getElementById("content").src = "/package/index.html";
})();
