/**
 * The shape of `tieline.yaml`, from which the JSON Schema for editors is made as well. It holds only what can be said of
 * the shape; what the words mean is read from the located tree (`reading.ts`), because only that knows the lines.
 *
 * YAML's scalars are text to us: `111111111111` without quotes is an account and not a number. Editors see numbers and
 * booleans there, so the schema lets them pass.
 */

import { z } from "zod";

const text = z.union([z.string(), z.number(), z.boolean()]);
const path = z.string().min(1);

const input = z
  .strictObject({
    cloudformation: path.optional().describe("A CloudFormation template"),
    terraform: path.optional().describe("A Terraform plan, state or folder"),
    arm: path.optional().describe("An Azure Resource Manager template"),
    ros: path.optional().describe("An Alibaba Cloud ROS template"),
    heat: path.optional().describe("An OpenStack Heat template"),
    snapshot: path.optional().describe("A folder with what `tieline snapshot` collected"),
    device: path.optional().describe("The configuration of a router or firewall"),
    stack: text.optional().describe("Name of the stack; default: the file's base name"),
    account: text.optional(),
    region: text.optional(),
    site: text.optional().describe("Where a device stands"),
    vendor: text.optional().describe("Of a device, where its configuration does not tell"),
    parameters: z
      .record(z.string(), z.union([text, z.array(text)]))
      .optional()
      .describe("Values of parameters; ${STACK.NAME} is an output of that stack, else the Ref of its resource"),
  })
  .describe("One file: exactly one of the formats, and what the file does not say about itself");

const host = z.strictObject({
  docker: z.boolean().optional().describe("Runs Docker, so it has a docker0 of its own"),
  addresses: path.optional().describe("A file with what `ip -j addr` prints"),
  routes: path.optional().describe("A file with what `ip -j route` prints"),
});

const link = z.strictObject({
  name: text.optional(),
  vpn: z.strictObject({ between: z.array(text).length(2) }).optional(),
});

const expectation = z.strictObject({
  name: text.optional().describe("A sentence that a report can print"),
  from: text.describe("internet, an address, a prefix, or a name as the files spell it"),
  to: text,
  traffic: text.optional().describe("tcp/443, udp/53, tcp/1000-2000, icmp, esp, any; default: any"),
  verdict: z.enum(["reachable", "blocked"]),
  through: z
    .union([text, z.array(text)])
    .optional()
    .describe("What each direction must pass"),
  survives: text.optional().describe("1 zone, 2 tunnels"),
  encrypted: z.boolean().optional(),
});

const ignore = z.strictObject({
  code: text.describe("A finding's code, or how it begins"),
  at: text.optional().describe("A resource as stack/LogicalId, a file, or file:line"),
  reason: text.optional(),
  until: text.optional().describe("The last day on which it is ignored: 2027-01-31"),
});

const listOf = <T extends z.ZodType>(item: T) => z.array(item).optional();

export const shape = z.strictObject({
  inputs: listOf(input).describe("What is read; without it, everything below this file's folder that is recognised"),
  physical: z
    .record(z.string(), z.union([text, z.array(text)]))
    .optional()
    .describe("Ids and addresses that exist only after deployment, by stack/LogicalId"),
  hosts: z
    .record(z.string(), host)
    .optional()
    .describe("What a host does with packets beyond its template, by its name"),
  links: listOf(link).describe("What joins two places that no file joins by itself"),
  assume: z
    .strictObject({ appliances: z.enum(["transparent", "stateless", "opaque"]).optional() })
    .optional()
    .describe("What the files cannot say"),
  expect: listOf(expectation).describe("What must be so, checked by `tieline check`"),
  ignore: listOf(ignore).describe("Findings that are known and accepted"),
});

export function jsonSchema(): unknown {
  return {
    ...z.toJSONSchema(shape, { target: "draft-7" }),
    title: "tieline.yaml",
    description: "What Tieline reads, what it takes for granted and what must be so",
  };
}
