/** Active time: the clock stands still while the page is hidden (RT-19). */

export interface Clock {
  /** Seconds of this session so far. */
  seconds(): number;
}

export function createClock(page: Document, now: () => number = () => performance.now()): Clock {
  let total = 0;
  let since: number | null = page.visibilityState === "hidden" ? null : now();
  page.addEventListener("visibilitychange", () => {
    if (since !== null) total += now() - since;
    since = page.visibilityState === "hidden" ? null : now();
  });
  return { seconds: () => Math.round((total + (since === null ? 0 : now() - since)) / 10) / 100 };
}
