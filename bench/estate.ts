/**
 * An estate of any size, always the same: a stack for each network of a service, and shared inspection.
 *
 *   internet gateway ── ingress route: public subnets
 *     | endpoint A | B      own subnets; to the appliances of `inspection-N`, which serves 250 networks
 *     | balancer, NAT       public subnets
 *     | 2 servers, 2 more   private subnets, a zone each
 *
 * A network is a /20 of 10.0.0.0/8, an inspection a /24 of 100.64.0.0/10: ten interfaces a network, nine expectations.
 */

import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** Networks that one inspection serves. */
const served = 250;
/** As many as there are /20 in 10.0.0.0/8. */
const most = 4096;
const region = "eu-west-1";
const zones = ["A", "B"] as const;

/** Files by name; `tieline.yaml` among them. */
export function estate(networks: number): ReadonlyMap<string, string> {
  if (networks > most) throw new Error(`an estate has at most ${most} networks`);
  const inspections = Array.from({ length: Math.ceil(networks / served) }, (_, i) => i + 1);
  const services = Array.from({ length: networks }, (_, i) => i);
  return new Map([
    ...inspections.map((i): [string, string] => [`inspection-${i}.yml`, inspection(i)]),
    ...services.map((i): [string, string] => [`${stackOf(i)}.yml`, service(i)]),
    ["tieline.yaml", project(inspections, services)],
  ]);
}

export function writeEstate(folder: string, networks: number): void {
  mkdirSync(folder, { recursive: true });
  for (const [name, text] of estate(networks)) writeFileSync(join(folder, name), text);
}

/** The first service's template with one line changed: another client range of its balancer. */
export function changed(text: string): string {
  return text.replace("ToPort: 80, CidrIp: 0.0.0.0/0", "ToPort: 80, CidrIp: 0.0.0.0/1");
}

export function stackOf(index: number): string {
  return `service-${String(index + 1).padStart(4, "0")}`;
}

function each(part: (zone: "A" | "B") => string): string {
  return zones.map(part).join("\n");
}

function project(inspections: readonly number[], services: readonly number[]): string {
  const inputs = [
    ...inspections.map((i) => `  - cloudformation: inspection-${i}.yml\n    region: ${region}\n`),
    ...services.map(
      (i) => `  - cloudformation: ${stackOf(i)}.yml
    region: ${region}
    parameters:
      InspectionStack: inspection-${inspectionOf(i)}
      ZoneA: ${region}a
      ZoneB: ${region}b
`,
    ),
  ];
  return `inputs:\n${inputs.join("")}\nexpect:\n${services.map(expectations).join("")}`;
}

function inspectionOf(index: number): number {
  return Math.floor(index / served) + 1;
}

const servers = zones.flatMap((zone) => [`Server${zone}1`, `Server${zone}2`]);

function expectations(index: number): string {
  const stack = stackOf(index);
  const through = `    through: inspection-${inspectionOf(index)}/GatewayLoadBalancer\n`;
  return [
    `  - name: visitors reach ${stack}\n    from: internet\n    to: ${stack}/LoadBalancer\n    traffic: tcp/80\n` +
      `    verdict: reachable\n${through}`,
    ...servers.flatMap((server) => [
      `  - from: ${stack}/${server}\n    to: internet\n    traffic: tcp/443\n    verdict: reachable\n${through}`,
      `  - from: internet\n    to: ${stack}/${server}\n    traffic: tcp/8080\n    verdict: blocked\n`,
    ]),
  ].join("");
}

const image = `    Type: AWS::SSM::Parameter::Value<AWS::EC2::Image::Id>
    Default: /aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64`;

function named(suffix: string): string {
  return `      Tags:\n        - { Key: Name, Value: !Sub "\${AWS::StackName}-${suffix}" }`;
}

function service(index: number): string {
  const first = index * 16;
  const range = (third: number, rest: string): string => `10.${(first + third) >> 8}.${(first + third) & 255}.${rest}`;
  return `AWSTemplateFormatVersion: "2010-09-09"
Description: A web service, inspected in front of its load balancer and behind its NAT gateways

Parameters:
  InspectionStack:
    Type: String
    Description: Name of the stack that exports the endpoint service
  ZoneA:
    Type: AWS::EC2::AvailabilityZone::Name
  ZoneB:
    Type: AWS::EC2::AvailabilityZone::Name
  ServerImage:
${image}

Mappings:
  Ranges:
    Vpc: { Cidr: ${range(0, "0/20")} }
    EndpointA: { Cidr: ${range(0, "0/28")} }
    EndpointB: { Cidr: ${range(0, "16/28")} }
    PublicA: { Cidr: ${range(1, "0/24")} }
    PublicB: { Cidr: ${range(2, "0/24")} }
    PrivateA: { Cidr: ${range(4, "0/22")} }
    PrivateB: { Cidr: ${range(8, "0/22")} }

Resources:
  Vpc:
    Type: AWS::EC2::VPC
    Properties:
      CidrBlock: !FindInMap [Ranges, Vpc, Cidr]
      EnableDnsSupport: true
      EnableDnsHostnames: true
      Tags:
        - { Key: Name, Value: !Ref AWS::StackName }

  InternetGateway:
    Type: AWS::EC2::InternetGateway

  InternetAttachment:
    Type: AWS::EC2::VPCGatewayAttachment
    Properties:
      VpcId: !Ref Vpc
      InternetGatewayId: !Ref InternetGateway

  # What arrives from the internet for a public subnet goes to its zone's endpoint first.
  IngressTable:
    Type: AWS::EC2::RouteTable
    Properties:
      VpcId: !Ref Vpc
${named("ingress")}

  IngressAssociation:
    Type: AWS::EC2::GatewayRouteTableAssociation
    DependsOn: InternetAttachment
    Properties:
      GatewayId: !Ref InternetGateway
      RouteTableId: !Ref IngressTable

  EndpointTable:
    Type: AWS::EC2::RouteTable
    Properties:
      VpcId: !Ref Vpc
${named("endpoint")}

  EndpointDefaultRoute:
    Type: AWS::EC2::Route
    DependsOn: InternetAttachment
    Properties:
      RouteTableId: !Ref EndpointTable
      DestinationCidrBlock: 0.0.0.0/0
      GatewayId: !Ref InternetGateway

${each(inZone)}
  LoadBalancerGroup:
    Type: AWS::EC2::SecurityGroup
    Properties:
      GroupDescription: Visitors of the web service
      VpcId: !Ref Vpc
      SecurityGroupIngress:
        - { IpProtocol: tcp, FromPort: 80, ToPort: 80, CidrIp: 0.0.0.0/0 }

  ServerGroup:
    Type: AWS::EC2::SecurityGroup
    Properties:
      GroupDescription: Requests from the load balancer
      VpcId: !Ref Vpc
      SecurityGroupIngress:
        - IpProtocol: tcp
          FromPort: 8080
          ToPort: 8080
          SourceSecurityGroupId: !Ref LoadBalancerGroup

  LoadBalancer:
    Type: AWS::ElasticLoadBalancingV2::LoadBalancer
    DependsOn: InternetAttachment
    Properties:
      Type: application
      Scheme: internet-facing
      Subnets: [!Ref PublicSubnetA, !Ref PublicSubnetB]
      SecurityGroups: [!Ref LoadBalancerGroup]

  Servers:
    Type: AWS::ElasticLoadBalancingV2::TargetGroup
    Properties:
      VpcId: !Ref Vpc
      Protocol: HTTP
      Port: 8080
      TargetType: instance
      HealthCheckPath: /
      Targets:
${servers.map((server) => `        - Id: !Ref ${server}`).join("\n")}

  HttpListener:
    Type: AWS::ElasticLoadBalancingV2::Listener
    Properties:
      LoadBalancerArn: !Ref LoadBalancer
      Protocol: HTTP
      Port: 80
      DefaultActions:
        - Type: forward
          TargetGroupArn: !Ref Servers

Outputs:
  Address:
    Description: Where visitors go
    Value: !Sub http://\${LoadBalancer.DNSName}/
`;
}

/** Subnets, tables and routes of one zone, with what stands there. */
function inZone(zone: "A" | "B"): string {
  const subnet = (name: string): string => `  ${name}Subnet${zone}:
    Type: AWS::EC2::Subnet
    Properties:
      VpcId: !Ref Vpc
      CidrBlock: !FindInMap [Ranges, ${name}${zone}, Cidr]
      AvailabilityZone: !Ref Zone${zone}
${named(`${name.toLowerCase()}-${zone.toLowerCase()}`)}
`;
  const association = (name: string, table: string): string => `  ${name}Association${zone}:
    Type: AWS::EC2::SubnetRouteTableAssociation
    Properties: { RouteTableId: !Ref ${table}, SubnetId: !Ref ${name}Subnet${zone} }
`;
  const table = (name: string, next: string): string => `  ${name}Table${zone}:
    Type: AWS::EC2::RouteTable
    Properties:
      VpcId: !Ref Vpc
${named(`${name.toLowerCase()}-${zone.toLowerCase()}`)}

  ${name}DefaultRoute${zone}:
    Type: AWS::EC2::Route
    Properties:
      RouteTableId: !Ref ${name}Table${zone}
      DestinationCidrBlock: 0.0.0.0/0
      ${next}
`;
  const server = (number: number): string => `  Server${zone}${number}:
    Type: AWS::EC2::Instance
    Properties:
      ImageId: !Ref ServerImage
      InstanceType: t3.small
      SubnetId: !Ref PrivateSubnet${zone}
      SecurityGroupIds: [!Ref ServerGroup]
${named(`server-${zone.toLowerCase()}${number}`)}
`;
  return `${subnet("Endpoint")}
${association("Endpoint", "EndpointTable")}
  InspectionEndpoint${zone}:
    Type: AWS::EC2::VPCEndpoint
    Properties:
      VpcEndpointType: GatewayLoadBalancer
      VpcId: !Ref Vpc
      SubnetIds: [!Ref EndpointSubnet${zone}]
      ServiceName: !Sub
        - com.amazonaws.vpce.\${AWS::Region}.\${ServiceId}
        - ServiceId: !ImportValue
            Fn::Sub: \${InspectionStack}-ServiceId

  IngressRoute${zone}:
    Type: AWS::EC2::Route
    Properties:
      RouteTableId: !Ref IngressTable
      DestinationCidrBlock: !FindInMap [Ranges, Public${zone}, Cidr]
      VpcEndpointId: !Ref InspectionEndpoint${zone}

${subnet("Public")}
${table("Public", `VpcEndpointId: !Ref InspectionEndpoint${zone}`)}
${association("Public", `PublicTable${zone}`)}
  NatAddress${zone}:
    Type: AWS::EC2::EIP
    DependsOn: InternetAttachment
    Properties: { Domain: vpc }

  NatGateway${zone}:
    Type: AWS::EC2::NatGateway
    Properties:
      SubnetId: !Ref PublicSubnet${zone}
      AllocationId: !GetAtt NatAddress${zone}.AllocationId

${subnet("Private")}
${table("Private", `NatGatewayId: !Ref NatGateway${zone}`)}
${association("Private", `PrivateTable${zone}`)}
${server(1)}
${server(2)}`;
}

function inspection(number: number): string {
  const subnet = (zone: "A" | "B", i: number): string => `  ApplianceSubnet${zone}:
    Type: AWS::EC2::Subnet
    Properties:
      VpcId: !Ref Vpc
      CidrBlock: 100.64.${number - 1}.${i * 64}/26
      AvailabilityZone: !Sub \${AWS::Region}${zone.toLowerCase()}

  Appliance${zone}:
    Type: AWS::EC2::Instance
    Properties:
      ImageId: !Ref ApplianceImage
      InstanceType: c6i.large
      SubnetId: !Ref ApplianceSubnet${zone}
      SecurityGroupIds: [!Ref ApplianceSecurityGroup]
`;
  return `AWSTemplateFormatVersion: "2010-09-09"
Description: Inspection for up to ${served} networks, an appliance in each of two zones

Parameters:
  ApplianceImage:
${image}

Resources:
  Vpc:
    Type: AWS::EC2::VPC
    Properties:
      CidrBlock: 100.64.${number - 1}.0/24

${zones.map(subnet).join("\n")}
  ApplianceSecurityGroup:
    Type: AWS::EC2::SecurityGroup
    Properties:
      GroupDescription: Encapsulated traffic and health checks from the Gateway Load Balancer
      VpcId: !Ref Vpc
      SecurityGroupIngress:
        - { IpProtocol: udp, FromPort: 6081, ToPort: 6081, CidrIp: !GetAtt Vpc.CidrBlock }
        - { IpProtocol: tcp, FromPort: 80, ToPort: 80, CidrIp: !GetAtt Vpc.CidrBlock }

  GatewayLoadBalancer:
    Type: AWS::ElasticLoadBalancingV2::LoadBalancer
    Properties:
      Type: gateway
      Subnets: [!Ref ApplianceSubnetA, !Ref ApplianceSubnetB]

  Appliances:
    Type: AWS::ElasticLoadBalancingV2::TargetGroup
    Properties:
      VpcId: !Ref Vpc
      Protocol: GENEVE
      Port: 6081
      TargetType: instance
      HealthCheckProtocol: HTTP
      HealthCheckPort: "80"
      HealthCheckPath: /
      Targets:
        - Id: !Ref ApplianceA
        - Id: !Ref ApplianceB

  Listener:
    Type: AWS::ElasticLoadBalancingV2::Listener
    Properties:
      LoadBalancerArn: !Ref GatewayLoadBalancer
      DefaultActions:
        - Type: forward
          TargetGroupArn: !Ref Appliances

  EndpointService:
    Type: AWS::EC2::VPCEndpointService
    Properties:
      GatewayLoadBalancerArns: [!Ref GatewayLoadBalancer]
      AcceptanceRequired: false

Outputs:
  ServiceId:
    Value: !Ref EndpointService
    Export:
      Name: !Sub \${AWS::StackName}-ServiceId
`;
}
