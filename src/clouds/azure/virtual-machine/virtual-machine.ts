/**
 * Microsoft.Compute/virtualMachines: a host on one network interface or several. One of which IP forwarding is on is an
 * appliance: taken to pass on what it inspects.
 */

import { type It, kind } from "../../../contract/kind.ts";
import { block, flag, many, reference } from "../../../contract/property.ts";
import type { Ref } from "../../../contract/term.ts";
import type { Builder } from "../../../model/builder.ts";
import type { Inspect } from "../../../model/model.ts";
import { hostTable } from "../terms/hosts.ts";
import { routing, template } from "../terms/pages.ts";
import { card, type CardFacts, machine as term } from "../terms/terms.ts";

const properties = {
  cards: many(block("networkProfile.networkInterfaces", { card: reference("id", card), primary: flag("primary") })),
};

type Machine = It<typeof properties>;

export const virtualMachine = kind({
  term,
  label: "virtual machine",
  spelled: { arm: { type: "Microsoft.Compute/virtualMachines" } },
  properties,
  ignored: (
    "additionalCapabilities applicationProfile availabilitySet billingProfile capacityReservation diagnosticsProfile " +
    "evictionPolicy extensionsTimeBudget hardwareProfile host hostGroup identity licenseType osProfile plan " +
    "platformFaultDomain priority proximityPlacementGroup scheduledEventsProfile securityProfile storageProfile " +
    "userData virtualMachineScaleSet zones"
  ).split(" "),
  claims: [
    {
      text: "the primary interface is the one that says so, else the first",
      evidence: template("microsoft.compute/virtualmachines"),
    },
    { text: "a machine passes packets of others on only if IP forwarding is on at an interface", evidence: routing },
    {
      text: "an appliance passes packets on unchanged and remembers the sessions it has seen",
      evidence: { assumed: "what it does with a packet is its software's, which no template describes" },
    },
    {
      text: "a machine's own table sends everything to the network's router",
      evidence: { assumed: "what DHCP gives it; what its own software adds no template says" },
    },
  ],
  facts: (it) => ({ cards: cardsOf(it) }),
  lower(it, model) {
    const cards = cardsOf(it);
    const forwards = cards.some(({ facts }) => facts.forwards.kind === "known" && facts.forwards.value);
    const inspect = forwards ? transparent(it, model) : undefined;
    model.node(it.key, {
      name: it.name,
      label: "virtual machine",
      kind: inspect === undefined ? "host" : "appliance",
      host: true,
      accepts: {},
      forwards: forwards || { nothing: "its IP forwarding is off" },
      ...(inspect === undefined ? {} : { inspect }),
    });
    hostTable(
      model,
      it.key,
      it.name,
      cards.map(({ facts }) => facts.subnet),
    );
  },
});

/** The primary one first. */
function cardsOf(it: Machine): readonly Ref<CardFacts>[] {
  const isPrimary = ({ primary }: Machine["cards"][number]) => primary?.kind === "known" && primary.value;
  const sorted = [...it.cards.filter(isPrimary), ...it.cards.filter((c) => isPrimary(c) !== true)];
  return sorted.flatMap(({ card: to }) => (to === undefined ? [] : [to]));
}

function transparent(it: Machine, model: Builder): Inspect {
  const assumption = model.assumption(`${it.key}#transparent`, {
    code: "appliance.transparent",
    message: `\`${it.name}\` passes packets on unchanged, and only those of sessions whose first packet it has seen`,
  });
  return { mode: "stateful", assumption };
}
