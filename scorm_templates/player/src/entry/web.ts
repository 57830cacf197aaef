import { run } from "../main";
import { createWeb } from "../runtime/web";

run(createWeb());
