import { describe, expect, test } from "vitest";
import { listed, sources } from "./files.ts";
import { importProblems } from "./imports.ts";
import { law, middle } from "./law-of-imports.ts";

const problems = (path: string, text: string): string[] => listed(importProblems([{ path, text }]));

test("every source keeps the law of imports", () => {
  expect(listed(importProblems(sources("src")))).toEqual([]);
});

test("the law names each part once, gives a reason, and allows only parts that exist", () => {
  const parts = law.map(({ part }) => part);
  expect(parts).toEqual([...new Set(parts)]);
  expect(parts).toEqual(expect.arrayContaining([...middle]));
  for (const { imports, types = [], reason } of law) {
    expect(reason).not.toBe("");
    for (const entry of imports) expect(parts).toContain(entry);
    for (const entry of types) expect(parts).toContain(entry.replace(/\/(trace|proposal)$/, ""));
  }
});

describe("an import is allowed", () => {
  test.each([
    ["src/value/value.ts", `import { Prefix } from "../net/prefix.ts";`],
    ["src/finding/proof.ts", `import type { Trace } from "../forward/trace.ts";`],
    ["src/finding/proof.ts", `import { span } from "../source/span.ts";`],
    ["src/clouds/aws/vpc/vpc.ts", `import { network } from "../terms/network.ts";`],
    ["src/clouds/aws/kinds.ts", `import { vpc } from "./vpc/vpc.ts";`],
    ["src/clouds/clouds.ts", `import { kinds } from "./aws/kinds.ts";`],
    ["src/formats/arm/arm.ts", `import { evaluate } from "../evaluate/evaluate.ts";`],
    ["src/vendors/frr/read.ts", `import {\n  one,\n  two,\n} from "./grammar.ts";`],
    ["src/read/read.ts", `import { formats } from "../formats/formats.ts";`],
    ["src/read/files.ts", `import { readFile } from "node:fs/promises";`],
    ["src/syntax/yaml.ts", `import { parseDocument } from "yaml";`],
    ["src/cli/trace.ts", `const { trace } = await import("../api/trace.ts");`],
    ["src/net/ip.test.ts", `import { test } from "vitest";\nimport { model } from "../model/model.ts";`],
    ["src/net/ip.ts", `// as in: import("../model/model.ts")\nexport const from = "../model/model.ts";`],
    ["src/index.ts", `export * from "./api/index.ts";`],
  ])("%s: %j", (path, text) => expect(problems(path, text)).toEqual([]));
});

describe("an import is refused", () => {
  test.each([
    ["src/net/ip.ts", `import { a } from "../value/value.ts";`, "net may not import value"],
    ["src/net/ip.ts", `\nimport "../value/value.ts";`, "src/net/ip.ts:2 "],
    ["src/model/model.ts", `export {\n  walk,\n} from "../forward/walk.ts";`, "model may not import forward"],
    ["src/model/model.ts", `import type { Vpc } from "../clouds/aws/vpc/vpc.ts";`, "may not import clouds/aws/vpc"],
    ["src/finding/proof.ts", `import { walk } from "../forward/trace.ts";`, "may import only types from forward"],
    ["src/finding/proof.ts", `import type { Walk } from "../forward/walk.ts";`, "finding may not import forward"],
    ["src/clouds/aws/vpc/vpc.ts", `import { subnet } from "../subnet/subnet.ts";`, "may not import clouds/aws/subnet"],
    [
      "src/clouds/aws/vpc/vpc.ts",
      `import { net } from "../../azure/terms/net.ts";`,
      "may not import clouds/azure/terms",
    ],
    ["src/clouds/aws/kinds.ts", `import { net } from "../azure/net/net.ts";`, "may not import clouds/azure/net"],
    ["src/clouds/clouds.ts", `import { walk } from "../forward/walk.ts";`, "clouds may not import forward"],
    ["src/formats/arm/arm.ts", `import { hcl } from "../terraform/hcl.ts";`, "may not import formats/terraform"],
    ["src/vendors/frr/read.ts", `import { ip } from "../linux/read.ts";`, "may not import vendors/linux"],
    ["src/read/read.ts", `import { vpc } from "../clouds/aws/vpc/vpc.ts";`, "read may not import clouds/aws/vpc"],
    ["src/route/bgp.ts", `import { readFileSync } from "node:fs";`, "route may not use Node"],
    ["src/read/read.ts", `import { z } from "zod/mini";`, "read may not use the package zod"],
    ["src/cli/trace.ts", `const m = await import("../model/model.ts");`, "cli may not import model"],
    ["src/cli/trace.ts", `const m = await import(name);`, "only known when it runs"],
    ["src/api/api.ts", `import { corpus } from "../../test/corpus.ts";`, "not below src"],
    ["src/net/ip.ts", `import { sample } from "./ip.test.ts";`, "imports the test"],
    ["src/extras/extra.ts", ``, "src/extras is not a part"],
    ["src/extra.ts", ``, "src/extra.ts is not a part"],
  ])("%s: %j", (path, text, message) => expect(problems(path, text)).toEqual([expect.stringContaining(message)]));
});
