import fc from "fast-check";
import type { CommandEntry } from "../../src/command-line/reading.ts";

/** The same command as different hands would write it: what it does stays the same. */
export function dressed(command: fc.Arbitrary<string>): fc.Arbitrary<string> {
  const look = fc.record({
    prompt: fc.constantFrom("", "", "$ ", "sh-4.4# ", "[root@host ~]# ", "user@host:~$ ", "  "),
    comment: fc.constantFrom("", "", " # look only", " # kubectl get pods"),
    above: fc.constantFrom("", "# Check the pods\n", "# kubectl get pods\n"),
    flag: fc.constantFrom(
      "",
      "",
      "-n prod",
      "--namespace=prod",
      "\u2014namespace prod",
      "\u2013n prod",
      "--request-timeout=5s",
      "-v=6",
    ),
    alias: fc.constantFrom(
      "kubectl",
      "kubectl",
      "oc",
      "k",
      "/usr/bin/kubectl",
      "sudo kubectl",
      "'kubectl'",
      "kube\\ctl",
    ),
    quote: fc.constantFrom("none", "single", "double", "escape", "smart"),
    word: fc.nat({ max: 3 }),
    breaks: fc.boolean(),
    extra: fc.constantFrom("", " && kubectl get pods", " | grep x", " 2>/dev/null", "; echo done", " || true"),
    before: fc.constantFrom("", "kubectl get pods && ", "kubectl get pods; ", "kubectl get pods\n"),
  });
  return fc.tuple(command, look).map(([text, how]) => {
    const words = text.split(" ");
    const at = Math.min(how.word, words.length - 1);
    const quoted = words.map((word, index) =>
      index === at && /^[a-z]+$/i.test(word) ? quotedAs(word, how.quote) : word,
    );
    const named = quoted.map((word, index) =>
      index === 0 && (word === "kubectl" || word === "oc") ? how.alias : word,
    );
    const flagged = how.flag !== "" && /^(kubectl|oc) /.test(text) ? [named[0], how.flag, ...named.slice(1)] : named;
    const joined = flagged.join(how.breaks && !text.includes("'") && !text.includes('"') ? " \\\n  " : " ");
    return `${how.above}${how.prompt}${how.before.endsWith("\n") && how.prompt !== "" ? "" : how.before}${joined}${how.extra}${how.comment}`;
  });
}

function quotedAs(word: string, how: string): string {
  switch (how) {
    case "single":
      return `'${word}'`;
    case "double":
      return `"${word}"`;
    case "escape":
      return `${word.slice(0, 1)}\\${word.slice(1)}`;
    case "smart":
      return `\u201C${word}\u201D`;
    default:
      return word;
  }
}

/** The words of a command's source that no flag with a value stands before. */
export function plainWords({ stages }: CommandEntry): readonly string[] {
  const words = stages?.[0] ?? [];
  return words.filter((_, at) => at === 0 || !/^-{1,2}[a-zA-Z-]+$/.test(words[at - 1] ?? "") || words.includes("psql"));
}
