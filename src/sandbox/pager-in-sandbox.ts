import type { Catalog, Contact } from "../catalog/types.ts";
import type { LocalPager } from "./pager/create-pager.ts";
import { defaultDirectory } from "./pager/directory.ts";
import type { PagerDirectory, PagerUser } from "./pager/types.ts";
import type { JsonObject } from "./slack/json.ts";

/** The usual people of the sandbox's pager, and those whom the catalog's ladders call by their e-mail address. */
export function directoryOf({ organization, services }: Catalog): PagerDirectory {
  const usual = defaultDirectory();
  const contacts = [...services.flatMap((service) => service.contacts), ...organization.contacts];
  const called = new Map(contacts.flatMap((contact) => (contact.email ? [[contact.email, contact] as const] : [])));
  const users = [...called.values()].map(userOf);
  return { ...usual, users: [...usual.users, ...users] };
}

const userOf = ({ name, email = "" }: Contact, index: number): PagerUser => ({
  id: `PROLE${String(index).padStart(3, "0")}`,
  name,
  email,
});

/** The panel of the page: asked without a body for what rings, with one to act on it. Its refusals are said. */
export function pagerPanel({ panel }: LocalPager): (body: unknown) => Promise<JsonObject> {
  return async (asked) => {
    if (asked === undefined) return { ...panel.state() };
    const { body } = panel.act(asked);
    return typeof body === "object" ? { ...body } : {};
  };
}
