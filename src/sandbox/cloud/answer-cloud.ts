import type { CloudStory } from "./cloud-story.ts";
import { cloudwatchApi } from "./cloudwatch-api.ts";
import { elasticacheApi, rdsApi } from "./data-apis.ts";
import { ecsApi } from "./ecs-api.ts";
import { logsApi } from "./logs-api.ts";
import { ec2Api, loadBalancingApi, stsApi } from "./network-apis.ts";
import { requestFromForm, requestFromJson } from "./read-cloud-request.ts";
import { secretsApi } from "./secrets-api.ts";
import { storageAnswer } from "./storage-api.ts";
import { type CloudApi, CloudError, type CloudRequest, type WireRecord, xmlOf } from "./wire.ts";

interface Received {
  readonly url: URL;
  readonly method: string;
  /** `X-Amz-Target`, where the service speaks JSON: `AmazonEC2ContainerServiceV20141113.DescribeServices`. */
  readonly target: string | undefined;
  /** The header that names the service: `Credential=…/us-east-1/rds/aws4_request`. */
  readonly signature: string;
  readonly body: string;
}

interface Answered {
  readonly status: number;
  readonly type: string;
  readonly body: string;
}

/** Answers one request of any of the protocols. */
export function answerCloud(story: CloudStory): (received: Received) => Answered {
  const json: Readonly<Record<string, CloudApi>> = {
    GraniteServiceVersion20100801: cloudwatchApi(story),
    Logs_20140328: logsApi(story),
    AmazonEC2ContainerServiceV20141113: ecsApi(story),
    secretsmanager: secretsApi(story),
  };
  const query: Readonly<Record<string, CloudApi>> = {
    rds: rdsApi(story),
    elasticache: elasticacheApi(story),
    elasticloadbalancing: loadBalancingApi(story),
    ec2: ec2Api(),
    sts: stsApi(),
  };
  return (received) => {
    const { target, url, body } = received;
    if (target !== undefined) {
      const [service = "", action = ""] = target.split(".");
      return answerJson(() => asked(json[service], requestFromJson(action, body)));
    }
    if (received.method === "GET") return answerXml("Error", () => storageAnswer(story, url));
    const service = /\/([a-z0-9-]+)\/aws4_request/.exec(received.signature)?.[1] ?? "";
    const request = requestFromForm(new URLSearchParams(body));
    return answerXml(service, () => formAnswer(service, request.action, asked(query[service], request)));
  };
}

function asked(api: CloudApi | undefined, request: CloudRequest): WireRecord {
  const answer = api?.(request);
  if (answer) return answer;
  throw new CloudError("InvalidAction", `The sandbox's cloud does not do ${request.action}.`);
}

function answerJson(work: () => WireRecord): Answered {
  const type = "application/x-amz-json-1.1";
  try {
    return { status: 200, type, body: JSON.stringify(work()) };
  } catch (error) {
    if (!(error instanceof CloudError)) throw error;
    return { status: error.status, type, body: JSON.stringify({ __type: error.code, message: error.message }) };
  }
}

function answerXml(service: string, work: () => string): Answered {
  const type = "text/xml";
  try {
    return { status: 200, type, body: work() };
  } catch (error) {
    if (!(error instanceof CloudError)) throw error;
    const fault = xmlOf({ Error: { Type: "Sender", Code: error.code, Message: error.message } });
    const body = errorBody(service, fault, xmlOf({ Code: error.code, Message: error.message }));
    return { status: error.status, type, body };
  }
}

function errorBody(service: string, fault: string, bare: string): string {
  switch (service) {
    case "Error":
      return `<Error>${bare}</Error>`;
    case "ec2":
      return `<Response><Errors>${fault}</Errors><RequestID>sandbox</RequestID></Response>`;
    default:
      return `<ErrorResponse>${fault}<RequestId>sandbox</RequestId></ErrorResponse>`;
  }
}

function formAnswer(service: string, action: string, answer: WireRecord): string {
  const inner = xmlOf(answer);
  const result = service === "ec2" ? inner : `<${action}Result>${inner}</${action}Result>`;
  return `<${action}Response>${result}<ResponseMetadata><RequestId>sandbox</RequestId></ResponseMetadata></${action}Response>`;
}
