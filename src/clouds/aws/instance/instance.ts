/**
 * AWS::EC2::Instance: a host with one interface or several, perhaps with a public address in front of one of them. What
 * a route names as next hop, or a gateway load balancer as target, is an appliance: taken to pass on what it inspects.
 */

import { kind } from "../../../contract/kind.ts";
import type { Ref } from "../../../contract/term.ts";
import { found } from "../../../finding/finding.ts";
import type { Builder } from "../../../model/builder.ts";
import type { Inspect } from "../../../model/model.ts";
import { type Address, known, type Value } from "../../../value/value.ts";
import { transparent, wraps } from "../terms/appliance.ts";
import { anyOf, elasticOn } from "../terms/elastic.ts";
import { ec2Guide, templateReference, vpcGuide } from "../terms/evidence.ts";
import { foreignReference, strangeOn } from "../terms/foreign-reference.ts";
import { fixedAddressRules, misplaced } from "../terms/fixed-address.ts";
import { assignedPublic, attach, hostTable, publish } from "../terms/interfaces.ts";
import { furtherAddresses, statedIn } from "../terms/private-addresses.ts";
import { isOff, strictness } from "../terms/source-check.ts";
import {
  instance as term,
  type InstanceFacts,
  networkInterface,
  type NetworkInterfaceFacts,
  route,
  targetGroup,
} from "../terms/terms.ts";
import { attachedTo, automaticPublic, type Card, cardsOf, type Instance, type OwnCard } from "./cards.ts";
import { ignored, properties } from "./properties.ts";

export const instance = kind({
  term,
  label: "instance",
  spelled: {
    cloudformation: { type: "AWS::EC2::Instance" },
    terraform: { type: "aws_instance" },
  },
  properties,
  ignored,
  attributes: (it) => ({ PrivateIp: factsOf(it).address, PublicIp: publicOf(it) }),
  claims: [
    { text: "the source/destination check is on by default", evidence: templateReference("aws-resource-ec2-instance") },
    {
      text: "a public address is given at launch if the interface says so, else if the subnet does",
      evidence: vpcGuide("vpc-ip-addressing"),
    },
    {
      text: "with several interfaces, or with one that exists already, no public address is given at launch",
      evidence: ec2Guide("working-with-ip-addresses"),
    },
    {
      text: "an elastic address on the primary interface takes the place of the automatic one",
      evidence: vpcGuide("vpc-eip-overview"),
    },
    {
      text: "an appliance passes packets on unchanged and remembers the sessions it has seen",
      evidence: { assumed: "what it does with a packet is its software's, which no template describes" },
    },
  ],
  rules: [...fixedAddressRules, foreignReference],
  facts: factsOf,
  lower(it, model) {
    const cards = cardsOf(it);
    const all = [...cards, ...attachedTo(it)];
    const { subnet } = factsOf(it);
    const inspect = inspectOf(it, all, model);
    model.node(it.key, {
      name: it.name,
      label: "instance",
      kind: inspect === undefined ? "host" : "appliance",
      zone: subnet.facts.zone,
      host: true,
      accepts: {},
      forwards: all.some((card) => isOff(checkOf(it, card))) || { nothing: "its source/destination check is on" },
      ...(inspect === undefined ? {} : { inspect }),
    });
    for (const card of cards) if (card.kind === "own") lowerCard(it, model, card);
    lowerPublic(it, model);
    hostTable(model, it.key, it.name, all.flatMap(standing));
  },
});

function checkOf(it: Instance, card: Card): Value<boolean> {
  return card.kind === "own" ? it.check : card.ref.facts.sourceDestCheck;
}

/** Where an interface stands, as far as anybody can say which it is. */
function standing(card: Card) {
  if (card.kind === "own") return [{ key: card.key, subnet: card.subnet }];
  const { interface: key, subnet } = card.ref.facts;
  return key.kind === "known" ? [{ key: key.value, subnet }] : [];
}

function factsOf(it: Instance): InstanceFacts {
  const [first] = cardsOf(it);
  const primary = first?.kind === "existing" ? first.ref : ownRef(it, first as OwnCard);
  const { subnet, interface: key, address, sourceDestCheck } = primary.facts;
  return {
    primary,
    subnet,
    interface: key,
    address,
    sourceDestCheck,
    hasElastic: anyOf(elasticOn(it, "instance")),
    get isPublic() {
      return primary.facts.isPublic;
    },
  };
}

function ownRef(it: Instance, card: OwnCard): Ref<NetworkInterfaceFacts> {
  const facts = {
    subnet: card.subnet,
    interface: known(card.key),
    address: card.addresses.primary,
    sourceDestCheck: it.check,
    isHop: it.referrers(route, "instance").length > 0,
    isAttached: true,
    isPublic: hasPublic(it),
  };
  return { kind: "ref", term: networkInterface, to: known(card.key), name: it.name, facts, at: card.origin.at };
}

function hasPublic(it: Instance): Value<boolean> {
  const elastic = anyOf(elasticOn(it, "instance"));
  if (elastic.kind === "known" && elastic.value) return elastic;
  const automatic = automaticPublic(it);
  return automatic === undefined ? elastic : (automatic.doubt ?? known(true));
}

function lowerCard(it: Instance, model: Builder, card: OwnCard): void {
  const { key, subnet, addresses, groups, origin } = card;
  attach(model, { key, node: it.key, subnet, address: addresses.primary, groups, origin, ...strictness(it.check) });
  furtherAddresses(model, { key, owner: it.name, subnet, at: origin.at }, addresses, origin);
  const strange = strangeOn(it, subnet, groups);
  if (strange !== undefined) it.report(found(foreignReference, strange));
  for (const stated of statedIn(card.stated)) {
    const wrong = misplaced(stated, subnet);
    if (wrong === undefined) continue;
    const range = subnet.facts.range.at.slice(0, 1).map((span) => ({ span, label: "the subnet's range" }));
    it.report(found(wrong.rule, { data: wrong.data, resource: it.name, at: [...stated.at.slice(0, 1), ...range] }));
  }
}

function lowerPublic(it: Instance, model: Builder): void {
  const { address, subnet, interface: key } = factsOf(it);
  const vpc = subnet.facts.vpc.to;
  if (key.kind === "unknown") return;
  for (const { key: by, elastic, private: inside, origin, doubt } of elasticOn(it, "instance")) {
    const pair = { private: inside ?? address, public: elastic.address, owner: elastic.owner, origin, doubt };
    publish(model, `${key.value}#${by}`, vpc, pair);
  }
  const automatic = automaticPublic(it);
  if (automatic === undefined) return;
  const { card, doubt } = automatic;
  const pair = { private: address, public: automaticOf(it), owner: it.name, origin: originOf(it, card), doubt };
  publish(model, card.key, vpc, pair);
}

/** The line that gives it its public address, and that no line gives it one. */
function originOf(it: Instance, card: OwnCard) {
  const asked = card.publicAddress ?? it.template?.facts.publicAddress ?? card.subnet.facts.publicOnLaunch;
  const implied = card.publicAddress === undefined ? { implied: "its subnet gives public addresses at launch" } : {};
  return { at: [...it.origin.at, ...asked.at.slice(0, 1)], ...implied };
}

function automaticOf(it: Instance): Address {
  return assignedPublic(`${it.key}#public`, it.name, it.origin.at);
}

function publicOf(it: Instance): Address | undefined {
  const [elastic] = elasticOn(it, "instance");
  if (elastic !== undefined) return elastic.elastic.address;
  return automaticPublic(it) === undefined ? undefined : automaticOf(it);
}

/** What is taken of it, when packets of others are led to it. */
function inspectOf(it: Instance, cards: readonly Card[], model: Builder): Inspect | undefined {
  const isTarget = it.referrers(targetGroup, "targets").some(({ facts }) => wraps(facts));
  const isHop =
    it.referrers(route, "instance").length > 0 ||
    cards.some((card) => card.kind === "existing" && card.ref.facts.isHop);
  return isTarget || isHop ? transparent(model, it.key, it.name) : undefined;
}
