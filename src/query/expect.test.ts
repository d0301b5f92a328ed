/** Expectations proven by floods, beside the same judged by walks; and what they say when they do not hold. */

import { describe, expect, test } from "vitest";
import { corpusOf } from "../forward/flood/law/law.suite.ts";
import { inspected } from "../forward/inspection.suite.ts";
import { network } from "../forward/network.ts";
import { ip, prefix, tcp, twoSegments } from "../forward/networks.suite.ts";
import { internet } from "../model/builder.ts";
import { printIp } from "../net/ip.ts";
import { known } from "../value/value.ts";
import { type Expectation, judge, type Judged } from "./expect.ts";
import { judgeByWalks } from "./expect.suite.ts";
import { packetHeaders } from "./packet-sets.ts";
import { reach } from "./reach.ts";

function told(judged: ReturnType<typeof judge>): string {
  if ("problem" in judged) return judged.problem;
  return `${judged.verdict}, ${judged.holds === null ? "nobody can say" : judged.holds ? "holds" : "fails"}`;
}

test("floods and walks judge alike, on random networks", () => {
  const headers = packetHeaders();
  const seen = new Map<string, number>();
  for (const { net } of corpusOf({ seed: 11, networks: 150 })) {
    const hosts = [...net.model.nodes.values()].filter((n) => n.host && n.key !== internet.node);
    const names = ["internet", ...hosts.slice(0, 4).map((n) => n.name)];
    const through = [...net.model.nodes.values()].find((n) => n.inspect !== undefined)?.name;
    const alone = [...net.model.balances.keys()].every((b) => net.optionsOf(b).length < 2);
    for (const from of names) {
      for (const to of names) {
        if (from === to) continue;
        for (const verdict of ["reachable", "blocked"] as const) {
          const traffic = verdict === "reachable" ? "tcp/80" : "any";
          const passing = verdict === "reachable" && through !== undefined && alone ? [through] : [];
          const expected: Expectation = { from, to, traffic, verdict, through: passing };
          headers.renew();
          const flooded = told(judge(net, headers, expected));
          expect(`${from} -> ${to} ${traffic}: ${flooded}`).toBe(
            `${from} -> ${to} ${traffic}: ${told(judgeByWalks(net, expected))}`,
          );
          seen.set(flooded, (seen.get(flooded) ?? 0) + 1);
        }
      }
    }
  }
  const kinds = ["reachable, holds", "reachable, fails", "blocked, fails", "blocked, holds", "partly, fails"];
  for (const kind of [...kinds, "unknown, nobody can say"]) expect([kind, seen.get(kind) ?? 0]).not.toEqual([kind, 0]);
});

describe("an expectation that does not hold", () => {
  const two = () =>
    network(
      twoSegments()
        .guard("g", "h2", { in: [tcp(22), tcp(80)] })
        .model(),
    );
  const blocked = (traffic: string): Expectation => ({
    from: "h1",
    to: "h2",
    traffic,
    verdict: "blocked",
    through: [],
  });

  test("shows a packet that arrives, with the line that lets it in", () => {
    const judged = judge(two(), packetHeaders(), blocked("any")) as Judged;
    expect(judged).toMatchObject({ verdict: "partly", holds: false });
    expect(judged.reasons.map((r) => [r.code, r.node])).toEqual([["expectation.packet.arrives", "h2"]]);
    expect(judged.reasons[0]?.message).toContain("tcp/22");
  });

  test("holds where nothing arrives", () => {
    expect(told(judge(two(), packetHeaders(), blocked("tcp/443")))).toBe("blocked, holds");
  });

  test("tells every reason of what should be reachable", () => {
    const net = network(
      twoSegments()
        .guard("in", "h2", { in: [tcp(22)], out: [] })
        .guard("out", "h1", { in: [], out: [tcp(22)] })
        .model(),
    );
    const judged = judge(net, packetHeaders(), { ...blocked("tcp/80"), verdict: "reachable" }) as Judged;
    expect(judged).toMatchObject({ verdict: "blocked", holds: false });
    expect(judged.reasons.map((r) => `${r.direction} ${r.code} ${r.node}`)).toEqual([
      "forward filter.rule.none out",
      "forward filter.rule.none in",
    ]);
  });
});

test("of several appliances of a zone, one is not passed for sure", () => {
  const net = network(inspected().model());
  const expected = { from: "internet", to: "web-a", traffic: "tcp/80", verdict: "reachable" } as const;
  const names = [...net.model.nodes.values()].map((n) => n.name);
  expect(names).toContain("i-a1");
  const judged = judge(net, packetHeaders(), { ...expected, through: ["i-a1"] }) as Judged;
  expect(told(judged)).toBe("reachable, fails");
  expect(judged.reasons.map((r) => r.message)).toEqual([
    "`i-a1` is one of several that packets may take: others go by `i-a2`",
  ]);
  expect(told(judge(net, packetHeaders(), { ...expected, through: ["g-a"] }))).toBe("reachable, holds");
});

describe("a question whose sets grow beyond their budget", () => {
  const net = network(
    twoSegments()
      .guard("g", "h2", { in: [tcp(22), tcp(80)] })
      .model(),
  );
  const question = { from: "h1", to: printIp(ip("10.0.2.10")), traffic: "any" };

  test("is answered with unknown, and what would help", () => {
    const judged = judge(net, packetHeaders({ nodes: 12 }), { ...question, verdict: "blocked", through: [] }) as Judged;
    expect(judged).toMatchObject({ verdict: "unknown", holds: null });
    expect(judged.reasons).toMatchObject([{ code: "question.budget.exhausted" }]);
    expect(judged.reasons[0]?.wouldMakeItKnown).toContain("less traffic");
  });

  test("leaves the sets of packets unknown too", () => {
    const answer = reach(net, packetHeaders({ nodes: 12 }), question);
    expect(answer).toMatchObject({ verdict: "unknown", allowed: [], blocked: [{ what: "unknown" }] });
  });
});

test("where nobody is left on the internet, nothing is reachable from there", () => {
  const model = inspected().model();
  const domains = new Map([...model.domains].map(([key, d]) => [key, { ...d, ranges: [known(prefix("0.0.0.0/0"))] }]));
  const net = network({ ...model, domains });
  const expected = { from: "internet", to: "web-a", traffic: "tcp/80", verdict: "reachable", through: [] } as const;
  expect(told(judge(net, packetHeaders(), expected))).toBe("blocked, fails");
  expect(reach(net, packetHeaders(), expected)).toMatchObject({ verdict: "blocked", allowed: [] });
});
