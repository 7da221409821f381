import { isHole } from "../hole.ts";
import { isRecord } from "./facts.ts";
import { parseSql, type SqlTree } from "./parse-sql.ts";

/**
 * Whether `filled` is `template` with its holes filled and nothing else changed: the same parse tree, each hole become one
 * literal or one name. A value that closes a quote or adds a clause changes the tree.
 */
export function isSameStatement(template: string, filled: string, fill: (text: string) => string): boolean {
  const before = parseSql(template);
  const after = parseSql(filled);
  if (before.kind === "fault" || after.kind === "fault" || before.statements.length !== after.statements.length)
    return false;
  return before.statements.every(({ tree }, at) => isSame(tree, after.statements[at]?.tree, fill));
}

function isSame(before: SqlTree, after: SqlTree, fill: (text: string) => string): boolean {
  if (typeof before === "string") return typeof after === "string" && fill(before) === after;
  if (Array.isArray(before)) {
    return (
      Array.isArray(after) &&
      before.length === after.length &&
      before.every((item: unknown, at) => isSame(item, after[at], fill))
    );
  }
  if (!isRecord(before)) return before === after;
  if (!isRecord(after)) return false;
  if (isNumberInHole(before, after, fill)) return true;
  const keys = Object.keys(before).filter((key) => !/location$/i.test(key));
  const others = Object.keys(after).filter((key) => !/location$/i.test(key));
  return keys.length === others.length && keys.every((key) => key in after && isSame(before[key], after[key], fill));
}

// `LIMIT <n>` reads as a column until the number is known.
function isNumberInHole(
  before: Readonly<Record<string, unknown>>,
  after: Readonly<Record<string, unknown>>,
  fill: (text: string) => string,
): boolean {
  const column = before.ColumnRef;
  const constant = after.A_Const;
  if (!isRecord(column) || !isRecord(constant)) return false;
  const fields = JSON.stringify(column.fields);
  const name = /^\[\{"String":\{"sval":"(zhole\d+z)"\}\}\]$/.exec(fields)?.[1];
  if (name === undefined || !isHole(name) || !/^\d+$/.test(fill(name))) return false;
  return isRecord(constant.ival) ? String(constant.ival.ival ?? 0) === fill(name) : isRecord(constant.fval);
}
