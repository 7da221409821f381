import { account, type CloudStory, region } from "./cloud-story.ts";
import { type CloudApi, CloudError, type CloudRequest } from "./wire.ts";

const name = "production/social-analytics/twitch/credentials";
const arn = `arn:aws:secretsmanager:${region}:${account}:secret:${name}-AbCdEf`;

/** Secrets Manager with one secret, whose values are taken and forgotten. */
export function secretsApi(story: CloudStory): CloudApi {
  return (request) => {
    switch (request.action) {
      case "ListSecrets":
        return { SecretList: [{ ARN: arn, Name: name, Description: story.secret.description }] };
      case "DescribeSecret":
        known(request);
        return { ARN: arn, Name: name, Description: story.secret.description, VersionIdsToStages: stages(story) };
      case "GetSecretValue":
        known(request);
        return { ARN: arn, Name: name, SecretString: '{"client_id":"sandbox","client_secret":"not-a-secret"}' };
      case "UpdateSecret":
      case "PutSecretValue":
        known(request);
        story.secret.description = request.text("Description") ?? story.secret.description;
        if (request.text("SecretString") !== undefined)
          story.secret.versions.push({ id: request.text("ClientRequestToken") ?? "", at: story.now() });
        return { ARN: arn, Name: name };
      default:
        return undefined;
    }
  };
}

function known(request: CloudRequest): void {
  if (![name, arn].includes(request.text("SecretId") ?? ""))
    throw new CloudError("ResourceNotFoundException", "Secrets Manager can't find the specified secret.");
}

function stages({ secret }: CloudStory): Readonly<Record<string, readonly string[]>> {
  const [before, current] = [secret.versions.at(-2), secret.versions.at(-1)];
  return {
    ...(before && { [before.id]: ["AWSPREVIOUS"] }),
    ...(current && { [current.id]: ["AWSCURRENT"] }),
  };
}
