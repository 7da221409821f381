import type { CommandEntry } from "./commands.ts";

export type ChangeWord = "rollback" | "restart" | "scale";
export type FreezeWord = "freeze" | "unfreeze";

/** What is asked of a deployment; others decide. */
export const changeCommands: readonly CommandEntry[] = [
  {
    word: "rollback",
    synonyms: ["undo", "revert"],
    form: "[target] [to <revision>]",
    help: "Ask to roll a deployment back; end with “because …” to say why.",
    example: "rollback api-service to 41 because uploads fail",
    place: "incident",
  },
  {
    word: "restart",
    synonyms: ["bounce"],
    form: "<target>",
    help: "Ask to restart a deployment, pod by pod.",
    example: "restart api-service",
    place: "incident",
  },
  {
    word: "scale",
    synonyms: ["resize"],
    form: "<target> <n>",
    help: "Ask for another number of pods.",
    example: "scale api-service 6",
    place: "incident",
  },
];

/** The kill switch. */
export const freezeCommands: readonly CommandEntry[] = [
  {
    word: "freeze",
    synonyms: ["halt"],
    form: "[service] [reason]",
    help: "Stop all changes, or those of one service.",
    example: "freeze podcast-analytics the database is being restored",
    place: "anywhere",
  },
  {
    word: "unfreeze",
    synonyms: ["lift", "thaw"],
    form: "[service] [reason]",
    help: "Let changes go on.",
    example: "unfreeze podcast-analytics",
    place: "anywhere",
  },
];
