// The only door: what cli, server, web and library users may use.
export { version } from "./version.ts";
