/**
 * Why a packet stops, or why nobody can say: what a reason's code means, for `explain`. Findings have pages of their own;
 * these codes stand in answers.
 */

export interface ReasonPage {
  readonly code: string;
  readonly title: string;
  readonly page: string;
}

const said = (code: string, title: string, page: string): ReasonPage => ({ code, title, page });

/** On the way of a packet. */
const stops: readonly ReasonPage[] = [
  said(
    "address.public.none",
    "it has no public address",
    "From the internet only a public address can be meant, and this has none: there is no packet to send. Give it one, or put a balancer with a public address in front of it.",
  ),
  said(
    "network.thing.absent",
    "one of the two networks does not have it",
    "What is compared stands in one network only: everything that reached it is lost, or gained.",
  ),
  said(
    "balancer.listener.none",
    "no listener of the balancer takes the packet",
    "The packet arrived at the balancer, and none of its listeners waits for that protocol and port. Add a listener, or ask for a port that it has.",
  ),
  said(
    "filter.rule.denies",
    "a rule denies the packet",
    "The first rule of the list that matches says deny. Rules are tried in order, so an allowing rule behind it never counts: put it in front, or narrow the denying one.",
  ),
  said(
    "filter.rule.none",
    "no rule of a list permits the packet",
    "The list drops what none of its rules permits, and none matches. Lists with memory (security groups) need a rule only for the direction in which a session begins; lists without (network ACLs) need one for each direction, the answer's with the sender's ephemeral ports.",
  ),
  said(
    "gate.session.none",
    "an answer whose session was not seen to begin",
    "What filters here passes only answers of sessions that it has seen begin, and the question of this one came another way. Lead both directions past it.",
  ),
  said(
    "host.forward.none",
    "a host gets a packet that is not for it",
    "A route leads here, and the host passes on no packets of others: forwarding is off, or nobody says that it is an appliance. Switch forwarding on (on some clouds also the check of source and destination off), or mend the route.",
  ),
  said(
    "host.service.none",
    "the host does not take the packet",
    "The packet is for this address, and what has the address answers nothing of that kind: a gateway's own address, for example.",
  ),
  said(
    "host.session.none",
    "it begins no session",
    "What the question begins at only answers, or passes on what others send: there is no packet of its own. Ask from what sends.",
  ),
  said(
    "interface.address.foreign",
    "an interface takes and sends only its own packets",
    "The cloud drops packets whose source or destination is not the interface's own, unless that check is switched off. An appliance needs it off on every interface through which it passes packets on.",
  ),
  said(
    "path.goal.other",
    "the packet is taken by somebody else",
    "No route leads past the plain way to what was asked about, and whoever stands on the plain way takes the packet for itself.",
  ),
  said(
    "reply.host.other",
    "the answer arrives at somebody who did not ask",
    "Two networks use the same address, or a translation gave the answer another destination: it is delivered, but not to whom it belongs.",
  ),
  said(
    "route.destination.none",
    "no route matches the destination",
    "The table that decides here has neither a route for this range nor a default. Add one, in the table that is named; for an answer, add it in the table of the side that answers.",
  ),
  said(
    "route.gateway.nobody",
    "nobody next door has the gateway's address",
    "The route's next hop is an address that no neighbour on the segment has: packets are dropped. Correct the address, or give it to the router.",
  ),
  said(
    "route.next.gone",
    "what the route leads to is gone",
    "The route's target was deleted or detached. The route still matches, so packets are dropped.",
  ),
  said("route.next.none", "the route leads nowhere", "The route says to drop what it matches."),
  said(
    "route.table.none",
    "nothing decides where packets go from here",
    "No table is associated with what the packet came in by.",
  ),
  said(
    "route.target.apart",
    "the route's target is not next door",
    "What the route leads to stands on no segment that the deciding router is on: it cannot be handed the packet.",
  ),
  said(
    "segment.address.nobody",
    "nobody on the segment has the address",
    "The packet reached the network in which the destination lies, and nobody there has it. Check the address, or what was meant to have it.",
  ),
  said(
    "segment.range.none",
    "no segment holds the destination",
    "A local route covers the destination, and no subnet does.",
  ),
  said(
    "translation.protocol.none",
    "the gateway does not translate this protocol",
    "A gateway that hides many behind one address translates TCP, UDP and ICMP, and drops the rest.",
  ),
  said(
    "translation.session.none",
    "the gateway knows no session of this answer",
    "It passes back only answers of sessions that began behind it. Nothing outside can open one through it: that needs a public address or a balancer.",
  ),
  said(
    "translation.source.foreign",
    "the gateway does not serve this source",
    "It translates only sources that it was told of, and this is none.",
  ),
  said(
    "expectation.packet.arrives",
    "a packet arrives that should not",
    "What was to be blocked is not: this is one of the packets that get there, with the line that let it in.",
  ),
  said(
    "expectation.through.missing",
    "a way goes past what it must pass",
    "The traffic gets through, and in one direction at least not by what `through` names.",
  ),
];

/** Where the answer is unknown. */
const doubts: readonly ReasonPage[] = [
  said(
    "address.list.external",
    "a list of addresses is kept by its provider",
    "A rule or route names a list whose content is not in the files, so nobody can say whether the address is on it.",
  ),
  said(
    "address.range.assigned",
    "a range that the deployment picks",
    "The range of a network is taken from a pool when it is created. Pin it, or ask by name.",
  ),
  said(
    "address.value.none",
    "a node without an address of its own",
    "It sends packets of its own, and no file gives it an address to send from.",
  ),
  said(
    "appliance.behaviour.unknown",
    "nobody says what an appliance does",
    "`assume: { appliances: opaque }` takes nothing for granted. `transparent` assumes that it passes sessions on unchanged.",
  ),
  said(
    "appliance.translation.unknown",
    "an appliance may translate addresses",
    "It stands in front of an exit that needs a translated source, and whether it translates is in its own configuration.",
  ),
  said(
    "balance.thing.unknown",
    "what stands behind is not in the files",
    "The template of what packets are handed to was not read. Give its file too, or the value that names it.",
  ),
  said(
    "diff.budget.exhausted",
    "more pairs of ends than one comparison follows",
    "What was not compared is listed. Compare parts of the network by themselves.",
  ),
  said(
    "endpoint.service.unmodelled",
    "a service whose inside is not modelled",
    "The endpoint leads to a service of a provider, or to one that the files do not hold.",
  ),
  said(
    "filter.rules.unknown",
    "the rules of a list were not read",
    "Something refers to a list of rules that no file holds.",
  ),
  said(
    "function.argument.invalid",
    "a function is given what it cannot take",
    "The value that a function makes is unknown because of it. The line is the call.",
  ),
  said("function.name.unknown", "a function that is not known", "Its value is unknown, and so is what depends on it."),
  said(
    "kind.unmodelled",
    "a thing that is read and not modelled",
    "What it does with packets is unknown. The end of every report counts such things.",
  ),
  said(
    "parameter.value.external",
    "a parameter that is looked up at deployment",
    "Its value stands in a store of the cloud. Give it under `parameters:` in tieline.yaml.",
  ),
  said(
    "parameter.value.secret",
    "a parameter that is a secret",
    "Secrets are not read; nothing of a network should depend on one.",
  ),
  said(
    "question.budget.exhausted",
    "the question cost more than its budget",
    "The sets of packets grew too large: masks that are no prefixes, or thousands of alternating ports. Ask for less traffic, or for fewer ends.",
  ),
  said(
    "reference.resource.elsewhere",
    "a reference to something that is not here",
    "It names a thing of another stack or account that no file holds.",
  ),
  said(
    "route.table.several",
    "two tables are named for the same arrivals",
    "Only one of them can decide, and nothing in the files says which. Leave one.",
  ),
  said("scope.region.unknown", "nobody says which region", "Give `region:` for the stack in tieline.yaml."),
  said("segment.thing.unknown", "the segment was not read", "An interface stands on a network that no file holds."),
  said("target.thing.unknown", "a target that was not read", "A balancer's target is not in the files."),
  said(
    "value.deployment.assigned",
    "a value that exists only after deployment",
    "An id or an address that the cloud picks. Where an answer depends on it, give it under `physical:` in tieline.yaml.",
  ),
  said(
    "walk.budget.exhausted",
    "the question needs more steps than its budget",
    "It branches too often: ask for one end, or for one port.",
  ),
];

export const reasonPages: readonly ReasonPage[] = [...stops, ...doubts].sort((a, b) => (a.code < b.code ? -1 : 1));
