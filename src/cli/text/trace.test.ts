import { expect, test } from "vitest";
import { plain, type Sources } from "../../api/rendering.ts";
import { type HopReport, head, type LegReport, type PacketReport, type TraceReport } from "../../api/report.ts";
import { traceText } from "./trace.ts";

const template = {
  path: "web.yml",
  text: "Resources:\n  Route:\n    Type: AWS::EC2::Route\n    Properties:\n      GatewayId: !Ref Gateway\n",
};
const sources: Sources = (file) => (file === template.path ? template : undefined);
const paper = { style: plain, width: 80, sources, verbose: false };

const at = [{ file: "web.yml", line: 2, column: 3, endLine: 5, endColumn: 30 }];
const client = { text: "any address", address: null, within: "0.0.0.0/0", owner: null };
const balancer = { text: "web/Balancer in 10.1.11.0/24", address: null, within: "10.1.11.0/24", owner: "web/Balancer" };
const host = { text: "10.1.21.101", address: "10.1.21.101", within: null, owner: "web/Host" };

const there: PacketReport = {
  source: client,
  destination: balancer,
  protocol: "tcp",
  sourcePort: "1024-65535",
  destinationPort: 80,
};
const inside: PacketReport = { ...there, destination: host };
const geneve: PacketReport = { ...there, source: balancer, destination: host, protocol: "udp", destinationPort: 6081 };

const hop = (
  node: string,
  kind: string,
  decision: string,
  packet = there,
  more: Partial<HopReport> = {},
): HopReport => ({
  node,
  kind,
  decision,
  at: [],
  packet,
  outer: [],
  encapsulation: [],
  ...more,
});

const forward: LegReport = {
  verdict: "delivered",
  hops: [
    hop("internet", "internet", "sends"),
    hop("web/Table", "route-table", "10.1.11.0/24 -> web/Endpoint", there, { at }),
    hop("hub/Appliance", "appliance", "looks at it and lets it pass", there, {
      outer: [geneve],
      encapsulation: ["geneve"],
    }),
    hop("web/Host", "host", "takes it", inside),
  ],
};

const report: TraceReport = {
  ...head,
  question: { from: "internet", to: "web/Balancer", traffic: "tcp/80", took: ["`web/Balancer`: its public address"] },
  verdict: "delivered",
  forward,
  back: { verdict: "delivered", hops: [hop("web/Host", "host", "answers", inside)] },
  reasons: [],
  branches: { count: 4, delivered: 4, shown: ["zone a", "hub/Appliance"], factors: ["2 zones", "2 appliances"] },
  assumptions: [
    { code: "appliance.transparent", message: "`hub/Appliance` passes packets on", at },
    { code: "appliance.transparent", message: "`hub/Other` passes packets on", at },
  ],
  notModelled: [{ kind: "AWS::IAM::Role", count: 2 }],
};

test("a walk is read from top to bottom, and headers are said when they change", () => {
  expect(traceText(report, paper)).toBe(`\
internet -> web/Balancer tcp/80: delivered both ways, on every branch
  \`web/Balancer\`: its public address

there: delivered
  1 internet     internet
                 sends
                 tcp any address, port 1024-65535 > web/Balancer in 10.1.11.0/24, port 80
  2 route-table  web/Table
                 10.1.11.0/24 -> web/Endpoint  web.yml:2-5
  3 appliance    hub/Appliance
                 looks at it and lets it pass
                 geneve: udp web/Balancer in 10.1.11.0/24, port 1024-65535 > 10.1.21.101:6081 (web/Host)
                   tcp any address, port 1024-65535 > web/Balancer in 10.1.11.0/24, port 80
  4 host         web/Host
                 takes it
                 tcp any address, port 1024-65535 > 10.1.21.101:80 (web/Host)

back: delivered
  1 host  web/Host
          answers
          tcp any address, port 1024-65535 > 10.1.21.101:80 (web/Host)

4 branches (2 zones × 2 appliances), all delivered; shown: zone a · hub/Appliance  (--branch all lists them)

assumed: \`hub/Appliance\` passes packets on [appliance.transparent]  web.yml:2-5; likewise \`hub/Other\`

read but not modelled: 2 AWS::IAM::Role
`);
});

test("with -v, the lines that decided stand below the hop", () => {
  expect(traceText(report, { ...paper, verbose: true })).toContain(`\
  2 route-table  web/Table
                 10.1.11.0/24 -> web/Endpoint  web.yml:2-5
                   |
                 2 | /   Route:
                 3 | |     Type: AWS::EC2::Route
                 4 | |     Properties:
                 5 | |       GatewayId: !Ref Gateway
                   | |_____________________________^
`);
});

test("a drop says why, with the lines, and what would make an unknown known", () => {
  const reason = { code: "route.none", message: "no route fits", node: "web/Table", at, wouldMakeItKnown: "a value" };
  const branches = { count: 1, delivered: 0, shown: [], factors: [] };
  const text = traceText(
    { ...report, verdict: "unknown", back: null, reasons: [reason], branches, assumptions: [], notModelled: [] },
    paper,
  );
  expect(text.slice(text.indexOf("unknown[route"))).toBe(`\
unknown[route.none]: no route fits
 --> web.yml:2:3
  |
2 | /   Route:
3 | |     Type: AWS::EC2::Route
4 | |     Properties:
5 | |       GatewayId: !Ref Gateway
  | |_____________________________^
  = at: web/Table
  = would make it known: a value

everything that was read is modelled
`);
});
