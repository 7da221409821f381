import type { Code, Heading, List, ListItem, Node, Parent, Root, RootContent } from "mdast";
import remarkGfm from "remark-gfm";
import remarkParse from "remark-parse";
import { unified } from "unified";

/** What a runbook's Markdown holds, in order, as far as an engine cares. */
export interface Outline {
  readonly title: string | undefined;
  readonly items: readonly OutlineItem[];
}

export type OutlineItem =
  | { readonly kind: "heading"; readonly line: number; readonly headings: readonly string[] }
  | {
      readonly kind: "code";
      readonly line: number;
      readonly tag: string | undefined;
      readonly text: string;
      /** The list item or sentence just above, else nothing. */
      readonly lead: string | undefined;
      readonly headings: readonly string[];
    }
  | { readonly kind: "tick"; readonly line: number; readonly title: string; readonly headings: readonly string[] }
  | { readonly kind: "text"; readonly line: number; readonly text: string; readonly headings: readonly string[] };

const processor = unified().use(remarkParse).use(remarkGfm).freeze();

export function readOutline(text: string): Outline {
  const walker: Walker = { source: text, headings: [], items: [], title: undefined };
  walk(processor.parse(text), undefined, walker);
  return { title: walker.title, items: walker.items };
}

interface Walker {
  readonly source: string;
  readonly items: OutlineItem[];
  headings: readonly (string | undefined)[];
  title: string | undefined;
}

function walk(parent: Root | Parent, lead: string | undefined, walker: Walker): void {
  let above = lead;
  for (const node of parent.children) {
    visit(node, above, walker);
    if (node.type === "paragraph") above = plainText(node);
    else if (node.type === "heading") above = undefined;
  }
}

function visit(node: RootContent, lead: string | undefined, walker: Walker): void {
  const line = node.position?.start.line ?? 1;
  const headings = walker.headings.filter((heading) => heading !== undefined);
  switch (node.type) {
    case "heading":
      enter(node, line, walker);
      return;
    case "code":
      walker.items.push({
        kind: "code",
        line: line + (isFenced(node, walker.source) ? 1 : 0),
        tag: tagOf(node),
        text: node.value,
        lead,
        headings,
      });
      return;
    case "paragraph":
      walker.items.push({ kind: "text", line, text: plainText(node), headings });
      return;
    case "list":
      visitList(node, lead, walker);
      return;
    case "blockquote":
    case "footnoteDefinition":
      walk(node, lead, walker);
      return;
    case "table":
      walker.items.push({ kind: "text", line, text: plainText(node), headings });
      return;
    default:
      return;
  }
}

function visitList(list: List, lead: string | undefined, walker: Walker): void {
  for (const item of list.children) visitItem(item, lead, walker);
}

function visitItem(item: ListItem, lead: string | undefined, walker: Walker): void {
  if (item.checked === true || item.checked === false) {
    const headings = walker.headings.filter((heading) => heading !== undefined);
    const first = item.children[0];
    walker.items.push({
      kind: "tick",
      line: item.position?.start.line ?? 1,
      title: first ? plainText(first) : "",
      headings,
    });
  }
  walk(item, lead, walker);
}

function enter(node: Heading, line: number, walker: Walker): void {
  const text = plainText(node);
  walker.title ??= node.depth === 1 ? text : undefined;
  const kept = walker.headings.slice(0, node.depth - 1);
  while (kept.length < node.depth - 1) kept.push(undefined);
  walker.headings = [...kept, text];
  walker.items.push({ kind: "heading", line, headings: walker.headings.filter((heading) => heading !== undefined) });
}

function tagOf(node: Code): string | undefined {
  return node.lang?.toLowerCase().replace(/[^a-z0-9+#-].*$/, "") || undefined;
}

function isFenced(node: Code, source: string): boolean {
  return /^(`{3}|~{3})/.test(source.slice(node.position?.start.offset ?? 0, (node.position?.start.offset ?? 0) + 3));
}

function plainText(node: Node): string {
  if ("value" in node && typeof node.value === "string") return node.value;
  if (!("children" in node) || !Array.isArray(node.children)) return node.type === "break" ? " " : "";
  const glue = node.type === "tableRow" || node.type === "table" ? " " : "";
  return node.children
    .map((child: Node) => plainText(child))
    .join(glue)
    .trim();
}
