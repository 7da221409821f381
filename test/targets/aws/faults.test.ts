import { createServer, type RequestListener } from "node:http";
import { expect, test } from "vitest";
import { createAwsFamily } from "../../../src/targets/aws/create-aws-family.ts";
import { shippedSite } from "../../shipped-site.ts";
import { keys, type Speaking, speaking } from "./cloud.ts";

const site = shippedSite("social-analytics");
const place = { cluster: "c", services: ["api"] };

/** AWS as a stub says it is. */
async function answering(
  listener: RequestListener,
  use: (spoken: Speaking) => Promise<void>,
  timeoutMs = 20_000,
): Promise<void> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const port = typeof address === "object" ? address?.port : undefined;
  const family = createAwsFamily({
    endpoint: `http://127.0.0.1:${port}`,
    lookUp: (name) => keys[name],
    now: Date.now,
    pollMs: 5,
    timeoutMs,
  });
  try {
    await use(speaking(family, await site));
  } finally {
    await family.close();
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
}

const failing =
  (status: number, code: string, message: string): RequestListener =>
  (_request, response) => {
    response.writeHead(status, { "content-type": "application/x-amz-json-1.1" });
    response.end(JSON.stringify({ __type: code, message }));
  };

test("a denied call says which permission to give", () =>
  answering(failing(400, "AccessDeniedException", "not authorized to perform it"), async ({ read }) => {
    await expect(read("aws.ecs-describe-services", place)).rejects.toMatchObject({
      name: "Fault",
      message: "AWS answered AccessDeniedException: not authorized to perform it",
      advice: "Allow ecs:DescribeServices in the policy of the bot's role.",
      retry: { kind: "never" },
      outcome: "not-done",
    });
  }));

test("credentials that are refused are called wrong", () =>
  answering(failing(400, "ExpiredTokenException", "expired"), async ({ read }) => {
    await expect(read("aws.ecs-describe-services", place)).rejects.toMatchObject({
      advice: expect.stringMatching(/wrong or have expired/),
    });
  }));

test("throttling may be tried again, after three tries of its own", () => {
  let calls = 0;
  const throttle: RequestListener = (request, response) => {
    calls += 1;
    failing(400, "ThrottlingException", "Rate exceeded")(request, response);
  };
  return answering(throttle, async ({ read }) => {
    await expect(read("aws.ecs-describe-services", place)).rejects.toMatchObject({ retry: { kind: "backoff" } });
    expect(calls).toBe(3);
  });
});

test("a change that got no answer is sent once and may have happened", () => {
  const updates: string[] = [];
  const service = { serviceArn: "arn:s/api", serviceName: "api", taskDefinition: "api:1", desiredCount: 2 };
  const definition = { taskDefinitionArn: "api:1", family: "api", containerDefinitions: [] };
  return answering(
    (request, response) => {
      const action = String(request.headers["x-amz-target"]).split(".")[1];
      response.setHeader("content-type", "application/x-amz-json-1.1");
      if (action === "DescribeServices") response.end(JSON.stringify({ services: [service] }));
      else if (action === "DescribeTaskDefinition") response.end(JSON.stringify({ taskDefinition: definition }));
      else {
        updates.push(String(action));
        request.socket.destroy();
      }
    },
    async ({ preview, changer, site, doing }) => {
      const given = { cluster: "c", service: "api", desiredCount: 3 };
      const { pinned } = await preview("aws.ecs-update-service", given);
      const run = changer("aws.ecs-update-service").run(given, pinned, site, doing());
      await expect(run).rejects.toMatchObject({ name: "Fault", outcome: "unknown" });
      expect(updates).toEqual(["UpdateService"]);
    },
  );
});

test("an error that repeats the secret it was sent is told without it", () => {
  const secret = "s3cr3t-typed-by-hand";
  return answering(
    (request, response) => {
      const update = String(request.headers["x-amz-target"]).endsWith("UpdateSecret");
      if (update) return failing(400, "InvalidRequestException", `bad value ${secret}`)(request, response);
      response.setHeader("content-type", "application/x-amz-json-1.1");
      response.end(JSON.stringify({ ARN: "arn:x", Name: "x", VersionIdsToStages: { a: ["AWSCURRENT"] } }));
    },
    async ({ preview, changer, site, doing }) => {
      const given = { secretId: "x", secretString: "(asked for when it runs)" };
      const { pinned } = await preview("aws.secretsmanager-update-secret", given);
      const doingIt = { ...doing(), typed: { secretString: secret } };
      const run = changer("aws.secretsmanager-update-secret").run(given, pinned, site, doingIt);
      await expect(run).rejects.toMatchObject({ message: "AWS answered InvalidRequestException: bad value [secret]" });
    },
  );
});

test("silence ends at the limit, and a person's cancel is passed on as it is", () =>
  answering(
    () => undefined,
    async ({ read }) => {
      await expect(read("aws.ecs-describe-services", place)).rejects.toMatchObject({
        message: "AWS ecs did not answer describe-services within 1 s",
        retry: { kind: "backoff" },
      });
      const stop = new AbortController();
      const cancelled = read("aws.ecs-describe-services", place, stop.signal);
      stop.abort(new Error("cancelled"));
      await expect(cancelled).rejects.toThrow("cancelled");
    },
    1_000,
  ));

test("an answer that is not of AWS names the address as what to look at", () =>
  answering(
    (_request, response) => response.end("<html>proxy</html>"),
    async ({ read }) => {
      await expect(read("aws.ecs-describe-services", place)).rejects.toMatchObject({
        code: "UnreadableAnswer",
        advice: expect.stringMatching(/AWS_ENDPOINT_URL/),
      });
    },
  ));

test("a time nobody understands is asked for again, and sent nowhere", () =>
  answering(
    () => expect.unreachable("nothing may be sent"),
    async ({ read }) => {
      const given = { namespace: "AWS/ECS", metricName: "CPUUtilization", startTime: "yesterdayish", period: 60 };
      await expect(read("aws.cloudwatch-get-metric-statistics", given)).rejects.toThrow(/yesterdayish is not a time/);
    },
  ));
