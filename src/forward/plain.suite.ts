/** The law of plain ways: on random networks every packet of a plain way meets its nodes, in that order, as it was sent. */

import type { Node } from "../model/model.ts";
import { familyOfTerm, type Term } from "../packet/packet.ts";
import { headerOf, parseTraffic } from "../query/traffic.ts";
import { isUnknown } from "../value/value.ts";
import { flood } from "./flood/ask.ts";
import { boxes } from "./flood/boxes.suite.ts";
import { type Flow, wholePast } from "./flood/flow.ts";
import { corpusOf, type Terms } from "./flood/law/law.suite.ts";
import type { Network } from "./network.ts";
import { plainWays } from "./plain.ts";

/** What is wrong with ways that are called plain, and how many were looked at. */
export function lawOfPlainWays(terms: Terms): { readonly wrong: readonly string[]; readonly ways: number } {
  const found = corpusOf(terms).flatMap(({ net }) => {
    const hosts = [...net.model.nodes.values()].filter((n) => n.host && net.listenersOf(n.key).length === 0);
    const addresses = hosts.flatMap((n) => net.ownAddressesOf(n.key).map((h) => net.term(h.address)));
    return hosts.flatMap((from) =>
      addresses.flatMap((to) => {
        const wrong = isUnknown(to) ? undefined : mistakes(net, from, to);
        return wrong === undefined ? [] : [wrong];
      }),
    );
  });
  return { wrong: found.flat(), ways: found.length };
}

/** What a flow has met on its way there, and what was done to it. */
function met({ past }: Flow, from: Node): readonly string[] {
  const events = [...wholePast({ past } as Flow)].reverse();
  const header = events.find((e) => e.kind === "at")?.header;
  const done = events.flatMap((event) => {
    if (event.kind === "at") return event.header === header ? [event.node] : [`${event.node} with another header`];
    return event.kind === "inspected" || event.kind === "translated" || event.kind === "ways" ? [event.kind] : [];
  });
  return [from.key, ...done];
}

const any = parseTraffic("any");

/** Refusals that a plain way may have before its end. */
const refusals = /^(filter|interface)\./;

/** What is wrong with the way from one to the other, when it is called plain; undefined when it is not. */
function mistakes(net: Network, from: Node, to: Term): readonly string[] | undefined {
  const nodes = plainWays(net)(to)(from)?.map((n) => n.key);
  const own = net.ownAddressesOf(from.key).map((h) => net.term(h.address));
  const source = own.find((t) => !isUnknown(t) && familyOfTerm(t) === familyOfTerm(to));
  if (nodes === undefined || source === undefined || isUnknown(source) || !("traffic" in any)) return undefined;
  const packet = { source, destination: to, ...headerOf(any.traffic, familyOfTerm(to)) };
  const { result } = flood(net, boxes, [{ node: from, packet }]);
  const way = nodes.join(" ");
  const arrived = result.arrivals.map((a) => met(a.flow, from).slice(0, nodes.length).join(" "));
  const stopped = result.stops
    .filter((s) => s.direction === "forward" && s.verdict === "dropped")
    .map((s) => ({ code: s.code, at: met(s.flow, from).join(" ") }));
  return [
    ...arrived.filter((at) => at !== way),
    ...stopped.flatMap(({ code, at }) =>
      at === way || (refusals.test(code) && way.startsWith(at)) ? [] : [`${at} and ${code}`],
    ),
  ].map((wrong) => `${wrong}, not ${way}`);
}
