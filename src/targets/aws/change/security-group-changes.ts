import { isIP } from "node:net";
import { z } from "zod";
import type { AwsArguments } from "../../../operation/aws/action.ts";
import type { Refused } from "../../target.ts";
import { awsOperationNamed, word } from "../aws-parts.ts";
import { type Asking, type AwsChange, found, operationLike, refused, state } from "./aws-change.ts";
import { type Rule, readRule, ruleInput, ruleStands, ruleWords } from "./security-group-rule.ts";

const groupFields = z.object({
  GroupId: z.string(),
  GroupName: z.string().default(""),
  VpcId: z.string().optional(),
  IpPermissions: z.array(z.unknown()).default([]),
});
const groups = z.object({ SecurityGroups: z.array(groupFields).default([]) });
const facts = z.object({ group: z.string(), stands: z.boolean() });
type Facts = z.output<typeof facts>;
type Group = z.output<typeof groupFields>;

export const authorizeIngress = ingress(true);
export const revokeIngress = ingress(false);

/** Opens or closes a security group for one source; each is the undo of the other. */
function ingress(open: boolean): AwsChange<Facts> {
  const [name, opposite] = open
    ? ["authorize-security-group-ingress", "revoke-security-group-ingress"]
    : ["revoke-security-group-ingress", "authorize-security-group-ingress"];
  return {
    ...awsOperationNamed("ec2", name),
    facts,
    async look(given, asking) {
      const looked = await lookAt(given, asking);
      if ("kind" in looked) return looked;
      const { group, rule, stands } = looked;
      const words = ruleWords(rule);
      if (stands === open)
        return { ...refused(`${group.GroupId} ${open ? "lets in" : "does not let in"} ${words} already`), isSo: true };
      const changes = [{ what: "lets in", before: open ? "" : words, after: open ? words : "" }];
      return found(
        [{ name: `security group ${group.GroupId} (${group.GroupName})`, changes }],
        open ? openingWarnings(rule) : ["who comes in by this rule alone is kept out from now on"],
        { group: group.GroupId, stands },
      );
    },
    input: (given, pinned) => {
      const rule = readRule(given);
      return { GroupId: pinned.facts.group, ...(rule.kind === "rule" && { IpPermissions: [ruleInput(rule)] }) };
    },
    done: (given, before) => {
      const { groupName: _name, region: _region, ...rest } = given;
      const rule = readRule(given);
      const words = rule.kind === "rule" ? ruleWords(rule) : "";
      return {
        text: `${before.group} ${open ? "lets in" : "no longer lets in"} ${words}.`,
        undo: operationLike(given, `ec2-${opposite}`, { ...rest, groupId: before.group }),
      };
    },
    async state(given, _pinned, asking) {
      const looked = await lookAt(given, asking);
      if ("kind" in looked) return state("failed", looked.reason);
      const text = `${looked.group.GroupId} ${looked.stands ? "lets in" : "does not let in"} ${ruleWords(looked.rule)}`;
      return state(looked.stands === open ? "took-hold" : "not-done", text);
    },
  };
}

async function lookAt(
  given: AwsArguments,
  asking: Asking,
): Promise<{ readonly group: Group; readonly rule: Rule; readonly stands: boolean } | Refused> {
  const rule = readRule(given);
  if (rule.kind === "refused") return rule;
  const [id, name] = [word(given, "groupId"), word(given, "groupName")];
  if (id === undefined && name === undefined) return refused("the command names no security group");
  const input = id === undefined ? { Filters: [{ Name: "group-name", Values: [name] }] } : { GroupIds: [id] };
  const all = groups.parse(await asking.ask("ec2", "describe-security-groups", input)).SecurityGroups;
  const [group] = all;
  if (!group) return refused(`EC2 has no security group ${id ?? name}`);
  if (all.length > 1) return refused(`${all.length} security groups are called ${name}; write --group-id`);
  return { group, rule, stands: ruleStands(rule, group.IpPermissions) };
}

function openingWarnings({ source, protocol }: Rule): string[] {
  const everybody = source.kind === "cidr" && /^(0\.0\.0\.0|::)\/0$/.test(source.cidr);
  const wide =
    source.kind === "cidr" && isIP(source.cidr.split("/")[0] ?? "") === 4 && Number(source.cidr.split("/")[1]) < 16;
  return [
    ...(everybody ? ["this opens it to everybody on the internet"] : []),
    ...(wide && !everybody ? [`${source.cidr} are very many addresses`] : []),
    ...(protocol === "-1" ? ["this opens every port"] : []),
  ];
}
