/** One line on standard error that says what takes so long; only where somebody looks at it, and it can be taken away. */

import { canPaint } from "./output.ts";
import { oneLine, windowOf } from "../api/rendering.ts";

let shown = false;

export function progress(what: string): void {
  const { stderr } = process;
  if (!canPaint(stderr)) return;
  // What runs over the edge of the terminal would stay.
  const room = stderr.columns > 0 ? stderr.columns - 3 : Infinity;
  stderr.write(`\r\u001B[2K${windowOf(oneLine(what), 0, 0, room).text} …`);
  shown = true;
}

export function endProgress(): void {
  if (shown) process.stderr.write("\r\u001B[2K");
  shown = false;
}
