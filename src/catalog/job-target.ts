import type { z } from "zod";
import { duration } from "./duration.ts";
import { type DeepReadonly, dictionary, list, mapping, text, yesOrNo } from "./fields.ts";

const kubernetesName = () => text("a Kubernetes name such as incident-jobs", /^[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?$/);

/** Where a program such as `./scripts/x.sh` may run as a Kubernetes Job, and as what. */
export const jobTarget = mapping({
  image: text(
    "an image such as registry.example.com/tools:1.4",
    /^[\w.-]+(:\d+)?(\/[\w.-]+)*(:[\w.-]+)?(@sha256:[0-9a-f]{64})?$/,
  ),
  serviceAccount: kubernetesName(),
  /** Else that of the environment's cluster. */
  namespace: kubernetesName().optional(),
  deadline: duration().refine((minutes) => minutes >= 1, { error: 'minutes such as "15m" or "1h"' }),
  /** What a Job's program may be: the first words of its command line; a last one that ends in `/` is a folder. */
  programs: list(text("the beginning of a command such as ./scripts/", /^\S+( \S+)*$/)).default([]),
  /** The most it may use: `500m`, `512Mi`. */
  cpu: text("a quantity such as 500m or 2", /^\d+(\.\d+)?m?$/).default("500m"),
  memory: text("a quantity such as 512Mi or 2Gi", /^\d+(Ki|Mi|Gi)$/).default("512Mi"),
  /** Labels of the nodes it may run on. */
  nodeSelector: dictionary(text("a label such as kubernetes.io/arch"), text("a label's value")).default({}),
  /** Secrets of the namespace that become the program's environment: the only way a secret reaches it. */
  secrets: list(kubernetesName()).default([]),
  /** Where what a program saves is kept, such as a dump: a volume of the namespace. */
  destination: mapping({ claim: kubernetesName() }).optional(),
  /** Whether it may speak to the cluster as its service account. */
  serviceAccountToken: yesOrNo().default(false),
  /** Whether the image's user may be root. */
  root: yesOrNo().default(false),
  /** Whether it may write to more than `/tmp`. */
  writableImage: yesOrNo().default(false),
}).transform(({ deadline, ...rest }) => ({ ...rest, deadlineMinutes: deadline }));

export type JobTarget = DeepReadonly<z.output<typeof jobTarget>>;
