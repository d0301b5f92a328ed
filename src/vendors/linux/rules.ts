/** What can be wrong with a host's files, or said in them and not modelled. */

import type { Example, Rule } from "../../finding/finding.ts";

const template = `Resources:
  Network:
    Type: AWS::EC2::VPC
    Properties: { CidrBlock: 10.0.0.0/16 }
  Subnet:
    Type: AWS::EC2::Subnet
    Properties: { VpcId: !Ref Network, CidrBlock: 10.0.1.0/24 }
  Server:
    Type: AWS::EC2::Instance
    Properties: { SubnetId: !Ref Subnet, PrivateIpAddress: 10.0.1.10 }
`;

function host(key: "addresses" | "routes", text: string): Example {
  return {
    files: {
      "net.yml": template,
      "tieline.yaml": `inputs:\n  - cloudformation: net.yml\nhosts:\n  Server: { ${key}: host.json }\n`,
      "host.json": `${text}\n`,
    },
  };
}

const routes = (more = "") =>
  host("routes", `[{"dst":"default","gateway":"10.0.1.1","dev":"eth0","prefsrc":"10.0.1.10","flags":[]}${more}]`);

const device = (address: string, more = "") =>
  `{"ifname":"eth0","flags":["UP"],"link_type":"ether","addr_info":[{"family":"inet","local":"${address}","prefixlen":24}${more}]}`;

const addresses = (text: string) => host("addresses", `[${text}]`);

export const outputWrong: Rule<{ readonly wanted: string; readonly why: string }> = {
  code: "host.output.wrong",
  severity: "error",
  title: "a host's file is not what `ip` prints",
  page: `\`addresses:\` takes what \`ip -j addr\` prints on the host, and \`routes:\` what \`ip -j route\` or
\`ip -j route show table all\` prints: a list of objects. What cannot be understood is left out, and the host is taken to be as
its template implies where nothing else is said.`,
  examples: { bad: host("routes", '{"routes": []}'), good: routes() },
  words: ({ wanted, why }) => ({
    message: `this is not what \`${wanted}\` prints: ${why}`,
    fix: `give the output of \`${wanted}\``,
  }),
};

export const lineUnsupported: Rule<{ readonly what: string; readonly why: string }> = {
  code: "host.line.unsupported",
  severity: "note",
  title: "something in a host's routes or addresses is not modelled",
  page: `The file says something that the model of a host does not take, and that an answer may depend on. Where a packet would
take such a route the answer is \`unknown\`; routes that serve only some packets are left out.`,
  examples: {
    bad: routes(',{"dst":"10.9.0.0/16","gateway":"10.0.1.1","dev":"eth0","table":"100","flags":[]}'),
    good: routes(),
  },
  words: ({ what, why }) => ({ message: `\`${what}\` is not modelled: ${why}` }),
};

export const interfaceUnmatched: Rule<{ readonly host: string; readonly address: string }> = {
  code: "host.interface.unmatched",
  severity: "warning",
  title: "a host's files show none of the addresses that its template gives",
  page: `The template gives the host an address that no device of its files has, so the files are another machine's, or older
than the template. They are not used where they contradict it: if no device of theirs is an interface of the template's, not
at all.`,
  examples: { bad: addresses(device("10.0.2.10")), good: addresses(device("10.0.1.10")) },
  words: ({ host: name, address }) => ({
    message: `no device in the files of \`${name}\` has ${address}`,
    fix: `run \`ip -j addr\` and \`ip -j route\` on \`${name}\` again, or name the host whose files these are`,
  }),
};

export const addressForeign: Rule<{ readonly host: string; readonly address: string; readonly device: string }> = {
  code: "host.address.foreign",
  severity: "note",
  title: "a host has an address that its template does not give it",
  page: `The device is an interface of the template's, and it has a further address that the template does not state. The
host takes packets for it, but the network outside delivers only to addresses that it has given itself: so it is taken that
none arrive.`,
  examples: {
    bad: addresses(device("10.0.1.10", ',{"family":"inet","local":"10.0.1.77","prefixlen":24}')),
    good: addresses(device("10.0.1.10")),
  },
  words: ({ host: name, address, device: dev }) => ({
    message: `\`${name}\` has ${address} on \`${dev}\`, which its template does not give it`,
    fix: "state the address in the template, or remove it from the host",
  }),
};

export const linuxRules: readonly Rule<never>[] = [outputWrong, lineUnsupported, interfaceUnmatched, addressForeign];
