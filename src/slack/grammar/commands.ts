import { type ChangeWord, changeCommands, type FreezeWord, freezeCommands } from "./change-commands.ts";

/** The table of what can be said after `/incident`. Parser, help and the manifest's usage hint are all read from it. */

export interface CommandEntry {
  readonly word: CommandWord;
  readonly synonyms: readonly string[];
  /** Argument forms: `[optional]`, `<required>`. */
  readonly form: string;
  readonly help: string;
  readonly example: string;
  /** `incident`: needs an incident, that of the channel or one named as INC-7. */
  readonly place: "anywhere" | "incident";
}

type AnywhereWord = "declare" | "emergency" | "drill" | "convert" | "list" | "stats" | "help";

export type CommandWord = IncidentWord | FreezeWord | AnywhereWord;

/** What is said to one incident. */
export type IncidentWord =
  | "ack"
  | "update"
  | "severity"
  | "lead"
  | "role"
  | "run"
  | "evidence"
  | ChangeWord
  | "timeline"
  | "merge"
  | "page"
  | "escalate"
  | "snooze"
  | "resolve"
  | "confirm"
  | "reopen"
  | "postmortem"
  | "clocks";

export const commands: readonly CommandEntry[] = [
  {
    word: "declare",
    synonyms: ["new", "create", "start", "open"],
    form: "[private] [drill] [severity] [service] [title]",
    help: "Open an incident: page, channel, announcement.",
    example: "declare P1 podcast-analytics API error rate at 37%",
    place: "anywhere",
  },
  {
    word: "emergency",
    synonyms: ["sos"],
    form: "[service] [title]",
    help: "Declare the highest severity and page everyone on call.",
    example: "emergency podcast-analytics production down",
    place: "anywhere",
  },
  {
    word: "drill",
    synonyms: ["exercise"],
    form: "declare [severity] [service] [title]",
    help: "Practise: everything but the page, marked as a drill.",
    example: "drill declare P1 podcast-analytics database lost",
    place: "anywhere",
  },
  {
    word: "convert",
    synonyms: [],
    form: "[severity] [service] [title]",
    help: "Make this channel the channel of a new incident.",
    example: "convert P2 podcast-analytics imports are late",
    place: "anywhere",
  },
  {
    word: "ack",
    synonyms: ["acknowledge", "acked"],
    form: "",
    help: "Say that you look into it.",
    example: "ack",
    place: "incident",
  },
  {
    word: "update",
    synonyms: ["status", "post"],
    form: "[status] [text]",
    help: "Tell the world what is new, and move the status.",
    example: "update identified a bad deploy, rolling back",
    place: "incident",
  },
  {
    word: "severity",
    synonyms: ["sev"],
    form: "<level> [reason]",
    help: "Raise or lower the severity.",
    example: "severity P2 only one region is affected",
    place: "incident",
  },
  {
    word: "lead",
    synonyms: ["own", "take", "ic"],
    form: "[@who]",
    help: "Take the lead, or hand it to somebody.",
    example: "lead @ana",
    place: "incident",
  },
  {
    word: "role",
    synonyms: ["roles", "assign"],
    form: "[leave] [role] [@who]",
    help: "Who does what: lead, communications, operations, scribe.",
    example: "role communications @elena",
    place: "incident",
  },
  {
    word: "run",
    synonyms: ["runbook", "runbooks", "rb"],
    form: "[runbook]",
    help: "Open a runbook and run what only looks, or show those that fit.",
    example: "run high error rate",
    place: "incident",
  },
  {
    word: "evidence",
    synonyms: ["runs", "outputs"],
    form: "",
    help: "Show what was run, and what it printed.",
    example: "evidence",
    place: "incident",
  },
  ...changeCommands,
  {
    word: "timeline",
    synonyms: ["log", "note"],
    form: "[14:05] [text]",
    help: "Show what happened, or write it down.",
    example: "timeline 14:05 failover started",
    place: "incident",
  },
  {
    word: "merge",
    synonyms: ["duplicate"],
    form: "<INC-7>",
    help: "End this incident as a duplicate of that one.",
    example: "merge INC-7",
    place: "incident",
  },
  {
    word: "page",
    synonyms: ["call", "ring", "wake"],
    form: "[@who|service|role|policy] [text]",
    help: "Call somebody, or whoever is on call.",
    example: "page @ben the database is down",
    place: "incident",
  },
  {
    word: "escalate",
    synonyms: ["esc"],
    form: "",
    help: "Call the next level of the ladder now.",
    example: "escalate",
    place: "incident",
  },
  {
    word: "snooze",
    synonyms: ["later"],
    form: "[minutes]",
    help: "Put the reminder of the next update off, once.",
    example: "snooze 15",
    place: "incident",
  },
  {
    word: "resolve",
    synonyms: ["close", "fix", "fixed", "done"],
    form: "[text]",
    help: "Say what fixed it and end the incident.",
    example: "resolve rolled back to v41",
    place: "incident",
  },
  {
    word: "confirm",
    synonyms: ["good", "confirmed"],
    form: "",
    help: "Say after the watch that it stayed well.",
    example: "confirm",
    place: "incident",
  },
  {
    word: "reopen",
    synonyms: [],
    form: "<reason>",
    help: "Open a resolved incident again.",
    example: "reopen errors are back since 14:05",
    place: "incident",
  },
  {
    word: "postmortem",
    synonyms: ["post-mortem", "pm", "retro"],
    form: "[link]",
    help: "Say where the post-mortem is written.",
    example: "postmortem https://wiki.example.com/inc-7",
    place: "incident",
  },
  {
    word: "clocks",
    synonyms: ["clock", "due", "timers"],
    form: "",
    help: "Show what is due, and when.",
    example: "clocks",
    place: "incident",
  },
  {
    word: "list",
    synonyms: ["ls"],
    form: "[severity] [service] [mine] [resolved|all]",
    help: "Show the open incidents, or those you ask for.",
    example: "list P1 podcast-analytics all",
    place: "anywhere",
  },
  {
    word: "stats",
    synonyms: ["figures", "metrics"],
    form: "[service] [days]",
    help: "How many, how soon answered, how soon resolved.",
    example: "stats podcast-analytics 90",
    place: "anywhere",
  },
  ...freezeCommands,
  {
    word: "help",
    synonyms: ["?", "commands"],
    form: "[command]",
    help: "Show this.",
    example: "help update",
    place: "anywhere",
  },
];

/** Every word that is understood, with the command it stands for. */
export const commandOf: ReadonlyMap<string, CommandEntry> = new Map(
  commands.flatMap((entry) => [entry.word, ...entry.synonyms].map((word) => [word, entry] as const)),
);

/** `/incident update [status] [text]`. */
export function formOf({ word, form }: CommandEntry): string {
  return `/incident ${word}${form ? ` ${form}` : ""}`;
}

/** What Slack shows behind `/incident` while somebody types. */
export const usageHint = commands.map(({ word }) => word).join(" | ");
