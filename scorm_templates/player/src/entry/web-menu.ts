import { createWebCourse } from "../menu/web";
import { showMenu } from "../menu/menu";

showMenu(createWebCourse(window));
