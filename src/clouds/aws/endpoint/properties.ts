/** The properties of an endpoint, which its three types share. */

import type { It } from "../../../contract/kind.ts";
import { flag, many, mention, oneOf, reference, required } from "../../../contract/property.ts";
import { unknownRef } from "../../../contract/term.ts";
import { unknown } from "../../../value/value.ts";
import { endpointService, routeTable, securityGroup, subnet, vpc } from "../terms/terms.ts";

export const properties = {
  vpc: required("VpcId", vpc),
  type: oneOf(
    "VpcEndpointType",
    ["Gateway", "Interface", "GatewayLoadBalancer", "Resource", "ServiceNetwork", "Tunnel"],
    "Gateway",
  ),
  service: mention("ServiceName", endpointService),
  subnets: many(reference("SubnetIds", subnet)),
  groups: many(reference("SecurityGroupIds", securityGroup)),
  tables: many(reference("RouteTableIds", routeTable)),
  privateDns: flag("PrivateDnsEnabled", { otherwise: false }),
};

export type Endpoint = It<typeof properties>;

/** For an endpoint that names no subnet. */
export function firstSubnetOf(it: Endpoint) {
  const why = `\`${it.name}\` names no subnet`;
  return it.subnets[0] ?? unknownRef(subnet, unknown("property.value.missing", why, it.origin.at, "its SubnetIds"));
}
