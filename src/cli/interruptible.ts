/**
 * Work that Ctrl-C ends at once. A program that computes never comes to its signal handlers; Node's `vm` has a watchdog
 * beside it that ends the script which is running (`breakOnSigint`), so the work is run as one.
 */

import { Script } from "node:vm";

const place = Symbol.for("tieline.work");
const script = new Script("globalThis[Symbol.for('tieline.work')]()", { filename: "work" });

export function interruptible<T>(work: () => T): T {
  const result: { value?: T; error?: { readonly thrown: unknown } } = {};
  Object.defineProperty(globalThis, place, {
    configurable: true,
    value: () => {
      try {
        result.value = work();
      } catch (thrown) {
        result.error = { thrown };
      }
    },
  });
  try {
    script.runInThisContext({ breakOnSigint: true, displayErrors: false });
  } finally {
    Reflect.deleteProperty(globalThis, place);
  }
  if (result.error !== undefined) throw result.error.thrown;
  return result.value as T;
}

/**
 * Lets a Ctrl-C be heard that came in between: to be awaited before interruptible work, which drops it. Twice, because
 * only between two turns of the event loop is the system asked for signals.
 */
export async function heard(): Promise<void> {
  for (let turn = 0; turn < 2; turn++) await new Promise((next) => setImmediate(next));
}

/** Whether it was Ctrl-C that ended the work. */
export function isInterrupt(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "ERR_SCRIPT_EXECUTION_INTERRUPTED";
}
