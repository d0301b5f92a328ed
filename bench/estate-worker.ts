/**
 * One estate in one process: `FOLDER`; prints `metric TAB value` lines. The same steps as `api/engine.ts`, told apart;
 * then one line of one template is changed, and everything is asked again.
 */

import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { check, load } from "../src/api/engine.ts";
import { findings } from "../src/checks/checks.ts";
import { network } from "../src/forward/network.ts";
import { findProject } from "../src/project/find.ts";
import { isRefusal, type Project } from "../src/project/project.ts";
import { judge } from "../src/query/expect.ts";
import { packetHeaders } from "../src/query/packet-sets.ts";
import { changed, stackOf } from "./estate.ts";

export async function work([folder = ""]: readonly string[]): Promise<void> {
  const clock = { last: performance.now() };
  const tell = (metric: string, value: number): void => console.log(`${metric}\t${value}`);
  const lap = (metric: string): void => {
    const now = performance.now();
    tell(metric, now - clock.last);
    tell(`${metric} MiB`, peak());
    clock.last = performance.now();
  };

  const project = await projectIn(folder);
  lap("project");
  const loaded = load(project);
  lap("load");
  network(loaded.model);
  lap("network");
  const headers = packetHeaders();
  const found = findings(loaded.net, headers);
  lap("findings");
  let holding = 0;
  for (const { from, to, traffic, verdict, through } of project.expectations) {
    headers.renew();
    const judged = judge(loaded.net, headers, {
      from: from.text,
      to: to.text,
      traffic: traffic?.text ?? "any",
      verdict: verdict.value,
      through: through.map(({ text }) => text),
    });
    if ("holds" in judged && judged.holds === true) holding++;
  }
  lap("expectations");
  tell("#interfaces", loaded.model.interfaces.size);
  tell("#findings", loaded.findings.length + found.length);
  tell("#expectations", project.expectations.length);
  tell("#holding", holding);

  const path = join(folder, `${stackOf(0)}.yml`);
  writeFileSync(path, changed(readFileSync(path, "utf8")));
  clock.last = performance.now();
  check(load(await projectIn(folder)));
  lap("again");
}

async function projectIn(folder: string): Promise<Project> {
  const project = await findProject({ paths: [folder], cwd: folder });
  if (isRefusal(project)) throw new Error(project.message);
  return project;
}

function peak(): number {
  return process.resourceUsage().maxRSS / 1024;
}
