import { run } from "../main";
import { createCmi5 } from "../runtime/cmi5";

run(createCmi5());
