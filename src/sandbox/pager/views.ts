import type { HeldIncident, PagerDirectory, PagerPolicy, PagerService, PagerUser } from "./types.ts";

/** Objects as PagerDuty's REST API and webhooks write them. */
export interface Views {
  user(user: PagerUser): object;
  userReference(id: string): object;
  service(service: PagerService): object;
  serviceReference(service: PagerService): object;
  policy(policy: PagerPolicy): object;
  policyReference(policy: PagerPolicy): object;
  incident(incident: HeldIncident): object;
  incidentReference(incident: HeldIncident): object;
  onCalls(policy: PagerPolicy, withUsers: boolean): readonly object[];
}

/** `baseUrl` is where links lead to: the pager itself. */
export function createViews(directory: PagerDirectory, baseUrl: string): Views {
  const link = (collection: string, id: string) => ({
    self: `${baseUrl}/${collection}/${id}`,
    html_url: `${baseUrl}/panel#${collection}/${id}`,
  });
  const reference = (type: string, collection: string, id: string, summary: string) => ({
    id,
    type: `${type}_reference`,
    summary,
    ...link(collection, id),
  });
  const user = ({ id, name, email }: PagerUser) => ({
    id,
    type: "user",
    name,
    summary: name,
    email,
    ...link("users", id),
  });
  const userReference = (id: string) =>
    reference("user", "users", id, directory.users.find((one) => one.id === id)?.name ?? id);
  const serviceReference = ({ id, name }: PagerService) => reference("service", "services", id, name);
  const policyReference = ({ id, name }: PagerPolicy) =>
    reference("escalation_policy", "escalation_policies", id, name);
  const policyOf = (service: PagerService) => directory.policies.find(({ id }) => id === service.policyId);
  return {
    user,
    userReference,
    serviceReference,
    policyReference,
    service(service) {
      const policy = policyOf(service);
      const { id, name } = service;
      const escalation_policy = policy && policyReference(policy);
      return { id, type: "service", name, summary: name, status: "active", escalation_policy, ...link("services", id) };
    },
    policy: (policy) => ({
      ...policyReference(policy),
      type: "escalation_policy",
      name: policy.name,
      escalation_rules: policy.levels.map((people) => ({
        escalation_delay_in_minutes: 5,
        targets: people.map(userReference),
      })),
    }),
    incidentReference: ({ id, number, title }) => reference("incident", "incidents", id, `[#${number}] ${title}`),
    incident: (held) => ({
      id: held.id,
      type: "incident",
      incident_number: held.number,
      title: held.title,
      summary: `[#${held.number}] ${held.title}`,
      status: held.status,
      incident_key: held.key,
      urgency: held.urgency,
      created_at: held.createdAt,
      service: serviceReference(held.service),
      escalation_policy: policyReference(held.policy),
      assigned_via: held.level === 0 ? "direct_assignment" : "escalation_policy",
      assignments: held.assignees.map((id) => ({ at: held.createdAt, assignee: userReference(id) })),
      acknowledgements: held.acknowledgedBy.map(({ id, at }) => ({ at, acknowledger: userReference(id) })),
      teams: [],
      priority: null,
      ...link("incidents", held.id),
    }),
    onCalls: (policy, withUsers) =>
      policy.levels.flatMap((people, index) =>
        people.map((id) => ({
          escalation_policy: policyReference(policy),
          escalation_level: index + 1,
          schedule: null,
          user: (withUsers && directory.users.filter((one) => one.id === id).map(user)[0]) || userReference(id),
          start: null,
          end: null,
        })),
      ),
  };
}
