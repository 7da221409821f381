/** What is done to the output of an operation before it is shown. Filters run in the process, on lines of text, and change nothing. */
export type Filter =
  | {
      readonly kind: "grep";
      /** Any of these may match. */
      readonly patterns: readonly string[];
      readonly syntax: "basic" | "extended" | "perl" | "fixed";
      readonly ignoreCase?: boolean;
      readonly invert?: boolean;
      readonly wholeWord?: boolean;
      readonly wholeLine?: boolean;
      readonly onlyMatching?: boolean;
      readonly count?: boolean;
      readonly lineNumbers?: boolean;
      readonly before?: number;
      readonly after?: number;
      readonly maximum?: number;
    }
  /** The first lines; with `allBut`, all but the last ones. */
  | { readonly kind: "head"; readonly lines: number; readonly allBut?: boolean }
  /** The last lines; with `fromLine`, everything from that line on. */
  | { readonly kind: "tail"; readonly lines: number; readonly fromLine?: boolean }
  | {
      readonly kind: "sort";
      readonly by: "text" | "number" | "human" | "version";
      readonly reverse?: boolean;
      readonly unique?: boolean;
      readonly ignoreCase?: boolean;
      /** 1-based. */
      readonly fromField?: number;
      readonly toField?: number;
      readonly separator?: string;
    }
  | {
      readonly kind: "uniq";
      readonly count?: boolean;
      readonly only?: "repeated" | "unrepeated";
      readonly ignoreCase?: boolean;
    }
  | { readonly kind: "count"; readonly what: readonly ("lines" | "words" | "bytes" | "characters")[] }
  | { readonly kind: "cut"; readonly by: "fields" | "characters"; readonly ranges: string; readonly delimiter: string }
  | {
      readonly kind: "translate";
      readonly from: string;
      readonly to?: string;
      readonly delete?: boolean;
      readonly squeeze?: boolean;
    }
  | {
      readonly kind: "jq";
      readonly program: string;
      readonly raw?: boolean;
      readonly compact?: boolean;
      readonly slurp?: boolean;
      readonly sortKeys?: boolean;
      readonly variables?: Readonly<Record<string, string>>;
    }
  /** `awk '/pattern/ {print $1, $NF}'`: 0 is the whole line, -1 the last field; `NR>1` skips lines, `NR==1` takes one. */
  | {
      readonly kind: "fields";
      readonly fields: readonly number[];
      readonly separator?: string;
      readonly pattern?: string;
      readonly skip?: number;
      readonly onlyLine?: number;
    }
  /** `sed -n '10,20p'`; an open end is the last line. */
  | { readonly kind: "lines"; readonly from: number; readonly to?: number }
  /** `sed -n '/pattern/,$p'`: the first line that matches and everything after it. */
  | { readonly kind: "from-match"; readonly pattern: string; readonly syntax: "basic" | "extended" }
  /** `sed 's/a/b/g'`. */
  | {
      readonly kind: "replace";
      readonly pattern: string;
      readonly replacement: string;
      readonly all?: boolean;
      readonly syntax: "basic" | "extended";
    }
  | { readonly kind: "columns" }
  /** `| cat`, `| less`: shown as it is. */
  | { readonly kind: "pass" };

/** One sentence part for people: `keep lines that match "error"`. */
export function describeFilter(filter: Filter): string {
  switch (filter.kind) {
    case "grep":
      return `${filter.invert ? "drop" : filter.count ? "count" : "keep"} lines that match ${filter.patterns.map((pattern) => `"${pattern}"`).join(" or ")}`;
    case "head":
      return filter.allBut ? `all but the last ${filter.lines} lines` : `the first ${filter.lines} lines`;
    case "tail":
      return filter.fromLine ? `from line ${filter.lines} on` : `the last ${filter.lines} lines`;
    case "sort":
      return `sorted by ${filter.by}${filter.fromField ? ` of field ${filter.fromField}` : ""}${filter.reverse ? ", largest first" : ""}`;
    case "uniq":
      return filter.count ? "repeated lines counted" : "repeated lines once";
    case "count":
      return `count ${filter.what.join(", ")}`;
    case "cut":
      return `${filter.by} ${filter.ranges}`;
    case "translate":
      return filter.delete
        ? `without the characters "${filter.from}"`
        : `"${filter.from}" turned into "${filter.to ?? ""}"`;
    case "jq":
      return `jq ${filter.program}`;
    case "fields":
      return `fields ${filter.fields.map((field) => (field === 0 ? "all" : field === -1 ? "last" : String(field))).join(", ")}${filter.onlyLine ? ` of line ${filter.onlyLine}` : ""}`;
    case "from-match":
      return `from the first line that matches "${filter.pattern}" on`;
    case "lines":
      return filter.to === undefined ? `from line ${filter.from} on` : `lines ${filter.from} to ${filter.to}`;
    case "replace":
      return `"${filter.pattern}" replaced by "${filter.replacement}"`;
    case "columns":
      return "aligned in columns";
    case "pass":
      return "as it is";
  }
}
