import { describe, expect, test } from "vitest";
import type { Document } from "../source/document.ts";
import { type Datum, type Entry, literal, type Mapping, text } from "../value/datum.ts";
import { unknown } from "../value/value.ts";
import { find, pathsOf } from "./spelling.ts";

const document: Document = { path: "x", text: "" };
const span = { document, start: 0, end: 0 };

function mapping(fields: Readonly<Record<string, Datum>>): Mapping {
  const entries = Object.entries(fields).map(([key, value]): Entry => ({ key, keyAt: span, value, at: span }));
  return { kind: "map", entries, at: [span] };
}

describe("CloudFormation's form gives the others'", () => {
  test.each([
    ["VpcId", "vpc_id", "vpcId"],
    ["CidrBlock", "cidr_block", "cidrBlock"],
    ["Ipv6CidrBlock", "ipv6_cidr_block", "ipv6CidrBlock"],
    ["EnableDNSNames", "enable_dns_names", "enableDNSNames"],
    ["IPAddress", "ip_address", "ipAddress"],
    ["Options.Mode", "options.mode", "options.mode"],
  ])("%s", (word, terraform, arm) => {
    expect(pathsOf(word, "terraform").map((p) => p.join("."))).toEqual([terraform]);
    expect(pathsOf(word, "arm").map((p) => p.join("."))).toEqual([arm]);
    expect(pathsOf(word, "snapshot").map((p) => p.join("."))).toEqual([word]);
  });

  test("unless a kind spells them, or says that a format has none", () => {
    const spelling = { cloudformation: "InstanceId", terraform: "instance", arm: null };
    expect(pathsOf(spelling, "terraform")).toEqual([["instance"]]);
    expect(pathsOf(spelling, "arm")).toEqual([]);
    expect(pathsOf(spelling, "snapshot")).toEqual([["InstanceId"]]);
    expect(pathsOf({ cloudformation: null, terraform: "a" }, "snapshot")).toEqual([]);
  });
});

describe("a datum is found", () => {
  const inner = mapping({ Mode: text("on", []) });
  const at = (spelling: string, fields: Readonly<Record<string, Datum>>) =>
    find(mapping(fields), spelling, "cloudformation")?.datum;

  test("by the first alternative that is written", () => {
    expect(literal(at("A|B", { B: text("b", []) }) as Datum)).toBe("b");
    expect(literal(at("A|B", { B: text("b", []), A: text("a", []) }) as Datum)).toBe("a");
  });

  test("inside a block, also one that is written as a list of one", () => {
    expect(literal(at("O.Mode", { O: inner }) as Datum)).toBe("on");
    expect(literal(at("O.Mode", { O: { kind: "list", items: [inner], at: [] } }) as Datum)).toBe("on");
    expect(at("O.Mode", { O: text("on", []) })).toBeUndefined();
  });

  test("as unknown inside an unknown block", () => {
    expect(at("O.Mode", { O: unknown("x.y.z", "nobody knows") })).toMatchObject({ kind: "unknown", code: "x.y.z" });
  });
});
