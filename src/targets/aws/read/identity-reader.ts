import { Fault } from "../../../clients/fault.ts";
import { type Output, type Reader, type Refused, reader } from "../../target.ts";
import { type AwsParts, awsOperationNamed, noRegion, regionOf } from "../aws-parts.ts";
import { printAnswer } from "../print/print-answer.ts";

/** Which account and role the bot acts as. Its service has no client of its own here: the identity is asked for with another's signature. */
export function identityReader(parts: AwsParts): Reader {
  const { definition } = awsOperationNamed("sts", "get-caller-identity");
  return reader(definition, async (given, site, doing): Promise<Output | Refused> => {
    const region = regionOf(given, site);
    if (region === undefined) return noRegion(site);
    const answer = await parts.door.callerIdentity(region, doing.signal);
    const fact = (name: string) => new RegExp(`<${name}>([^<]+)</${name}>`).exec(answer)?.[1];
    const [userId, account, arn] = ["UserId", "Account", "Arn"].map(fact);
    if (userId === undefined || account === undefined || arn === undefined)
      throw new Fault("AWS sts answered something that is not an identity", {
        service: "aws",
        code: "UnexpectedAnswer",
        retry: { kind: "never" },
        outcome: "not-done",
      });
    return { text: printAnswer({ UserId: userId, Account: account, Arn: arn }, given, "GetCallerIdentity") };
  });
}
