/** This window's sessionStorage, or what the browser keeps; access throws when third-party storage is blocked (XA-10). */
export interface Storage {
  read(key: string): unknown;
  write(key: string, value: unknown): void;
  remove(key: string): void;
}

const PREFIX = "coursewright:";

export function createStorage(win: Window, lasting = false): Storage {
  /** What was written, for pages that may keep nothing. */
  const memory = new Map<string, string>();
  const attempt = <T>(work: (area: globalThis.Storage) => T): T | undefined => {
    try {
      return work(lasting ? win.localStorage : win.sessionStorage);
    } catch {
      return undefined;
    }
  };
  return {
    read(key) {
      const text = memory.get(key) ?? attempt((area) => area.getItem(PREFIX + key));
      try {
        return text ? (JSON.parse(text) as unknown) : null;
      } catch {
        return null;
      }
    },
    write(key, value) {
      const text = JSON.stringify(value);
      memory.set(key, text);
      attempt((area) => area.setItem(PREFIX + key, text));
    },
    remove(key) {
      memory.delete(key);
      attempt((area) => area.removeItem(PREFIX + key));
    },
  };
}
