import { useEffect, useRef, useSyncExternalStore } from "react";

// One listener for all keys. Screens register what they can do; the help page lists what is registered.

export interface Shortcut {
  keys: string;
  label: string;
  run: () => void;
}

const entries = new Map<symbol, Shortcut>();
const watchers = new Set<() => void>();
let snapshot: Shortcut[] = [];
let first = "";
let firstAt = 0;
let covered = false;

function changed(): void {
  snapshot = [...entries.values()];
  for (const watcher of watchers) watcher();
}

/** Single letters can be switched off (WCAG 2.1.4): speech input would trigger them. */
export function lettersEnabled(): boolean {
  try {
    return localStorage.getItem("resonanz-letters") !== "off";
  } catch {
    return true;
  }
}

export function setLettersEnabled(on: boolean): void {
  try {
    localStorage.setItem("resonanz-letters", on ? "on" : "off");
  } catch {
    // Kept for nobody then.
  }
}

function writing(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/u.test(target.tagName))
  );
}

function find(keys: string): Shortcut | undefined {
  return snapshot.findLast((entry) => entry.keys === keys);
}

/** Exported for the test: which keys an event means, given what came just before. */
export function keysOf(event: { key: string; shiftKey: boolean }, before: string): string {
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  return before ? `${before} ${key}` : key;
}

function onKey(event: KeyboardEvent): void {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || writing(event.target)) return;
  if (covered) return;
  if (event.key.length === 1 && !lettersEnabled()) return;
  const pair = first && event.timeStamp - firstAt < 1200 ? keysOf(event, first) : "";
  first = "";
  const entry = (pair && find(pair)) || find(keysOf(event, ""));
  if (entry) {
    event.preventDefault();
    entry.run();
  } else if (snapshot.some((other) => other.keys.startsWith(`${keysOf(event, "")} `))) {
    first = keysOf(event, "");
    firstAt = event.timeStamp;
  }
}

export function installShortcuts(): void {
  // Asked before anything handles the key: Escape belongs to the open menu or dialog, which is gone afterwards.
  const look = () => {
    const layers = document.querySelectorAll("[role=dialog], [role=menu], [role=listbox]");
    covered = [...layers].some((layer) => layer.checkVisibility());
  };
  addEventListener("keydown", look, true);
  addEventListener("keydown", onKey);
}

/** Registers a key while the component is shown. `keys` is a key or two with a space: "g i". */
export function useShortcut(keys: string, label: string, run: () => void, enabled = true): void {
  const latest = useRef(run);
  latest.current = run;
  useEffect(() => {
    if (!enabled) return;
    const id = Symbol(keys);
    entries.set(id, { keys, label, run: () => latest.current() });
    changed();
    return () => {
      entries.delete(id);
      changed();
    };
  }, [keys, label, enabled]);
}

export function useShortcutList(): Shortcut[] {
  return useSyncExternalStore(
    (watcher) => {
      watchers.add(watcher);
      return () => watchers.delete(watcher);
    },
    () => snapshot,
  );
}
