import type { ModalView } from "@slack/types";
import { describe, expect, test } from "vitest";
import { statuses } from "../../../src/incident/incident.ts";
import { readButtonValue } from "../../../src/slack/button-value.ts";
import { declareModal } from "../../../src/slack/modals/declare-modal.ts";
import { declaredView } from "../../../src/slack/modals/declared-view.ts";
import type { FormValues } from "../../../src/slack/modals/form.ts";
import { incidentModals } from "../../../src/slack/modals/incident-modals.ts";
import { ana, catalog, incident, nasty, service, worstIncident } from "../incidents.ts";
import { problemsOfView } from "../strict.ts";

const podcast = service("podcast-analytics");
const modals = Object.entries(incidentModals);

describe("Slack accepts every modal, of the worst incident and of one whose service is gone", () => {
  test.each(modals)("%s", (_, modal) => {
    for (const status of statuses) {
      const worst = modal.view({ incident: worstIncident(status), service: podcast, notice: nasty.repeat(80) });
      expect(problemsOfView(worst)).toEqual([]);
      expect(problemsOfView(modal.view({ incident: incident({ status }), service: undefined }))).toEqual([]);
    }
  });

  test.each([undefined, ...catalog.services.map((one) => one.key)])("declare, for %s", (key) => {
    const prefill = { title: nasty.repeat(200), service: key, severity: "P1", isPrivate: true, isDrill: true };
    expect(problemsOfView(declareModal.view({ catalog, prefill }))).toEqual([]);
  });

  test("what a declaration turns into", () => {
    expect(problemsOfView(declaredView(worstIncident("investigating"), catalog))).toEqual([]);
  });
});

describe("a modal carries which incident and which version, and nothing else", () => {
  test.each(modals)("%s", (_, modal) => {
    const { private_metadata } = modal.view({ incident: incident(), service: podcast });
    expect(readButtonValue(private_metadata)).toEqual({ incident: incident().id, version: 4, part: undefined });
  });
});

describe("errors stand under fields that the modal has", () => {
  test.each(modals)("%s", (_, modal) => {
    const ids = blockIds(modal.view({ incident: incident(), service: podcast }));
    for (const code of ["bad-percentage", "bad-eta", "empty-text", "no-change", "unknown-severity"] as const) {
      // Each modal meets only some refusals; those it meets must not be lost.
      if (code.startsWith("bad") && !ids.includes("customers")) continue;
      expect(ids).toContain(modal.blockOf(code));
    }
  });
});

describe("update", () => {
  const values = (given: FormValues): FormValues => ({
    status: { answer: { selected_option: { value: "identified" } } },
    ...given,
  });

  test("asks for what was changed and leaves the rest as it is", () => {
    const before = incident({ affected: "Downloads", customersPercent: 30 });
    const sent = values({
      text: { answer: { value: " Rolling back " } },
      affected: { answer: { value: "Downloads" } },
      customers: { answer: { value: "12,5" } },
      eta: { answer: { selected_date_time: 1795270000 } },
    });
    expect(incidentModals.update.read(sent, before, "T0HOME")).toEqual({
      kind: "ask",
      ask: {
        kind: "post-update",
        text: "Rolling back",
        status: "identified",
        affected: undefined,
        customersPercent: 12.5,
        etaOfResolution: "2026-11-21T14:06:40.000Z",
      },
    });
  });

  test("names the field that cannot be read", () => {
    const read = incidentModals.update.read(values({ customers: { answer: { value: "many" } } }), incident(), "T0HOME");
    expect(read).toEqual({ kind: "errors", errors: { customers: expect.stringContaining("percentage") } });
  });
});

describe("declare", () => {
  const sent: FormValues = {
    title: { answer: { value: "API error rate at 37%" } },
    service: { "choose-service": { selected_option: { value: "podcast-analytics" } } },
    "severity-podcast-analytics": { "choose-severity": { selected_option: { value: "P2" } } },
    kind: { answer: { selected_options: [{ value: "drill" }] } },
  };

  test("reads what its fields hold", () => {
    expect(declareModal.read(sent, "", ana)).toEqual({
      kind: "declare",
      declare: {
        kind: "declare",
        by: ana,
        title: "API error rate at 37%",
        service: "podcast-analytics",
        severity: "P2",
        isPrivate: false,
        isDrill: true,
      },
    });
  });

  test("needs a service", () => {
    const read = declareModal.read({ title: { answer: { value: "x" } }, service: {} }, "", ana);
    expect(read).toMatchObject({ kind: "errors", errors: { service: expect.any(String) } });
  });

  test("keeps the severity typed before the service was chosen", () => {
    const first = declareModal.view({
      catalog,
      prefill: { title: "", severity: "P1", isPrivate: false, isDrill: false },
    });
    expect(blockIds(first)).not.toContain("severity-podcast-analytics");
    const chosen = { service: { "choose-service": { selected_option: { value: "podcast-analytics" } } } };
    const prefill = declareModal.prefill(chosen, first.private_metadata ?? "");
    expect(prefill).toMatchObject({ service: "podcast-analytics", severity: "P1" });
    expect(JSON.stringify(declareModal.view({ catalog, prefill }))).toContain(
      '"initial_option":{"text":{"type":"plain_text","text":"P1',
    );
  });

  test("says before it is sent who will be paged and where it is announced", () => {
    const prefill = { title: "", service: "podcast-analytics", severity: "P1", isPrivate: false, isDrill: false };
    const drawn = JSON.stringify(declareModal.view({ catalog, prefill }));
    expect(drawn).toContain("P1 pages the on-call");
    expect(drawn).toContain(`#${catalog.organization.announcementChannel}`);
  });
});

const blockIds = (view: ModalView): readonly (string | undefined)[] => view.blocks.map((block) => block.block_id);
