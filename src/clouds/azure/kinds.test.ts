import { kindSuite } from "../../contract/kind.suite.ts";
import { kinds } from "./kinds.ts";

kindSuite(kinds);
