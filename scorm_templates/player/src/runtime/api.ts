/** Finds the object a SCORM system offers (RT-1 to RT-5). */

/** The methods are called by name and may be missing (LMS-19). */
export type Api = Record<string, unknown>;

/** As far as ADL's own search goes (RT-3). */
const HOPS = 500;
const AGAIN = 250;
const PATIENCE = 4000;

/** A property of a window that may belong to another origin, where the mere look throws (RT-2). */
function look<T>(read: () => T): T | null {
  try {
    return read() ?? null;
  } catch {
    return null;
  }
}

type Frame = Window & Record<string, unknown>;

function own(frame: Frame, name: string, method: string): Api | null {
  return look(() => {
    const api = frame[name] as Api | undefined;
    // A form or image named "API" is a property of the window too.
    return api && typeof api[method] === "function" ? api : null;
  });
}

function upwards(start: Frame | null, name: string, method: string): Api | null {
  let frame = start;
  for (let hop = 0; frame && hop < HOPS; hop++) {
    const here = frame;
    const api = own(here, name, method);
    if (api) return api;
    const parent = look(() => here.parent as Frame);
    frame = parent === here ? null : parent;
  }
  return null;
}

/** Own window, its parents, the opener and its parents, the top window's opener and its parents: nearest first (RT-1). */
export function findApi(win: Window, name: string, method: string): Api | null {
  return (
    upwards(win as Frame, name, method) ??
    upwards(look(() => win.opener as Frame), name, method) ??
    upwards(look(() => win.top?.opener as Frame), name, method)
  );
}

/** Some systems attach the object after the frame has loaded (RT-5, LMS-19). */
export async function waitForApi(win: Window, name: string, method: string): Promise<Api | null> {
  const alone = look(() => win.parent === win && !win.opener) === true;
  // A page on its own has nobody who would come later, except a view that puts the object into it.
  let left = alone ? PATIENCE / 8 : PATIENCE;
  for (;;) {
    const api = findApi(win, name, method);
    if (api || left <= 0) return api;
    left -= AGAIN;
    await new Promise((resolve) => win.setTimeout(resolve, AGAIN));
  }
}
