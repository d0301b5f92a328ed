import { describe, expect, test } from "vitest";
import { network } from "../forward/network.ts";
import { Net, ip, prefix } from "../forward/networks.suite.ts";
import { known } from "../value/value.ts";
import { findHiddenNetworks } from "./hidden-networks.ts";

/**
 *  [range inside] ── h1 ── near 10.0.1.0/24 ── r1 ─(joined)─ far 10.9.1.0/24 ── r2, whose ranges are 10.9.0.0/16
 */
function hosted({ inside = "10.9.0.0/16", joined = true, first = "10.0.1.10", listed = false } = {}) {
  const net = new Net()
    .router("r1", ["10.0.0.0/16"])
    .segment("near", "r1", "10.0.1.0/24")
    .host("h1", "near", first)
    .router("r2", ["10.9.0.0/16"])
    .segment("far", "r2", "10.9.1.0/24")
    .host("h2", "far", "10.9.1.10");
  if (joined) {
    net.at("joint").interface("r1#far", { node: "r1", segment: known("far") });
    net.route("r1-main", "10.9.0.0/16", { through: "r1#far" });
  }
  const b = net.at("bridge");
  const range = known(prefix(inside), [{ document: { path: "bridge", text: inside }, start: 0, end: inside.length }]);
  const nowhere = { cloud: "", region: known(""), account: known("") };
  b.domain("bridge", { name: "h1 bridge", label: "bridge", ranges: [range], ...nowhere });
  b.segment("bridge", { name: "h1 bridge", label: "bridge", domain: "bridge", ranges: [range], listed });
  b.interface("bridge", { node: "h1", segment: known("bridge") });
  b.holding("bridge", { interface: "bridge", address: known(ip("10.9.0.1")), as: "own" });
  net.route("h1-table", inside, { through: "bridge" });
  return net;
}

const told = (net: Net) =>
  findHiddenNetworks(network(net.model())).map(({ severity, code, resource, message }) => [
    severity,
    code,
    resource,
    message,
  ]);

describe("a range that a host has inside itself", () => {
  test("hides a network that it could otherwise reach", () => {
    expect(told(hosted())).toEqual([
      [
        "error",
        "address.range.overlap",
        "h1",
        "10.9.0.0/16 of `r2-net` overlaps 10.9.0.0/16 of `h1 bridge`, and packets of `h1` for it end there",
      ],
    ]);
  });

  test("hides the part of its own network that is not its segment", () => {
    expect(told(hosted({ inside: "10.0.0.0/16" })).map(([severity, , , message]) => [severity, message])).toEqual([
      ["error", "10.0.0.0/16 of `r1-net` overlaps 10.0.0.0/16 of `h1 bridge`, and packets of `h1` for it end there"],
    ]);
  });

  test("may one day hide a network to which nothing leads", () => {
    expect(told(hosted({ joined: false })).map(([severity]) => severity)).toEqual(["warning"]);
  });

  test("hides nothing behind a longer route of the host", () => {
    const net = hosted({ inside: "10.9.0.0/16" });
    for (const half of ["10.9.0.0/17", "10.9.128.0/17"]) net.route("h1-table", half, { to: "near#router" });
    expect(told(net)).toEqual([]);
  });

  test("hides nothing where ranges are apart", () => {
    expect(told(hosted({ inside: "10.10.0.0/16" }))).toEqual([]);
  });

  test("is no hidden one when people know it as a network", () => {
    expect(told(hosted({ listed: true }))).toEqual([]);
  });
});
