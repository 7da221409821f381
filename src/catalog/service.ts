import type { z } from "zod";
import { access } from "./access.ts";
import { deployFreeze, maintenanceWindow } from "./change-windows.ts";
import { contact, link, pager } from "./contact.ts";
import { environment } from "./environment.ts";
import { escalationLevel } from "./escalation.ts";
import {
  channelName,
  type DeepReadonly,
  dictionary,
  emailAddress,
  filledList,
  list,
  mapping,
  name,
  sentence,
  text,
  wholeNumber,
  yesOrNo,
} from "./fields.ts";
import type { ManifestObject } from "./manifest-objects.ts";
import { recovery, threshold } from "./recovery.ts";
import { severity } from "./severity.ts";

/** The file `services/<key>.yaml`. */
export const service = mapping({
  name: name(),
  description: sentence(),
  aliases: list(text("an alias such as podcast", /^[a-z0-9][a-z0-9-]*$/)).default([]),
  owner: name(),
  /** The service's own Slack channel, by name. */
  channel: channelName(),
  /** Highest first. */
  severities: filledList(severity),
  ladder: list(escalationLevel).default([]),
  contacts: list(contact).default([]),
  links: list(link).default([]),
  thresholds: list(threshold).default([]),
  recovery: recovery.prefault({}),
  /** Who is written to by e-mail. */
  stakeholders: list(emailAddress()).default([]),
  access,
  /** When changes of it are meant to be made. Where none is named, every time is as good as another. */
  maintenanceWindows: list(maintenanceWindow).default([]),
  /** When nothing of it is to be deployed, beside the organization's. */
  deployFreezes: list(deployFreeze).default([]),
  pager,
  /** Whether read-only steps of a fitting runbook run by themselves when an alert declares an incident. */
  autoRun: yesOrNo().default(false),
  stepTimeoutSeconds: wholeNumber("seconds from 1 to 300", 1, 300).default(30),
  environments: dictionary(text("an environment such as production", /^[a-z][a-z0-9-]*$/), environment),
});

export type Service = DeepReadonly<z.output<typeof service>> & {
  /** `podcast-analytics`: file name, argument of commands, key of everything. */
  readonly key: string;
  /** The files that its environments may apply, by the name that `manifests` gives them. */
  readonly manifests?: Readonly<Record<string, readonly ManifestObject[]>> | undefined;
};
