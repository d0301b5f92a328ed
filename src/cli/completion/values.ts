/** What only the world knows: the names of the project that a command would read, the codes of findings, scenarios. */

import { homedir } from "node:os";
import { explainable, open, places, scenarioNames } from "../../api/index.ts";
import { type Answer, beginning, type Offer, type Values } from "./answer.ts";

const traffic: readonly Offer[] = [
  { value: "any", what: "every protocol" },
  { value: "tcp/22", what: "ssh" },
  { value: "tcp/80", what: "http" },
  { value: "tcp/443", what: "https" },
  { value: "tcp/3389", what: "remote desktop" },
  { value: "tcp/3306", what: "mysql" },
  { value: "tcp/5432", what: "postgresql" },
  { value: "tcp/179", what: "bgp" },
  { value: "udp/53", what: "dns" },
  { value: "udp/500", what: "ike" },
  { value: "udp/4500", what: "ike and esp behind nat" },
  { value: "icmp", what: "ping" },
  { value: "esp", what: "ipsec" },
];

const plain = (values: readonly string[]): readonly Offer[] => values.map((value) => ({ value, what: "" }));

const codes = (pages: ReturnType<typeof explainable>): readonly Offer[] =>
  pages.map(({ code, title }) => ({ value: code, what: title }));

export const values: Values = async (called, typed, words) => {
  switch (called) {
    case "from":
    case "to":
      return ends(typed, words);
    case "traffic":
      return beginning(traffic, typed);
    case "code":
      return beginning(codes(explainable()), typed);
    case "code-prefix":
      return beginning(codes(explainable().filter(({ isFinding }) => isFinding)), typed);
    case "scenario":
      return beginning(plain(scenarioNames()), typed);
    case "url":
      return [];
    default:
      return "files";
  }
};

/**
 * The names of things, stack by stack where there are several: a stack's own name, then everything in it. What begins
 * with the word without its stack counts when nothing else fits.
 */
async function ends(typed: string, words: readonly string[]): Promise<Answer> {
  const internet = { value: "internet", what: "everything outside" };
  const at = pathAsked(words);
  const session = await open({ paths: at === undefined ? [] : [at], cwd: process.cwd(), stdin: undefined });
  if ("error" in session) return beginning([internet], typed);
  const named = places(session).map(({ name, kind }) => ({ value: name, what: kind }));
  const stacks = new Set(named.map(({ value }) => value.slice(0, value.indexOf("/") + 1)));
  const inOne = typed.includes("/") || stacks.size < 2;
  const offers = beginning([internet, ...(inOne ? named : [...stacks].map(stackOffer))], typed);
  return offers.length > 0 ? offers : beginning(named.map(withoutStack), typed);
}

function stackOffer(value: string): Offer {
  return { value, what: "stack" };
}

function withoutStack({ value, what }: Offer): Offer {
  return { value: value.slice(value.indexOf("/") + 1), what };
}

/** What `-C` says, with the home folder that the shell would put there. */
function pathAsked(words: readonly string[]): string | undefined {
  const at = words.findIndex((word) => word.startsWith("-C"));
  const word = words[at];
  const path = word === undefined || word.length > 2 ? word?.slice(2) : words[at + 1];
  return path?.replace(/^~(?=\/|$)/, homedir());
}
