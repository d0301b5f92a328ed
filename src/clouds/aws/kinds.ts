/** THE list of AWS kinds: whatever is not here is counted as not modelled. */

import type { AnyKind } from "../../contract/kind.ts";
import { autoScalingGroup } from "./auto-scaling-group/auto-scaling-group.ts";
import { classicLoadBalancer } from "./classic-load-balancer/classic-load-balancer.ts";
import { containerService } from "./container-service/container-service.ts";
import { databaseCluster } from "./database-cluster/database-cluster.ts";
import { databaseSubnetGroup } from "./database-subnet-group/database-subnet-group.ts";
import { database } from "./database/database.ts";
import { egressOnlyInternetGateway } from "./egress-only-internet-gateway/egress-only-internet-gateway.ts";
import { elasticIpAssociation } from "./elastic-ip-association/elastic-ip-association.ts";
import { elasticIp } from "./elastic-ip/elastic-ip.ts";
import { endpointServicePermissions } from "./endpoint-service-permissions/endpoint-service-permissions.ts";
import { endpointService } from "./endpoint-service/endpoint-service.ts";
import { endpoint } from "./endpoint/endpoint.ts";
import { functionInVpc } from "./function/function.ts";
import { gatewayAttachment } from "./gateway-attachment/gateway-attachment.ts";
import { instance } from "./instance/instance.ts";
import { internetGateway } from "./internet-gateway/internet-gateway.ts";
import { launchConfiguration } from "./launch-configuration/launch-configuration.ts";
import { launchTemplate } from "./launch-template/launch-template.ts";
import { listenerRule } from "./listener-rule/listener-rule.ts";
import { listener } from "./listener/listener.ts";
import { loadBalancer } from "./load-balancer/load-balancer.ts";
import { natGateway } from "./nat-gateway/nat-gateway.ts";
import { networkAclAssociation } from "./network-acl-association/network-acl-association.ts";
import { networkAclEntry } from "./network-acl-entry/network-acl-entry.ts";
import { networkAcl } from "./network-acl/network-acl.ts";
import { interfaceAttachment } from "./network-interface/attachment.ts";
import { networkInterface } from "./network-interface/network-interface.ts";
import { prefixList } from "./prefix-list/prefix-list.ts";
import { routePropagation } from "./route-propagation/route-propagation.ts";
import { routeTableAssociation } from "./route-table-association/route-table-association.ts";
import { routeTable } from "./route-table/route-table.ts";
import { route } from "./route/route.ts";
import { securityGroupRule } from "./security-group-rule/security-group-rule.ts";
import { securityGroup } from "./security-group/security-group.ts";
import { subnetCidr } from "./subnet-cidr/subnet-cidr.ts";
import { subnet } from "./subnet/subnet.ts";
import { targetGroup } from "./target-group/target-group.ts";
import { vpcCidr } from "./vpc-cidr/vpc-cidr.ts";
import { vpcPeeringConnection } from "./vpc-peering-connection/vpc-peering-connection.ts";
import { vpc } from "./vpc/vpc.ts";

export const kinds: readonly AnyKind[] = [
  vpc,
  vpcCidr,
  subnet,
  subnetCidr,
  internetGateway,
  gatewayAttachment,
  routeTable,
  routeTableAssociation,
  route,
  instance,
  networkInterface,
  interfaceAttachment,
  autoScalingGroup,
  classicLoadBalancer,
  containerService,
  database,
  databaseCluster,
  databaseSubnetGroup,
  egressOnlyInternetGateway,
  elasticIp,
  elasticIpAssociation,
  endpoint,
  endpointService,
  endpointServicePermissions,
  functionInVpc,
  launchConfiguration,
  launchTemplate,
  listener,
  listenerRule,
  loadBalancer,
  natGateway,
  networkAcl,
  networkAclAssociation,
  networkAclEntry,
  prefixList,
  routePropagation,
  securityGroup,
  securityGroupRule,
  targetGroup,
  vpcPeeringConnection,
];
