/**
 * Networks that show the findings of `checks/`, as text that people can try. One shape, a few lines changed:
 *
 *   internet ── gateway ─┬─ edge   10.0.0.0/24   an appliance, through which the ingress table leads
 *                        ├─ web    10.0.1.0/24   a server with a public address
 *                        └─ more   10.0.2.0/24
 */

import { checkRules } from "../checks/checks.ts";
import type { Example, Rule } from "../finding/finding.ts";

interface Lines {
  /** Where the web subnet's default route leads. */
  readonly web?: string;
  /** Where the appliance's own subnet's default route leads. */
  readonly edge?: string;
  readonly more?: readonly string[];
}

const toAppliance = "InstanceId: !Ref Appliance";
const toGateway = "GatewayId: !Ref Gateway";

function template({ web = toAppliance, edge = toGateway, more = [] }: Lines): Example {
  const subnet = (name: string, range: string, isPublic: boolean): string => `  ${name}:
    Type: AWS::EC2::Subnet
    Properties: { VpcId: !Ref Network, CidrBlock: ${range}, MapPublicIpOnLaunch: ${isPublic} }
  ${name}Table:
    Type: AWS::EC2::RouteTable
    Properties: { VpcId: !Ref Network }
  ${name}UsesTable:
    Type: AWS::EC2::SubnetRouteTableAssociation
    Properties: { SubnetId: !Ref ${name}, RouteTableId: !Ref ${name}Table }
`;
  return {
    files: {
      "network.yaml": `Resources:
  Network:
    Type: AWS::EC2::VPC
    Properties: { CidrBlock: 10.0.0.0/16 }
  Gateway:
    Type: AWS::EC2::InternetGateway
  Attached:
    Type: AWS::EC2::VPCGatewayAttachment
    Properties: { VpcId: !Ref Network, InternetGatewayId: !Ref Gateway }
${subnet("Edge", "10.0.0.0/24", true)}${subnet("Web", "10.0.1.0/24", true)}${subnet("More", "10.0.2.0/24", false)}  EdgeDefault:
    Type: AWS::EC2::Route
    Properties: { RouteTableId: !Ref EdgeTable, DestinationCidrBlock: 0.0.0.0/0, ${edge} }
  WebDefault:
    Type: AWS::EC2::Route
    Properties: { RouteTableId: !Ref WebTable, DestinationCidrBlock: 0.0.0.0/0, ${web} }
  Ingress:
    Type: AWS::EC2::RouteTable
    Properties: { VpcId: !Ref Network }
  GatewayUsesIngress:
    Type: AWS::EC2::GatewayRouteTableAssociation
    Properties: { GatewayId: !Ref Gateway, RouteTableId: !Ref Ingress }
  WebIngress:
    Type: AWS::EC2::Route
    Properties: { RouteTableId: !Ref Ingress, DestinationCidrBlock: 10.0.1.0/24, ${toAppliance} }
  Open:
    Type: AWS::EC2::SecurityGroup
    Properties:
      GroupDescription: https from everywhere
      VpcId: !Ref Network
      SecurityGroupIngress: [{ IpProtocol: tcp, FromPort: 443, ToPort: 443, CidrIp: 0.0.0.0/0 }]
  Appliance:
    Type: AWS::EC2::Instance
    Properties: { SubnetId: !Ref Edge, SourceDestCheck: false, SecurityGroupIds: [!Ref Open] }
  Server:
    Type: AWS::EC2::Instance
    Properties: { SubnetId: !Ref Web, SecurityGroupIds: [!Ref Open] }
${more.join("\n")}${more.length > 0 ? "\n" : ""}`,
    },
  };
}

const good = template({});

const asymmetricExample = { bad: template({ web: toGateway }), good };

const loopExample = { bad: template({ edge: toAppliance }), good };

const second = (address: boolean): string => `  Second:
    Type: AWS::EC2::Instance
    Properties:
      NetworkInterfaces:
        - DeviceIndex: 0
          SubnetId: !Ref More
          GroupSet: [!Ref Open]
          AssociatePublicIpAddress: ${address}`;

const uninspectedExample = {
  bad: template({ more: [second(true)] }),
  good: template({ more: [second(false)] }),
};

const moreIngress = `  MoreIngress:
    Type: AWS::EC2::Route
    Properties: { RouteTableId: !Ref Ingress, DestinationCidrBlock: 10.0.2.0/24, ${toAppliance} }`;

const neverMatchesExample = { bad: template({ more: [second(false), moreIngress] }), good };

const translator = (subnet: string): string => `  Address:
    Type: AWS::EC2::EIP
    Properties: { Domain: vpc }
  Translator:
    Type: AWS::EC2::NatGateway
    Properties: { SubnetId: !Ref ${subnet}, AllocationId: !GetAtt Address.AllocationId }`;

const moreDefault = `  MoreDefault:
    Type: AWS::EC2::Route
    Properties: { RouteTableId: !Ref MoreTable, DestinationCidrBlock: 0.0.0.0/0, NatGatewayId: !Ref Translator }`;

const unreachableExample = {
  bad: template({ more: [translator("More")] }),
  good: template({ more: [translator("Edge")] }),
};

const noReturnExample = {
  bad: template({ more: [second(true), translator("Edge"), moreDefault] }),
  good: template({ more: [second(false), translator("Edge"), moreDefault] }),
};

/** A host with a range inside itself, in a network that is joined to another. */
const hidden = (remote: string): Example => ({
  files: {
    "network.yaml": `Resources:
  Network:
    Type: AWS::EC2::VPC
    Properties: { CidrBlock: 10.0.0.0/16 }
  Subnet:
    Type: AWS::EC2::Subnet
    Properties: { VpcId: !Ref Network, CidrBlock: 10.0.1.0/24 }
  Manager:
    Type: AWS::EC2::Instance
    Properties: { SubnetId: !Ref Subnet }
  Remote:
    Type: AWS::EC2::VPC
    Properties: { CidrBlock: ${remote} }
  Far:
    Type: AWS::EC2::Subnet
    Properties: { VpcId: !Ref Remote, CidrBlock: ${remote} }
`,
    "tieline.yaml": "inputs:\n  - cloudformation: network.yaml\nhosts:\n  Manager: { docker: true }\n",
  },
});

const overlapExample = { bad: hidden("172.17.0.0/16"), good: hidden("172.31.0.0/16") };

/** A balancer for two zones in front of one server, whose group admits one port and is asked for its health on another. */
function balanced(checkPort: number, admitted: number): Example {
  const subnet = (name: string, range: string, zone: string): string => `  ${name}:
    Type: AWS::EC2::Subnet
    Properties: { VpcId: !Ref Network, CidrBlock: ${range}, AvailabilityZone: ${zone} }
`;
  return {
    files: {
      "network.yaml": `Resources:
  Network:
    Type: AWS::EC2::VPC
    Properties: { CidrBlock: 10.0.0.0/16 }
${subnet("One", "10.0.1.0/24", "eu-west-1a")}${subnet("Two", "10.0.2.0/24", "eu-west-1b")}  Web:
    Type: AWS::EC2::SecurityGroup
    Properties:
      GroupDescription: the web's own port
      VpcId: !Ref Network
      SecurityGroupIngress: [{ IpProtocol: tcp, FromPort: ${admitted}, ToPort: ${admitted}, CidrIp: 10.0.0.0/16 }]
  Server:
    Type: AWS::EC2::Instance
    Properties: { SubnetId: !Ref One, SecurityGroupIds: [!Ref Web] }
  Front:
    Type: AWS::ElasticLoadBalancingV2::LoadBalancer
    Properties: { Scheme: internal, Subnets: [!Ref One, !Ref Two], SecurityGroups: [!Ref Web] }
  Servers:
    Type: AWS::ElasticLoadBalancingV2::TargetGroup
    Properties:
      VpcId: !Ref Network
      Protocol: HTTP
      Port: 80
      HealthCheckPort: "${checkPort}"
      Targets: [{ Id: !Ref Server }]
  OnHttp:
    Type: AWS::ElasticLoadBalancingV2::Listener
    Properties:
      LoadBalancerArn: !Ref Front
      Protocol: HTTP
      Port: 80
      DefaultActions: [{ Type: forward, TargetGroupArn: !Ref Servers }]
`,
    },
  };
}

const examples: Readonly<Record<string, Rule<never>["examples"]>> = {
  "path.asymmetric": asymmetricExample,
  "path.loop": loopExample,
  "path.uninspected": uninspectedExample,
  "route.ingress.never-matches": neverMatchesExample,
  "gateway.internet.unreachable": unreachableExample,
  "address.public.no-return": noReturnExample,
  "balancer.target.unhealthy": { bad: balanced(8080, 80), good: balanced(80, 80) },
  "balancer.target.unreachable": { bad: balanced(80, 443), good: balanced(80, 80) },
  "address.range.overlap": overlapExample,
};

/** The rules of `checks/`, which knows no template, with templates that show them. */
export const checkRulesWithExamples: readonly Rule<never>[] = checkRules.flatMap((rule) => {
  const shown = examples[rule.code];
  return shown === undefined ? [] : [{ ...rule, examples: shown }];
});
