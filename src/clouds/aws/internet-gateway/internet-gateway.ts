/**
 * AWS::EC2::InternetGateway: joins a VPC to the internet and translates one to one between the private addresses of its
 * interfaces and the public ones that belong to them.
 *
 *   router ─[edge]── link ──[inside]─ gateway ─[outside]── internet
 *
 * An IPv6 address is public by itself: it stands in a pair with itself, so that a private one is in none and is dropped.
 */

import { type It, kind } from "../../../contract/kind.ts";
import type { Builder } from "../../../model/builder.ts";
import { internet } from "../../../model/builder.ts";
import type { Key } from "../../../model/model.ts";
import { everything } from "../../../net/ip.ts";
import { known, type Unknown } from "../../../value/value.ts";
import { vpcGuide } from "../terms/evidence.ts";
import { edgeOf, insideOf, linkOf, localTableOf, outsideOf, publicPairsOf, routerOf } from "../terms/keys.ts";
import {
  gatewayAttachment,
  type GatewayAttachmentFacts,
  internetGateway as term,
  tableAssociation,
  type VpcFacts,
} from "../terms/terms.ts";

const properties = {};

type Gateway = It<typeof properties>;

export const internetGateway = kind({
  term,
  label: "internet gateway",
  spelled: {
    cloudformation: { type: "AWS::EC2::InternetGateway" },
    terraform: { type: "aws_internet_gateway" },
  },
  properties,
  claims: [
    {
      text: "inbound, the public destination becomes the private one before the packet enters the VPC; outbound, the source",
      evidence: vpcGuide("VPC_Internet_Gateway"),
    },
    {
      text: "a packet whose source has no public address is dropped at the gateway",
      evidence: vpcGuide("vpc-nat-gateway"),
    },
    {
      text: "what is sent from inside to a public address of the VPC itself turns back at the gateway, both addresses translated",
      evidence: { assumed: "it follows from how each direction is translated; no page of AWS tells of the turn" },
    },
    {
      text: "IPv6 is not translated, and passes only with a public address",
      evidence: vpcGuide("VPC_Internet_Gateway"),
    },
  ],
  facts: (it) => ({ vpcs: it.referrers(gatewayAttachment, "gateway").map(({ facts }) => facts.vpc) }),
  lower(it, model) {
    for (const { facts, doubt } of it.referrers(gatewayAttachment, "gateway")) {
      lowerIn(it, model, facts, it.doubt ?? doubt);
    }
  },
});

function lowerIn(it: Gateway, model: Builder, { vpc: to }: GatewayAttachmentFacts, doubt: Unknown | undefined): void {
  if (to.to.kind === "unknown") return;
  const vpc = to.to.value;
  const { name } = it;
  const said = { doubt };
  const node = `${vpc}#gateway`;
  model.segment(linkOf(vpc), {
    name,
    label: "link to the internet gateway",
    domain: vpc,
    ranges: [],
    listed: false,
    ...said,
  });
  model.interface(edgeOf(vpc), { node: routerOf(vpc), segment: known(linkOf(vpc)), ...said });
  model.node(node, {
    name,
    label: "internet gateway",
    kind: "internet-gateway",
    host: false,
    accepts: { nothing: "an internet gateway has no address of its own" },
    forwards: true,
    ...said,
  });
  model.interface(insideOf(vpc), { node, segment: known(linkOf(vpc)), ...said });
  model.interface(outsideOf(vpc), { node, segment: known(internet.segment), ...said });
  model.rewrite(publicPairsOf(vpc), {
    kind: "pairs",
    name,
    label: "internet gateway",
    node,
    outside: outsideOf(vpc),
    otherwise: { nothing: "has no public address", code: "address.public.none" },
    ...said,
  });
  lowerTable(model, node, vpc, to.facts, { name, ...said });
  // Association with a table of its own is the association's to say.
  if (it.referrers(tableAssociation, "gateway").length === 0 && !it.observed) {
    model.selector(`${edgeOf(vpc)}#selector`, {
      node: routerOf(vpc),
      arriving: edgeOf(vpc),
      table: known(localTableOf(vpc)),
      origin: {
        at: it.origin.at,
        implied: "what arrives from a gateway without a route table goes by the local routes",
      },
      ...said,
    });
  }
}

interface Named {
  readonly name: string;
  readonly doubt: Unknown | undefined;
}

/** The network's own ranges lie inwards, everything else outwards. */
function lowerTable(model: Builder, node: Key, vpc: Key, { ranges }: VpcFacts, { name, doubt }: Named): void {
  const table = model.table(`${node}#table`, {
    name,
    label: "internet gateway",
    kind: "internet-gateway",
    node,
    doubt,
  });
  model.selector(`${node}#selector`, { node, table: known(table), doubt });
  ranges.forEach((to, i) => {
    const next = { kind: "interface", interface: edgeOf(vpc) } as const;
    model.route(`${table}#inwards${i}`, { table: known(table), to, next, preference: 0, doubt });
  });
  for (const family of [4, 6] as const) {
    const next = { kind: "connected", through: outsideOf(vpc) } as const;
    const to = known(everything(family));
    model.route(`${table}#outwards${family}`, { table: known(table), to, next, preference: 0, doubt });
  }
}
