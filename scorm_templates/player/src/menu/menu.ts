/**
 * The page that lists the modules of a course where no learner's system does: `course.js` sets `window.coursewright = { course }`.
 * The page itself is whole without it; this adds what the learner has done, and takes the launch along to the modules.
 */

import { translator } from "../view";

export interface CourseData {
  id: string;
  iri: string;
  title: string;
  version: string;
  language: string;
  /** The modules keep their state in the browser. */
  keep: boolean;
  modules: { id: string; iri: string; title: string; lineage: string; judged: boolean }[];
  strings: Record<string, string | Record<string, string>>;
}

export interface Standing {
  begun: boolean;
  completed: boolean;
  passed: boolean;
}

export interface Course {
  /** What stands in the alert: the key of a string, or null. */
  notice(): string | null;
  /** What the learner has done in each module, by its id. Never rejects. */
  standings(): Promise<Map<string, Standing>>;
  /** The address of a module's page, with what it needs of the launch. */
  address(href: string, standings: Map<string, Standing>): string;
  /** Tells the learner's system what of the whole course is reached. Never rejects. */
  report(standings: Map<string, Standing>): Promise<void>;
}

export const NOTHING: Standing = { begun: false, completed: false, passed: false };

export function courseData(): CourseData {
  return (window.coursewright as unknown as { course: CourseData }).course;
}

export function showMenu(course: Course): void {
  const data = courseData();
  const t = translator(data);

  const tag = (standing: Standing): "done" | "begun" | "todo" => (standing.completed ? "done" : standing.begun ? "begun" : "todo");

  async function show(): Promise<void> {
    const standings = await course.standings();
    const done = data.modules.filter((module) => standings.get(module.id)?.completed).length;
    for (const module of data.modules) {
      const item = document.querySelector<HTMLElement>(`[data-module="${module.id}"]`);
      const link = item?.querySelector("a");
      const mark = item?.querySelector(".tag");
      if (!item || !link || !mark) continue;
      const state = tag(standings.get(module.id) ?? NOTHING);
      item.className = `task ${state}`;
      mark.className = `tag ${state}`;
      mark.textContent = t(`contents.${state}`);
      link.href = course.address(`${module.id}/index.html`, standings);
    }
    const all = done === data.modules.length;
    (document.getElementById("standing") as HTMLElement).textContent = all ? t("menu.all_done") : t("menu.standing", { done, n: data.modules.length });
    const notice = course.notice();
    if (notice) {
      const box = document.createElement("div");
      box.className = "notice";
      box.textContent = t(notice);
      (document.getElementById("alert") as HTMLElement).replaceChildren(box);
    }
    await course.report(standings);
  }

  // Somebody who comes back with the browser's Back sees what is true now.
  window.addEventListener("pageshow", () => void show());
}
