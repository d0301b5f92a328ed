/**
 * The shape of `tieline.yaml`, from which the JSON Schema for editors is made as well (`json-schema.ts`). It holds only
 * what can be said of the shape; what the words mean is read from the located tree (`reading.ts`), because only that
 * knows the lines. In zod's small dialect, because every command that finds a project file loads it.
 *
 * YAML's scalars are text to us: `111111111111` without quotes is an account and not a number. Editors see numbers and
 * booleans there, so the schema lets them pass.
 */

import * as z from "zod/mini";

/** With words that editors show beside the key. */
function said<T extends z.ZodMiniType>(type: T, description: string): T {
  z.globalRegistry.add(type, { description });
  return type;
}

const may = z.optional;
const textual = () => z.union([z.string(), z.number(), z.boolean()]);
const texts = () => z.union([textual(), z.array(textual())]);
const path = () => z.string().check(z.minLength(1));

const input = said(
  z.strictObject({
    cloudformation: may(said(path(), "A CloudFormation template")),
    terraform: may(said(path(), "A Terraform plan, state or folder")),
    arm: may(said(path(), "An Azure Resource Manager template")),
    ros: may(said(path(), "An Alibaba Cloud ROS template")),
    heat: may(said(path(), "An OpenStack Heat template")),
    snapshot: may(said(path(), "A folder with what `tieline snapshot` collected")),
    device: may(said(path(), "The configuration of a router or firewall")),
    stack: may(said(textual(), "Name of the stack; default: the file's base name")),
    account: may(textual()),
    region: may(textual()),
    site: may(said(textual(), "Where a device stands")),
    vendor: may(said(textual(), "Of a device, where its configuration does not tell")),
    parameters: may(
      said(
        z.record(z.string(), texts()),
        "Values of parameters; ${STACK.NAME} is an output of that stack, else the Ref of its resource",
      ),
    ),
  }),
  "One file: exactly one of the formats, and what the file does not say about itself",
);

const host = z.strictObject({
  docker: may(said(z.boolean(), "Runs Docker, so it has a docker0 of its own")),
  addresses: may(said(path(), "A file with what `ip -j addr` prints")),
  routes: may(said(path(), "A file with what `ip -j route` prints")),
});

const link = z.strictObject({
  name: may(textual()),
  vpn: may(z.strictObject({ between: z.array(textual()).check(z.length(2)) })),
});

const expectation = z.strictObject({
  name: may(said(textual(), "A sentence that a report can print")),
  from: said(textual(), "internet, an address, a prefix, or a name as the files spell it"),
  to: textual(),
  traffic: may(said(textual(), "tcp/443, udp/53, tcp/1000-2000, icmp, esp, any; default: any")),
  verdict: z.enum(["reachable", "blocked"]),
  through: may(said(texts(), "What each direction must pass")),
  survives: may(said(textual(), "1 zone, 2 tunnels")),
  encrypted: may(z.boolean()),
});

const ignore = z.strictObject({
  code: said(textual(), "A finding's code, or how it begins"),
  at: may(said(textual(), "A resource as stack/LogicalId, a file, or file:line")),
  reason: may(textual()),
  until: may(said(textual(), "The last day on which it is ignored: 2027-01-31")),
});

export const shape = z.strictObject({
  inputs: may(said(z.array(input), "What is read; without it, everything below this file's folder that is recognised")),
  physical: may(
    said(z.record(z.string(), texts()), "Ids and addresses that exist only after deployment, by stack/LogicalId"),
  ),
  hosts: may(said(z.record(z.string(), host), "What a host does with packets beyond its template, by its name")),
  links: may(said(z.array(link), "What joins two places that no file joins by itself")),
  assume: may(
    said(
      z.strictObject({ appliances: may(z.enum(["transparent", "stateless", "opaque"])) }),
      "What the files cannot say",
    ),
  ),
  expect: may(said(z.array(expectation), "What must be so, checked by `tieline check`")),
  ignore: may(said(z.array(ignore), "Findings that are known and accepted")),
});
