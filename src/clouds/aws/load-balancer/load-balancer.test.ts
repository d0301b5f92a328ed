import { expect, test } from "vitest";
import { addressesOf, balancer, inBoth, testExamples } from "../balancing.suite.ts";
import { codesOf, network, readTemplate } from "../template.suite.ts";
import { loadBalancer } from "./load-balancer.ts";

const nodesOf = (resources: string) =>
  [...readTemplate(network + resources).model.nodes.values()].filter(({ name }) => name === "net/Balancer");

test("a balancer has a node in the zone of each of its subnets, and they all have its name", () => {
  const nodes = nodesOf(balancer(inBoth));
  expect(nodes.map(({ zone }) => zone?.kind === "known" && zone.value)).toEqual(["eu-central-1a", "eu-central-1b"]);
  expect(nodes.map(({ label, kind, host }) => [label, kind, host])[0]).toEqual([
    "Application Load Balancer",
    "load-balancer",
    true,
  ]);
});

test("an internet-facing balancer has a public address in front of the private one in each zone, an internal one has none", () => {
  const { model } = readTemplate(network + balancer(inBoth));
  expect(addressesOf(model, "net/Balancer")).toEqual([
    "own assigned to net/Balancer",
    "held assigned to net/Balancer",
    "own assigned to net/Balancer",
    "held assigned to net/Balancer",
  ]);
  expect(model.pairs).toHaveLength(2);
  expect(new Set(model.pairs.map(({ outside }) => outside.kind === "assigned" && outside.id)).size).toBe(2);
  const internal = readTemplate(network + balancer(`${inBoth}, Scheme: internal`)).model;
  expect(addressesOf(internal, "net/Balancer")).toEqual([
    "own assigned to net/Balancer",
    "own assigned to net/Balancer",
  ]);
  expect(internal.pairs).toEqual([]);
});

test("a network balancer's addresses can be stated: its own, and elastic ones that belong to themselves", () => {
  const mapping =
    "SubnetMappings: [{ SubnetId: !Ref SubnetA, AllocationId: !GetAtt Elastic.AllocationId, PrivateIPv4Address: 10.0.1.7 }]";
  const elastic = "  Elastic:\n    Type: AWS::EC2::EIP\n    Properties: { Domain: vpc }\n";
  const { model } = readTemplate(network + elastic + balancer(`Type: network, ${mapping}`));
  expect(addressesOf(model, "net/Balancer")).toEqual(["own 10.0.1.7", "held assigned to net/Elastic"]);
  expect(model.pairs.map(({ owner }) => owner)).toEqual(["net/Elastic"]);
});

test("whether a balancer faces the internet may be unknown, and so is then its public address", () => {
  const { model } = readTemplate(network + balancer(`${inBoth}, Scheme: !Ref Nowhere`));
  expect(model.pairs).toHaveLength(2);
  expect(model.pairs.every(({ doubt }) => doubt !== undefined)).toBe(true);
});

test.each([
  ["an application balancer without groups has the VPC's default group", inBoth, ["net/Vpc#group#in"]],
  ["a network balancer without groups filters nothing", `Type: network, ${inBoth}`, undefined],
  ["a gateway balancer filters nothing", `Type: gateway, ${inBoth}`, undefined],
])("%s", (_, said, filters) => {
  const { model } = readTemplate(network + balancer(said));
  const [first] = model.interfaces.get("net/Balancer#net/SubnetA#eth0")?.in ?? [];
  expect(first?.filters.map((f) => f.kind === "known" && f.value)).toEqual(filters);
});

test("an application balancer takes ping for itself, a network balancer only what a listener waits for", () => {
  expect(nodesOf(balancer(inBoth))[0]?.accepts).toEqual({ protocols: [1, 58] });
  expect(nodesOf(balancer(`Type: network, ${inBoth}`))[0]?.accepts).toHaveProperty("nothing");
});

test("a gateway balancer wraps what it is handed in GENEVE to its own targets", () => {
  const [node] = nodesOf(balancer(`Type: gateway, ${inBoth}`));
  expect(node?.kind).toBe("gateway-load-balancer");
  expect(node?.host).toBe(false);
  expect(node?.encapsulate).toEqual({
    kind: "wrap",
    name: "geneve",
    protocol: 17,
    port: 6081,
    balance: "net/Balancer#net/SubnetA#targets",
  });
});

test("a balancer whose type nobody knows is there, with a doubt", () => {
  const nodes = nodesOf(balancer(`Type: !Ref Nowhere, ${inBoth}`));
  expect(nodes).toHaveLength(2);
  expect(nodes.every(({ doubt }) => doubt !== undefined)).toBe(true);
});

test("a dual-stack balancer that faces the internet has an address of its subnet's IPv6 range", () => {
  const six = network.replace(
    "AvailabilityZone: eu-central-1a",
    "AvailabilityZone: eu-central-1a\n      Ipv6CidrBlock: 2001:db8:0:1::/64",
  );
  const { model } = readTemplate(six + balancer(`${inBoth}, IpAddressType: dualstack`));
  expect(addressesOf(model, "net/Balancer#net/SubnetA#eth0#address6")).toEqual(["own assigned to net/Balancer"]);
});

test("a balancer without a listener is told once", () => {
  expect(codesOf(readTemplate(network + balancer(inBoth)))).toContain("balancer.listener.missing");
});

testExamples(loadBalancer.rules ?? []);
