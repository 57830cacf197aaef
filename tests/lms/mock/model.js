// The SCORM data models as strict systems check them: ADL's sample run-time, and Moodle's own expressions where they are narrower
// (reference numbers LMS-5, LMS-14). `check(edition, element, value, rules, interactions)` gives an error code, "0" for none.
"use strict";

const MODEL = (() => {
  const upTo = (limit) => (value) => value.length <= limit;
  const like = (expression) => (value) => expression.test(value);
  const between = (low, high) => (value) => value !== "" && Number(value) >= low && Number(value) <= high;
  const all = (...checks) => (value) => checks.every((one) => one(value));
  const READ = null;

  const decimal = like(/^-?\d{1,5}(\.\d{1,7})?$/);
  const id12 = like(/^[A-Za-z0-9_.-]{1,255}$/);
  const timespan = like(/^\d{2,4}:[0-5]\d:[0-5]\d(\.\d{1,2})?$/);
  const clock = like(/^([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d{1,2})?$/);
  const status12 = like(/^(passed|completed|failed|incomplete|browsed)$/);
  const score12 = all(decimal, between(0, 100));

  const response12 = {
    "true-false": like(/^[tf01]$/),
    choice: like(/^[a-z0-9](,[a-z0-9])*$/),
    "fill-in": upTo(255),
    matching: like(/^[a-z0-9]\.[a-z0-9](,[a-z0-9]\.[a-z0-9])*$/),
    performance: upTo(255),
    sequencing: like(/^[a-z0-9](,[a-z0-9])*$/),
    likert: like(/^[a-z0-9]$/),
    numeric: decimal,
  };
  const typed12 = (value, interaction) => Boolean(interaction.type && response12[interaction.type](value));

  const V12 = [
    [/^cmi\.(core|student_data|student_preference|interactions|objectives)\._children$/, READ],
    [/^cmi\.(interactions|objectives)\._count$/, READ],
    [/^cmi\.core\.(student_id|student_name|credit|entry|total_time|lesson_mode)$/, READ],
    [/^cmi\.student_data\.(mastery_score|max_time_allowed|time_limit_action)$/, READ],
    [/^cmi\.launch_data$/, READ],
    [/^cmi\.core\.lesson_location$/, upTo(255)],
    [/^cmi\.core\.lesson_status$/, status12],
    [/^cmi\.core\.score\.(raw|min|max)$/, score12],
    [/^cmi\.core\.exit$/, like(/^(time-out|suspend|logout|)$/)],
    [/^cmi\.core\.session_time$/, timespan],
    [/^cmi\.suspend_data$/, all(upTo(4096), like(/^[ -~]*$/))],
    [/^cmi\.student_preference\.(audio|language|speed|text)$/, upTo(255)],
    [/^cmi\.objectives\.\d+\.id$/, id12],
    [/^cmi\.objectives\.\d+\.score\.(raw|min|max)$/, score12],
    [/^cmi\.objectives\.\d+\.status$/, status12],
    [/^cmi\.interactions\.\d+\.id$/, id12],
    [/^cmi\.interactions\.\d+\.objectives\.\d+\.id$/, id12],
    [/^cmi\.interactions\.\d+\.time$/, clock],
    [/^cmi\.interactions\.\d+\.type$/, like(/^(true-false|choice|fill-in|matching|performance|sequencing|likert|numeric)$/)],
    [/^cmi\.interactions\.\d+\.correct_responses\.\d+\.pattern$/, typed12],
    [/^cmi\.interactions\.\d+\.weighting$/, decimal],
    [/^cmi\.interactions\.\d+\.student_response$/, typed12],
    [/^cmi\.interactions\.\d+\.result$/, (value) => /^(correct|wrong|unanticipated|neutral)$/.test(value) || decimal(value)],
    [/^cmi\.interactions\.\d+\.latency$/, timespan],
  ];

  const word = /^[A-Za-z0-9_]{1,250}$/;
  const id2004 = like(/^[A-Za-z0-9_.-]{1,4000}$/);
  const duration = like(/^P(?=.)(\d+Y)?(\d+M)?(\d+D)?(T(?=.)(\d+H)?(\d+M)?(\d+(\.\d{1,2})?S)?)?$/);
  const stamp = like(/^(19[7-9]\d|20[0-2]\d|203[0-8])-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,2}|\.\d{2}(Z|[+-]\d\d:\d\d))?$/);
  const ratio = all(decimal, between(-1, 1));
  const words = (value, most) => {
    const parts = value.split("[,]");
    return parts.length <= most && parts.every((part) => word.test(part));
  };
  const pairs = (value, second) => value.split("[,]").every((pair) => pair.split("[.]").length === 2 && word.test(pair.split("[.]")[0]) && second(pair.split("[.]")[1]));
  const localized = (limit) => (value) => value.length <= limit + 20 && (!value.startsWith("{") || /^\{lang=[A-Za-z-]+\}/.test(value)) && !/[\r\n\t]/.test(value);
  const response2004 = {
    "true-false": like(/^(true|false)$/),
    choice: (value) => words(value, 36) && new Set(value.split("[,]")).size === value.split("[,]").length,
    "fill-in": (value) => value.split("[,]").length <= 10 && value.split("[,]").every(localized(250)),
    "long-fill-in": localized(4000),
    matching: (value) => pairs(value, (part) => word.test(part)),
    performance: (value) => pairs(value, (part) => part.length <= 250),
    sequencing: (value) => words(value, 36),
    likert: like(word),
    numeric: decimal,
    other: upTo(4000),
  };
  const typed2004 = (value, interaction) => value !== "" && Boolean(response2004[interaction.type]?.(value));
  const pattern2004 = (value, interaction) => {
    if (interaction.type === "numeric") return /^(-?[\d.]+)?\[:\](-?[\d.]+)?$/.test(value);
    const plain = value.replace(/^(\{(case_matters|order_matters|lang)=[^}]*\})+/, "");
    return typed2004(plain, interaction);
  };

  const V2004 = [
    [/^cmi\.(score|learner_preference|interactions|objectives)\._children$/, READ],
    [/^cmi\.(interactions|objectives)\._count$/, READ],
    [/^cmi\.(learner_id|learner_name|credit|entry|mode|total_time|launch_data|scaled_passing_score|completion_threshold|max_time_allowed|time_limit_action)$/, READ],
    [/^adl\.nav\.request_valid\..*$/, READ],
    [/^adl\.nav\.request$/, like(/^(continue|previous|exit|exitAll|abandon|abandonAll|suspendAll|_none_)$/)],
    [/^cmi\.location$/, upTo(1000)],
    [/^cmi\.completion_status$/, like(/^(completed|incomplete|not attempted|unknown)$/)],
    [/^cmi\.success_status$/, like(/^(passed|failed|unknown)$/)],
    [/^cmi\.score\.scaled$/, ratio],
    [/^cmi\.score\.(raw|min|max)$/, decimal],
    [/^cmi\.progress_measure$/, all(decimal, between(0, 1))],
    [/^cmi\.exit$/, like(/^(time-out|suspend|logout|normal|)$/)],
    [/^cmi\.session_time$/, duration],
    [/^cmi\.suspend_data$/, upTo(64000)],
    [/^cmi\.learner_preference\.(audio_level|language|delivery_speed|audio_captioning)$/, upTo(250)],
    [/^cmi\.objectives\.\d+\.id$/, id2004],
    [/^cmi\.objectives\.\d+\.score\.scaled$/, ratio],
    [/^cmi\.objectives\.\d+\.completion_status$/, like(/^(completed|incomplete|not attempted|unknown)$/)],
    [/^cmi\.objectives\.\d+\.success_status$/, like(/^(passed|failed|unknown)$/)],
    [/^cmi\.objectives\.\d+\.description$/, localized(250)],
    [/^cmi\.interactions\.\d+\.id$/, id2004],
    [/^cmi\.interactions\.\d+\.objectives\.\d+\.id$/, id2004],
    [/^cmi\.interactions\.\d+\.timestamp$/, stamp],
    [/^cmi\.interactions\.\d+\.type$/, like(/^(true-false|choice|fill-in|long-fill-in|matching|performance|sequencing|likert|numeric|other)$/)],
    [/^cmi\.interactions\.\d+\.correct_responses\.\d+\.pattern$/, pattern2004],
    [/^cmi\.interactions\.\d+\.weighting$/, decimal],
    [/^cmi\.interactions\.\d+\.learner_response$/, typed2004],
    [/^cmi\.interactions\.\d+\.result$/, (value) => /^(correct|incorrect|unanticipated|neutral)$/.test(value) || decimal(value)],
    [/^cmi\.interactions\.\d+\.latency$/, duration],
    [/^cmi\.interactions\.\d+\.description$/, localized(250)],
  ];

  const MOODLE = {
    "1.2": [
      [/\.id$/, like(/^[\x21-\x7e]{1,255}$/)],
      [/^cmi\.core\.score/, like(/^\d{1,3}(\.\d{1,2}|\.\d{3,})?$/)],
    ],
    "2004": [
      [/\.(learner_response|pattern)$/, (value) => !/(^|\[[,.]\])\s|[^\x00-\x7f]/.test(value) || !/\[[,.]\]/.test(value)],
      [/\.timestamp$/, like(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,2}|\.\d{2}Z)?$/)],
    ],
  };

  const CODES = {
    "1.2": { unknown: "401", readOnly: "403", type: "405", index: "201", order: "201" },
    "2004": { unknown: "401", readOnly: "404", type: "406", index: "351", order: "408" },
  };

  function known(edition, element) {
    return (edition === "1.2" ? V12 : V2004).find(([name]) => name.test(element));
  }

  /** Fields of each interaction and objective written in this session, and how many are there. */
  function check(edition, element, value, rules, records) {
    const codes = CODES[edition];
    const found = known(edition, element);
    if (!found) return codes.unknown;
    if (found[1] === READ) return codes.readOnly;
    const record = /^cmi\.(interactions|objectives)\.(\d+)\.(.*)$/.exec(element);
    let own = {};
    if (record) {
      const list = records[record[1]];
      const index = Number(record[2]);
      if (index > list.length) return codes.index;
      own = list[index] ?? {};
      if (record[3] !== "id" && !own.id) return codes.order;
      if (edition === "2004" && /^(learner_response|correct_responses)/.test(record[3]) && !own.type) return codes.order;
      if (edition === "2004" && record[3] === "id" && own.id && own.id !== value) return codes.index;
    }
    if (!found[1](value, own)) return codes.type;
    const narrow = rules === "moodle" ? MOODLE[edition].find(([name]) => name.test(element)) : null;
    if (narrow && !narrow[1](value)) return codes.type;
    if (record) {
      const list = records[record[1]];
      list[Number(record[2])] = { ...own, [record[3]]: value };
    }
    return "0";
  }

  return { known, check, CODES };
})();
