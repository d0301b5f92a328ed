import { describe, expect, test } from "vitest";
import { literal } from "../value/datum.ts";
import { gather } from "./read.ts";

const network = (subnets: readonly unknown[]) => ({
  type: "Microsoft.Network/virtualNetworks",
  apiVersion: "1",
  name: "net",
  properties: { addressSpace: { addressPrefixes: ["10.0.0.0/16"] }, subnets },
});

const written = (name: string, addressPrefix: string) => ({ name, properties: { addressPrefix } });

const apart = (name: string, properties: object) => ({
  type: "Microsoft.Network/virtualNetworks/subnets",
  apiVersion: "1",
  name: `net/${name}`,
  properties,
});

function subnetsOf(...resources: readonly object[]): readonly string[] {
  const text = JSON.stringify({ $schema: "x/deploymentTemplate.json#", resources });
  const { things } = gather({ sources: [{ document: { path: "az.json", text } }] });
  return [...things.all()].flatMap(({ key, kind, item }) => {
    if (kind.label !== "subnet") return [];
    const ranges = item.properties.entries.filter((e) => e.key === "addressPrefix").map((e) => literal(e.value));
    return [`${key} ${ranges.join(" then ")} as ${item.ids.join(" and ")}`];
  });
}

const path = "Microsoft.Network/virtualNetworks/net/subnets";

describe("a thing that is written inside another and has a name there", () => {
  test("is called by it, and found by the outer thing's ids", () => {
    expect(subnetsOf(network([written("a", "10.0.1.0/24")]))).toEqual([`az/net/a 10.0.1.0/24 as ${path}/a`]);
  });

  test("is the same as one of that name which stands by itself; what that one says counts", () => {
    const both = [network([written("a", "10.0.1.0/24")]), apart("a", { addressPrefix: "10.0.2.0/24" })];
    const one = [`az/net/a 10.0.1.0/24 then 10.0.2.0/24 as ${path}/a and ${path}/a`];
    expect(subnetsOf(...both)).toEqual(one);
    expect(subnetsOf(...[...both].reverse())).toEqual(one);
  });

  test("without a name is called by its place", () => {
    expect(subnetsOf(network([{ properties: { addressPrefix: "10.0.1.0/24" } }]))).toEqual([
      "az/net#subnets[0] 10.0.1.0/24 as ",
    ]);
  });

  test("is not taken for a thing of another kind with its name", () => {
    const peering = {
      type: "Microsoft.Network/virtualNetworks/virtualNetworkPeerings",
      apiVersion: "1",
      name: "net/a",
      properties: {},
    };
    const [only] = subnetsOf(peering, network([written("a", "10.0.1.0/24")]));
    expect(only).toContain("az/net/a#Microsoft.Network/virtualNetworks subnets[] 10.0.1.0/24");
  });
});
