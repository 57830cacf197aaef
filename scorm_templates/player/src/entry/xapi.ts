import { run } from "../main";
import { createXapi } from "../runtime/xapi";

run(createXapi());
