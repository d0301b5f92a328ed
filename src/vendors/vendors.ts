/** The vendors whose devices are read, and which of them the hosts of a project file are. */

import type { AnyVendor } from "../contract/vendor.ts";
import { linux } from "./linux/linux.ts";

export const vendors: readonly AnyVendor[] = [linux];

/** A host says nothing of its own system, and what it may say is what Linux prints. */
export const ofHosts: AnyVendor = linux;
