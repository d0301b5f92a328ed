/**
 * Microsoft.Network/virtualNetworks/virtualNetworkPeerings: joins a network to another. How packets cross it is not
 * modelled yet: routes to the other network's ranges are known to be there, and where they lead is unknown.
 */

import { kind } from "../../../contract/kind.ts";
import { required } from "../../../contract/property.ts";
import { groups, routing } from "../terms/pages.ts";
import { network, peering as term } from "../terms/terms.ts";

const properties = {
  network: required("parent", network),
  remote: required("remoteVirtualNetwork.id", network),
};

export const virtualNetworkPeering = kind({
  term,
  label: "virtual network peering",
  spelled: {
    arm: [
      { type: "Microsoft.Network/virtualNetworks/virtualNetworkPeerings" },
      {
        inside: "Microsoft.Network/virtualNetworks",
        path: "virtualNetworkPeerings[]",
        parent: "network",
        named: "name",
      },
    ],
  },
  properties,
  claims: [
    { text: "each range of the other network becomes a route of every subnet", evidence: routing },
    { text: "the service tag VirtualNetwork holds the ranges of peered networks", evidence: groups },
  ],
  facts: (it) => ({ remote: it.remote }),
  lower() {},
});
