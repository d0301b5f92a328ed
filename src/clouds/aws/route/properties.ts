import { prefix4, prefix6, reference, required, word } from "../../../contract/property.ts";
import {
  egressOnlyGateway,
  endpoint,
  instance,
  internetGateway,
  natGateway,
  networkInterface,
  peering,
  prefixList,
  routeTable,
} from "../terms/terms.ts";

export const properties = {
  table: required("RouteTableId", routeTable),
  to4: prefix4("DestinationCidrBlock"),
  to6: prefix6("DestinationIpv6CidrBlock"),
  list: reference("DestinationPrefixListId", prefixList),
  gateway: reference("GatewayId", internetGateway),
  /** `local`, where a gateway would be named. */
  word: word("GatewayId"),
  nat: reference("NatGatewayId", natGateway),
  instance: reference({ cloudformation: "InstanceId", terraform: null }, instance),
  interface: reference("NetworkInterfaceId", networkInterface),
  endpoint: reference("VpcEndpointId", endpoint),
  peering: reference("VpcPeeringConnectionId", peering),
  egressOnly: reference(
    { cloudformation: "EgressOnlyInternetGatewayId", terraform: "egress_only_gateway_id" },
    egressOnlyGateway,
  ),
  transitGateway: word("TransitGatewayId"),
  localGateway: word("LocalGatewayId"),
  carrierGateway: word("CarrierGatewayId"),
  coreNetwork: word("CoreNetworkArn"),
  state: word({ cloudformation: null, terraform: null, snapshot: "State" }),
};
