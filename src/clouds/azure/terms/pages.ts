/** Pages of Azure's documentation as evidence, with the date of the copy that was read where it is known. */

import type { Claim } from "../../../contract/kind.ts";

type Evidence = Claim["evidence"];

const site = "https://learn.microsoft.com/azure";

const page = (path: string, date?: string): Evidence =>
  date === undefined ? { documented: `${site}/${path}` } : { documented: `${site}/${path}`, date };

export const routing: Evidence = page("virtual-network/virtual-networks-udr-overview", "2023-05-27");
export const groups: Evidence = page("virtual-network/network-security-groups-overview", "2025-07-15");
export const filtering: Evidence = page("virtual-network/network-security-group-how-it-works", "2020-08-24");
export const serviceTags: Evidence = page("virtual-network/service-tags-overview");
export const publicAddresses: Evidence = page("virtual-network/ip-services/public-ip-addresses", "2021-12-27");
export const defaultOutbound: Evidence = page("virtual-network/ip-services/default-outbound-access", "2026-01-30");
export const privateAddresses: Evidence = page("virtual-network/ip-services/private-ip-addresses");

/** Of the template reference: `microsoft.network/virtualnetworks/subnets`. */
export const template = (type: string): Evidence => ({ documented: `${site}/templates/${type}` });
