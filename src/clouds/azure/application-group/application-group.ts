/** Microsoft.Network/applicationSecurityGroups: a set of interfaces that security rules name in place of addresses. */

import { kind } from "../../../contract/kind.ts";
import { unknown } from "../../../value/value.ts";
import { template } from "../terms/pages.ts";
import { application as term, card } from "../terms/terms.ts";

export const applicationGroup = kind({
  term,
  label: "application security group",
  spelled: { arm: { type: "Microsoft.Network/applicationSecurityGroups" } },
  properties: {},
  claims: [
    {
      text: "a configuration of an interface says to which application security groups it belongs",
      evidence: template("microsoft.network/networkinterfaces"),
    },
  ],
  facts: () => ({}),
  lower(it, model) {
    const members = it.referrers(card, "configurations");
    const [first] = members;
    const domain = first?.facts.subnet.facts.network.to;
    const nobody = unknown("group.network.unknown", "no interface is in the group", it.origin.at);
    model.group(it.key, { name: it.name, label: "application security group", domain: domain ?? nobody });
    for (const { key, origin, doubt } of members) {
      model.member(`${it.key}#${key}`, { group: it.key, interface: key, origin, doubt });
    }
  },
});
