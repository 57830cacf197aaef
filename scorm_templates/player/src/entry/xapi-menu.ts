import { createXapiCourse } from "../menu/xapi";
import { showMenu } from "../menu/menu";

showMenu(createXapiCourse(window));
