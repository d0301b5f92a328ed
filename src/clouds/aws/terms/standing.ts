/**
 * What a service puts into the subnets that it is given, and of which no template says in which it stands now: one host
 * in each of them, all of one name, so that an answer about it holds wherever it is.
 */

import type { Thing } from "../../../contract/kind.ts";
import type { Ref } from "../../../contract/term.ts";
import type { Builder } from "../../../model/builder.ts";
import type { Key, Node } from "../../../model/model.ts";
import { TCP } from "../../../net/protocol.ts";
import { type Address, known, map, orElse, type Unknown, type Value } from "../../../value/value.ts";
import { assignedIn, assignedPublic, attach, hostTable, publish } from "./interfaces.ts";
import type { GroupFacts, SubnetFacts } from "./terms.ts";

export interface Standing {
  readonly label: string;
  readonly subnets: readonly Ref<SubnetFacts>[];
  /** Empty: the network's default group. */
  readonly groups: readonly Ref<GroupFacts>[];
  readonly accepts: Node["accepts"];
  /** The one TCP port at which it serves; absent where it is not one. */
  readonly port?: Value<number>;
  readonly public?: Value<boolean>;
  /** Why it is not certain that there is any. */
  readonly absence?: Unknown | undefined;
}

const nodeIn = (key: Key, subnet: Ref<SubnetFacts>): Key => `${key}#${orElse(subnet.to, subnet.name)}`;

/** The interface of the host that stands for it in that subnet. */
export const interfaceIn = (key: Key, subnet: Ref<SubnetFacts>): Key => `${nodeIn(key, subnet)}#eth0`;

export function lowerStanding(it: Thing, model: Builder, standing: Standing): void {
  const { label, subnets, groups, accepts, port } = standing;
  for (const subnet of subnets) {
    const node = nodeIn(it.key, subnet);
    const eth0 = interfaceIn(it.key, subnet);
    const address = assignedIn(subnet, `${node}@private`, it.name, it.origin.at);
    model.node(node, {
      name: it.name,
      label,
      kind: "host",
      zone: subnet.facts.zone,
      host: true,
      accepts,
      forwards: { nothing: `\`${it.name}\` passes nothing on` },
      doubt: it.doubt ?? standing.absence,
    });
    attach(model, { key: eth0, node, subnet, address, groups });
    hostTable(model, node, it.name, [{ key: eth0, subnet }]);
    if (port !== undefined) lowerPort(it, model, { label, eth0, port });
    lowerPublic(it, model, { node, subnet, address, isPublic: standing.public ?? known(false) });
  }
}

/** It serves at one port, whatever its groups let in. */
function lowerPort(
  it: Thing,
  model: Builder,
  { label, eth0, port }: { readonly label: string; readonly eth0: Key; readonly port: Value<number> },
): void {
  const origin = { at: port.at.length > 0 ? port.at : it.origin.at, implied: "it serves at this port only" };
  const filter = model.filter(`${eth0}#port`, {
    name: it.name,
    label,
    kind: "host",
    otherwise: "deny",
    origin,
  });
  model.rule(`${filter}#served`, {
    filter,
    order: known(1),
    action: known("permit"),
    protocols: [known(TCP)],
    destinationPorts: [map(port, (number) => ({ first: number, last: number }))],
    origin,
  });
  model.gate(`${eth0}#port-in`, {
    interface: eth0,
    direction: "in",
    word: "inbound",
    order: 2,
    filters: [known(filter)],
    memory: `${eth0}#port`,
  });
  const all = model.filter(`${eth0}#sent`, { name: it.name, label, kind: "host", otherwise: "permit", origin });
  model.gate(`${eth0}#port-out`, {
    interface: eth0,
    direction: "out",
    word: "outbound",
    order: 2,
    filters: [known(all)],
    memory: `${eth0}#port`,
  });
}

function lowerPublic(
  it: Thing,
  model: Builder,
  {
    node,
    subnet,
    address,
    isPublic,
  }: {
    readonly node: Key;
    readonly subnet: Ref<SubnetFacts>;
    readonly address: Address;
    readonly isPublic: Value<boolean>;
  },
): void {
  if (isPublic.kind === "known" && !isPublic.value) return;
  publish(model, node, subnet.facts.vpc.to, {
    private: address,
    public: assignedPublic(`${node}@public`, it.name, it.origin.at),
    owner: it.name,
    doubt: isPublic.kind === "unknown" ? isPublic : it.doubt,
  });
}
