import { actionsOf } from "./action.ts";

export const rds = actionsOf("rds", {
  "describe-db-instances read": ["Show databases", "db-instance-identifier filters:groups"],
  "describe-db-clusters read": ["Show database clusters", "db-cluster-identifier filters:groups"],
  "describe-db-snapshots read": [
    "Show database snapshots",
    "db-instance-identifier db-snapshot-identifier snapshot-type",
  ],
  "describe-events read": ["Show database events", "source-identifier source-type start-time end-time duration:number"],
  "describe-pending-maintenance-actions read": ["Show pending maintenance", "resource-identifier"],
  "create-db-snapshot change": ["Take a database snapshot", "db-instance-identifier db-snapshot-identifier"],
  "create-db-instance-read-replica change": [
    "Create a read replica",
    "db-instance-identifier source-db-instance-identifier db-instance-class availability-zone",
  ],
  "restore-db-instance-from-db-snapshot change": [
    "Restore a snapshot into a new database",
    "db-instance-identifier db-snapshot-identifier db-instance-class db-subnet-group-name multi-az:flag",
  ],
  "restore-db-instance-to-point-in-time change": [
    "Restore a point in time into a new database",
    "source-db-instance-identifier target-db-instance-identifier restore-time use-latest-restorable-time:flag db-instance-class",
  ],
  "reboot-db-instance change": ["Restart a database", "db-instance-identifier force-failover:flag"],
  "failover-db-cluster change": ["Fail a database cluster over", "db-cluster-identifier target-db-instance-identifier"],
  // Storage grows and never shrinks; a promoted replica does not come back.
  "modify-db-instance destructive": [
    "Change a database",
    "db-instance-identifier allocated-storage:number max-allocated-storage:number db-instance-class apply-immediately:flag multi-az:flag backup-retention-period:number db-parameter-group-name",
  ],
  "promote-read-replica destructive": [
    "Promote a read replica",
    "db-instance-identifier backup-retention-period:number",
  ],
  "delete-db-instance destructive": [
    "Delete a database",
    "db-instance-identifier skip-final-snapshot:flag final-db-snapshot-identifier",
  ],
});

export const elasticache = actionsOf("elasticache", {
  "describe-cache-clusters read": ["Show cache clusters", "cache-cluster-id show-cache-node-info:flag"],
  "describe-replication-groups read": ["Show replication groups", "replication-group-id"],
  "describe-events read": ["Show cache events", "source-identifier source-type start-time end-time duration:number"],
  // A rebooted node comes back empty.
  "reboot-cache-cluster destructive": [
    "Restart cache nodes, which empties them",
    "cache-cluster-id cache-node-ids-to-reboot:words",
  ],
  "test-failover change": ["Fail a replication group over", "replication-group-id node-group-id"],
});

export const secretsManager = actionsOf("secretsmanager", {
  "list-secrets read": ["List secrets", "filters:groups"],
  "describe-secret read": ["Show facts about a secret", "secret-id"],
  "get-secret-value sensitive": ["Show a secret", "secret-id version-id version-stage"],
  "update-secret change": ["Set a secret", "secret-id secret-string:secret description"],
  "put-secret-value change": ["Set a secret", "secret-id secret-string:secret version-stages:words"],
  "rotate-secret change": ["Rotate a secret", "secret-id rotate-immediately:flag"],
});

export const s3 = actionsOf("s3", {
  "ls read": ["List S3 objects", "recursive:flag human-readable:flag summarize:flag", "uri"],
});
