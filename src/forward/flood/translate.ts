/** Translation of addresses as packets cross a node: pairs one to one, or many behind one address with memory. */

import type { Interface, Pair, Pairs, PortTranslation } from "../../model/model.ts";
import type { Symbol, Term } from "../../packet/packet.ts";
import { isUnknown, type Unknown } from "../../value/value.ts";
import { because, type Course, dropped, fork, seen } from "./course.ts";
import { type Flow, headerKey, remember, sift, siftAddress, wholePast, sessionPast } from "./flow.ts";
import { sourceIn } from "./match.ts";
import { alternatives, join, parts, type Result } from "./result.ts";

type Next = (flow: Flow) => Result;

/** As packets come in from the outside: the outside address of a pair becomes the inside one. */
export function translatedIn(on: Course, flow: Flow, next: Next): Result {
  const crossing = on.net.translationsOf(flow.node.key).find((t) => t.rewrite.outside === flow.arriving?.key);
  if (crossing === undefined) return next(flow);
  return paired(on, flow, crossing, "destination", next);
}

/** As packets go out to the outside: the inside address of a pair becomes the outside one; then ports. */
export function translatedOut(on: Course, flow: Flow, out: Interface, next: Next): Result {
  const ports = on.net.portsOf(flow.node.key);
  if (ports !== undefined && flow.arriving !== undefined) return behindOne(on, flow, ports, next);
  const crossing = on.net.translationsOf(flow.node.key).find((t) => t.rewrite.outside === out.key);
  if (crossing === undefined) return next(flow);
  return paired(on, flow, crossing, "source", next);
}

function paired(
  on: Course,
  flow: Flow,
  { rewrite, pairs }: { readonly rewrite: Pairs; readonly pairs: readonly Pair[] },
  field: "source" | "destination",
  next: Next,
): Result {
  const from = (i: number, f: Flow): Result => {
    const pair = pairs[i];
    if (pair === undefined) return unpaired(on, f, rewrite, field, next);
    const [old, fresh] = (field === "source" ? [pair.inside, pair.outside] : [pair.outside, pair.inside]).map((a) =>
      on.net.term(a),
    ) as [ReturnType<typeof on.net.term>, ReturnType<typeof on.net.term>];
    if (isUnknown(old)) return from(i + 1, f);
    const { yes, no, by } = siftAddress(on.headers, f, field, old);
    const translated = (here: Flow): Result => {
      const doubt = pair.doubt ?? (isUnknown(fresh) ? fresh : undefined);
      if (doubt !== undefined) return because(on, here, doubt, "to which address it is translated");
      const shown = seen(here, here.node.name, here.node.kind, pair.origin);
      return next({ ...shown, now: { ...here.now, [field]: fresh as Term } });
    };
    return join(on.headers, by, [
      ...(yes === undefined ? [] : [translated(yes)]),
      ...(no === undefined ? [] : [from(i + 1, no)]),
    ]);
  };
  return from(0, flow);
}

function unpaired(on: Course, flow: Flow, rewrite: Pairs, field: "source" | "destination", next: Next): Result {
  if (rewrite.otherwise === "pass") return next(flow);
  const inline = field === "source" ? inlineOf(flow) : undefined;
  if (inline !== undefined) return because(on, flow, maybeTranslates(inline, rewrite), "under which address it leaves");
  const { code, nothing } = rewrite.otherwise;
  return dropped(on, flow, { code, message: `the ${field} ${nothing}`, origin: rewrite.origin });
}

/** An inspector that stood in the way of these packets in this direction. */
function inlineOf(flow: Flow): string | undefined {
  for (const event of sessionPast(flow)) {
    if (event.kind === "inspected" && event.inline && event.direction === flow.direction) return event.name;
  }
  return undefined;
}

/** An appliance that is taken to change nothing may be there to translate: then packets leave under its address. */
function maybeTranslates(name: string, { origin }: Pairs): Unknown {
  const why = `\`${name}\` is taken to pass packets on unchanged, and may be there to translate them`;
  return { kind: "unknown", code: "appliance.translation.unknown", why, at: origin.at };
}

/** Source and port become the node's own. */
function behindOne(on: Course, flow: Flow, ports: PortTranslation, next: Next): Result {
  if (isRestored(flow) || (flow.reply && flow.lost)) return next(flow);
  const { node } = flow;
  if (flow.reply) {
    const message = `\`${node.name}\` knows no session to which this answer belongs`;
    return dropped(on, flow, { code: "translation.session.none", message, origin: node.origin });
  }
  const allowed = ports.protocols.map((p) => ({ first: p, last: p })).sort((a, b) => a.first - b.first);
  return fork(
    on,
    sift(on.headers, flow, "protocol", allowed),
    (f) => served(on, f, ports, next),
    (f) => {
      const message = `\`${node.name}\` does not translate it`;
      return dropped(on, f, { code: "translation.protocol.none", message, origin: node.origin });
    },
  );
}

function served(on: Course, flow: Flow, ports: PortTranslation, next: Next): Result {
  const { node } = flow;
  const to = on.net.term(ports.to);
  const { headers, net } = on;
  const judged =
    ports.sources === undefined
      ? [{ world: flow.world, live: [{ set: flow.first, maybe: undefined }], no: headers.none }]
      : sourceIn({ net, headers, flow }, ports.sources);
  return alternatives(
    headers,
    judged.map(({ world, live, no }) => {
      const results = live.map(({ set, maybe }) => {
        const here = { ...flow, world, first: set };
        if (maybe !== undefined) return because(on, here, maybe, `whether \`${node.name}\` serves this source`);
        if (isUnknown(to)) return because(on, here, to, `the address of \`${node.name}\``);
        return next(hidden(here, ports, to));
      });
      if (!headers.isNone(no)) {
        const message = `\`${node.name}\` does not serve this source`;
        const why = { code: "translation.source.foreign", message, origin: ports.origin };
        results.push(dropped(on, { ...flow, world, first: no }, why));
      }
      return parts(headers, results);
    }),
  );
}

function hidden(flow: Flow, ports: PortTranslation, to: Term): Flow {
  const { node, now } = flow;
  const port: Symbol = {
    kind: "symbol",
    id: `port of ${node.key}`,
    chooser: "network",
    owner: node.name,
    within: [ports.ports],
    at: [],
  };
  const after = { ...now, source: to, ...(now.sourcePort === undefined ? {} : { sourcePort: port }) };
  const shown = seen(flow, node.name, node.kind, node.origin);
  return { ...remember(shown, { kind: "translated", node: node.key, before: now, after }), now: after };
}

/** Whether these are answers whose header this node has just given back. */
function isRestored(flow: Flow): boolean {
  if (!flow.reply) return false;
  const here = headerKey(flow.now);
  for (const event of wholePast(flow)) {
    if (event.kind !== "translated" || event.node !== flow.node.key) continue;
    const { before } = event;
    const restored = {
      ...flow.now,
      ...(before.source === undefined ? {} : { destination: before.source }),
      ...(before.sourcePort === undefined ? {} : { destinationPort: before.sourcePort }),
    };
    if (headerKey(restored) === here) return true;
  }
  return false;
}
