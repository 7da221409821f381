import { check, request } from "../../operation/http.ts";
import type { Family } from "../target.ts";
import { changeAddress } from "./change-address.ts";
import { checkHost } from "./check-host.ts";
import { readAddress } from "./read-address.ts";
import type { HttpParts } from "./send-request.ts";

/** Health checks and JSON APIs of the hosts that the catalog allows. */
export function createHttpFamily(parts: HttpParts): Family {
  return {
    readers: [checkHost(parts), readAddress(parts)],
    // An address that says it acts (`/restart`) is a change, whatever its method.
    changers: [changeAddress(check, parts), changeAddress(request, parts)],
    close: () => parts.door.close(),
  };
}
