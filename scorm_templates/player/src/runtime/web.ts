/** Stand-alone: a preview or a page on a web site. Nothing leaves the browser; the state lives as long as the tab (RT-6). */

import type { ModuleData } from "../model";
import { changed, createMirror, type Mirror } from "./mirror";
import { closePopup } from "./popup";
import type { Host, Runtime, Saved } from "./runtime";
import { createStorage } from "./storage";
import { unconnected } from "./unconnected";

export function createWeb(win: Window = window): Runtime {
  let host: Host;
  let mirror: Mirror | null = null;
  let given: string | null = null;
  let lineage = "";
  /** The course's menu is one folder up. */
  let home = false;
  let touched = false;
  const save = (): Saved => {
    const { state } = host.snapshot();
    touched ||= changed(state, given, lineage);
    if (touched) mirror?.save(state);
    return { ok: false, reason: "stand-alone" };
  };
  return {
    standard: "web",
    start(player: Host, module: ModuleData) {
      host = player;
      lineage = module.lineage;
      home = Boolean(module.bundle);
      mirror = createMirror(createStorage(win, module.keep), module);
      given = mirror.newest(null);
      return Promise.resolve(unconnected(module, given));
    },
    answered() {
      touched = true;
    },
    experienced() {
      touched = true;
    },
    commit() {
      touched = true;
      return Promise.resolve(save());
    },
    hide: () => void save(),
    leave: () => void save(),
    show() {
      // Nothing was ended.
    },
    finish: () => Promise.resolve(save()),
    exit() {
      if (!home) return closePopup(win);
      win.location.assign("../index.html");
      return true;
    },
  };
}
