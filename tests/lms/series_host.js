// An LMS around npm scorm-again for courses of several SCOs: reads imsmanifest.xml as an LMS does, lists the items, gives each its own
// stored data, and in SCORM 2004 lets scorm-again decide by the manifest's sequencing what may be delivered.
(async () => {
  const is2004 = new URLSearchParams(location.search).get("standard") === "scorm2004";
  const manifest = new DOMParser().parseFromString(await (await fetch("/package/imsmanifest.xml")).text(), "text/xml");
  const all = (node, name) => [...node.getElementsByTagNameNS("*", name)];
  const child = (node, name) => [...node.children].find((it) => it.localName === name);
  const yes = (node, name, otherwise) => (node?.hasAttribute(name) ? node.getAttribute(name) === "true" : otherwise);
  const organization = all(manifest, "organization")[0];
  const hrefs = Object.fromEntries(all(manifest, "resource").map((it) => [it.getAttribute("identifier"), it.getAttribute("href")]));
  const items = all(organization, "item").map((it) => ({
    id: it.getAttribute("identifier"),
    title: child(it, "title").textContent,
    href: hrefs[it.getAttribute("identifierref")],
    sequencing: child(it, "sequencing"),
  }));

  /** The part of the sequencing definition that our manifests use. */
  function activity(id, title, sequencing, children) {
    const control = sequencing && child(sequencing, "controlMode");
    const delivery = sequencing && child(sequencing, "deliveryControls");
    const rollup = sequencing && child(sequencing, "rollupRules");
    const primary = sequencing && all(sequencing, "primaryObjective")[0];
    const measure = primary && all(primary, "minNormalizedMeasure")[0];
    return {
      id,
      title,
      children,
      sequencingControls: {
        choice: yes(control, "choice", true),
        flow: yes(control, "flow", false),
        completionSetByContent: yes(delivery, "completionSetByContent", false),
        objectiveSetByContent: yes(delivery, "objectiveSetByContent", false),
        rollupObjectiveSatisfied: yes(rollup, "rollupObjectiveSatisfied", true),
      },
      deliveryControls: {
        completionSetByContent: yes(delivery, "completionSetByContent", false),
        objectiveSetByContent: yes(delivery, "objectiveSetByContent", false),
      },
      ...(primary
        ? {
            primaryObjective: {
              objectiveID: primary.getAttribute("objectiveID"),
              isPrimary: true,
              satisfiedByMeasure: yes(primary, "satisfiedByMeasure", false),
              minNormalizedMeasure: measure ? Number(measure.textContent) : null,
            },
          }
        : {}),
    };
  }

  const calls = (window.calls = []);
  window.delivered = [];
  let api;
  let current = null;

  function facade() {
    const names = is2004
      ? ["Initialize", "Terminate", "GetValue", "SetValue", "Commit", "GetLastError", "GetErrorString", "GetDiagnostic"]
      : ["LMSInitialize", "LMSFinish", "LMSGetValue", "LMSSetValue", "LMSCommit", "LMSGetLastError", "LMSGetErrorString", "LMSGetDiagnostic"];
    const own = api;
    return Object.fromEntries(
      names.map((name) => [
        name,
        (...args) => {
          const result = own[name](...args);
          const code = /GetLastError|GetErrorString|GetDiagnostic/.test(name) ? "" : String(own[is2004 ? "GetLastError" : "LMSGetLastError"]());
          calls.push({ item: current, name, args, result: String(result), code });
          return result;
        },
      ]),
    );
  }

  const settings = { autocommit: false, logLevel: 5, sendFullCommit: true, alwaysSendTotalTime: true };

  async function stored(id) {
    return (await (await fetch(`/stored?item=${id}`)).json()).cmi ?? {};
  }

  function frame(item) {
    const node = document.createElement("iframe");
    node.id = "content";
    node.title = item.title;
    node.width = 1000;
    node.height = 700;
    node.src = `/package/${item.href}`;
    document.getElementById("stage").replaceChildren(node);
    window.delivered.push(item.id);
  }

  async function deliver12(item) {
    document.getElementById("stage").replaceChildren();
    current = item.id;
    const cmi = await stored(item.id);
    api = new window.Scorm12API({ ...settings, lmsCommitUrl: `/commit?item=${item.id}` });
    const core = cmi.core ?? {};
    const entry = core.exit === "suspend" || cmi.suspend_data ? "resume" : "ab-initio";
    delete core.exit;
    delete core.session_time;
    delete cmi.interactions;
    api.loadFromJSON({ ...cmi, core: { ...core, entry, lesson_mode: "normal", credit: "credit", student_id: "learner-7", student_name: "Cole, Ade" } });
    window.API = facade();
    frame(item);
  }

  const cache = {};

  function deliver2004(item) {
    current = item.id;
    api.reset();
    api.settings.lmsCommitUrl = `/commit?item=${item.id}`;
    const cmi = structuredClone(cache[item.id] ?? {});
    const entry = cmi.exit === "suspend" || cmi.suspend_data ? "resume" : "ab-initio";
    for (const name of ["exit", "session_time", "interactions", "comments_from_learner", "comments_from_lms"]) delete cmi[name];
    api.loadFromJSON({ ...cmi, entry, mode: "normal", credit: "credit", learner_id: "learner-7", learner_name: "Cole, Ade", scaled_passing_score: "0.58" });
    frame(item);
  }

  if (is2004) {
    for (const item of items) cache[item.id] = await stored(item.id);
    const tree = activity(
      organization.getAttribute("identifier"),
      child(organization, "title").textContent,
      child(organization, "sequencing"),
      items.map((it) => activity(it.id, it.title, it.sequencing)),
    );
    api = new window.Scorm2004API({
      ...settings,
      sequencing: {
        activityTree: tree,
        eventListeners: {
          // The frame is taken away first; what it then says belongs to the item before.
          onActivityDelivery(found) {
            const item = items.find((it) => it.id === found.id);
            if (item) setTimeout(() => deliver2004(item), 0);
          },
          onSequencingSessionEnd(data) {
            document.getElementById("said").textContent = `session ended: ${data.reason}`;
          },
        },
      },
      // What was kept has to be there when the item is delivered again.
      requestHandler: (object) => {
        cache[current] = structuredClone(object.cmi ?? object);
        return object;
      },
    });
    window.API_1484_11 = facade();
    window.rolled = () => {
      const root = api.sequencingService?.getSequencingState?.().rootActivity ?? api._sequencingService.getSequencingState().rootActivity;
      return { completion: root.completionStatus, satisfied: root.objectiveSatisfiedStatus };
    };
  }

  for (const item of items) {
    const button = document.createElement("button");
    button.textContent = item.title;
    button.addEventListener("click", () => {
      if (!is2004) void deliver12(item);
      else if (!api.processNavigationRequest("choice", item.id)) document.getElementById("said").textContent = `refused: ${item.title}`;
    });
    document.getElementById("items").append(button);
  }
  window.ready = true;
})();
