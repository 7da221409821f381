import { hasHole } from "../hole.ts";
import { type AwsAction, actionsOf } from "./action.ts";

export const waf = actionsOf("wafv2", {
  "list-web-acls read": ["List web ACLs", "scope"],
  "get-web-acl read": ["Show a web ACL", "name scope id"],
  "get-web-acl-for-resource read": ["Show the web ACL of a resource", "resource-arn"],
  "list-resources-for-web-acl read": ["List what a web ACL protects", "web-acl-arn resource-type"],
  "associate-web-acl change": ["Put a web ACL in front of a resource", "web-acl-arn resource-arn"],
  "disassociate-web-acl change": ["Take the web ACL off a resource", "resource-arn"],
});

const rule = "group-id group-name protocol port cidr source-group ip-permissions:groups";

export const ec2: readonly AwsAction[] = [
  ...actionsOf("ec2", {
    "describe-instances read": ["Show instances", "instance-ids:words filters:groups"],
    "describe-instance-status read": ["Show the status of instances", "instance-ids:words filters:groups"],
    "describe-security-groups read": ["Show security groups", "group-ids:words group-names:words filters:groups"],
    "describe-subnets read": ["Show subnets", "subnet-ids:words filters:groups"],
    "describe-volumes read": ["Show volumes", "volume-ids:words filters:groups"],
    "authorize-security-group-ingress change comes-back": ["Open a security group", rule],
    "revoke-security-group-ingress change": ["Close an opening of a security group", rule],
    "reboot-instances change": ["Restart instances", "instance-ids:words"],
    "terminate-instances destructive": ["End instances for good", "instance-ids:words"],
  }).map((action) =>
    action.action === "authorize-security-group-ingress" ? { ...action, risk: riskOfOpening } : action,
  ),
];

export const identity = actionsOf("sts", {
  "get-caller-identity read": ["Show which account this is", ""],
});

// An opening to everybody, or to nobody knows whom, exposes what cannot be unexposed. EC2 takes `1.2.3.4/0` for everybody, too, and
// two halves of the internet are all of it.
function riskOfOpening(given: Readonly<Record<string, unknown>>): "change" | "destructive" {
  const [, address = "", length = ""] = /^([\da-f.:]+)\/(\d{1,3})$/i.exec(String(given.cidr)) ?? [];
  const shortest = address.includes(":") ? 32 : 8;
  const isOther = given.ipPermissions !== undefined;
  return isOther || length === "" || Number(length) < shortest || hasHole(JSON.stringify(given))
    ? "destructive"
    : "change";
}
