/**
 * All that AWS kinds know of each other: names and typed facts. Every term says what the facts of an unknown thing look
 * like.
 */

import type { Ref } from "../../../contract/term.ts";
import { term } from "../../../contract/term.ts";
import type {
  AclAssociationFacts,
  AclEntryFacts,
  AclFacts,
  AddressAssociationFacts,
  BalancerFacts,
  ClassicBalancerFacts,
  ContainerServiceFacts,
  DatabaseClusterFacts,
  DatabaseSubnetsFacts,
  EgressOnlyGatewayFacts,
  ElasticAddressFacts,
  EndpointFacts,
  EndpointServiceFacts,
  EndpointServicePermissionsFacts,
  GatewayAttachmentFacts,
  GroupFacts,
  GroupRuleFacts,
  InstanceFacts,
  InterfaceAttachmentFacts,
  InternetGatewayFacts,
  LaunchTemplateFacts,
  ListenerFacts,
  ListenerRuleFacts,
  NatGatewayFacts,
  NetworkInterfaceFacts,
  PeeringFacts,
  PrefixListFacts,
  RouteFacts,
  RouteTableFacts,
  ScalingGroupFacts,
  SubnetFacts,
  SubnetRangeFacts,
  TableAssociationFacts,
  TargetGroupFacts,
  VpcFacts,
  VpcRangeFacts,
} from "./facts.ts";

export type * from "./facts.ts";

export const vpc = term<VpcFacts>("VPC", (u) => ({
  ranges: [u],
  region: u,
  dnsHostnames: u,
  dnsSupport: u,
  defaultGroup: { kind: "ref", term: securityGroup, to: u, name: "default", facts: { vpc: undefined }, at: u.at },
}));

export const vpcRange = term<VpcRangeFacts>("VPC CIDR block", (u) => ({ range: u }));

export const subnet = term<SubnetFacts>("subnet", (u) => ({
  vpc: refTo(vpc, u),
  range: u,
  range6: undefined,
  zone: u,
  publicOnLaunch: u,
  ipv6OnLaunch: u,
  native: u,
}));

export const subnetRange = term<SubnetRangeFacts>("subnet CIDR block", (u) => ({ range6: u }));

export const routeTable = term<RouteTableFacts>("route table", (u) => ({ vpc: refTo(vpc, u), ofGateway: false }));
export const tableAssociation = term<TableAssociationFacts>("route table association", (u) => ({
  table: refTo(routeTable, u),
  ofGateway: false,
}));
export const route = term<RouteFacts>("route", (u) => ({ table: refTo(routeTable, u), to: u }));
export const routePropagation = term<Record<string, never>>("route propagation", () => ({}));
/** No kind reads it yet; who names one is told which. */
export const vpnGateway = term<Record<string, never>>("VPN gateway", () => ({}));
export const internetGateway = term<InternetGatewayFacts>("internet gateway", (u) => ({ vpcs: [refTo(vpc, u)] }));
export const gatewayAttachment = term<GatewayAttachmentFacts>("gateway attachment", (u) => ({
  isInternet: false,
  vpc: refTo(vpc, u),
}));
export const egressOnlyGateway = term<EgressOnlyGatewayFacts>("egress-only internet gateway", (u) => ({
  vpc: refTo(vpc, u),
}));
export const natGateway = term<NatGatewayFacts>("NAT gateway", (u) => ({
  subnet: refTo(subnet, u),
  vpc: refTo(vpc, u),
  interface: u,
}));
export const elasticAddress = term<ElasticAddressFacts>("elastic address", (u) => ({ address: u }));
export const addressAssociation = term<AddressAssociationFacts>("elastic address association", (u) => ({
  elastic: refTo(elasticAddress, u),
  private: u,
}));
export const securityGroup = term<GroupFacts>("security group", () => ({ vpc: undefined }));
export const groupRule = term<GroupRuleFacts>("security group rule", (u) => ({ direction: u, apart: false }));
export const acl = term<AclFacts>("network ACL", (u) => ({ vpc: refTo(vpc, u) }));
export const aclEntry = term<AclEntryFacts>("network ACL entry", (u) => ({ number: u, egress: u }));
export const aclAssociation = term<AclAssociationFacts>("network ACL association", (u) => ({ acl: refTo(acl, u) }));
export const prefixList = term<PrefixListFacts>("prefix list", (u) => ({ entries: [u], service: undefined }));
export const networkInterface = term<NetworkInterfaceFacts>("network interface", (u) => ({
  subnet: refTo(subnet, u),
  interface: u,
  address: u,
  sourceDestCheck: u,
  isHop: false,
  isAttached: true,
  isPublic: u,
}));
export const instance = term<InstanceFacts>("instance", (u) => ({
  primary: refTo(networkInterface, u),
  subnet: refTo(subnet, u),
  interface: u,
  address: u,
  sourceDestCheck: u,
  isPublic: u,
  hasElastic: u,
}));
export const interfaceAttachment = term<InterfaceAttachmentFacts>("network interface attachment", (u) => ({
  instance: refTo(instance, u),
  interface: refTo(networkInterface, u),
  device: u,
}));
export const launchTemplate = term<LaunchTemplateFacts>("launch template", (u) => ({
  groups: [refTo(securityGroup, u)],
  publicAddress: u,
}));
export const launchConfiguration = term<LaunchTemplateFacts>("launch configuration", (u) => launchTemplate.unknown(u));
export const scalingGroup = term<ScalingGroupFacts>("scaling group", () => ({ members: [] }));
export const containerService = term<ContainerServiceFacts>("container service", (u) => ({
  tasks: u,
  registrations: [],
}));
export const balancer = term<BalancerFacts>("load balancer", (u) => ({
  type: u,
  nodes: [],
  crossZone: u,
  groups: [],
  consumerZones: [],
}));
export const classicBalancer = term<ClassicBalancerFacts>("classic load balancer", () => ({}));
export const targetGroup = term<TargetGroupFacts>("target group", (u) => ({
  targets: [{ to: { kind: "interface", interface: u }, name: "a target", zone: u, port: u, at: u.at }],
  protocol: u,
  port: u,
  targetType: u,
  crossZone: u,
  preserveClient: u,
  checkProtocol: u,
  checkPort: u,
}));
export const listener = term<ListenerFacts>("listener", (u) => ({ balancer: refTo(balancer, u) }));
export const listenerRule = term<ListenerRuleFacts>("listener rule", (u) => ({
  listener: refTo(listener, u),
  forwards: [{ group: refTo(targetGroup, u), weight: u, at: u.at }],
  answers: undefined,
}));
export const endpointService = term<EndpointServiceFacts>("endpoint service", (u) => ({
  balancers: [refTo(balancer, u)],
  acceptanceRequired: u,
  account: u,
  principals: [u],
  consumerZones: [],
  at: u.at,
}));
export const endpointServicePermissions = term<EndpointServicePermissionsFacts>(
  "endpoint service permissions",
  (u) => ({
    service: refTo(endpointService, u),
    principals: [u],
  }),
);
export const endpoint = term<EndpointFacts>("VPC endpoint", (u) => ({
  vpc: refTo(vpc, u),
  zones: [u],
  type: u,
  interface: u,
}));
export const functionInVpc = term<Record<string, never>>("function", () => ({}));
export const database = term<Record<string, never>>("database", () => ({}));
export const databaseSubnets = term<DatabaseSubnetsFacts>("database subnet group", (u) => ({
  subnets: [refTo(subnet, u)],
}));
export const databaseCluster = term<DatabaseClusterFacts>("database cluster", (u) => ({
  subnets: [refTo(subnet, u)],
  groups: [refTo(securityGroup, u)],
  port: u,
}));
export const peering = term<PeeringFacts>("VPC peering connection", (u) => ({
  requester: refTo(vpc, u),
  accepter: refTo(vpc, u),
}));

/** Like `unknownRef`, lazily: terms refer to terms that are declared further down. */
function refTo<F>(to: ReturnType<typeof term<F>>, because: Parameters<(typeof to)["unknown"]>[0]): Ref<F> {
  return {
    kind: "ref",
    term: to,
    to: because,
    name: to.label,
    get facts() {
      return to.unknown(because);
    },
    at: because.at,
  };
}
