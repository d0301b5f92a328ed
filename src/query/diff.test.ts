/**
 *   h1 ── s1 ── r ── s2 ── h2        and an edge to the internet behind r
 */

import { describe, expect, test } from "vitest";
import { network } from "../forward/network.ts";
import { anyPublic, assigned, ip, type Net, tcp, twoSegments } from "../forward/networks.suite.ts";
import { known, unknown } from "../value/value.ts";
import { law, rowOf } from "./diff.suite.ts";
import { diff, type Diff } from "./diff.ts";

function told({ changes, uncompared }: Diff): readonly string[] {
  const left = uncompared.map(({ from, to, code }) => `${from.join()} > ${to.join()}: ${code}`);
  return [...changes.map(rowOf), ...left].sort();
}

const compare = (old: Net, next: Net) => told(diff(network(old.model()), network(next.model())));
const guarded = (...ports: number[]) => twoSegments().guard("g", "h2", { in: ports.map((p) => tcp(p)) });
const guardedBack = (net: Net, ports: readonly number[]) =>
  net.guard(
    "acl",
    "s2#router",
    { in: ports.map((p) => ({ protocols: [known(6)], sourcePorts: [known({ first: p, last: p })] })) },
    false,
  );

describe("what is gained and lost", () => {
  test("a port that is opened", () => {
    expect(compare(guarded(80), guarded(80, 443))).toEqual([
      "gained forward none/every answered: h1 > h2: tcp 443 [filter.rule.none g]",
    ]);
  });

  test("a port that is closed", () => {
    expect(compare(guarded(80, 443), guarded(80))).toEqual([
      "lost forward every/none answered: h1 > h2: tcp 443 [filter.rule.none g]",
    ]);
  });

  test("answers that no longer get back, of packets that still arrive", () => {
    const old = guardedBack(guarded(80, 443), [80, 443]);
    expect(compare(old, guardedBack(guarded(80, 443), [80]))).toEqual([
      "lost back every/none answered: h1 > h2: tcp 443 [filter.rule.none acl]",
    ]);
    // With the packets their answers are gone, which goes without saying.
    expect(compare(old, guardedBack(guarded(80), [80]))).toEqual([
      "lost forward every/none answered: h1 > h2: tcp 443 [filter.rule.none g]",
    ]);
  });

  test("nothing, where a thing only gets another address", () => {
    const moved = twoSegments().host("h3", "s1", "10.0.1.77");
    expect(compare(twoSegments().host("h3", "s1", "10.0.1.11"), moved)).toEqual([]);
    expect(compare(twoSegments().host("h3", "s1", assigned("h3", "10.0.1.0/24")), moved)).toEqual([]);
  });

  test("everything of a thing that is only in one of them", () => {
    const more = guarded(80).host("h3", "s1", "10.0.1.11");
    const gone = "network.thing.absent h3";
    expect(compare(more, guarded(80))).toEqual([
      expect.stringMatching(/^lost forward every\/none answered: h1 > h3: .*\[network.thing.absent h3\]$/),
      expect.stringMatching(/^lost forward every\/none answered: h2 > h3: /),
      expect.stringMatching(/^lost forward every\/none answered: h3 > h1: /),
      `lost forward every/none answered: h3 > h2: tcp 80 [${gone}]`,
    ]);
  });

  test("a public address that is taken away", () => {
    const pairs = (name: string) => ({
      [name]: [known(ip(`10.0.${name === "h1" ? 1 : 2}.10`)), anyPublic(name)] as [never, never],
    });
    const web = (open: boolean) =>
      twoSegments()
        .guard("g", "h2", { in: [tcp(80)] })
        .internet("r", ["10.0.0.0/16"], open ? { ...pairs("h1"), ...pairs("h2") } : pairs("h1"))
        .route("r-main", "0.0.0.0/0", { to: "edge#inside" });
    const found = compare(web(true), web(false));
    expect(found).toContain("lost forward every/none answered: internet > h2: tcp 80 [address.public.none h2]");
    expect(found.filter((row) => row.includes("h2 > internet"))).toEqual([
      expect.stringMatching(/^lost forward every\/none answered: h2 > internet: .*\[address.public.none/),
    ]);
    expect(found).toHaveLength(2);
  });
});

describe("what nobody can say", () => {
  const vague = (net: Net) =>
    net.guard("g", "h2", { in: [tcp(80), { ...tcp(443), sources: [unknown("parameter.value.missing", "no value")] }] });

  test("is neither gained nor lost", () => {
    expect(compare(guarded(80), vague(twoSegments()))).toEqual([
      expect.stringMatching(/^unknown forward none\/unknown: h1 > h2: tcp 443 \[parameter.value.missing/),
    ]);
    expect(compare(vague(twoSegments()), guarded(80, 443))).toEqual([
      expect.stringMatching(/^unknown forward unknown\/every: h1 > h2: tcp 443 \[parameter.value.missing/),
    ]);
  });

  test("is settled where it is so in both for the same reasons", () => {
    const found = diff(network(vague(twoSegments()).model()), network(vague(twoSegments()).model()), { always: true });
    expect(told(found)).toEqual([expect.stringMatching(/^unknown forward unknown\/unknown settled: h1 > h2: tcp 443/)]);
  });
});

test("what the budget does not allow is named", () => {
  const found = diff(network(guarded(80).model()), network(guarded(443).model()), { pairs: 1 });
  expect(told(found).filter((row) => row.includes("budget"))).toEqual(["h2 > h1: diff.budget.exhausted"]);
});

test("nothing differs from itself, and what is gained one way is lost the other, on random networks", () => {
  expect(law({ seed: 1, networks: 8 })).toBeGreaterThan(20);
});
