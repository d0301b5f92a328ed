/** One line on standard error that says what takes so long; only where somebody looks at it. */

let shown = false;

export function progress(what: string): void {
  if (!process.stderr.isTTY) return;
  process.stderr.write(`\r\u001B[2K${what} …`);
  shown = true;
}

export function endProgress(): void {
  if (shown) process.stderr.write("\r\u001B[2K");
  shown = false;
}
