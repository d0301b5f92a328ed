import { describe, expect, test } from "vitest";
import { balancer, balancesIn, forward, group, inBoth, listens } from "../balancing.suite.ts";
import { network, readTemplate, way } from "../template.suite.ts";

const service = (said: string) => `${network}  Service:
    Type: AWS::ECS::Service
    Properties:
      LoadBalancers: [{ ContainerName: app, ContainerPort: 8080, TargetGroupArn: !Ref Group }]
      ${said}
  Open:
    Type: AWS::EC2::SecurityGroup
    Properties:
      GroupDescription: d
      VpcId: !Ref Vpc
      SecurityGroupIngress: [{ IpProtocol: tcp, FromPort: 8080, ToPort: 8080, CidrIp: 10.0.0.0/16 }]
  Host: { Type: AWS::EC2::Instance, Properties: { ImageId: ami-1, SubnetId: !Ref SubnetA } }
${balancer(inBoth)}${listens(`Protocol: HTTP, Port: 80, ${forward}`)}${group("Protocol: HTTP, Port: 80, TargetType: ip")}`;

const placed = (more = "") =>
  `NetworkConfiguration: { AwsvpcConfiguration: { Subnets: [!Ref SubnetA, !Ref SubnetB], SecurityGroups: [!Ref Open]${more} } }`;

const options = (said: string) => balancesIn(readTemplate(service(said)).model).map((line) => line.split(": ")[1]);

describe("a service with a network configuration", () => {
  test("has a task in each subnet, which registers on its container's port", () => {
    expect(options(`${placed()}\n      DesiredCount: 2`).slice(0, 2)).toEqual([
      "net/Service#net/SubnetA#eth0 8080 in eu-central-1a",
      "net/Service#net/SubnetB#eth0 8080 in eu-central-1b",
    ]);
  });

  test("of which nobody can say where it is when there are fewer than subnets", () => {
    expect(
      options(placed())
        .slice(0, 2)
        .every((line) => line?.includes("perhaps")),
    ).toBe(true);
  });

  test("of which one at least is there, unless it runs none or nobody has told how many", () => {
    const asked = (count: string, more = "") => {
      const { verdict, codes } = way(
        service(`${placed()}\n      DesiredCount: ${count}`) + more,
        "Host",
        "Balancer",
        "tcp/80",
      );
      return [verdict, ...new Set(codes)];
    };
    const told = "Parameters: { Many: { Type: Number } }\n";
    expect(asked("1")).toEqual(["delivered"]);
    expect(asked("0")).toEqual(["unknown", "host.group.partial"]);
    expect(asked("!Ref Many", told)).toEqual(["unknown", "parameter.value.missing"]);
  });

  test("is reached by its groups' rules, and sends", () => {
    const asked = (from: string, to: string, traffic: string) => {
      const { verdict, codes } = way(service(placed()), from, to, traffic);
      return [verdict, ...codes];
    };
    expect(asked("Host", "Service", "tcp/8080")).toEqual(["delivered"]);
    expect(asked("Host", "Service", "tcp/22")).toEqual(["dropped", "filter.rule.none"]);
    expect(asked("Service", "Host", "tcp/22")).toEqual(["dropped", "filter.rule.none"]);
    const none = way(service(`${placed()}\n      DesiredCount: 0`), "Host", "Service", "tcp/8080");
    expect([none.verdict, ...none.codes]).toEqual(["unknown", "host.group.partial"]);
  });

  test("has public addresses only when it says so", () => {
    const own = (said: string) =>
      readTemplate(service(said)).model.pairs.filter(({ owner }) => owner === "net/Service").length;
    expect([own(placed()), own(placed(", AssignPublicIp: ENABLED"))]).toEqual([0, 2]);
  });
});

test("tasks that share their instances' interfaces are somewhere that is not modelled", () => {
  const { model } = readTemplate(service("DesiredCount: 2"));
  expect(model.options.map(({ to }) => to)).toMatchObject([{ code: "kind.unmodelled" }, { code: "kind.unmodelled" }]);
  expect([...model.nodes.values()].filter(({ name }) => name === "net/Service")).toEqual([]);
});
