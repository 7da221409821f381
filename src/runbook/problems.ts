import type { Problem } from "./check-report.ts";
import type { Block, Runbook } from "./types.ts";

/** What the authors of a runbook should mend before somebody needs it. */
export function problemsOf(
  runbook: Runbook,
  frontMatterProblem: string | undefined,
  today: string | undefined,
): readonly Problem[] {
  const { path } = runbook;
  const problems = [...undefinedVariables(runbook), ...mistaggedBlocks(runbook), ...lostTools(runbook)];
  if (frontMatterProblem !== undefined) {
    problems.unshift({
      kind: "front-matter",
      path,
      line: 1,
      message: frontMatterProblem,
      remedy: "correct the lines between the two ---",
    });
  }
  const { review } = runbook.frontMatter;
  if (review !== undefined && today !== undefined && review < today) {
    problems.unshift({
      kind: "review-passed",
      path,
      line: 1,
      message: `its review date ${review} has passed`,
      remedy: "read it through and set a new date",
    });
  }
  return problems;
}

// A `<placeholder>` is asked for; a `$NAME` was meant to be set.
function undefinedVariables({ path, steps }: Runbook): Problem[] {
  const seen = new Set<string>();
  return steps
    .flatMap((step) => step.commands)
    .flatMap(({ line, variables }) => variables.map((use) => ({ line, ...use })))
    .filter(
      ({ name, source, expectsValue }) =>
        expectsValue && source.kind === "asked" && source.prompt === undefined && !seen.has(name) && seen.add(name),
    )
    .map(({ line, name }) => ({
      kind: "undefined-variable",
      path,
      line,
      message: `$${name} is used and nowhere set`,
      remedy: `set it above (${name}=…), name it in the catalog, or write <${name.toLowerCase().replaceAll("_", "-")}> to be asked for it`,
    }));
}

const shellTags = new Set(["bash", "sh", "shell", "zsh"]);

function mistaggedBlocks({ path, blocks }: Runbook): Problem[] {
  const fences = new Map<number, Block[]>();
  for (const block of blocks) fences.set(block.fence, [...(fences.get(block.fence) ?? []), block]);
  return [...fences].flatMap(([line, parts]) => {
    const tag = parts[0]?.tag;
    if (tag === undefined || !shellTags.has(tag) || parts.some(({ kind }) => kind === "commands" || kind === "prose"))
      return [];
    const kind = parts[0]?.kind ?? "output";
    const better = kind === "configuration" ? "yaml or json" : kind === "output" ? "text" : kind;
    return [
      {
        kind: "mistagged-block" as const,
        path,
        line,
        message: `a block tagged ${tag} holds ${kind} and no command`,
        remedy: `tag it ${better}`,
      },
    ];
  });
}

function lostTools({ path, steps }: Runbook): Problem[] {
  return steps
    .flatMap((step) => step.commands)
    .filter(({ entry }) => entry.reading.kind === "manual" && entry.reading.reason.startsWith("it lost its tool"))
    .map(({ line, text }) => ({
      kind: "lost-tool",
      path,
      line,
      message: `"${text.slice(0, 60)}" begins with a verb of kubectl and names no program`,
      remedy: "write kubectl or oc before it",
    }));
}
