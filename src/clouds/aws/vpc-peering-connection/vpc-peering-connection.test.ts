import { describe, expect, test } from "vitest";
import { known } from "../../../value/value.ts";
import { read } from "../../../read/read.ts";
import { printPrefix } from "../../../net/ip.ts";
import type { Model } from "../../../model/model.ts";
import { codesOf, readTemplate, rulesIn, way } from "../template.suite.ts";
import { rangeOverlap } from "../../../finding/overlap.ts";

const template = (said: string) => `  A:
    Type: AWS::EC2::VPC
    Properties: { CidrBlock: 10.1.0.0/16 }
  B:
    Type: AWS::EC2::VPC
    Properties: { CidrBlock: 10.2.0.0/16 }
  P:
    Type: AWS::EC2::VPCPeeringConnection
    Properties: { VpcId: !Ref A, ${said} }
`;

const peered = template("PeerVpcId: !Ref B");

/** Where the connection's own table sends what. */
function routes(model: Model): readonly string[] {
  return model.routes
    .filter(({ table }) => table.kind === "known" && table.value === "net/P#table")
    .map(({ to, next }) => {
      const where = next.kind === "interface" ? next.interface : next.kind === "choice" ? next.balance : next.kind;
      return `${to.kind === "known" ? printPrefix(to.value) : to.kind} -> ${where}`;
    });
}

test("a peering connection leads to the ranges of its two networks and nowhere else", () => {
  const read = readTemplate(peered);
  expect(codesOf(read)).toEqual([]);
  expect(routes(read.model)).toEqual([
    "0.0.0.0/0 -> nowhere",
    "::/0 -> nowhere",
    "10.1.0.0/16 -> net/P#at#net/A",
    "10.2.0.0/16 -> net/P#at#net/B",
  ]);
});

test("each side has an interface on a link to its network's router", () => {
  const { model } = readTemplate(peered);
  for (const network of ["net/A", "net/B"]) {
    const at = model.interfaces.get(`net/P#at#${network}`);
    const from = model.interfaces.get(`net/P#from#${network}`);
    expect(at?.node).toBe(`${network}#router`);
    expect(from?.node).toBe("net/P");
    expect(at?.segment).toEqual(from?.segment);
  }
});

test("what arrives over it goes by local routes only", () => {
  const { model } = readTemplate(peered);
  const selector = model.selectors.find(({ arriving }) => arriving === "net/P#at#net/B");
  expect(selector).toMatchObject({ node: "net/B#router", table: { value: "net/B#local" } });
});

test("only a network's own packets enter it on that side", () => {
  const { model } = readTemplate(peered);
  expect(rulesIn(model, "net/P#from#net/A#sources")).toEqual(["permit from 10.1.0.0/16 (implied)"]);
  expect(model.filters.get("net/P#from#net/A#sources")?.otherwise).toBe("deny");
});

test("to a network that nobody read, nothing is known", () => {
  const { model } = readTemplate(template("PeerVpcId: vpc-12345678"));
  expect(routes(model)).toEqual(["0.0.0.0/0 -> unknown", "::/0 -> unknown", "10.1.0.0/16 -> net/P#at#net/A"]);
});

describe("acceptance", () => {
  const of = (said: string) => {
    const text = `Resources:\n${template(`PeerVpcId: !Ref B, ${said}`)}`;
    const { model } = read({ sources: [{ document: { path: "net.yml", text }, account: known("111111111111") }] });
    return routes(model).slice(2);
  };
  const open = ["10.1.0.0/16 -> net/P#at#net/A", "10.2.0.0/16 -> net/P#at#net/B"];
  const pending = ["10.1.0.0/16 -> unknown", "10.2.0.0/16 -> unknown"];

  test.each([
    ["within the account is given by itself", "PeerOwnerId: '111111111111'", open],
    ["within the account is given in another region too", "PeerRegion: eu-west-1", open],
    ["of another account is given by a role", "PeerOwnerId: '222222222222', PeerRoleArn: arn:aws:iam::2:role/r", open],
    ["of another account is unknown without one", "PeerOwnerId: '222222222222'", pending],
  ])("%s", (_, said, expected) => {
    expect(of(said)).toEqual(expected);
  });
});

describe("networks that overlap", () => {
  const text = ({ files }: { files: Readonly<Record<string, string>> }) =>
    (files["network.yml"] ?? "").replace(/^Resources:\n/, "");

  test("cannot be peered", () => {
    const { findings, model } = readTemplate(text(rangeOverlap.examples.bad));
    expect(findings).toMatchObject([{ code: "address.range.overlap", resource: "net/Peering", severity: "error" }]);
    expect(findings[0]?.at).toHaveLength(3);
    const own = model.routes.filter(({ key }) => key.startsWith("net/Peering#from"));
    expect(own.map(({ next }) => next.kind)).toEqual(["nowhere", "nowhere"]);
  });

  test("are told apart from those that do not", () => {
    expect(codesOf(readTemplate(text(rangeOverlap.examples.good)))).toEqual([]);
  });
});

/**
 * One ─ A ─[P]─ B ─ Two, with an internet gateway at B; B ─[Q]─ C ─ Three. Each network's table sends all that is not
 * its own over its peering connection, so that only the connections decide what passes.
 */
const chain = (() => {
  const stand = (network: string, octet: number, host: string) => `  ${network}:
    Type: AWS::EC2::VPC
    Properties: { CidrBlock: 10.${octet}.0.0/16 }
  Subnet${network}:
    Type: AWS::EC2::Subnet
    Properties: { VpcId: !Ref ${network}, CidrBlock: 10.${octet}.1.0/24, AvailabilityZone: eu-central-1a }
  Table${network}: { Type: AWS::EC2::RouteTable, Properties: { VpcId: !Ref ${network} } }
  Association${network}:
    Type: AWS::EC2::SubnetRouteTableAssociation
    Properties: { SubnetId: !Ref Subnet${network}, RouteTableId: !Ref Table${network} }
  Group${network}:
    Type: AWS::EC2::SecurityGroup
    Properties:
      GroupDescription: open
      VpcId: !Ref ${network}
      SecurityGroupIngress: [{ IpProtocol: "-1", CidrIp: 10.0.0.0/8 }]
  ${host}:
    Type: AWS::EC2::Instance
    Properties: { ImageId: ami-1, SubnetId: !Ref Subnet${network}, SecurityGroupIds: [!Ref Group${network}] }
`;
  const route = (table: string, to: string, target: string) => `  Route${table}${to.replace(/\D/g, "")}:
    Type: AWS::EC2::Route
    Properties: { RouteTableId: !Ref ${table}, DestinationCidrBlock: ${to}, ${target} }
`;
  return [
    stand("A", 1, "One"),
    stand("B", 2, "Two"),
    stand("C", 3, "Three"),
    "  P: { Type: AWS::EC2::VPCPeeringConnection, Properties: { VpcId: !Ref A, PeerVpcId: !Ref B } }\n",
    "  Q: { Type: AWS::EC2::VPCPeeringConnection, Properties: { VpcId: !Ref B, PeerVpcId: !Ref C } }\n",
    "  Igw: { Type: AWS::EC2::InternetGateway }\n",
    "  Attachment: { Type: AWS::EC2::VPCGatewayAttachment, Properties: { VpcId: !Ref B, InternetGatewayId: !Ref Igw } }\n",
    route("TableA", "0.0.0.0/0", "VpcPeeringConnectionId: !Ref P"),
    route("TableB", "10.1.0.0/16", "VpcPeeringConnectionId: !Ref P"),
    route("TableB", "0.0.0.0/0", "GatewayId: !Ref Igw"),
    route("TableC", "0.0.0.0/0", "VpcPeeringConnectionId: !Ref Q"),
  ].join("");
})();

describe("over a peering connection", () => {
  test("hosts of the two networks reach each other", () => {
    const { verdict, there, back } = way(chain, "net/One", "net/Two", "tcp/443");
    expect(verdict).toBe("delivered");
    expect(there).toEqual(["One", "TableA", "P", "B/local", "GroupB", "Two"]);
    expect(back).toEqual(["Two", "TableB", "P", "A/local", "One"]);
  });

  test("a network without a route back does not answer", () => {
    expect(way(chain, "net/Three", "net/Two", "tcp/443")).toMatchObject({
      verdict: "dropped",
      codes: ["segment.address.nobody"],
    });
  });

  test.each([
    ["a third network is not reached", "net/One", "net/Three"],
    ["the other network's internet gateway is not reached", "net/One", "198.51.100.7"],
  ])("%s", (_, from, to) => {
    const { verdict, there, codes } = way(chain, from, to, "tcp/443");
    expect({ verdict, codes }).toEqual({ verdict: "dropped", codes: ["peering.destination.foreign"] });
    expect(there).toEqual(["One", "TableA", "P"]);
  });
});
