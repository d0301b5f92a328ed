import { describe, expect, test } from "vitest";
import { mapProblems } from "./code-map.ts";
import { type File, listed, projectFiles, sources } from "./files.ts";
import { lengthProblems, nameProblems } from "./names-and-lengths.ts";
import { machineProblems, shortcutProblems } from "./shortcuts.ts";

const code = [...sources("src"), ...sources("test"), ...sources("scripts"), ...sources("bench")];
// The rules' own samples break the rules.
const written = code.filter(({ path }) => !path.startsWith("test/house/"));
const one = (path: string, text: string): File[] => [{ path, text }];

describe("lengths", () => {
  const long = "line\n".repeat(401);

  test("no source is longer than a person reads", () => {
    expect(listed(lengthProblems(sources("src")))).toEqual([]);
  });

  test("a source of 401 lines is too long, unless there is a reason", () => {
    expect(lengthProblems(one("src/net/ip.ts", "line\n".repeat(400)))).toEqual([]);
    expect(listed(lengthProblems(one("src/net/ip.ts", long)))).toEqual([expect.stringContaining("401 lines")]);
    expect(lengthProblems(one("src/net/ip.ts", long), new Map([["src/net/ip.ts", "a table"]]))).toEqual([]);
  });

  test("an exception that is not needed any more is a problem", () => {
    const exceptions = new Map([["src/net/ip.ts", "a table"]]);
    expect(listed(lengthProblems(one("src/net/ip.ts", ""), exceptions))).toEqual([
      expect.stringContaining("exception"),
    ]);
  });
});

describe("names", () => {
  test("files and folders are named for what they hold", () => {
    expect(listed(nameProblems(code))).toEqual([]);
  });

  test.each(["src/net/prefix-trie.ts", "src/net/base64.test.ts", "src/vendors/h3c-comware/read.ts"])("%s", (path) => {
    expect(nameProblems(one(path, ""))).toEqual([]);
  });

  test.each([
    "src/net/prefixTrie.ts",
    "src/net/Ip.ts",
    "src/my_net/ip.ts",
    "src/net/utils.ts",
    "src/common/ip.ts",
    "src/net/ip-helpers.test.ts",
  ])("%s is refused", (path) => {
    expect(nameProblems(one(path, ""))).toHaveLength(1);
  });
});

describe("shortcuts", () => {
  test("no source takes one", () => {
    expect(listed(shortcutProblems(written))).toEqual([]);
  });

  test.each([
    "test.only('a')",
    "describe.concurrent.only('a')",
    "test.skip('a')",
    "it.todo('a')",
    "test.skipIf(x)('a')",
    "context.skip()",
    "// @ts-ignore",
    "/* @ts-nocheck */",
    "f(x as any)",
    "const y = x as any;",
    "(x as any).y",
  ])("%s is refused", (text) => expect(shortcutProblems(one("src/net/ip.test.ts", text))).toHaveLength(1));

  test.each([
    "// because the kernel has no module for it\ntest.skip('a')",
    "test.todo('a'); // because RFC 7296 is silent",
    "context.skip('no namespaces here')",
    "// the same as any other",
    "// as any",
  ])("%j is allowed", (text) => expect(shortcutProblems(one("src/net/ip.test.ts", text))).toEqual([]));
});

describe("machines", () => {
  test("no file names a place on one machine, or a registry", () => {
    expect(listed(machineProblems(projectFiles()))).toEqual([]);
  });

  const slashed = (...names: string[]): string => names.join("/");
  test.each([
    slashed("", "work", "main"),
    slashed("see: ", "root", "x"),
    `.${"library"}/a`,
    ["registry", "npmjs", "org"].join("."),
  ])("%s is refused", (text) => expect(machineProblems(one("README.md", text))).toHaveLength(1));

  test.each(["docs/work/plan", "https://example.com/root/", "the library/a", "src/*/work/"])("%s is allowed", (text) =>
    expect(machineProblems(one("README.md", text))).toEqual([]),
  );
});

describe("the code map", () => {
  const map =
    "Addresses: `src/net/`.\n```\nsrc/\n  net/     ip\n  clouds/aws/  kinds\n           more/\ntest/\n  house/\n```\n";

  test("ARCHITECTURE.md names every folder of src", () => {
    const architecture = projectFiles().find(({ path }) => path === "ARCHITECTURE.md");
    const folders = new Set(sources("src").flatMap(({ path }) => /^src\/([^/]+)\//.exec(path)?.[1] ?? []));
    expect(architecture === undefined ? [] : listed(mapProblems(architecture.text, folders))).toEqual([]);
  });

  test("a folder that the map lacks, and one that is not there, are problems", () => {
    expect(mapProblems(map, new Set(["net", "clouds"]))).toEqual([]);
    expect(listed(mapProblems(map, new Set(["net", "clouds", "lab"])))).toEqual([
      "ARCHITECTURE.md:1 does not name src/lab",
    ]);
    expect(listed(mapProblems(map, new Set(["net"])))).toEqual(["ARCHITECTURE.md:5 names src/clouds: no such"]);
    expect(listed(mapProblems("`src/gone/`", new Set()))).toEqual(["ARCHITECTURE.md:1 names src/gone: no such"]);
  });
});
