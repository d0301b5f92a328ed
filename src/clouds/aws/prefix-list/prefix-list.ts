/** AWS::EC2::PrefixList: ranges under one name, for rules of security groups and for routes. It forwards nothing itself. */

import { kind } from "../../../contract/kind.ts";
import { block, many, prefix } from "../../../contract/property.ts";
import { unknown } from "../../../value/value.ts";
import { cloudFormationPage } from "../terms/pages.ts";
import { prefixList as term } from "../terms/terms.ts";

export const prefixList = kind({
  term,
  label: "prefix list",
  spelled: {
    cloudformation: { type: "AWS::EC2::PrefixList" },
    terraform: { type: "aws_ec2_managed_prefix_list" },
  },
  properties: {
    entries: many(block({ cloudformation: "Entries", terraform: "entry" }, { range: prefix("Cidr") })),
  },
  // Its size is a quota for the rules and routes that use it, and no promise of what is in it.
  ignored: ["PrefixListName", "MaxEntries", "AddressFamily"],
  claims: [
    {
      text: "a prefix list without entries matches nothing",
      evidence: cloudFormationPage("aws-resource-ec2-prefixlist"),
    },
  ],
  facts: (it) => ({
    entries: it.entries.map(
      (entry) => entry.range ?? unknown("property.value.missing", "the entry has no range", entry.at, "its Cidr"),
    ),
    service: undefined,
  }),
  lower() {},
});
