import type { MethodFacts } from "../method-facts.ts";

/** From Slack's Web API reference of August 2026: tier, bot scopes of which one is enough, error codes. */
export const messagesFacts: Readonly<Record<string, MethodFacts>> = {
  "chat.postMessage": {
    tier: 5,
    scopes: "chat:write",
    errors: `
      app_access_restricted as_user_not_supported channel_not_found draft_already_deleted draft_already_sent
      draft_has_conflict draft_not_found duplicate_channel_not_found duplicate_message_not_found ekm_access_denied
      invalid_blocks invalid_blocks_format invalid_metadata_format invalid_metadata_schema is_archived
      markdown_text_conflict message_limit_exceeded messages_tab_disabled metadata_must_be_sent_from_app
      metadata_too_large msg_blocks_too_long no_text not_in_channel rate_limited restricted_action
      restricted_action_non_threadable_channel restricted_action_read_only_channel restricted_action_thread_locked
      restricted_action_thread_only_channel send_on_behalf_not_allowed slack_connect_canvas_sharing_blocked
      slack_connect_file_link_sharing_blocked slack_connect_lists_sharing_blocked team_not_found
      too_many_attachments too_many_contact_cards cannot_reply_to_message missing_file_data
      attachment_payload_limit_exceeded
    `,
  },
  "chat.update": {
    tier: 3,
    scopes: "chat:write",
    errors: `
      as_user_not_supported blocked_file_type block_mismatch cant_broadcast_message cant_update_message
      channel_not_found edit_window_closed external_channel_migrating file_deleted file_is_deleted file_not_found
      file_share_limit_reached invalid_attachments invalid_blocks invalid_blocks_format invalid_metadata_format
      invalid_metadata_schema is_inactive markdown_text_conflict max_file_sharing_exceeded message_limit_exceeded
      message_not_found metadata_must_be_sent_from_app metadata_too_large msg_too_long
      no_dual_broadcast_content_update no_text posting_to_channel_denied slack_connect_blocked_file_type
      slack_connect_canvas_sharing_blocked slack_connect_clip_sharing_blocked
      slack_connect_file_link_sharing_blocked slack_connect_file_upload_sharing_blocked streaming_state_conflict
      team_not_found too_many_attachments unable_to_share_files update_failed
    `,
  },
  "chat.delete": {
    tier: 3,
    scopes: "chat:write",
    errors: "cant_delete_message channel_not_found message_not_found",
  },
  "chat.postEphemeral": {
    tier: 4,
    scopes: "chat:write",
    errors: `
      channel_not_found invalid_blocks invalid_blocks_format is_archived markdown_text_conflict
      message_limit_exceeded messages_tab_disabled msg_too_long no_text restricted_action too_many_attachments
      user_not_in_channel not_in_channel invalid_attachments cannot_reply_to_message
    `,
  },
  "chat.getPermalink": {
    tier: 5,
    scopes: "",
    errors: "channel_not_found message_not_found",
  },
  "pins.add": {
    tier: 2,
    scopes: "pins:write",
    errors: `
      already_pinned bad_timestamp channel_not_found external_channel_migrating file_not_found file_not_shared
      message_not_found no_item_specified not_in_channel not_pinnable restricted_action too_many_pins
    `,
  },
  "pins.remove": {
    tier: 2,
    scopes: "pins:write",
    errors: `
      bad_timestamp channel_not_found external_channel_migrating file_comment_not_found file_not_found
      message_not_found no_item_specified no_pin not_pinned restricted_action
    `,
  },
  "pins.list": {
    tier: 2,
    scopes: "pins:read",
    errors: "channel_not_found restricted_action",
  },
  "reactions.add": {
    tier: 3,
    scopes: "reactions:write",
    errors: `
      already_reacted bad_timestamp channel_not_found external_channel_migrating invalid_name is_archived
      message_not_found no_item_specified not_reactable thread_locked too_many_emoji too_many_reactions no_access
    `,
  },
  "reactions.get": {
    tier: 3,
    scopes: "reactions:read",
    errors: "bad_timestamp channel_not_found file_comment_not_found file_not_found message_not_found no_item_specified",
  },
  "reactions.remove": {
    tier: 2,
    scopes: "reactions:write",
    errors: `
      bad_timestamp channel_not_found external_channel_migrating file_not_found file_comment_not_found invalid_name
      message_not_found no_item_specified no_access no_reaction thread_locked
    `,
  },
  "bookmarks.add": {
    tier: 2,
    scopes: "bookmarks:write",
    errors: `
      access_denied cannot_bookmark_from_external_org cannot_bookmark_restricted_sharing_enabled channel_not_found
      file_already_added file_not_found invalid_bookmark_type invalid_app_action_type invalid_shortcut_type
      invalid_child_type invalid_emoji invalid_entity_id invalid_link invalid_parent_type not_implemented
      parent_bookmark_disabled parent_with_link permission_denied slack_connect_file_upload_sharing_blocked
      slack_connect_clip_sharing_blocked slack_connect_blocked_file_type too_many_bookmarks too_many_tabs
      too_many_requests
    `,
  },
  "bookmarks.edit": {
    tier: 2,
    scopes: "bookmarks:write",
    errors: `
      access_denied channel_not_found invalid_bookmark_type invalid_emoji invalid_link not_found not_implemented
      parent_with_link permission_denied slack_connect_file_upload_sharing_blocked
      slack_connect_clip_sharing_blocked slack_connect_blocked_file_type
    `,
  },
  "bookmarks.remove": {
    tier: 2,
    scopes: "bookmarks:write",
    errors: `
      access_denied channel_not_found user_not_found invalid_bookmark_type not_found not_implemented
      permission_denied
    `,
  },
  "bookmarks.list": {
    tier: 3,
    scopes: "bookmarks:read",
    errors: "access_denied channel_not_found not_implemented",
  },
};
