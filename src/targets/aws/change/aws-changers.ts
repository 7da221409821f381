import type { Changer } from "../../target.ts";
import type { AwsParts } from "../aws-parts.ts";
import { alarmActionsSwitch, setAlarmState } from "./alarm-changes.ts";
import { awsChanger } from "./aws-changer.ts";
import { failOverCache, rebootCache } from "./cache-changes.ts";
import { deleteDatabase, failOverCluster, promoteReplica, rebootDatabase } from "./database-changes.ts";
import { rebootInstances, terminateInstances } from "./instance-changes.ts";
import { modifyDatabase } from "./modify-database.ts";
import { createReadReplica, createSnapshot, restoreFromSnapshot, restoreToPointInTime } from "./new-databases.ts";
import { putSecretValue, rotateSecret, updateSecret } from "./secret-changes.ts";
import { authorizeIngress, revokeIngress } from "./security-group-changes.ts";
import { stopTask } from "./stop-task.ts";
import { updateService } from "./update-service.ts";
import { associateWebAcl, disassociateWebAcl } from "./web-acl-changes.ts";

/** Every change that can be made in AWS. */
export function awsChangers(parts: AwsParts): readonly Changer[] {
  return [
    awsChanger(setAlarmState, parts),
    awsChanger(alarmActionsSwitch(true), parts),
    awsChanger(alarmActionsSwitch(false), parts),
    awsChanger(updateService, parts),
    awsChanger(stopTask, parts),
    awsChanger(modifyDatabase, parts),
    awsChanger(createSnapshot, parts),
    awsChanger(createReadReplica, parts),
    awsChanger(restoreFromSnapshot, parts),
    awsChanger(restoreToPointInTime, parts),
    awsChanger(rebootDatabase, parts),
    awsChanger(promoteReplica, parts),
    awsChanger(deleteDatabase, parts),
    awsChanger(failOverCluster, parts),
    awsChanger(rebootCache, parts),
    awsChanger(failOverCache, parts),
    awsChanger(updateSecret, parts),
    awsChanger(putSecretValue, parts),
    awsChanger(rotateSecret, parts),
    awsChanger(associateWebAcl, parts),
    awsChanger(disassociateWebAcl, parts),
    awsChanger(authorizeIngress, parts),
    awsChanger(revokeIngress, parts),
    awsChanger(rebootInstances, parts),
    awsChanger(terminateInstances, parts),
  ];
}
