/**
 * Microsoft.Network/networkSecurityGroups/securityRules: one rule of a list, written inside it or by itself. Each of its
 * fields has a singular and a plural form; what both say counts.
 */

import { type It, kind } from "../../../contract/kind.ts";
import { block, many, number, oneOf, reference, required, scalar, word } from "../../../contract/property.ts";
import type { Ref } from "../../../contract/term.ts";
import type { Builder } from "../../../model/builder.ts";
import type { AddressSet } from "../../../model/model.ts";
import { hasPorts, parseProtocol, type Ports } from "../../../net/protocol.ts";
import { isUnknown, known, map, type Unknown, unknown, type Value } from "../../../value/value.ts";
import { filterOf } from "../terms/keys.ts";
import { groups, serviceTags, template } from "../terms/pages.ts";
import { setsOf } from "../terms/tags.ts";
import { application, type ApplicationFacts, group, rule as term, type SubnetFacts } from "../terms/terms.ts";

const protocol = scalar<number | "any">("protocol", (text) => (text === "*" ? "any" : parseProtocol(text)));

const ports = scalar<Ports>("port range", (text) => {
  if (text === "*") return { first: 0, last: 65_535 };
  const [first = "", last = first] = text.split("-").map((end) => end.trim());
  if (!/^\d{1,5}$/.test(first) || !/^\d{1,5}$/.test(last)) return undefined;
  const range = { first: Number(first), last: Number(last) };
  return range.first <= range.last && range.last <= 65_535 ? range : undefined;
});

const member = { of: reference("id", application) };

const properties = {
  group: required("parent", group),
  priority: number("priority"),
  direction: oneOf("direction", ["Inbound", "Outbound"]),
  access: oneOf("access", ["Allow", "Deny"]),
  protocol: protocol("protocol"),
  source: word("sourceAddressPrefix"),
  sources: many(word("sourceAddressPrefixes")),
  sourceGroups: many(block("sourceApplicationSecurityGroups", member)),
  destination: word("destinationAddressPrefix"),
  destinations: many(word("destinationAddressPrefixes")),
  destinationGroups: many(block("destinationApplicationSecurityGroups", member)),
  sourcePort: ports("sourcePortRange"),
  sourcePorts: many(ports("sourcePortRanges")),
  destinationPort: ports("destinationPortRange"),
  destinationPorts: many(ports("destinationPortRanges")),
};

type Rule = It<typeof properties>;

export const securityRule = kind({
  term,
  label: "security rule",
  spelled: {
    arm: [
      { type: "Microsoft.Network/networkSecurityGroups/securityRules" },
      { inside: "Microsoft.Network/networkSecurityGroups", path: "securityRules[]", parent: "group", named: "name" },
    ],
  },
  properties,
  ignored: ["description"],
  claims: [
    { text: "a rule names addresses, ranges, one service tag or application security groups", evidence: groups },
    {
      text: "the tag VirtualNetwork is the network's ranges, those of its peers, the host's address and the prefixes of the user's routes",
      evidence: serviceTags,
    },
    { text: "the tag Internet is public address space outside the network", evidence: serviceTags },
    { text: "the tag AzureLoadBalancer is 168.63.129.16, from where the platform probes", evidence: serviceTags },
    {
      text: "a rule for a protocol without ports matches whatever its port ranges say",
      evidence: { assumed: "the pages speak of ports for TCP and UDP only" },
    },
    {
      text: "a field that is not written at all means any",
      evidence: template("microsoft.network/networksecuritygroups/securityrules"),
    },
  ],
  facts: () => ({}),
  lower(it, model) {
    if (it.group.to.kind === "unknown") return;
    for (const { key, facts } of it.group.facts.places) {
      const directions = it.direction?.kind === "known" ? [it.direction.value] : (["Inbound", "Outbound"] as const);
      const doubt = it.direction?.kind === "known" ? undefined : (it.direction ?? missing(it, "direction"));
      for (const each of directions) {
        const filter = filterOf(it.group.to.value, each === "Inbound" ? "in" : "out", key);
        lowerIn(it, model, filter, facts, doubt);
      }
    }
  },
});

function lowerIn(it: Rule, model: Builder, filter: string, place: SubnetFacts, doubt: Unknown | undefined): void {
  const sources = sidesOf([it.source, ...it.sources], it.sourceGroups, place);
  const destinations = sidesOf([it.destination, ...it.destinations], it.destinationGroups, place);
  const { protocol: said } = it;
  const number = said?.kind === "known" && said.value !== "any" ? said.value : undefined;
  const portless = number !== undefined && !hasPorts(number);
  const from = portless ? undefined : portsOf([it.sourcePort, ...it.sourcePorts]);
  const to = portless ? undefined : portsOf([it.destinationPort, ...it.destinationPorts]);
  model.rule(`${it.key}@${filter}`, {
    filter,
    order: it.priority ?? missing(it, "priority"),
    action: map(it.access ?? missing(it, "access"), (access) => (access === "Allow" ? "permit" : "deny")),
    ...(number === undefined ? {} : { protocols: [known(number, said?.at)] }),
    ...(said?.kind === "unknown" ? { protocols: [said] } : {}),
    ...(sources === undefined ? {} : { sources }),
    ...(destinations === undefined ? {} : { destinations }),
    ...(from === undefined ? {} : { sourcePorts: from }),
    ...(to === undefined ? {} : { destinationPorts: to }),
    doubt: it.doubt ?? doubt,
  });
}

/** Undefined: any address. */
function sidesOf(
  words: readonly (Value<string> | undefined)[],
  members: readonly { readonly of: Ref<ApplicationFacts> | undefined }[],
  place: SubnetFacts,
): readonly AddressSet[] | undefined {
  const said = words.filter((w) => w !== undefined);
  if (said.length === 0 && members.length === 0) return undefined;
  const sets = said.map((w) => setsOf(w, place));
  if (sets.includes(undefined)) return undefined;
  const own = members.flatMap(({ of }): readonly AddressSet[] => {
    if (of === undefined) return [];
    return [isUnknown(of.to) ? of.to : { kind: "group", group: of.to.value, at: of.at }];
  });
  return [...sets.flatMap((set) => set ?? []), ...own];
}

/** Undefined: any port. */
function portsOf(ranges: readonly (Value<Ports> | undefined)[]): readonly Value<Ports>[] | undefined {
  const said = ranges.filter((r) => r !== undefined);
  const any = said.some((r) => r.kind === "known" && r.value.first === 0 && r.value.last === 65_535);
  return any || said.length === 0 ? undefined : said;
}

function missing(it: Rule, what: string): Unknown {
  return unknown("property.value.missing", `the rule names no ${what}`, it.origin.at, `the rule's ${what}`);
}
