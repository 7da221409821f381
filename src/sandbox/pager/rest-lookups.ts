import { notFound, paged } from "./rest-answers.ts";
import type { PagerAnswer, PagerDirectory } from "./types.ts";
import type { Views } from "./views.ts";

/** The reading half of REST that is not about incidents: people, services, policies, who is on call, priorities. */
export function lookUp(
  directory: PagerDirectory,
  views: Views,
  [collection, id]: readonly (string | undefined)[],
  query: URLSearchParams,
): PagerAnswer | undefined {
  const matches = (...texts: readonly string[]) => {
    const wanted = (query.get("query") ?? "").toLowerCase();
    return texts.some((text) => text.toLowerCase().includes(wanted));
  };
  const { users, services, policies } = directory;
  switch (collection) {
    case "users":
      if (id !== undefined) return one("user", users, id, views.user);
      return paged("users", users.filter(({ name, email }) => matches(name, email)).map(views.user), query);
    case "services":
      if (id !== undefined) return one("service", services, id, views.service);
      return paged("services", services.filter(({ name }) => matches(name)).map(views.service), query);
    case "escalation_policies":
      if (id !== undefined) return one("escalation_policy", policies, id, views.policy);
      return paged("escalation_policies", policies.filter(({ name }) => matches(name)).map(views.policy), query);
    case "oncalls": {
      const wanted = query.getAll("escalation_policy_ids[]");
      const chosen = policies.filter((policy) => wanted.length === 0 || wanted.includes(policy.id));
      const withUsers = query.getAll("include[]").includes("users");
      return paged(
        "oncalls",
        chosen.flatMap((policy) => views.onCalls(policy, withUsers)),
        query,
      );
    }
    case "priorities":
      return paged(
        "priorities",
        directory.priorities.map((priority) => ({ ...priority, type: "priority", summary: priority.name })),
        query,
      );
    default:
      return undefined;
  }
}

function one<T extends { readonly id: string }>(
  name: string,
  all: readonly T[],
  id: string,
  view: (item: T) => object,
): PagerAnswer {
  const item = all.find((candidate) => candidate.id === id);
  return item ? { status: 200, body: { [name]: view(item) } } : notFound(`${name} ${id}`);
}
