import { bookmarksAdd, bookmarksEdit, bookmarksList, bookmarksRemove } from "./bookmarks.ts";
import { chatDelete, chatGetPermalink, chatPostMessage, chatUpdate } from "./chat.ts";
import { chatPostEphemeral } from "./chat-post-ephemeral.ts";
import {
  conversationsInvite,
  conversationsJoin,
  conversationsKick,
  conversationsLeave,
  conversationsMembers,
} from "./conversation-members.ts";
import { conversationsHistory, conversationsList, conversationsReplies } from "./conversation-reading.ts";
import {
  conversationsArchive,
  conversationsCreate,
  conversationsInfo,
  conversationsOpen,
  conversationsRename,
  conversationsSetPurpose,
  conversationsSetTopic,
} from "./conversations.ts";
import { filesCompleteUploadExternal, filesGetUploadUrlExternal, filesInfo } from "./files.ts";
import type { Method } from "./method.ts";
import { pinsAdd, pinsList, pinsRemove } from "./pins.ts";
import { reactionsAdd, reactionsGet, reactionsRemove } from "./reactions.ts";
import { usergroupsList, usergroupsUsersList, usersInfo, usersList, usersLookupByEmail } from "./users.ts";
import { viewsOpen, viewsPublish, viewsPush, viewsUpdate } from "./views.ts";
import { apiTest, appsConnectionsOpen, authTest, teamInfo } from "./workspace.ts";

/** Every method this workspace has; any other is `unknown_method`. */
export const METHODS: Readonly<Record<string, Method>> = {
  "api.test": apiTest,
  "apps.connections.open": appsConnectionsOpen,
  "auth.test": authTest,
  "bookmarks.add": bookmarksAdd,
  "bookmarks.edit": bookmarksEdit,
  "bookmarks.list": bookmarksList,
  "bookmarks.remove": bookmarksRemove,
  "chat.delete": chatDelete,
  "chat.getPermalink": chatGetPermalink,
  "chat.postEphemeral": chatPostEphemeral,
  "chat.postMessage": chatPostMessage,
  "chat.update": chatUpdate,
  "conversations.archive": conversationsArchive,
  "conversations.create": conversationsCreate,
  "conversations.history": conversationsHistory,
  "conversations.info": conversationsInfo,
  "conversations.invite": conversationsInvite,
  "conversations.join": conversationsJoin,
  "conversations.kick": conversationsKick,
  "conversations.leave": conversationsLeave,
  "conversations.list": conversationsList,
  "conversations.members": conversationsMembers,
  "conversations.open": conversationsOpen,
  "conversations.rename": conversationsRename,
  "conversations.replies": conversationsReplies,
  "conversations.setPurpose": conversationsSetPurpose,
  "conversations.setTopic": conversationsSetTopic,
  "files.completeUploadExternal": filesCompleteUploadExternal,
  "files.getUploadURLExternal": filesGetUploadUrlExternal,
  "files.info": filesInfo,
  "pins.add": pinsAdd,
  "pins.list": pinsList,
  "pins.remove": pinsRemove,
  "reactions.add": reactionsAdd,
  "reactions.get": reactionsGet,
  "reactions.remove": reactionsRemove,
  "team.info": teamInfo,
  "usergroups.list": usergroupsList,
  "usergroups.users.list": usergroupsUsersList,
  "users.info": usersInfo,
  "users.list": usersList,
  "users.lookupByEmail": usersLookupByEmail,
  "views.open": viewsOpen,
  "views.publish": viewsPublish,
  "views.push": viewsPush,
  "views.update": viewsUpdate,
};
