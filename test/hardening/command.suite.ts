/** The built command as a shell starts it: real files, real pipes, real signals. */

import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

const command = resolve(import.meta.dirname, "../../dist/tieline.js");

export const scenario: string = resolve(import.meta.dirname, "../../scenarios/gwlb-distributed");

export interface Ran {
  /** Null when a signal ended it, or it had to be stopped. */
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
  readonly milliseconds: number;
}

export interface Running {
  readonly cwd?: string;
  /** A shell's line behind the command: `| head -1`, `> /dev/full`. The exit code is then the command's own. */
  readonly behind?: string;
  /** Interrupted, as by Ctrl-C, after so many milliseconds. */
  readonly interruptAfter?: number;
  readonly stopAfter?: number;
}

const quoted = (word: string): string => `'${word.replaceAll("'", "'\\''")}'`;

export async function tieline(args: readonly string[], running: Running = {}): Promise<Ran> {
  const { cwd = tmpdir(), behind, interruptAfter, stopAfter = 60_000 } = running;
  if (!existsSync(command)) throw new Error("dist/tieline.js is not there: npm run build");
  const words = [process.execPath, command, ...args];
  const line = `${words.map(quoted).join(" ")} ${behind ?? ""}; exit \${PIPESTATUS[0]}`;
  const [program = "", ...rest] = behind === undefined ? words : ["bash", "-c", line];
  const start = performance.now();
  return new Promise((done, failed) => {
    const child = spawn(program, rest, {
      cwd,
      stdio: ["ignore", "pipe", "pipe"],
      env: { ...process.env, TERM: "dumb" },
    });
    const texts = { out: "", err: "" };
    child.stdout.setEncoding("utf8").on("data", (text: string) => (texts.out += text));
    child.stderr.setEncoding("utf8").on("data", (text: string) => (texts.err += text));
    const interrupting =
      interruptAfter === undefined ? undefined : setTimeout(() => child.kill("SIGINT"), interruptAfter);
    const stopping = setTimeout(() => child.kill("SIGKILL"), stopAfter);
    child.on("error", failed);
    child.on("close", (code) => {
      clearTimeout(interrupting);
      clearTimeout(stopping);
      done({ code, ...texts, milliseconds: performance.now() - start });
    });
  });
}

/** What no run may say, however it ends: a stack trace, an internal error, what Node says of itself. */
export function unclean({ code, out, err }: Ran): readonly string[] {
  const said = `${out}\n${err}`;
  const signs = [/^\s+at .+:\d+:\d+\)?$/m, /internal[. ]error/, /node:internal/, /\(node:\d+\)/, /terminate called/];
  return [
    ...signs.flatMap((sign) => sign.exec(said)?.[0] ?? []),
    ...(code === null ? ["it did not end by itself"] : []),
  ];
}

/** A folder of its own for the time of some work. */
export async function inFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), "tieline-"));
  try {
    return await work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
