// What balancers and endpoints do to a packet, from the template's text to the answer.
import { describe, expect, test } from "vitest";
import { network } from "../../forward/network.ts";
import { trace } from "../../query/trace.ts";
import { balancer, forward, group, inBoth, listens, servers } from "./balancing.suite.ts";
import { readTemplate, way } from "./template.suite.ts";

const open = `  Open:
    Type: AWS::EC2::SecurityGroup
    Properties:
      VpcId: !Ref Vpc
      GroupDescription: whoever is inside
      SecurityGroupIngress: [{ IpProtocol: -1, CidrIp: 10.0.0.0/16 }]
`;
const inside = servers.replaceAll("ImageId: ami-0,", "ImageId: ami-0, SecurityGroupIds: [!Ref Open],") + open;
const both = "Targets: [{ Id: !Ref ServerA }, { Id: !Ref ServerB }]";

/** `delivered 2 of 4`, then the codes of the reasons. */
function ask(resources: string, to: string, traffic: string): string {
  const { model } = readTemplate(inside + resources);
  const asked = trace(network(model), { from: "net/ServerA", to, traffic });
  if ("problem" in asked) return asked.problem;
  const { verdict, count, delivered, reasons } = asked.answer;
  return [`${verdict} ${delivered} of ${count}`, ...new Set(reasons.map(({ code }) => code))].join(" ");
}

describe("through an application balancer", () => {
  const lb = (groups: string, action = forward) =>
    balancer(`${inBoth}, Scheme: internal, SecurityGroups: [${groups}]`) +
    listens(`Protocol: HTTP, Port: 80, ${action}`) +
    group(`Protocol: HTTP, Port: 80, ${both}`);

  test("every target of every zone is reached from every node", () => {
    expect(ask(lb("!Ref Open"), "net/Balancer", "tcp/80")).toBe("delivered 4 of 4");
  });

  test("what no listener waits for is refused, and ping is answered", () => {
    expect(ask(lb("!Ref Open"), "net/Balancer", "tcp/81")).toBe("dropped 0 of 2 balancer.listener.none");
    expect(ask(lb("!Ref Open"), "net/Balancer", "icmp")).toBe("delivered 2 of 2");
  });

  test("a redirect is an answer, and needs no target", () => {
    expect(ask(lb("!Ref Open", "DefaultActions: [{ Type: redirect }]"), "net/Balancer", "tcp/80")).toBe(
      "delivered 2 of 2",
    );
  });

  test("without groups its own members alone get in, by the VPC's default group", () => {
    const alone = lb("").replace(", SecurityGroups: []", "");
    expect(ask(alone, "net/Balancer", "tcp/80")).toBe("dropped 0 of 2 filter.rule.none");
  });
});

test("through a network balancer that keeps the client's address, a target cannot reach itself", () => {
  const nlb =
    balancer(`Type: network, Scheme: internal, ${inBoth}`) +
    listens(`Protocol: TCP, Port: 80, ${forward}`) +
    group(`Protocol: TCP, Port: 80, ${both}`);
  expect(ask(nlb, "net/Balancer", "tcp/80")).toBe("partly 1 of 2 reply.host.other");
  const own = nlb.replace(
    "Port: 80, Targets",
    'Port: 80, TargetGroupAttributes: [{ Key: preserve_client_ip.enabled, Value: "false" }], Targets',
  );
  expect(ask(own, "net/Balancer", "tcp/80")).toBe("delivered 2 of 2");
});

describe("to an interface endpoint", () => {
  const endpoint = (service: string) => `  Endpoint:
    Type: AWS::EC2::VPCEndpoint
    Properties: { VpcId: !Ref Vpc, VpcEndpointType: Interface, ServiceName: ${service}, SubnetIds: [!Ref SubnetB], SecurityGroupIds: [!Ref Open] }
`;

  test("of an AWS service TCP gets through and ping does not", () => {
    expect(ask(endpoint("com.amazonaws.eu-central-1.ssm"), "net/Endpoint", "tcp/443")).toBe("delivered 1 of 1");
    expect(ask(endpoint("com.amazonaws.eu-central-1.ssm"), "net/Endpoint", "icmp")).toBe(
      "dropped 0 of 1 host.service.none",
    );
  });

  test("of a network balancer's service the answer is not known", () => {
    const service =
      balancer(`Type: network, Scheme: internal, ${inBoth}`) +
      listens(`Protocol: TCP, Port: 80, ${forward}`) +
      group(`Protocol: TCP, Port: 80, ${both}`) +
      "  Service:\n    Type: AWS::EC2::VPCEndpointService\n    Properties: { AcceptanceRequired: false, NetworkLoadBalancerArns: [!Ref Balancer] }\n";
    expect(ask(service + endpoint("!Ref Service"), "net/Endpoint", "tcp/80")).toBe(
      "unknown 0 of 1 endpoint.service.unmodelled",
    );
  });
});

test("to a gateway endpoint a host gets from the subnets whose table has its route, and from no others", () => {
  const resources = `  Endpoint:
    Type: AWS::EC2::VPCEndpoint
    Properties: { VpcId: !Ref Vpc, ServiceName: com.amazonaws.eu-central-1.s3, RouteTableIds: [!Ref Table] }
  Table:
    Type: AWS::EC2::RouteTable
    Properties: { VpcId: !Ref Vpc }
  Association:
    Type: AWS::EC2::SubnetRouteTableAssociation
    Properties: { SubnetId: !Ref SubnetA, RouteTableId: !Ref Table }
`;
  expect(ask(resources, "net/Endpoint", "tcp/443")).toBe("delivered 1 of 1");
  expect(ask(resources, "com.amazonaws.eu-central-1.s3", "tcp/443")).toBe("delivered 1 of 1");
  const elsewhere = resources.replace("SubnetId: !Ref SubnetA", "SubnetId: !Ref SubnetB");
  expect(ask(elsewhere, "net/Endpoint", "tcp/443")).toBe("dropped 0 of 1 route.destination.none");
});

test("a balancer is none of the hosts that send for its subnet: its sessions are others' sessions", () => {
  const all = inside + balancer(inBoth) + listens(`Protocol: HTTP, Port: 80, ${forward}`) + group(`${both}, Port: 80`);
  const asked = (from: string) => way(all, from, "ServerB", "tcp/80").there[0];
  expect(["SubnetA", "10.0.1.0/24", "Balancer"].map(asked)).toEqual(["ServerA", "ServerA", "Balancer"]);
});
