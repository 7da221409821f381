import type { ChangeRequest } from "../../approval/request.ts";
import { clamp } from "../limits.ts";
import { line, type RichTextPart, words } from "../rich-text.ts";

/** Why one more must agree than usual: the maintenance windows and deploy freezes it was asked under. */
export const hourLines = ({ needed }: Pick<ChangeRequest, "needed">): readonly RichTextPart[] =>
  (needed.oneMore ?? []).slice(0, mostShown).map((sentence) => line(words(`⏰ ${clamp(sentence, 400)}`)));

const mostShown = 5;

/** `findable`: how many there are who may decide, where these are too few. */
export function tooFewLines({ needed }: Pick<ChangeRequest, "needed">, findable: number | undefined): RichTextPart[] {
  if (findable === undefined) return [];
  const found = findable === 1 ? "Only one person" : `Only ${findable} people`;
  const why = `${found} can be found who may decide this, and ${needed.count} are needed.`;
  return [line(words(`⚠️ ${why} It cannot be approved before the groups of the catalog have more members.`))];
}
