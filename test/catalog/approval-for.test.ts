import { expect, test } from "vitest";
import { approvalFor } from "../../src/catalog/approval-for.ts";
import type { ApprovalRule } from "../../src/catalog/types.ts";
import { catalogOf, filesWith } from "./catalog-files.ts";

const { organization, services } = catalogOf(filesWith());
const shop = services[0]!;

const rule = (given: Partial<ApprovalRule>): ApprovalRule => ({
  risk: "change",
  environments: [],
  approvers: [],
  count: 1,
  thenAsk: [],
  ...given,
});

const withRules = (ofService: readonly ApprovalRule[], ofOrganization: readonly ApprovalRule[] = []) =>
  [
    { ...organization, approvals: ofOrganization },
    { ...shop, access: { ...shop.access, approvals: ofService } },
  ] as const;

test("without rules the floor holds and the service's approvers decide", () => {
  expect(approvalFor(organization, shop, "sensitive", "production")).toEqual({
    count: 1,
    approvers: ["shop-leads"],
    thenAsk: [],
  });
  expect(approvalFor(organization, shop, "change", "production").count).toBe(1);
  expect(approvalFor(organization, shop, "destructive", "production").count).toBe(2);
});

test("a rule asks for more people and names who", () => {
  const rules = withRules([rule({ count: 3, approvers: ["dba"], thenAsk: ["cto"] })]);
  expect(approvalFor(...rules, "change", "production")).toEqual({ count: 3, approvers: ["dba"], thenAsk: ["cto"] });
});

test("no rule asks for less than the floor, nor a service for less than the organization", () => {
  expect(approvalFor(...withRules([rule({ risk: "destructive", count: 1 })]), "destructive", "production").count).toBe(
    2,
  );
  expect(approvalFor(...withRules([rule({ count: 1 })], [rule({ count: 2 })]), "change", "production").count).toBe(2);
});

test("a rule holds for its risk and its environments only", () => {
  const rules = withRules([rule({ environments: ["staging"], approvers: ["everybody"], count: 2 })]);
  expect(approvalFor(...rules, "change", "staging")).toMatchObject({ count: 2, approvers: ["everybody"] });
  expect(approvalFor(...rules, "change", "production")).toMatchObject({ count: 1, approvers: ["shop-leads"] });
  expect(approvalFor(...rules, "sensitive", "staging")).toMatchObject({ count: 1, approvers: ["shop-leads"] });
});
