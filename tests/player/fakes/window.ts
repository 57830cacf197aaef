/** As much of a window as the run-times touch. Timers are node's, so that a test can mock them. */

import { setImmediate as real } from "node:timers";
import type { TestContext } from "node:test";

export interface FakeWindow extends Window {
  fire(type: string): void;
  stored: Map<string, string>;
}

export function fakeWindow(search = "", more: Record<string, unknown> = {}): FakeWindow {
  const listeners = new Map<string, Set<() => void>>();
  const stored = (more["stored"] as Map<string, string> | undefined) ?? new Map<string, string>();
  const lasting = new Map<string, string>();
  const location = {
    href: `https://lms.test/content/index.html${search}`,
    origin: "https://lms.test",
    pathname: "/content/index.html",
    search,
    hash: "",
    went: "",
    assign(url: string) {
      location.went = url;
    },
  };
  const win: Record<string, unknown> = {
    location,
    history: {
      state: null,
      replaceState: (_state: unknown, _title: string, url: string) => {
        location.search = url.includes("?") ? url.slice(url.indexOf("?")) : "";
      },
    },
    crypto: globalThis.crypto,
    opener: null,
    closed: false,
    stored,
    document: { visibilityState: "visible" },
    localStorage: {
      getItem: (key: string) => lasting.get(key) ?? null,
      setItem: (key: string, value: string) => void lasting.set(key, value),
      removeItem: (key: string) => void lasting.delete(key),
    },
    sessionStorage: {
      getItem: (key: string) => stored.get(key) ?? null,
      setItem: (key: string, value: string) => void stored.set(key, value),
      removeItem: (key: string) => void stored.delete(key),
    },
    setTimeout: (...values: Parameters<typeof setTimeout>) => globalThis.setTimeout(...values),
    clearTimeout: (timer: number) => globalThis.clearTimeout(timer),
    setInterval: (...values: Parameters<typeof setInterval>) => globalThis.setInterval(...values),
    clearInterval: (timer: number) => globalThis.clearInterval(timer),
    requestAnimationFrame: (paint: () => void) => globalThis.setTimeout(paint, 16),
    addEventListener: (type: string, listener: () => void) => {
      listeners.set(type, (listeners.get(type) ?? new Set()).add(listener));
    },
    removeEventListener: (type: string, listener: () => void) => void listeners.get(type)?.delete(listener),
    fire: (type: string) => listeners.get(type)?.forEach((listener) => listener()),
    close: () => {
      win["closed"] = true;
    },
    ...more,
  };
  win["parent"] ??= win;
  win["top"] ??= win["parent"];
  return win as unknown as FakeWindow;
}

/** Lets the fake clock run, with what waits for promises in between. */
export async function advance(context: TestContext, milliseconds: number): Promise<void> {
  const step = Math.max(1, Math.min(50, milliseconds));
  for (let passed = 0; passed < milliseconds; passed += step) {
    await settle();
    context.mock.timers.tick(Math.min(step, milliseconds - passed));
  }
  await settle();
}

export async function settle(): Promise<void> {
  for (let turn = 0; turn < 6; turn++) await new Promise((resolve) => real(resolve));
}

export function clock(context: TestContext): void {
  context.mock.timers.enable({ apis: ["setTimeout", "setInterval", "Date"], now: Date.UTC(2026, 10, 22, 8, 0, 0) });
}
