#!/usr/bin/env node
// Where the command starts. `--version` is answered before anything else is loaded: scripts and editors ask it often.
import { version } from "../api/version.ts";

const args = process.argv.slice(2);
if (args.length === 1 && (args[0] === "--version" || args[0] === "-V")) {
  console.log(version);
} else {
  const { main } = await import("./main.ts");
  process.exitCode = await main(args);
}
