/** xAPI statements about a module and its questions (XA-5 to XA-9, C5-4, C5-8, C5-10, C5-11). */

import { components, duration, line, longPatterns, longResponse, round, uuid } from "../format";
import type { ModuleData } from "../model";
import type { Json } from "./launch";
import type { Answer } from "./runtime";

const ADL = "http://adlnet.gov/expapi";

export type Verb =
  | "initialized"
  | "resumed"
  | "experienced"
  | "progressed"
  | "answered"
  | "completed"
  | "passed"
  | "failed"
  | "suspended"
  | "terminated";

type Lists = Partial<Record<"parent" | "grouping" | "category" | "other", Json[]>>;

/** What every statement of a launch has in common. */
export interface Speaker {
  win: Window;
  module: ModuleData;
  actor: Json;
  activityId: string;
  registration: string;
  /** The context given at launch: base of every statement's, never overwritten (C5-4). */
  template: Json;
}

/** More of the context of one statement. */
export interface Aside {
  lists?: Lists;
  extensions?: Json;
}

function copy(value: Json): Json {
  return JSON.parse(JSON.stringify(value)) as Json;
}

/** The template first, our own lists after its own: some systems compare them place by place (C5-4). */
function context(speaker: Speaker, { lists = {}, extensions }: Aside): Json {
  const { revision, language, ...template } = copy(speaker.template);
  const activities = { ...(template["contextActivities"] as Json | undefined) };
  for (const [name, own] of Object.entries(lists)) {
    const given = activities[name];
    activities[name] = [...(Array.isArray(given) ? (given as Json[]) : given ? [given as Json] : []), ...own];
  }
  return {
    ...template,
    registration: template["registration"] ?? speaker.registration,
    revision: revision ?? speaker.module.version,
    language: language ?? speaker.module.language,
    ...(Object.keys(activities).length ? { contextActivities: activities } : {}),
    ...(extensions ? { extensions: { ...extensions, ...(template["extensions"] as Json | undefined) } } : {}),
  };
}

export function activity(id: string, kind: string, name: string, language: string): Json {
  const definition = { type: `${ADL}/activities/${kind}`, name: { [language]: line(name, 250) } };
  return { objectType: "Activity", id, definition };
}

/** The module itself. Its id is the one of the launch, not the publisher's (XA-5, C5-10). */
export function course({ activityId, module }: Speaker): Json {
  return activity(activityId, "module", module.title, module.language);
}

export function statement(
  speaker: Speaker,
  verb: Verb,
  object: Json,
  result: Json | null,
  aside: Aside = {},
  at = new Date(),
): Json {
  const { language, strings } = speaker.module;
  return {
    id: uuid(speaker.win.crypto),
    actor: copy(speaker.actor),
    verb: { id: `${ADL}/verbs/${verb}`, display: { en: verb, [language]: strings[`verb.${verb}`] ?? verb } },
    object,
    ...(result ? { result } : {}),
    context: context(speaker, aside),
    timestamp: at.toISOString(),
  };
}

/** Who is told where a question stands: the quiz as parent in xAPI, the AU in cmi5 (C5-11). */
export type Place = "quiz" | "course";

/** One answer. A graded one under full marks says nothing of success: its worth is in the score. */
export function answered(speaker: Speaker, answer: Answer, place: Place): Json {
  const { module, activityId } = speaker;
  const { quiz, question } = answer;
  const { language } = module;
  const test = `${activityId}/test/${quiz.id}`;
  const element = module.elements.find((item) => item.number === quiz.element);
  const quizActivity = activity(test, "assessment", quiz.title, language);
  const theme = element ? [activity(element.iri, "objective", element.name, language)] : [];
  const score = answer.score === null ? null : round(answer.score);
  const patterns = longPatterns(question);
  const object: Json = {
    objectType: "Activity",
    id: `${test}/question/${question.id}`,
    definition: {
      type: `${ADL}/activities/cmi.interaction`,
      name: { [language]: line(question.description, 250) },
      description: { [language]: line(question.description, 250) },
      interactionType: question.interaction,
      ...(patterns.length ? { correctResponsesPattern: patterns } : {}),
      ...components(question, language),
    },
  };
  const result: Json = {
    response: longResponse(question, answer.response),
    ...(score === null ? {} : { score: { scaled: score } }),
    duration: duration(answer.latency),
    ...(score === 1 ? { success: true } : {}),
  };
  const own = course(speaker);
  const [parent, around] = place === "quiz" ? [quizActivity, own] : [own, quizActivity];
  const lists = { parent: [parent], grouping: [around, ...theme] };
  return statement(speaker, "answered", object, result, { lists }, answer.at);
}

/** A page that was read, a quiz or self-check that was finished. */
export function experienced(speaker: Speaker, page: { id: string; title: string }): Json {
  const own = course(speaker);
  const object = activity(`${speaker.activityId}/page/${page.id}`, "lesson", page.title, speaker.module.language);
  return statement(speaker, "experienced", object, null, { lists: { parent: [own] } });
}
