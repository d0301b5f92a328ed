/** Ways in from the internet that go past the appliances which inspect the neighbours. */

import { type Finding, found, type Saying } from "../finding/finding.ts";
import type { Network } from "../forward/network.ts";
import { placesOf } from "../finding/places.ts";
import type { Probes, WayIn } from "./probes.ts";

interface Data {
  readonly thing: string;
  readonly inspector: string;
  readonly neighbour: string;
}

export const uninspected: Saying<Data> = {
  code: "path.uninspected",
  severity: "warning",
  title: "something is reachable from the internet past the appliance that inspects its neighbours",
  page: `It has a public address, and no route leads what comes in for it through the appliance: packets from the internet
arrive uninspected, while those for its neighbours in the same network are inspected.

Whether the answers find their way back is another question (\`address.public.no-return\`): what needs no answer, such as
a single UDP packet, arrives all the same. Take the public address away, or cover its subnet with a route in the table of
the internet's gateway.`,
  words: ({ thing, inspector, neighbour }) => ({
    message: `the internet reaches \`${thing}\` past \`${inspector}\`, which inspects what comes in for \`${neighbour}\``,
    fix: "take its public address away, or cover its subnet with an ingress route to the appliance",
  }),
};

export function findUninspected(net: Network, { into }: Probes): readonly Finding[] {
  const arriving = into.flatMap((way) =>
    way.inspectors.length === 0 ? [] : [{ way, domain: domainOf(net, way), inspectors: way.inspectors }],
  );
  const inspectors = new Map<string, { inspector: string; neighbour: string }>();
  for (const { way, domain, inspectors: by } of arriving) {
    const inspector = by.find((name) => name !== undefined);
    if (inspector !== undefined && !inspectors.has(domain)) {
      inspectors.set(domain, { inspector, neighbour: way.node.name });
    }
  }
  return arriving.flatMap(({ way, domain, inspectors: own }) => {
    const by = inspectors.get(domain);
    // The inspector itself is reached before it inspects.
    if (by === undefined || !own.includes(undefined) || way.node.inspect !== undefined) return [];
    const at = placesOf([way.pair.origin, way.past], ["", "packets for it are delivered by this route"]);
    return [found(uninspected, { data: { thing: way.node.name, ...by }, resource: way.node.name, at: unlabelled(at) })];
  });
}

function unlabelled(places: ReturnType<typeof placesOf>): ReturnType<typeof placesOf> {
  return places.map(({ label, ...place }) => (label === undefined || label === "" ? place : { ...place, label }));
}

function domainOf(net: Network, { node }: WayIn): string {
  const on = net.interfacesOf(node.key).find((i) => i.segment.kind === "known");
  const segment = on === undefined ? undefined : net.segmentOf(on);
  return segment !== undefined && "domain" in segment ? segment.domain : "";
}
