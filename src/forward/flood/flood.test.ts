import { expect, test } from "vitest";
import type { Model } from "../../model/model.ts";
import { publicSpace } from "../../net/special.ts";
import type { Symbol, Term } from "../../packet/packet.ts";
import { inspected } from "../inspection.suite.ts";
import { network, type Network } from "../network.ts";
import { ip, prefix, tcp, twoSegments } from "../networks.suite.ts";
import { headerOf } from "../../query/traffic.ts";
import { known } from "../../value/value.ts";
import type { Start } from "../walk/answer.ts";
import { compare } from "./twins.suite.ts";

const any = { text: "any", protocol: undefined, ports: undefined };

function client(): Symbol {
  return { kind: "symbol", id: "client", chooser: "sender", within: publicSpace, at: [] };
}

function start(net: Network, from: string, source: Term, destination: Term): Start {
  const node = net.node(from);
  if (node === undefined) throw new Error(from);
  return { node, choice: from, packet: { source, destination, ...headerOf(any, 4) } };
}

function disagreements(model: Model, starts: (net: Network) => readonly Start[]) {
  const net = network(model);
  return compare(net, starts(net));
}

test("hosts behind filters", () => {
  const net = twoSegments()
    .guard("g", "h2", { in: [tcp(80), tcp(22, "10.0.1.0/28"), { protocols: [known(17)] }], out: [] })
    .guard(
      "acl",
      "s2#router",
      { in: [{ protocols: [known(6)], destinationPorts: [known({ first: 30000, last: 65535 })] }] },
      false,
    );
  expect(disagreements(net.model(), (n) => [start(n, "h1", ip("10.0.1.10"), ip("10.0.2.10"))])).toEqual([]);
});

const web = (n: Network, model: Model) =>
  ["web a", "web b"].map((id) => {
    const held = model.holdings.find((h) => h.address.kind === "assigned" && h.address.id === `${id} public`);
    const to = held === undefined ? undefined : n.term(held.address);
    if (to === undefined || (typeof to === "object" && to.kind === "unknown")) throw new Error(id);
    return start(n, "internet", client(), to);
  });

test("inspection and balancing, as it is meant", () => {
  const model = inspected().model();
  expect(disagreements(model, (n) => web(n, model))).toEqual([]);
});

test("inspection with a target and an inspector that refuse", () => {
  const model = inspected()
    .guard("g", "h2", { in: [tcp(81)] })
    .guard("i", "i-a2", { in: [tcp(80)] })
    .model();
  expect(disagreements(model, (n) => web(n, model))).toEqual([]);
});

test("an answer that goes past the inspector", () => {
  const model = inspected().route("from p-b", "0.0.0.0/0", { to: "edge#inside" }, "from p-b 0.0.0.0/0").model();
  expect(disagreements(model, (n) => web(n, model))).toEqual([]);
});

test("a rule that cuts the range of an assigned address", () => {
  const cut = { ...tcp(80), sources: [known(prefix("10.0.11.0/28"))] };
  const model = inspected()
    .guard("g", "h1", { in: [cut] })
    .model();
  expect(disagreements(model, (n) => web(n, model))).toEqual([]);
});
