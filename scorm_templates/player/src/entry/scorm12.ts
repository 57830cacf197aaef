import { run } from "../main";
import { createScorm12 } from "../runtime/scorm12";

run(createScorm12());
