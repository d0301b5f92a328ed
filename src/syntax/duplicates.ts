/**
 * A key that stands twice. Readers take the last one without a word, CloudFormation among them, so whoever edits the
 * first wonders why nothing happens. Which thing it is about only the format knows.
 */

import { type Finding, found, type Rule } from "../finding/finding.ts";
import { type Duplicate, type Path, sameTree } from "./tree.ts";

interface DuplicateKey {
  readonly path: Path;
  readonly equal: boolean;
}

const route = (target: string): string => `  Default:
    Type: AWS::EC2::Route
    Properties:
      RouteTableId: rtb-0a1b2c3d
      DestinationCidrBlock: 0.0.0.0/0
      GatewayId: ${target}
`;

export const keyDuplicate: Rule<DuplicateKey> = {
  code: "source.key.duplicate",
  severity: "warning",
  title: "a key stands twice",
  page: `The same key stands twice in one map. CloudFormation, and nearly every other reader, takes the last one and drops
what stands before it without a word. When both say the same it is a note: nothing is lost, but the next edit of the first
will have no effect.

Delete one of them, or give it the name that was meant.`,
  examples: {
    bad: { files: { "network.yml": `Resources:\n${route("igw-0a1b2c3d")}${route("igw-4e5f6a7b")}` } },
    good: { files: { "network.yml": `Resources:\n${route("igw-0a1b2c3d")}` } },
  },
  words: ({ path, equal }) => {
    const key = String(path.at(-1));
    const within = pathText(path.slice(0, -1));
    const where = within === "" ? "" : ` in \`${within}\``;
    return equal
      ? { message: `\`${key}\` stands twice${where}, both times with the same value`, fix: "delete one of them" }
      : {
          message: `\`${key}\` stands twice${where}, and the last one wins`,
          fix: "delete the one that is not meant, or give it another name",
        };
  },
};

/** `Resources.Group.Properties.Rules[2]` */
function pathText(path: Path): string {
  return path.map((step, i) => (typeof step === "number" ? `[${step}]` : i === 0 ? step : `.${step}`)).join("");
}

export function duplicateFinding({ path, kept, lost }: Duplicate, resource: string): Finding {
  const equal = sameTree(kept.value, lost.value);
  return found(keyDuplicate, {
    data: { path, equal },
    resource,
    at: [
      { span: kept.at, label: "this one counts" },
      { span: lost.at, label: equal ? "the same once more" : "this one is lost" },
    ],
    ...(equal && { severity: "note" as const }),
  });
}
