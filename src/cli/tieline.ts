#!/usr/bin/env node
// Where the command starts. `--version` is answered before anything else is loaded: scripts and editors ask it often.
import { version } from "../api/version.ts";

const args = process.argv.slice(2);
if (args.length === 1 && (args[0] === "--version" || args[0] === "-V")) {
  console.log(version);
} else {
  const { main, reportCrash, reportUnwritable } = await import("./main.ts");
  const { endProgress } = await import("./progress.ts");
  // Whoever reads our output may stop reading (`| head`), and that is no error: the exit code still tells.
  const unread = new Set(["EPIPE", "ERR_STREAM_DESTROYED"]);
  process.stdout.on("error", (error: NodeJS.ErrnoException) => {
    if (!unread.has(error.code ?? "")) process.exit(reportUnwritable(error));
  });
  // With nowhere left to complain, there is nothing left to say.
  process.stderr.on("error", () => undefined);
  process.on("SIGINT", () => {
    endProgress();
    process.exit(130);
  });
  process.on("uncaughtException", (error) => process.exit(reportCrash(error, args)));
  try {
    process.exitCode = await main(args);
  } catch (error) {
    process.exitCode = reportCrash(error, args);
  }
}
