import { z } from "zod";
import { awsOperationNamed } from "../../src/targets/aws/aws-parts.ts";
import { type Changer, changer } from "../../src/targets/target.ts";

/** Alarms that are silenced and speak again; `switched` is told each time. */
export const silencing = (switched: (what: "off" | "on") => void): readonly Changer[] =>
  (["off", "on"] as const).map((what) =>
    changer(awsOperationNamed("cloudwatch", actions[what]).definition, {
      pinned: z.null(),
      preview: async () => ({
        ...{ kind: "preview", objects: [], warnings: [], notPreviewed: [], fingerprint: null, pinned: null },
      }),
      async run(given) {
        switched(what);
        const opposite = actions[what === "off" ? "on" : "off"];
        return {
          kind: "done",
          text: `actions ${what}`,
          undo: { name: `aws.cloudwatch-${opposite}`, arguments: given },
        };
      },
      verify: async () => ({ kind: "verified", text: `They are ${what}.` }),
      inspect: async () => ({ kind: "unclear", text: "Nobody knows." }),
    }),
  );

const actions = { off: "disable-alarm-actions", on: "enable-alarm-actions" } as const;
