import { requestFromForm, requestFromJson } from "../../../src/sandbox/cloud/read-cloud-request.ts";
import { type CloudRequest, type WireRecord, xmlOf } from "../../../src/sandbox/cloud/wire.ts";
import { createAwsFamily } from "../../../src/targets/aws/create-aws-family.ts";
import { shippedSite } from "../../shipped-site.ts";
import { keys, type Speaking, speaking } from "./cloud.ts";
import { createRecordingCloud } from "./recording-cloud.ts";

/** What AWS answers to each action, `RebootDBInstance`. Lists of XML are written as their elements. */
export type Script = Readonly<Record<string, (request: CloudRequest) => WireRecord>>;

const site = shippedSite("social-analytics");

/** The family before a cloud that answers by a script, for what neither the sandbox nor an emulator does. */
export async function withScript(script: Script, use: (spoken: Speaking) => Promise<void>): Promise<void> {
  const cloud = await createRecordingCloud(({ target, body, signature }) => {
    const action = target?.split(".").at(-1) ?? new URLSearchParams(body).get("Action") ?? "";
    const request = target ? requestFromJson(action, body) : requestFromForm(new URLSearchParams(body));
    const answer = script[action]?.(request);
    if (!answer) return { status: 500, type: "text/plain", body: `the script has no ${action}` };
    if (target) return { status: 200, type: "application/x-amz-json-1.1", body: JSON.stringify(answer) };
    const inner = /\/ec2\/aws4/.test(signature) ? answer : { [`${action}Result`]: answer };
    return { status: 200, type: "text/xml", body: xmlOf({ [`${action}Response`]: inner }) };
  });
  const family = createAwsFamily({ endpoint: cloud.url, lookUp: (name) => keys[name], now: Date.now, pollMs: 5 });
  try {
    await use(speaking(family, await site));
  } finally {
    await family.close();
    await cloud.close();
  }
}
