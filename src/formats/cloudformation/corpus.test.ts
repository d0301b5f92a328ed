import { readdirSync, readFileSync } from "node:fs";
import { basename, dirname, join, relative } from "node:path";
import { expect, test } from "vitest";
import { describeCorpus } from "../../../test/corpus.ts";
import type { Reading } from "../../contract/format.ts";
import { type Document, locate, type Span } from "../../source/document.ts";
import { entryOf } from "../../value/datum.ts";
import { unknown } from "../../value/value.ts";
import { cloudformation } from "./format.ts";

function open(path: string): Document | undefined {
  try {
    return { path, text: readFileSync(path, "utf8") };
  } catch {
    return undefined;
  }
}

function readAlone(document: Document): Reading {
  const nobody = unknown("scope.region.unknown", "nobody says");
  const scope = basename(document.path).replace(/\.[^.]*$/, "");
  const input = { document, scope, listed: false, region: nobody, account: nobody, parameters: new Map() };
  const surroundings = {
    open: (from: Document, path: string) => open(join(dirname(from.path), path)),
    pinned: () => undefined,
  };
  return cloudformation.read([input], surroundings);
}

const lines = (span: Span | undefined): string => {
  if (span === undefined) return "nowhere";
  const { line, endLine } = locate(span);
  return line === endLine ? String(line) : `${line}-${endLine}`;
};

describeCorpus("templates of real networks", (corpus) => {
  test("all are read: some hundred of them, thousands of resources", () => {
    const paths = ["gwlb-workshop", "cloudformation", "aws-workshops"].flatMap((folder) => {
      const names = readdirSync(join(corpus, folder), { recursive: true, encoding: "utf8" });
      return names.map((name) => join(corpus, folder, name)).filter((path) => /\.(ya?ml|json|txt)$/.test(path));
    });
    const told = new Map<string, number>();
    const slow: { path: string; milliseconds: number }[] = [];
    let templates = 0;
    let resources = 0;
    for (const path of paths) {
      const document = open(path);
      const start = performance.now();
      if (document === undefined || !cloudformation.detect(document)) continue;
      const { items, findings } = readAlone(document);
      slow.push({ path: relative(corpus, path), milliseconds: Math.round(performance.now() - start) });
      templates++;
      resources += items.length;
      for (const { code } of findings) told.set(code, (told.get(code) ?? 0) + 1);
    }
    slow.sort((a, b) => b.milliseconds - a.milliseconds);
    console.log({ templates, resources, told: Object.fromEntries(told), slowest: slow.slice(0, 3) });
    expect(templates).toBe(208);
    expect(resources).toBeGreaterThan(4_000);
    expect(Object.fromEntries(told)).toEqual({
      // Two parents and their children have come apart.
      "parameter.name.unknown": 2,
      "parameter.value.refused": 2,
      "source.key.duplicate": 57,
      "source.syntax.invalid": 1,
      "stack.template.assumed": 49,
      "stack.template.unread": 8,
      "template.macro.unread": 1,
      "template.part.malformed": 12,
    });
  });

  const design3 = join(corpus, "gwlb-workshop", "design-3", "VPC01.yml");
  const reading = readAlone(open(design3) ?? { path: design3, text: "" });
  const item = (name: string) => reading.items.find((candidate) => candidate.name === name);

  test("four keys stand twice in design 3, the first two with the same value", () => {
    expect(
      reading.findings.map(({ severity, resource, at }) => [severity, resource, ...at.map(({ span }) => lines(span))]),
    ).toEqual([
      ["note", "VPC01/AddRouteIgwRouteTable1", "496-502", "231-237"],
      ["note", "VPC01/AddRouteIgwRouteTable2", "504-510", "239-245"],
      ["warning", "VPC01/AddRouteIgwRouteTable3", "512-518", "247-253"],
      ["warning", "VPC01/AddRouteIgwRouteTable4", "520-526", "255-261"],
    ]);
  });

  test.each([
    ["AddRouteIgwRouteTable1", "496-502"],
    ["PublicSubnetARoute", "360-366"],
    ["GWLBeSubnetARoute", "283-289"],
    ["PrivateSubnetARoute", "436-444"],
    ["ALBListener", "841-849"],
  ])("%s stands in lines %s", (name, expected) => expect(lines(item(name)?.at)).toBe(expected));

  test.each([
    ["PrivateAInstance1", "PrivateIpAddress", "635"],
    ["PrivateSubnetA", "MapPublicIpOnLaunch", "401"],
    ["ALBSecurityGroup", "SecurityGroupIngress", "593-601"],
  ])("%s's %s stands in lines %s", (name, key, expected) => {
    const properties = item(name)?.properties;
    expect(lines(properties && entryOf(properties, key)?.at)).toBe(expected);
  });

  test("a rule in a list has lines of its own", () => {
    const properties = item("ALBSecurityGroup")?.properties;
    const rules = properties && entryOf(properties, "SecurityGroupIngress")?.value;
    expect(rules?.kind === "list" && lines(rules.items[0]?.at[0])).toBe("594-597");
  });

  test("the zones that design 3 names by default tell its region", () => {
    expect(item("VPC")?.scope.region).toMatchObject({ kind: "known", value: "ap-northeast-1" });
  });
});
