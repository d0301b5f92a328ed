/** The configurations of an interface: each is one private address, perhaps with a public one in front of it. */

import type { It } from "../../../contract/kind.ts";
import { address, block, flag, many, oneOf, reference, word } from "../../../contract/property.ts";
import { type Ref, unknownRef } from "../../../contract/term.ts";
import { type Address, isUnknown, unknown } from "../../../value/value.ts";
import { assignedIn } from "../terms/addresses.ts";
import { application, publicAddress, subnet as subnetTerm, type SubnetFacts } from "../terms/terms.ts";

export const configurations = many(
  block("ipConfigurations", {
    name: word("name"),
    primary: flag("primary"),
    subnet: reference("subnet.id", subnetTerm),
    private: address("privateIPAddress"),
    allocation: oneOf("privateIPAllocationMethod", ["Dynamic", "Static"], "Dynamic"),
    public: reference("publicIPAddress.id", publicAddress),
    applications: many(block("applicationSecurityGroups", { group: reference("id", application) })),
    pools: many(block("loadBalancerBackendAddressPools", { id: word("id") })),
  }),
);

export type Configuration = ReturnType<(typeof configurations)["read"]>[number];

/** What this file needs of the kind; the kind itself needs this file. */
type Configured = Pick<It<{ configurations: typeof configurations }>, "key" | "name" | "origin" | "configurations">;

export interface OwnAddress {
  readonly suffix: string;
  readonly address: Address;
  readonly configuration: Configuration | undefined;
}

/** The primary one first: the one that says so, else the first. */
function inOrder(it: Configured): readonly Configuration[] {
  const primary = it.configurations.find((c) => c.primary?.kind === "known" && c.primary.value);
  return primary === undefined ? it.configurations : [primary, ...it.configurations.filter((c) => c !== primary)];
}

export function ownAddresses(it: Configured): readonly OwnAddress[] {
  const home = subnetOf(it);
  return inOrder(it).map((configuration, i) => {
    const suffix = configuration.name?.kind === "known" ? configuration.name.value : `address${i}`;
    return { suffix, address: addressOf(it, configuration, home, suffix), configuration };
  });
}

function addressOf(it: Configured, c: Configuration, home: Ref<SubnetFacts>, suffix: string): Address {
  const picked = assignedIn(c.subnet ?? home, `${it.key}#${suffix}`, it.name, c.at);
  if (isUnknown(c.allocation)) return c.allocation;
  if (c.allocation.value === "Dynamic") return picked;
  return c.private ?? picked;
}

/** That of the primary configuration. */
export function subnetOf(it: Configured): Ref<SubnetFacts> {
  const [first] = inOrder(it);
  const why = "the interface names no subnet";
  return first?.subnet ?? unknownRef(subnetTerm, unknown("property.value.missing", why, it.origin.at, "its subnet"));
}
