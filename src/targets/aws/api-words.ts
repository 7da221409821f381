// Words that the APIs write in capitals.
const capitals: Readonly<Record<string, string>> = { db: "DB", az: "AZ", acl: "ACL", acls: "ACLs" };

/** `db-instance-identifier` → `DBInstanceIdentifier`, as most of the APIs write it. */
export function pascalName(flag: string): string {
  return flag
    .split("-")
    .map((word) => capitals[word] ?? `${word.charAt(0).toUpperCase()}${word.slice(1)}`)
    .join("");
}

/** `describe-db-instances` → `describeDBInstances`: the method of the client. */
export function methodName(action: string): string {
  const [first = "", ...rest] = action.split("-");
  return `${first}${rest.length > 0 ? pascalName(rest.join("-")) : ""}`;
}
