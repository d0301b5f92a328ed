import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { expect, test } from "vitest";
import { describeCorpus } from "../../../test/corpus.ts";
import { read } from "../../read/read.ts";

/** What stands beside a network and has no bearing on who reaches whom in it. */
const beside = /^Microsoft\.(?!Network\/|Compute\/virtualMachines$)/;

describeCorpus("templates of real networks", (corpus) => {
  const folder = join(corpus, "azure-arm");
  const documents = readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".json"))
    .map((name) => ({ path: relative(corpus, join(folder, name)), text: readFileSync(join(folder, name), "utf8") }));

  test("each is read by itself, and most of its network is understood", () => {
    const told = new Map<string, number>();
    const missing = new Map<string, number>();
    let templates = 0;
    let modelled = 0;
    for (const document of documents) {
      const { things, notModelled, findings, unread } = read({ sources: [{ document }] });
      if (unread.length > 0) continue;
      templates++;
      modelled += things.length;
      for (const { code } of findings) told.set(code, (told.get(code) ?? 0) + 1);
      for (const { kind, count } of notModelled) missing.set(kind, (missing.get(kind) ?? 0) + count);
    }
    const networks = [...missing].filter(([kind]) => !beside.test(kind));
    const unmodelled = networks.reduce((sum, [, count]) => sum + count, 0);
    const share = Math.round((100 * modelled) / (modelled + unmodelled));
    console.log({ templates, modelled, share: `${share} %`, told: Object.fromEntries(told), missing: networks });
    expect(templates).toBe(23);
    expect(modelled).toBeGreaterThan(110);
    expect(share).toBeGreaterThan(75);
    expect(Object.fromEntries(told)).toEqual({ "parameter.value.missing": 2 });
  });
});
