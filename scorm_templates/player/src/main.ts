/** The player: opens the session, keeps the learner's progress, and shows one page at a time without page loads. */

import { QUIZ, read, type App } from "./app";
import { elementsAt, showCheck, showProfile } from "./check";
import { createClock } from "./clock";
import { showContents } from "./contents";
import { showElement } from "./element";
import { showFinish } from "./finish";
import type { PartData, QuizEntry } from "./model";
import { notify, tell } from "./notices";
import { explain, showGlossary } from "./glossary";
import { showPlan } from "./plan";
import { showQuiz } from "./quiz";
import { showRecord, today } from "./record";
import { decode, encode, fresh, type Progress } from "./resume";
import type { Launch, Runtime, Snapshot } from "./runtime/runtime";
import { verdict } from "./score";
import { bar, showStage, showStart } from "./start";
import { actions, announce, button, byId, h, p, show, translator } from "./view";

const SAVING_SHOWN_AFTER = 300; // milliseconds (PF-5)
const PART_TRIES = 2;
const PREFETCH_AFTER = 500; // milliseconds

export function run(runtime: Runtime): void {
  const { module, parts, quizzes } = window.coursewright;
  const t = translator(module);
  const clock = createClock(document);
  let progress: Progress = fresh();
  let launch: Launch | null = null;
  let minutesBefore = 0;

  const app: App = {
    module,
    runtime,
    t,
    get progress() {
      return progress;
    },
    launch: () => launch as Launch,
    part: () => parts[progress.stage] as PartData,
    verdict: () => verdict(module, progress, launch?.mastery ?? module.mastery),
    go(page) {
      remember(page);
      open(page);
    },
    mark: () => remember(progress.page),
    async save(reason) {
      settle();
      progress.sequence += 1;
      progress.minutes = minutesBefore + Math.round(clock.seconds() / 60);
      const slow = window.setTimeout(() => announce(t("notice.saving")), SAVING_SHOWN_AFTER);
      // Paint first: a synchronous commit may take a second (PF-5).
      await new Promise((resolve) => window.setTimeout(resolve, 0));
      const saved = await runtime.commit(reason);
      window.clearTimeout(slow);
      if (byId("status").textContent === t("notice.saving")) announce(saved.ok ? t("notice.saved") : "");
      return saved;
    },
    async choose(stage) {
      if (!(await loadPart(stage))) return false;
      progress.stage = stage;
      void app.save("activity");
      return true;
    },
  };

  /** A completion and a pass, once reached, stay (RT-13). */
  function settle(): void {
    const now = app.verdict();
    if (now.complete && !progress.completed) progress.finished = today();
    progress.completed ||= now.complete;
    progress.passed ||= now.passed;
    if (now.score !== null) progress.score = Math.max(progress.score ?? 0, now.score);
  }

  function snapshot(): Snapshot {
    const now = app.verdict();
    const judged = progress.completed ? progress.score : null;
    const failed = progress.completed && !progress.passed && judged !== null;
    return {
      state: encode(progress, module.lineage),
      location: progress.page,
      completion: progress.completed ? "completed" : "incomplete",
      success: progress.passed ? "passed" : failed ? "failed" : "unknown",
      score: judged,
      progress: progress.completed ? 1 : now.progress,
      seconds: clock.seconds(),
      objectives: elementsAt(app).filter((element) => element.code).map((element) => {
        const quiz = module.quizzes.find((item) => item.element === element.number && item.stage === progress.stage);
        const best = quiz ? progress.quizzes.get(quiz.number)?.best ?? null : null;
        const done = quiz ? best !== null : element.taught ? progress.submitted : progress.pages.has(element.number);
        return { id: element.id, name: element.name, score: best, completion: done ? "completed" : "incomplete" };
      }),
    };
  }

  /** Scripts, not fetch, which fails on file:// (SEC-3). A failed one is asked for once more. */
  async function load(src: string, there: () => unknown): Promise<boolean> {
    for (let tries = 0; !there() && tries < PART_TRIES; tries++) {
      await new Promise<void>((resolve) => document.head.append(h("script", { src, load: () => resolve(), error: () => resolve() })));
    }
    return Boolean(there());
  }

  async function loadPart(stage: number): Promise<boolean> {
    const href = module.stages.find((item) => item.number === stage)?.part;
    const loaded = Boolean(href) && (await load(href as string, () => parts[stage]));
    // The quizzes come once the page stands, so that they are there if the network goes.
    if (loaded) window.setTimeout(() => void prefetch(stage), PREFETCH_AFTER);
    return loaded;
  }

  async function prefetch(stage: number): Promise<void> {
    for (const quiz of module.quizzes) if (quiz.stage === stage) await loadQuiz(quiz);
  }

  function loadQuiz(quiz: QuizEntry): Promise<boolean> {
    return load(`js/quiz-${quiz.number}.js`, () => quizzes[quiz.number]);
  }

  async function openQuiz(quiz: QuizEntry): Promise<void> {
    const page = QUIZ + quiz.id;
    if (!quizzes[quiz.number]) {
      announce(t("page.loading"));
      const loaded = await loadQuiz(quiz);
      if (progress.page !== page) return;
      if (!loaded) return show(quiz.title, p(t("page.load_failed")), actions(button(t("notice.retry"), () => void openQuiz(quiz))));
    }
    showQuiz(app, quiz);
  }

  function remember(page: string): void {
    try {
      history.pushState({ page }, "", location.href);
    } catch {
      // A page opened from disk may not have a history of its own; Back then leaves it.
    }
  }

  function open(page: string): void {
    const moved = page !== progress.page;
    progress.page = page;
    bar(progress.stage > 0);
    const element = read(module).find((item) => item.id === page);
    const quiz = module.quizzes.find((item) => QUIZ + item.id === page && item.stage === progress.stage);
    if (!progress.stage || !parts[progress.stage]) showStart(app);
    else if (element) showElement(app, element);
    else if (quiz) void openQuiz(quiz);
    else if (page === "stage") showStage(app);
    else if (page === "check") showCheck(app);
    else if (page === "profile") showProfile(app);
    else if (page === "plan") showPlan(app);
    else if (page === "finish") showFinish(app);
    else if (page === "record" && progress.completed) showRecord(app);
    else if (page === "glossary") showGlossary(app);
    else showContents(app);
    if (moved && progress.stage) void app.save("page");
  }

  function listen(): void {
    document.addEventListener("visibilitychange", () => {
      if (document.visibilityState === "hidden") runtime.hide();
    });
    window.addEventListener("pagehide", (event) => runtime.leave(event.persisted));
    window.addEventListener("pageshow", (event) => {
      if (event.persisted) runtime.show();
    });
    window.addEventListener("popstate", (event) => open((event.state as { page?: string } | null)?.page ?? (progress.stage ? "contents" : "")));
    document.addEventListener("click", (event) => {
      const term = (event.target as HTMLElement).closest<HTMLElement>("[data-term]");
      if (term) explain(app, term.dataset["term"] ?? "");
    });
    byId("to-contents").addEventListener("click", () => app.go("contents"));
    byId("to-finish").addEventListener("click", () => app.go("finish"));
  }

  async function begin(): Promise<void> {
    launch = await runtime.start({ snapshot, notify: (notice) => notify(app, notice) }, module);
    if (launch.ended) {
      show(t("ended.title"), p(t("ended.text")));
      return;
    }
    const read = decode(launch.state, module);
    progress = read.progress;
    minutesBefore = progress.minutes;
    // What the system has recorded counts, even where the state was lost (RT-30).
    progress.completed ||= launch.completion === "completed";
    progress.passed ||= launch.success === "passed";
    if (!launch.connected) tell(t(launch.kept ? "notice.kept_here" : "notice.not_recorded"));
    else if (launch.mode !== "normal") tell(t("notice.readonly"));
    else if (!read.whole) tell(t("notice.state"));
    listen();
    if (progress.stage && (await loadPart(progress.stage))) {
      const page = progress.page;
      history.replaceState({ page }, "", location.href);
      open(page === "finish" || page === "stage" ? "contents" : page);
    } else {
      progress.stage = 0;
      showStart(app);
    }
  }

  // Render before the learner's system is asked (PF-3).
  window.setTimeout(() => void begin(), 0);
}
