/** What a click is called on its way back to us. The routing table answers every one of them. */
export const actionIds = {
  declare: "declare",
  update: "update",
  severity: "severity",
  lead: "lead",
  takeLead: "take-lead",
  resolve: "resolve",
  reopen: "reopen",
  retry: "retry-part",
  chooseService: "choose-service",
  chooseSeverity: "choose-severity",
} as const;
