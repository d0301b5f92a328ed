/** The formats that are read, in the order in which they are tried on a document. */

import type { Format } from "../contract/format.ts";
import { arm } from "./arm/format.ts";
import { cloudformation } from "./cloudformation/format.ts";

export const formats: readonly Format[] = [cloudformation, arm];
