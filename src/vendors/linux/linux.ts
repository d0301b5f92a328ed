/** A host that runs Linux: its own interfaces and routes, as iproute2 prints them, and Docker's bridge. */

import type { Vendor } from "../../contract/vendor.ts";
import { claims } from "./claims.ts";
import type { Config } from "./config.ts";
import { lower } from "./lower.ts";
import { read } from "./read.ts";
import { linuxRules } from "./rules.ts";

export const linux: Vendor<Config> = { name: "linux", claims, rules: linuxRules, read, lower };
