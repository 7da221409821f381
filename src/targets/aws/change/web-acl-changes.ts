import { z } from "zod";
import { awsOperationNamed, word } from "../aws-parts.ts";
import { lastPart } from "../ecs-state.ts";
import { type Asking, type AwsChange, found, operationLike, refused, state } from "./aws-change.ts";
import { orNotFound } from "./databases.ts";

const acl = z.object({
  WebACL: z
    .object({
      Name: z.string().default(""),
      ARN: z.string().default(""),
      DefaultAction: z.record(z.string(), z.unknown()).default({}),
      Rules: z.array(z.unknown()).default([]),
    })
    .optional(),
});
const facts = z.object({ resource: z.string(), before: z.string().nullable() });
type Facts = z.output<typeof facts>;
type WebAcl = NonNullable<z.output<typeof acl>["WebACL"]>;

/** Puts a web ACL in front of a resource; the one that was there is replaced. */
export const associateWebAcl: AwsChange<Facts> = {
  ...awsOperationNamed("wafv2", "associate-web-acl"),
  facts,
  async look(given, asking) {
    const [resource, arn] = [word(given, "resourceArn"), word(given, "webAclArn")];
    if (resource === undefined || arn === undefined) return refused("the command names no resource or no web ACL");
    const wanted = await webAclAt(arn, asking);
    if (!wanted) return refused(`WAF has no web ACL ${arn}`);
    const before = await webAclOf(resource, asking);
    if (before?.ARN === arn) return refused(`${wanted.Name} is in front of ${lastPart(resource)} already`);
    const rules = `${wanted.Rules.length} rules, else ${Object.keys(wanted.DefaultAction).join(", ").toLowerCase()}`;
    const changes = [{ what: "web ACL", before: before?.Name ?? "", after: `${wanted.Name} (${rules})` }];
    return found(
      [{ name: resource, changes }],
      [before ? `${before.Name} protects it no longer` : undefined, blocks(wanted)],
      { resource, before: before?.ARN ?? null },
    );
  },
  done: (given, { resource, before }) => ({
    text: `The web ACL is in front of ${lastPart(resource)}; it takes some minutes to work everywhere.`,
    undo:
      before === null
        ? operationLike(given, "wafv2-disassociate-web-acl", { resourceArn: resource })
        : operationLike(given, "wafv2-associate-web-acl", { resourceArn: resource, webAclArn: before }),
  }),
  async state(given, { facts: { resource } }, asking) {
    const now = await webAclOf(resource, asking);
    return now?.ARN === word(given, "webAclArn")
      ? state("took-hold", `${now?.Name} is in front of ${lastPart(resource)}`)
      : state("not-done", `${now?.Name ?? "no web ACL"} is in front of ${lastPart(resource)}`);
  },
};

/** Takes the web ACL off a resource. */
export const disassociateWebAcl: AwsChange<Facts> = {
  ...awsOperationNamed("wafv2", "disassociate-web-acl"),
  facts,
  async look(given, asking) {
    const resource = word(given, "resourceArn") ?? "";
    const before = await webAclOf(resource, asking);
    if (!before) return refused(`no web ACL is in front of ${lastPart(resource)}`);
    const changes = [{ what: "web ACL", before: before.Name, after: "" }];
    return found([{ name: resource, changes }], ["nothing filters its requests any more"], {
      resource,
      before: before.ARN,
    });
  },
  done: (given, { resource, before }) => ({
    text: `No web ACL is in front of ${lastPart(resource)} any more.`,
    undo: operationLike(given, "wafv2-associate-web-acl", { resourceArn: resource, webAclArn: before }),
  }),
  async state(_given, { facts: { resource } }, asking) {
    const now = await webAclOf(resource, asking);
    return now
      ? state("not-done", `${now.Name} is still in front of ${lastPart(resource)}`)
      : state("took-hold", `no web ACL is in front of ${lastPart(resource)}`);
  },
};

async function webAclOf(resource: string, asking: Asking): Promise<WebAcl | undefined> {
  return acl.parse(await asking.ask("wafv2", "get-web-acl-for-resource", { ResourceArn: resource })).WebACL;
}

/** `arn:aws:wafv2:<region>:<account>:regional/webacl/<name>/<id>`. */
async function webAclAt(arn: string, asking: Asking): Promise<WebAcl | undefined> {
  const [, scope = "", name, id] = /:(regional|global)\/webacl\/([^/]+)\/([^/]+)$/.exec(arn) ?? [];
  if (name === undefined) return undefined;
  const input = { Name: name, Id: id, Scope: scope === "global" ? "CLOUDFRONT" : "REGIONAL" };
  const answer = await orNotFound(asking.ask("wafv2", "get-web-acl", input));
  return answer && acl.parse(answer).WebACL;
}

function blocks({ DefaultAction }: WebAcl): string | undefined {
  return "Block" in DefaultAction ? "it blocks whatever no rule allows" : undefined;
}
