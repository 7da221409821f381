import type { Service } from "../../catalog/types.ts";
import type { Effect } from "../../incident/effect.ts";
import { actionIds } from "../action-ids.ts";
import { actions, button } from "../blocks.ts";
import { limits } from "../limits.ts";
import { line, quote, richText, strong, words } from "../rich-text.ts";
import { type Message, message } from "./message.ts";

type Offered = Pick<Extract<Effect, { readonly kind: "offer-declare" }>, "title" | "url" | "service">;

/** The pager rings for a service where nothing is declared. */
export function offer({ title, url, service: key }: Offered, service: Service): Message {
  const said = [words("📟 PagerDuty calls the on-call of "), strong(service.name), words(". Is it an incident?")];
  const link = url ? [line({ type: "link", url, text: "Open it in PagerDuty" })] : [];
  const value = writeOffer({ service: key, title });
  return message(
    [...said, words(` ${title}`)],
    [
      richText(line(...said), quote(title), ...link),
      actions("offer", [button("Declare", actionIds.declareOffered, { value, style: "primary" })]),
    ],
  );
}

/** `<service> <title>`. */
export const writeOffer = ({ service, title }: Pick<Offered, "service" | "title">): string =>
  `${service} ${title}`.slice(0, limits.buttonValue);

export function readOffer(value: string | undefined): Pick<Offered, "service" | "title"> | undefined {
  const [, service, title = ""] = /^([a-z0-9-]+) ([\s\S]*)$/.exec(value ?? "") ?? [];
  return service === undefined ? undefined : { service, title };
}
