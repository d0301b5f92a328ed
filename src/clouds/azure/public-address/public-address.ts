/** Microsoft.Network/publicIPAddresses: an address that an interface's configuration names. Nobody can say which it will be. */

import { type It, kind } from "../../../contract/kind.ts";
import { address, oneOf } from "../../../contract/property.ts";
import type { Address } from "../../../value/value.ts";
import { map } from "../../../value/value.ts";
import { assignedPublic } from "../terms/addresses.ts";
import { publicAddresses } from "../terms/pages.ts";
import { publicAddress as term } from "../terms/terms.ts";

const properties = {
  stated: address("ipAddress"),
  sku: oneOf("sku.name", ["Basic", "Standard", "StandardV2"], "Basic"),
};

type Public = It<typeof properties>;

export const publicIpAddress = kind({
  term,
  label: "public IP address",
  spelled: { arm: { type: "Microsoft.Network/publicIPAddresses" } },
  properties,
  ignored: [
    "deleteOption",
    "dnsSettings",
    "idleTimeoutInMinutes",
    "ipTags",
    "publicIPAddressVersion",
    "publicIPAllocationMethod",
  ],
  attributes: (it) => ({ ipAddress: addressOf(it) }),
  claims: [
    { text: "static or dynamic, the address itself cannot be chosen", evidence: publicAddresses },
    {
      text: "a Standard address lets nothing in until a network security group does; a Basic one is open",
      evidence: publicAddresses,
    },
    {
      text: "an address without a SKU is Basic",
      evidence: { assumed: "so it was as long as Basic ones could be made; today the deployment is refused" },
    },
  ],
  facts: (it) => ({ address: addressOf(it), closed: map(it.sku, (sku) => sku !== "Basic") }),
  lower() {},
});

function addressOf(it: Public): Address {
  return it.stated ?? assignedPublic(`${it.key}@public`, it.name, it.origin.at);
}
