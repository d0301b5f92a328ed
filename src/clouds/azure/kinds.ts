/** THE list of Azure kinds: whatever is not here is counted as not modelled. */

import type { AnyKind } from "../../contract/kind.ts";
import { applicationGroup } from "./application-group/application-group.ts";
import { networkInterface } from "./network-interface/network-interface.ts";
import { publicIpAddress } from "./public-address/public-address.ts";
import { routeTable } from "./route-table/route-table.ts";
import { route } from "./route/route.ts";
import { securityGroup } from "./security-group/security-group.ts";
import { securityRule } from "./security-rule/security-rule.ts";
import { subnet } from "./subnet/subnet.ts";
import { virtualMachine } from "./virtual-machine/virtual-machine.ts";
import { virtualNetworkPeering } from "./virtual-network-peering/virtual-network-peering.ts";
import { virtualNetwork } from "./virtual-network/virtual-network.ts";

export const kinds: readonly AnyKind[] = [
  virtualNetwork,
  virtualNetworkPeering,
  subnet,
  routeTable,
  route,
  securityGroup,
  securityRule,
  applicationGroup,
  networkInterface,
  publicIpAddress,
  virtualMachine,
];
