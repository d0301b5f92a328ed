/** The interfaces of an instance: those it is launched with, and those that stand by themselves and are put on it. */

import type { It } from "../../../contract/kind.ts";
import { type Ref, unknownRef } from "../../../contract/term.ts";
import type { Key, Origin } from "../../../model/model.ts";
import { unknown, type Unknown, type Value } from "../../../value/value.ts";
import { elasticOn } from "../terms/elastic.ts";
import { type OwnAddresses, ownAddresses, type Stated } from "../terms/private-addresses.ts";
import {
  type GroupFacts,
  interfaceAttachment,
  type NetworkInterfaceFacts,
  subnet,
  type SubnetFacts,
} from "../terms/terms.ts";
import type { properties } from "./properties.ts";

export type Instance = It<typeof properties>;

/** Made with the instance. */
export interface OwnCard {
  readonly kind: "own";
  readonly key: Key;
  readonly device: number;
  readonly subnet: Ref<SubnetFacts>;
  readonly stated: Stated;
  readonly addresses: OwnAddresses;
  readonly groups: readonly Ref<GroupFacts>[];
  /** Whether a public address is asked for; undefined: as the subnet says. */
  readonly publicAddress: Value<boolean> | undefined;
  readonly origin: Origin;
}

export interface ForeignCard {
  readonly kind: "existing";
  readonly device: number;
  readonly ref: Ref<NetworkInterfaceFacts>;
}

export type Card = OwnCard | ForeignCard;

/** In the order of their device numbers: the first is the primary one. */
export function cardsOf(it: Instance): readonly Card[] {
  const written = it.interfaces.map((card, i): Card => {
    const device = card.device?.kind === "known" ? card.device.value : i;
    if (card.existing !== undefined) return { kind: "existing", device, ref: card.existing };
    const groups = card.groups.length > 0 ? card.groups : groupsOf(it);
    return ownCard(it, device, { ...card, stated: card, groups, origin: { at: card.at } });
  });
  if (written.length > 0) return written.sort((a, b) => a.device - b.device);
  const { subnet: to, publicAddress, origin } = it;
  return [ownCard(it, 0, { subnet: to, publicAddress, stated: it, groups: groupsOf(it), origin })];
}

/** Put on it by an attachment. */
export function attachedTo(it: Instance): readonly ForeignCard[] {
  return it.referrers(interfaceAttachment, "instance").map(({ facts }) => ({
    kind: "existing",
    device: facts.device.kind === "known" ? facts.device.value : 1,
    ref: facts.interface,
  }));
}

type Said = Pick<OwnCard, "stated" | "groups" | "publicAddress" | "origin"> & {
  readonly subnet: Ref<SubnetFacts> | undefined;
};

function ownCard(it: Instance, device: number, { stated, groups, publicAddress, origin, subnet: said }: Said): OwnCard {
  const key = `${it.key}#eth${device}`;
  const to = said ?? it.subnet ?? it.template?.facts.subnet ?? nowhere(it);
  const addresses = ownAddresses(stated, { key, owner: it.name, subnet: to, at: origin.at });
  return { kind: "own", key, device, subnet: to, stated, addresses, groups, publicAddress, origin };
}

function groupsOf(it: Instance): readonly Ref<GroupFacts>[] {
  const own = [...it.groups, ...it.namedGroups];
  return own.length > 0 ? own : (it.template?.facts.groups ?? []);
}

function nowhere(it: Instance): Ref<SubnetFacts> {
  const why = "no subnet is named, so it is one of the account's default VPC";
  return unknownRef(subnet, unknown("subnet.default.unread", why, it.origin.at, "the instance's SubnetId"));
}

/**
 * The address that AWS gives at launch: to a single, new interface, if the launch or else the subnet says so. `doubt`
 * when nobody can say. An elastic address takes its place.
 */
export function automaticPublic(
  it: Instance,
): { readonly card: OwnCard; readonly doubt: Unknown | undefined } | undefined {
  const [card, ...others] = cardsOf(it);
  if (card?.kind !== "own" || others.length > 0 || it.observed) return undefined;
  const asked = card.publicAddress ?? it.template?.facts.publicAddress ?? card.subnet.facts.publicOnLaunch;
  if (asked.kind === "known" && !asked.value) return undefined;
  const elastic = elasticOn(it, "instance");
  if (elastic.some(({ doubt }) => doubt === undefined)) return undefined;
  return { card, doubt: asked.kind === "unknown" ? asked : elastic[0]?.doubt };
}
