import type { OutlineItem } from "./outline.ts";
import type { Section, Step } from "./types.ts";

/** Every heading with what the document says people see when it applies. */
export function readSections(items: readonly OutlineItem[], steps: readonly Step[]): readonly Section[] {
  const sections: { line: number; headings: readonly string[]; symptoms: string[]; hasSteps: boolean }[] = [];
  let inSymptoms = false;
  for (const item of items) {
    const last = sections.at(-1);
    if (item.kind === "heading") {
      inSymptoms = /^symptoms?\s*:?\s*$/i.test(item.headings.at(-1) ?? "");
      if (inSymptoms) continue;
      sections.push({ line: item.line, headings: item.headings, symptoms: [], hasSteps: false });
    } else if (item.kind === "text" && last) {
      const [, inline] = /^symptoms?\s*:\s*([\s\S]*)$/i.exec(item.text) ?? [];
      if (inline !== undefined) {
        inSymptoms = true;
        last.symptoms.push(inline);
      } else if (inSymptoms && /:\s*$/.test(item.text)) inSymptoms = false;
      else if (inSymptoms) last.symptoms.push(item.text);
    } else inSymptoms = false;
  }
  const withSteps = new Set(steps.map((step) => step.section.join("\n")));
  return sections.map(({ line, headings, symptoms }) => {
    const key = headings.join("\n");
    return {
      line,
      headings,
      symptoms: symptoms.join(" ").trim(),
      hasSteps: [...withSteps].some((other) => other === key || other.startsWith(`${key}\n`)),
    };
  });
}
