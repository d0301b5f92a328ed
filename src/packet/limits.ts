/**
 * What an operation on packet sets may cost. When a limit is passed, `Exhausted` is thrown; the question that was being
 * asked catches it (`attempt`) and answers *unknown*. It is neither our bug nor the user's text, and it never reaches a
 * command. The sets that were finished before stay usable.
 */

export interface Limits {
  /** Nodes of all diagrams together. */
  readonly nodes: number;
  /** Intervals of all nodes together, of 12 bytes each. */
  readonly intervals: number;
  /** Intervals that operations may write, counted from the last `Sets.renew`. */
  readonly steps: number;
}

/** Less than a gigabyte, and some seconds of work. */
export const usualLimits: Limits = { nodes: 8_000_000, intervals: 48_000_000, steps: 200_000_000 };

export class Exhausted extends Error {
  /** Which limit was passed. */
  readonly limit: keyof Limits | "labels";

  constructor(limit: keyof Limits | "labels") {
    super(`packet sets: no more ${limit}`);
    this.name = "Exhausted";
    this.limit = limit;
  }
}

/** The result, or the limit that stood in its way; every other exception passes through. */
export function attempt<T>(run: () => T): T | Exhausted {
  try {
    return run();
  } catch (error) {
    if (error instanceof Exhausted) return error;
    throw error;
  }
}
