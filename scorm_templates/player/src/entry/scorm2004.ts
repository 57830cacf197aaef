import { run } from "../main";
import { createScorm2004 } from "../runtime/scorm2004";

run(createScorm2004());
