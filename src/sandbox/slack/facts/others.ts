import type { MethodFacts } from "../method-facts.ts";

/** From Slack's Web API reference of August 2026: tier, bot scopes of which one is enough, error codes. */
export const othersFacts: Readonly<Record<string, MethodFacts>> = {
  "api.test": {
    tier: 4,
    scopes: "",
    errors: "",
  },
  "auth.test": {
    tier: 5,
    scopes: "",
    errors: "internal_error invalid_auth",
  },
  "apps.connections.open": {
    tier: 3,
    scopes: "",
    errors: "forbidden_team insecure_request internal_error invalid_auth missing_args",
  },
  "users.list": {
    tier: 2,
    scopes: "users:read",
    errors: "invalid_cursor limit_required missing_argument",
  },
  "users.info": {
    tier: 4,
    scopes: "users:read",
    errors: "too_many_users user_not_found user_not_visible",
  },
  "users.lookupByEmail": {
    tier: 3,
    scopes: "users:read.email",
    errors: "enterprise_is_restricted users_not_found",
  },
  "usergroups.list": {
    tier: 2,
    scopes: "usergroups:read",
    errors: "missing_argument plan_upgrade_required invalid_cursor users_not_found invalid_team",
  },
  "usergroups.users.list": {
    tier: 2,
    scopes: "usergroups:read",
    errors: "no_such_subteam plan_upgrade_required invalid_cursor",
  },
  "views.open": {
    tier: 4,
    scopes: "",
    errors: "duplicate_external_id exchanged_trigger_id expired_trigger_id invalid_trigger_id view_too_large",
  },
  "views.push": {
    tier: 4,
    scopes: "",
    errors: `
      duplicate_external_id exchanged_trigger_id expired_trigger_id invalid_trigger_id not_found push_limit_reached
      view_too_large
    `,
  },
  "views.update": {
    tier: 4,
    scopes: "",
    errors: "duplicate_external_id hash_conflict not_found view_too_large",
  },
  "views.publish": {
    tier: 4,
    scopes: "",
    errors: `
      duplicate_external_id hash_conflict missing_profile_id not_allowed_token_type not_enabled not_implemented
      view_too_large
    `,
  },
  "files.getUploadURLExternal": {
    tier: 4,
    scopes: "files:write",
    errors: `
      alt_txt_too_large file_upload_size_restricted file_uploads_disabled missing_argument snippet_too_large
      storage_limit_reached unknown_snippet_type unknown_subtype file_type_not_allowed
      file_uploads_except_images_disabled
    `,
  },
  "files.completeUploadExternal": {
    tier: 4,
    scopes: "files:write",
    errors: `
      access_denied channel_not_found file_not_found file_update_failed invalid_blocks invalid_channel
      not_in_channel posting_to_channel_denied channels_limit_exceeded file_type_not_allowed
      file_uploads_except_images_disabled
    `,
  },
  "files.info": {
    tier: 4,
    scopes: "files:read",
    errors: `
      access_denied file_deleted file_not_found canvas_globally_disabled canvas_disabled_user_team
      canvas_disabled_file_team not_visible template_not_visible slack_connect_canvas_sharing_blocked
    `,
  },
  "team.info": {
    tier: 3,
    scopes: "team:read",
    errors: `
      enterprise_not_found fail_to_get_teams_for_restricted_user missing_user org_not_found team_not_found
      team_not_on_enterprise user_not_found
    `,
  },
};
