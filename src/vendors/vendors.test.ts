import { vendorSuite } from "../contract/vendor.suite.ts";
import { vendors } from "./vendors.ts";

vendorSuite(vendors, ["addresses", "routes"]);
