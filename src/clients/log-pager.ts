import type { Page, PageReceipt, Pager } from "./pager.ts";

/** The pager of services that page nobody, and of drills: it writes down what would have been done. */
export function createLogPager(log: { info(details: object, message: string): void }): Pager {
  const note = (page: Page, whom: string): PageReceipt => {
    log.info(
      { page: page.dedupKey, service: page.to.service, urgency: page.urgency },
      `Would have paged ${whom}: ${page.summary}`,
    );
    return { through: "log", wasAlreadyOpen: false };
  };
  return {
    trigger: async (page) => note(page, "whoever is on call"),
    callPerson: async (page, personId) => note(page, personId),
    callPolicy: async (page, policyId) => note(page, policyId),
    async requestResponders({ incidentId, message, personIds, policyIds }) {
      log.info({ page: incidentId }, `Would have asked ${[...personIds, ...policyIds].join(", ")} to help: ${message}`);
    },
    async acknowledge({ dedupKey }) {
      log.info({ page: dedupKey }, "Would have acknowledged the page");
    },
    async resolve({ dedupKey }) {
      log.info({ page: dedupKey }, "Would have resolved the page");
    },
    findIncident: async () => undefined,
    onCall: async () => [],
    findUserByEmail: async () => undefined,
    check: async () => ({ kind: "ready" }),
  };
}
