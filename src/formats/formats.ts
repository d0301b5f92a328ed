/** The formats that are read, in the order in which they are tried on a document. */

import type { Format } from "../contract/format.ts";
import { arm } from "./arm/format.ts";
import { cloudformation } from "./cloudformation/format.ts";

/** "a CloudFormation template or an ARM template" */
export function readableFiles(): string {
  const files = formats.map(({ file }) => file);
  return [files.slice(0, -1).join(", "), ...files.slice(-1)].filter((part) => part !== "").join(" or ");
}

export const formats: readonly Format[] = [cloudformation, arm];
