#!/usr/bin/env node
// Where the command starts. `--version` is answered before anything else is loaded: scripts and editors ask it often.
import { version } from "../api/version.ts";

const args = process.argv.slice(2);
if (args.length === 1 && (args[0] === "--version" || args[0] === "-V")) {
  console.log(version);
} else {
  // Whoever reads our output may stop reading (`| head`), and that is no error.
  for (const stream of [process.stdout, process.stderr]) {
    stream.on("error", (error: NodeJS.ErrnoException) => {
      if (error.code === "EPIPE") process.exit(process.exitCode ?? 0);
      throw error;
    });
  }
  const { main, reportCrash } = await import("./main.ts");
  process.on("SIGINT", () => {
    if (process.stderr.isTTY) process.stderr.write("\r\u001B[2K");
    process.exit(130);
  });
  process.on("uncaughtException", (error) => process.exit(reportCrash(error, args)));
  try {
    process.exitCode = await main(args);
  } catch (error) {
    process.exitCode = reportCrash(error, args);
  }
}
