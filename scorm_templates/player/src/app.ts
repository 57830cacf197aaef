/** What every page of the module works with. */

import type { ElementData, ModuleData, PartData, QuizData, QuizEntry } from "./model";
import type { Progress } from "./resume";
import type { Verdict } from "./score";
import type { Launch, Reason, Runtime, Saved } from "./runtime/runtime";
import type { Translate } from "./view";

export interface App {
  readonly module: ModuleData;
  readonly progress: Progress;
  readonly runtime: Runtime;
  readonly t: Translate;
  launch(): Launch;
  part(): PartData;
  verdict(): Verdict;
  /** Goes to a page by its id, with an entry in the history. */
  go(page: string): void;
  /** An entry in the history for a step inside the current page, so that Back leads to its beginning. */
  mark(): void;
  /** Keeps what changed; the result is shown to the learner where it matters. */
  save(reason: Reason): Promise<Saved>;
  /** Loads the stage's part and makes it the learner's stage. False if it could not be loaded. */
  choose(stage: number): Promise<boolean>;
}

/** Page ids: contents, stage, <element id>, quiz:<quiz id>, check, profile, plan, finish. Short: the bookmark holds one. */
export const QUIZ = "quiz:";

export function quizzesOfStage(app: App): QuizEntry[] {
  return app.module.quizzes.filter((quiz) => quiz.stage === app.progress.stage);
}

/** The elements and topics that have a page here. */
export function read(module: ModuleData): ElementData[] {
  return module.elements.filter((element) => !element.taught);
}

/** True of a self-check over what other modules teach: its elements have no pages here. */
export function asksOnly(module: ModuleData): boolean {
  return module.statements.length > 0 && !read(module).length;
}

/** The content of a quiz, once its script is there: `main.ts` sees to that before it shows one. */
export function quizData(entry: QuizEntry): QuizData {
  return window.coursewright.quizzes[entry.number] as QuizData;
}

export interface Task {
  page: string;
  title: string;
  kind: "read" | "quiz" | "check" | "finder" | "plan";
  required: boolean;
  done: boolean;
  begun: boolean;
  minutes: number;
  /** 0-1, of a quiz. */
  best: number | null;
}

/** Everything there is to do at the learner's stage, in order. */
export function tasks(app: App): Task[] {
  const { module, progress, t } = app;
  const quizzes = quizzesOfStage(app);
  const found: Task[] = [];
  for (const element of read(module)) {
    found.push({
      page: element.id,
      title: `${element.code} ${element.name}`.trim(),
      kind: "read",
      required: quizzes.length === 0,
      done: progress.pages.has(element.number),
      begun: false,
      minutes: element.minutes[progress.stage] ?? 1,
      best: null,
    });
    for (const quiz of quizzes.filter((item) => item.element === element.number)) {
      const state = progress.quizzes.get(quiz.number);
      found.push({
        page: QUIZ + quiz.id,
        title: quiz.title,
        kind: "quiz",
        required: true,
        done: state?.best !== null && state !== undefined,
        begun: Boolean(state?.answers.size),
        minutes: quiz.minutes,
        best: state?.best ?? null,
      });
    }
  }
  const asks = module.minutes.check[progress.stage];
  if (asks)
    found.push({
      page: "check",
      title: t(module.finder ? "finder.title" : "check.title"),
      kind: module.finder ? "finder" : "check",
      required: true,
      done: progress.submitted,
      begun: progress.ratings.size > 0,
      minutes: asks,
      best: null,
    });
  if (!module.statements.length) return found;
  const planned = [...progress.texts.keys()].some((key) => key[0] === "y");
  found.push({
    page: "plan",
    title: t("plan.title"),
    kind: "plan",
    required: false,
    done: planned,
    begun: false,
    minutes: module.minutes.plan,
    best: null,
  });
  return found;
}
