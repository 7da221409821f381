import { z } from "zod";
import type { AwsArguments } from "../../../operation/aws/action.ts";
import { actionInput } from "../action-input.ts";
import { awsOperationNamed, word } from "../aws-parts.ts";
import { type Asking, type AwsChange, found, type Pinned, refused, state } from "./aws-change.ts";
import { orNotFound } from "./databases.ts";

const secretFields = z.object({
  ARN: z.string().default(""),
  Name: z.string().default(""),
  Description: z.string().default(""),
  RotationEnabled: z.boolean().default(false),
  RotationLambdaARN: z.string().optional(),
  DeletedDate: z.string().optional(),
  VersionIdsToStages: z.record(z.string(), z.array(z.string())).default({}),
});
const facts = z.object({ secret: z.string(), version: z.string() });
type Facts = z.output<typeof facts>;

/** Sets a secret, or only its description. The value is typed after the approval and shown nowhere. */
export const updateSecret: AwsChange<Facts> = setSecret("update-secret");
export const putSecretValue: AwsChange<Facts> = setSecret("put-secret-value");

function setSecret(name: "update-secret" | "put-secret-value"): AwsChange<Facts> {
  const { action, definition } = awsOperationNamed("secretsmanager", name);
  return {
    action,
    definition,
    facts,
    async look(given, asking) {
      const secret = await secretOf(given, asking);
      if (!secret) return refused(noSecret(given));
      if (secret.DeletedDate) return refused(`${secret.Name} is being deleted`);
      const description = word(given, "description");
      const changes = [
        ...(given.secretString === undefined
          ? []
          : [
              { what: "value", before: `version ${currentOf(secret)}`, after: "typed after the approval, never shown" },
            ]),
        ...(description === undefined ? [] : [{ what: "description", before: secret.Description, after: description }]),
      ];
      if (changes.length === 0) return refused("the command sets neither the secret nor its description");
      return found(
        [{ name: `secret ${secret.Name}`, changes }],
        [
          given.secretString === undefined
            ? undefined
            : "programs that have read the former value keep it until they read again or are restarted",
          secret.RotationEnabled ? "it is rotated by itself: the next rotation replaces what is typed" : undefined,
        ],
        { secret: secret.ARN, version: currentOf(secret) },
      );
    },
    input: (given, { token }) => {
      const read = actionInput(action, given, 0);
      return { ...(read.kind === "input" ? read.input : {}), ClientRequestToken: token };
    },
    done: (given) => ({
      text:
        given.secretString === undefined
          ? `The description of ${given.secretId} is set.`
          : `${given.secretId} is set. The former value is kept as AWSPREVIOUS until the next change.`,
    }),
    state: (given, pinned, asking) => setState(given, pinned, asking),
  };
}

async function setState(given: AwsArguments, { token }: Pinned<Facts>, asking: Asking) {
  const secret = await secretOf(given, asking);
  if (!secret) return state("failed", noSecret(given));
  if (given.secretString === undefined)
    return secret.Description === word(given, "description")
      ? state("took-hold", `the description of ${secret.Name} is set`)
      : state("not-done", `the description of ${secret.Name} is as it was`);
  const stages = secret.VersionIdsToStages[token];
  return stages
    ? state("took-hold", `${secret.Name} has the new version ${token} (${stages.join(", ")})`)
    : state("not-done", `${secret.Name} has no new version`);
}

/** Lets the secret's own function make a new value. */
export const rotateSecret: AwsChange<Facts> = {
  ...awsOperationNamed("secretsmanager", "rotate-secret"),
  facts,
  async look(given, asking) {
    const secret = await secretOf(given, asking);
    if (!secret) return refused(noSecret(given));
    if (!secret.RotationLambdaARN && !secret.RotationEnabled)
      return refused(`${secret.Name} has no function that rotates it; set it with update-secret`);
    const after = given.rotateImmediately === false ? "new at the next time in its plan" : "new";
    return found(
      [
        {
          name: `secret ${secret.Name}`,
          changes: [{ what: "value", before: `version ${currentOf(secret)}`, after }],
        },
      ],
      ["programs that keep the former value are refused where it is used once it has been rotated"],
      { secret: secret.ARN, version: currentOf(secret) },
    );
  },
  done: (given) => ({ text: `AWS rotates ${given.secretId}.` }),
  async state(given, { facts: { version } }, asking) {
    const secret = await secretOf(given, asking);
    if (!secret) return state("failed", noSecret(given));
    const pending = Object.values(secret.VersionIdsToStages).some(
      (stages) => stages.includes("AWSPENDING") && !stages.includes("AWSCURRENT"),
    );
    if (currentOf(secret) !== version) return state("took-hold", `${secret.Name} has a new version`);
    return pending
      ? state("under-way", `${secret.Name} is being rotated`)
      : state("not-done", `${secret.Name} is as it was`);
  },
};

async function secretOf(given: AwsArguments, asking: Asking) {
  const answer = await orNotFound(
    asking.ask("secretsmanager", "describe-secret", { SecretId: word(given, "secretId") ?? "" }),
  );
  return answer && secretFields.parse(answer);
}

function currentOf({ VersionIdsToStages }: z.output<typeof secretFields>): string {
  return Object.entries(VersionIdsToStages).find(([, stages]) => stages.includes("AWSCURRENT"))?.[0] ?? "none";
}

function noSecret(given: AwsArguments): string {
  return `Secrets Manager has no secret ${word(given, "secretId") ?? "without a name"}`;
}
