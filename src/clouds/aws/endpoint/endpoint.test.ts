import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { describeCorpus } from "../../../../test/corpus.ts";
import type { Given } from "../../../contract/format.ts";
import { type Read, read } from "../../../read/read.ts";
import { locate } from "../../../source/document.ts";
import { known } from "../../../value/value.ts";
import {
  addressesOf,
  balancer,
  balancesIn,
  forward,
  group,
  listenersIn,
  listens,
  servers,
  testExamples,
} from "../balancing.suite.ts";
import { codesOf, readTemplate, way } from "../template.suite.ts";
import { endpoint } from "./endpoint.ts";

const endpointIn = (said: string) => `  Endpoint:
    Type: AWS::EC2::VPCEndpoint
    Properties: { VpcId: !Ref Vpc, ${said} }
`;
const offered = (said: string) => `  Service:
    Type: AWS::EC2::VPCEndpointService
    Properties: { ${said} }
`;

const named = "ServiceName: !Sub 'com.amazonaws.vpce.eu-central-1.${Service}'";
const handing = (subnet: string) =>
  endpointIn(`VpcEndpointType: GatewayLoadBalancer, SubnetIds: [!Ref ${subnet}], ${named}`);

/** A gateway balancer that stands only in zone a. */
const inspection =
  servers +
  balancer("Type: gateway, Subnets: [!Ref SubnetA]") +
  listens(forward) +
  group("Protocol: GENEVE, Port: 6081, Targets: [{ Id: !Ref ServerA }]");
const open = offered("AcceptanceRequired: false, GatewayLoadBalancerArns: [!Ref Balancer]");

describe("an endpoint of a gateway balancer", () => {
  test("hands packets to the balancer's node, forwards what comes back and forgets who sent it", () => {
    const { model } = readTemplate(inspection + open + handing("SubnetA"));
    expect(model.nodes.get("net/Endpoint")).toMatchObject({
      name: "net/Endpoint",
      kind: "endpoint",
      host: false,
      forwards: true,
      forgetsSender: true,
      encapsulate: { kind: "hand", balance: "net/Endpoint#service" },
    });
    expect(balancesIn(model, "net/Endpoint")).toEqual([
      "eu-central-1a: net/Balancer#net/SubnetA#eth0 in eu-central-1a",
    ]);
    expect(model.interfaces.get("net/Endpoint#eth0")).toMatchObject({ in: [], out: [] });
    expect(addressesOf(model, "net/Endpoint")).toEqual(["own assigned to net/Endpoint"]);
  });

  test("never crosses zones, whatever its balancer does", () => {
    const crossing = inspection.replace(
      "Type: gateway,",
      "Type: gateway, LoadBalancerAttributes: [{ Key: load_balancing.cross_zone.enabled, Value: true }],",
    );
    const { model } = readTemplate(crossing + open + handing("SubnetA"));
    expect(model.balances.get("net/Endpoint#service")?.crossZone).toMatchObject({ value: false });
    expect(model.balances.get("net/Balancer#net/SubnetA#targets")?.crossZone).toMatchObject({ value: true });
  });

  test("in a zone of which the service has no node is told once", () => {
    const { findings } = readTemplate(inspection + open + handing("SubnetB"));
    const told = findings.filter(({ code }) => code === "endpoint.zone.not-offered");
    expect(told.map(({ resource, message }) => [resource, message])).toEqual([
      ["net/Endpoint", "`net/Endpoint` stands in eu-central-1b, and `net/Service` is offered only in eu-central-1a"],
    ]);
  });

  test("may be named by the service's id alone", () => {
    const bare = endpointIn(
      "VpcEndpointType: GatewayLoadBalancer, SubnetIds: [!Ref SubnetA], ServiceName: !Ref Service",
    );
    expect(codesOf(readTemplate(inspection + open + bare))).toEqual([]);
  });

  test.each([
    ["required", "AcceptanceRequired: true, "],
    ["not mentioned, which is taken for required", ""],
  ])("whether it forwards is not known where acceptance is %s", (_, said) => {
    const { model } = readTemplate(
      inspection + offered(`${said}GatewayLoadBalancerArns: [!Ref Balancer]`) + handing("SubnetA"),
    );
    expect(balancesIn(model, "net/Endpoint")).toEqual([
      "eu-central-1a: net/Balancer#net/SubnetA#eth0 in eu-central-1a perhaps (endpoint.acceptance.pending)",
    ]);
  });

  test("to a service that was not read leads nobody knows where, which is an error", () => {
    const away = endpointIn(
      "VpcEndpointType: GatewayLoadBalancer, SubnetIds: [!Ref SubnetA], ServiceName: com.amazonaws.vpce.eu-central-1.vpce-svc-0aa",
    );
    const found = readTemplate(servers + away);
    expect(codesOf(found)).toEqual(["reference.service.unresolved"]);
    expect(balancesIn(found.model)).toEqual(["eu-central-1a: ? (reference.service.unresolved)"]);
  });

  test("to a service whose name nobody gave is unknown, and only the missing parameter is told", () => {
    const text = `Parameters:\n  Name: { Type: String }\nResources:\n${servers}${endpointIn("VpcEndpointType: GatewayLoadBalancer, SubnetIds: [!Ref SubnetA], ServiceName: !Ref Name")}`;
    const found = read({ sources: [{ document: { path: "net.yml", text } }] });
    expect(codesOf(found)).toEqual(["parameter.value.missing"]);
  });
});

describe("an endpoint in another account than its service", () => {
  const provider = `${inspection}${open}`;
  const consumer =
    servers.replace(/ {2}Server[\s\S]*/, "") +
    endpointIn(
      "VpcEndpointType: GatewayLoadBalancer, SubnetIds: [!Ref SubnetB], ServiceName: com.amazonaws.vpce.eu-central-1.vpce-svc-1",
    );
  const both = (permissions: string, account: string): Read => {
    const at = { document: { path: "tieline.yaml", text: "vpce-svc-1" }, start: 0, end: 10 };
    const source = (path: string, resources: string, owner: string) => ({
      document: { path, text: `Resources:\n${resources}` },
      account: known(owner),
    });
    return read({
      sources: [source("net.yml", provider + permissions, "111111111111"), source("far.yml", consumer, account)],
      physical: new Map([["net/Service", [{ text: "vpce-svc-1", at }]]]),
    });
  };
  const permit = (who: string) => `  Permissions:
    Type: AWS::EC2::VPCEndpointServicePermissions
    Properties: { ServiceId: !Ref Service, AllowedPrincipals: ["${who}"] }
`;

  test("is in no zone that could be compared, so nothing is said of its zone", () => {
    const found = both(permit("*"), "222222222222");
    expect(codesOf(found)).toEqual([]);
    expect(balancesIn(found.model, "far/Endpoint")).toEqual([
      "eu-central-1b: net/Balancer#net/SubnetA#eth0 in ? (zone.account.other)",
    ]);
  });

  test("needs a permission of the service", () => {
    const doubt = (permissions: string) =>
      both(permissions, "222222222222").model.options.find((o) => o.balance === "far/Endpoint#service")?.doubt;
    expect(doubt("")?.code).toBe("endpoint.permission.unknown");
    expect(doubt(permit("arn:aws:iam::333333333333:root"))?.code).toBe("endpoint.permission.unknown");
    expect(doubt(permit("arn:aws:iam::222222222222:root"))).toBeUndefined();
  });

  test("within one account zones are compared, and no permission is needed", () => {
    const found = both("", "111111111111");
    expect(codesOf(found)).toEqual(["endpoint.zone.not-offered"]);
    expect(balancesIn(found.model, "far/Endpoint")).toEqual([
      "eu-central-1b: net/Balancer#net/SubnetA#eth0 in eu-central-1a",
    ]);
  });
});

describe("an interface endpoint", () => {
  const ssm =
    "VpcEndpointType: Interface, ServiceName: com.amazonaws.eu-central-1.ssm, SubnetIds: [!Ref SubnetA, !Ref SubnetB]";

  test("has an address in each subnet, takes TCP and UDP and no ping, behind the VPC's default group", () => {
    const { model } = readTemplate(servers + endpointIn(ssm));
    const node = model.nodes.get("net/Endpoint#net/SubnetA");
    expect(node).toMatchObject({ name: "net/Endpoint", kind: "endpoint", host: true, accepts: { protocols: [6, 17] } });
    expect(addressesOf(model, "net/Endpoint")).toEqual([
      "own assigned to net/Endpoint",
      "own assigned to net/Endpoint",
    ]);
    const [gate] = model.interfaces.get("net/Endpoint#net/SubnetA#eth0")?.in ?? [];
    expect(gate?.filters).toMatchObject([{ value: "net/Vpc#group#in" }]);
    expect(model.listeners).toEqual([]);
  });

  test("never has the name of an AWS service reported", () => {
    expect(codesOf(readTemplate(servers + endpointIn(ssm)))).toEqual([]);
  });

  test("with private DNS is found under the service's own name, if the VPC's attributes allow it", () => {
    const withDns = endpointIn(`${ssm}, PrivateDnsEnabled: true`);
    const refused = readTemplate(servers + withDns);
    expect(codesOf(refused)).toEqual(["endpoint.dns.not-resolvable"]);
    const hostnames = servers.replace(
      "CidrBlock: 10.0.0.0/16",
      "CidrBlock: 10.0.0.0/16\n      EnableDnsHostnames: true",
    );
    const found = readTemplate(hostnames + withDns);
    expect(codesOf(found)).toEqual([]);
    expect(found.model.aliases).toContainEqual({
      text: "ssm.eu-central-1.amazonaws.com",
      name: "net/Endpoint",
      rank: 2,
    });
  });

  test("of a network balancer's service leads to an answer that is not known", () => {
    const service =
      balancer("Type: network, Scheme: internal, Subnets: [!Ref SubnetA]") +
      listens(`Protocol: TCP, Port: 443, ${forward}`) +
      group("Protocol: TCP, Port: 443, Targets: [{ Id: !Ref ServerA }]") +
      offered("AcceptanceRequired: false, NetworkLoadBalancerArns: [!Ref Balancer]");
    const { model } = readTemplate(
      servers + service + endpointIn(`VpcEndpointType: Interface, SubnetIds: [!Ref SubnetA], ${named}`),
    );
    expect(listenersIn(model)).toContain("eu-central-1a takes tcp+udp 0-65535 as own");
    expect(balancesIn(model, "net/Endpoint")).toEqual(["eu-central-1a: ? (endpoint.service.unmodelled)"]);
  });
});

describe("a gateway endpoint", () => {
  const table = "  Table:\n    Type: AWS::EC2::RouteTable\n    Properties: { VpcId: !Ref Vpc }\n";
  const s3 = endpointIn("ServiceName: com.amazonaws.eu-central-1.s3, RouteTableIds: [!Ref Table]");

  test("is what an endpoint without a type is: a route to its service in each of its tables", () => {
    const { model, findings } = readTemplate(servers + table + s3);
    expect(findings).toEqual([]);
    expect(
      model.routes.find(({ table: t, to }) => t.kind === "known" && t.value === "net/Table" && to.kind === "named"),
    ).toMatchObject({
      to: { kind: "named", name: "com.amazonaws.eu-central-1.s3" },
      next: { kind: "interface", interface: "net/Endpoint#service" },
    });
  });

  test("holds the address of a host of the service, and answers come in by the local routes", () => {
    const { model } = readTemplate(servers + table + s3);
    const held = model.holdings.find(({ interface: on }) => on === "net/Endpoint#service");
    expect(held).toMatchObject({ as: "own", address: { id: "named:com.amazonaws.eu-central-1.s3" } });
    expect(model.selectors.find(({ arriving }) => arriving === "net/Endpoint#router")).toMatchObject({
      node: "net/Vpc#router",
      table: { value: "net/Vpc#local" },
    });
  });
});

describe("a service of AWS whose region nobody knows", () => {
  const anywhere = servers.replaceAll(/ *AvailabilityZone: .*\n/g, "");
  const of = (service: string, more: string) => endpointIn(`ServiceName: !Sub 'com.amazonaws.${service}', ${more}`);

  test("is AWS's own in every region: a gateway endpoint takes nothing of the internet's away", () => {
    const table = "  Table: { Type: AWS::EC2::RouteTable, Properties: { VpcId: !Ref Vpc } }\n";
    const { model } = readTemplate(anywhere + table + of("${AWS::Region}.s3", "RouteTableIds: [!Ref Table]"));
    const route = model.routes.find(({ key }) => key === "net/Endpoint#route#net/Table");
    expect(route?.to).toMatchObject({ kind: "named", name: "com.amazonaws.?.s3" });
  });

  test.each([
    ["${AWS::Region}.ssm", "delivered", []],
    ["vpce.${AWS::Region}.vpce-svc-0", "unknown", ["scope.region.unknown"]],
  ])("com.amazonaws.%s behind an interface endpoint: %s", (service, verdict, codes) => {
    const all = anywhere + of(service, "VpcEndpointType: Interface, SubnetIds: [!Ref SubnetA]");
    const answer = way(all, "ServerA", "Endpoint", "tcp/443");
    expect({ verdict: answer.verdict, codes: answer.codes }).toEqual({ verdict, codes });
  });
});

describe("through an endpoint only answers come back", () => {
  const both = `${servers}  Table: { Type: AWS::EC2::RouteTable, Properties: { VpcId: !Ref Vpc } }
${endpointIn("VpcEndpointType: Interface, ServiceName: com.amazonaws.eu-central-1.ssm, SubnetIds: [!Ref SubnetA]")}${endpointIn(
  "ServiceName: com.amazonaws.eu-central-1.s3, RouteTableIds: [!Ref Table]",
).replace("Endpoint:", "Storage:")}`;

  test.each(["Endpoint", "Storage"])("%s begins no session", (from) => {
    const { verdict, codes } = way(both, from, "ServerB", "tcp/80");
    expect({ verdict, codes }).toEqual({ verdict: "dropped", codes: ["host.session.none"] });
  });

  test("and is none of the hosts that send for a subnet", () => {
    const { there } = way(both, "SubnetA", "ServerB", "tcp/80");
    expect(there[0]).toBe("ServerA");
  });
});

test.each(["!Ref Nowhere", "ServiceNetwork", "Resource"])("an endpoint of type %s is there, with a doubt", (type) => {
  const { model } = readTemplate(servers + endpointIn(`VpcEndpointType: ${type}`));
  expect(model.nodes.get("net/Endpoint")?.doubt).toBeDefined();
});

describeCorpus("the workshop's third design with the zones that it names by default", (corpus) => {
  const stacks = ["GWLBVPC", "VPC01", "VPC02"];
  const at = { document: { path: "tieline.yaml", text: "given" }, start: 0, end: 5 };
  const parameters = new Map<string, Given>([
    ["VPCEndpointServiceName", { text: "com.amazonaws.vpce.ap-northeast-2.${GWLBVPC.VpcEndpointService}", at }],
  ]);
  const { findings } = read({
    sources: stacks.map((stack) => ({
      document: { path: `${stack}.yml`, text: readFileSync(`${corpus}/gwlb-workshop/design-3/${stack}.yml`, "utf8") },
      parameters,
    })),
  });

  test("puts all four endpoints into another region than the service", () => {
    const told = findings.filter(({ code }) => code === "endpoint.zone.not-offered");
    expect(
      told.map(({ at: places }) => places.map(({ span }) => `${span.document.path}:${locate(span).line}`)),
    ).toEqual([
      ["VPC01.yml:26", "VPC01.yml:475", "GWLBVPC.yml:376"],
      ["VPC01.yml:31", "VPC01.yml:484", "GWLBVPC.yml:376"],
      ["VPC02.yml:24", "VPC02.yml:284", "GWLBVPC.yml:376"],
      ["VPC02.yml:29", "VPC02.yml:293", "GWLBVPC.yml:376"],
    ]);
    expect(told.every(({ message }) => message.includes("another region"))).toBe(true);
  });

  test("has nothing else to say of balancers and endpoints", () => {
    const others = findings.filter(
      ({ code }) => /^(balancer|endpoint|reference)\./.test(code) && code !== "endpoint.zone.not-offered",
    );
    expect(others).toEqual([]);
  });
});

testExamples(endpoint.rules ?? []);
