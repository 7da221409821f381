import { actionIds } from "./action-ids.ts";
import type { SlackContext } from "./context.ts";
import { answerCommand, type TypedCommand } from "./listeners/answer-command.ts";
import { clickAsksForStep, submitAskForStep } from "./listeners/ask-for-step.ts";
import { clickTicksCheck } from "./listeners/check-clicks.ts";
import {
  type ClickListener,
  clickDeclares,
  clickOpens,
  clickRedrawsDeclare,
  clickRetries,
  clickTakesLead,
} from "./listeners/clicks.ts";
import { clickAsks } from "./listeners/clock-clicks.ts";
import { clickDeclaresAnyway, clickJoins, clickOpensForm } from "./listeners/declare-clicks.ts";
import {
  type EventListener,
  type HeardEvent,
  hearLeaving,
  hearMention,
  hearMessage,
  hearReaction,
} from "./listeners/hear.ts";
import { answerHomeOpened, clickChoosesService, clickRefreshesHome } from "./listeners/home.ts";
import { clickDeclaresOffered } from "./listeners/page-clicks.ts";
import {
  clickAsksAnew,
  clickDecides,
  clickOpensRequestForm,
  clickShowsPlan,
  submitAskAnew,
  submitRequestForm,
} from "./listeners/request-clicks.ts";
import { clickChangesRole } from "./listeners/role-clicks.ts";
import {
  clickCancelsRun,
  clickRunsAgain,
  clickRunsDiagnostics,
  clickRunsPage,
  clickRunsStep,
  clickShowsAllOfRun,
} from "./listeners/run-clicks.ts";
import {
  clickAddsEvidence,
  clickExplains,
  clickFills,
  clickOpensRunbook,
  clickTicks,
  clickTurnsRunbook,
} from "./listeners/runbook-clicks.ts";
import { submitEvidence, submitFill } from "./listeners/runbook-submissions.ts";
import { type ShortcutListener, useAddToTimeline, useDeclare, useDeclareFromMessage } from "./listeners/shortcuts.ts";
import { clickListsEvidence, clickShowsEvidence } from "./listeners/show-evidence.ts";
import { type SubmissionListener, submitDeclare, submitIncidentModal } from "./listeners/submissions.ts";
import { clickCountsDays, clickTurnsList } from "./listeners/turn-pages.ts";
import { clickTypesValues, submitValues } from "./listeners/type-values.ts";
import type { Message } from "./messages/message.ts";

export type CommandListener = (context: SlackContext, command: TypedCommand) => Promise<Message | undefined>;

/** Everything Slack can send us, and who answers it. The app manifest is held equal to this by test. */
export const routes: {
  readonly commands: Readonly<Record<`/${string}`, CommandListener>>;
  readonly actions: Readonly<Record<string, ClickListener>>;
  readonly views: Readonly<Record<string, SubmissionListener>>;
  readonly events: { readonly app_home_opened: typeof answerHomeOpened } & Readonly<Record<HeardEvent, EventListener>>;
  readonly shortcuts: Readonly<Record<string, ShortcutListener>>;
} = {
  commands: {
    "/incident": answerCommand,
  },
  actions: {
    [actionIds.declare]: clickDeclares,
    [actionIds.tickCheck]: clickTicksCheck(true),
    [actionIds.untickCheck]: clickTicksCheck(false),
    [actionIds.update]: clickOpens({ modal: "update" }),
    [actionIds.severity]: clickOpens({ modal: "severity" }),
    [actionIds.lead]: clickOpens({ modal: "lead" }),
    [actionIds.takeLead]: clickTakesLead,
    [actionIds.roles]: clickOpens({ modal: "roles" }),
    [actionIds.joinRole]: clickChangesRole("assign-role"),
    [actionIds.leaveRole]: clickChangesRole("leave-role"),
    [actionIds.joinFirst]: clickJoins,
    [actionIds.joinSecond]: clickJoins,
    [actionIds.joinThird]: clickJoins,
    [actionIds.declareAnyway]: clickDeclaresAnyway,
    [actionIds.openForm]: clickOpensForm,
    [actionIds.resolve]: clickOpens({ modal: "resolve" }),
    [actionIds.reopen]: clickOpens({ modal: "reopen" }),
    [actionIds.retry]: clickRetries,
    [actionIds.page]: clickOpens({ modal: "page" }),
    [actionIds.keepOpen]: clickAsks({ kind: "keep-open" }),
    [actionIds.declareOffered]: clickDeclaresOffered,
    [actionIds.acknowledge]: clickAsks({ kind: "acknowledge" }),
    [actionIds.snooze15]: clickAsks({ kind: "snooze", minutes: 15 }),
    [actionIds.snooze30]: clickAsks({ kind: "snooze", minutes: 30 }),
    [actionIds.allGood]: clickAsks({ kind: "confirm-resolved" }),
    [actionIds.written]: clickOpens({ modal: "postmortem" }),
    [actionIds.chooseService]: clickRedrawsDeclare,
    [actionIds.chooseSeverity]: clickRedrawsDeclare,
    [actionIds.openRunbook]: clickOpensRunbook,
    [actionIds.runbookBack]: clickTurnsRunbook,
    [actionIds.runbookOn]: clickTurnsRunbook,
    [actionIds.tickStep]: clickTicks("tick-step"),
    [actionIds.untickStep]: clickTicks("untick-step"),
    [actionIds.explainStep]: clickExplains,
    [actionIds.fillStep]: clickFills,
    [actionIds.addEvidence]: clickAddsEvidence,
    [actionIds.runStep]: clickRunsStep,
    [actionIds.runPage]: clickRunsPage,
    [actionIds.runDiagnostics]: clickRunsDiagnostics,
    [actionIds.cancelRun]: clickCancelsRun,
    [actionIds.runAgain]: clickRunsAgain,
    [actionIds.showAllRun]: clickShowsAllOfRun,
    [actionIds.evidence]: clickListsEvidence,
    [actionIds.showEvidence]: clickShowsEvidence,
    [actionIds.askForStep]: clickAsksForStep,
    [actionIds.approve]: clickDecides("approve"),
    [actionIds.withdraw]: clickDecides("withdraw"),
    [actionIds.typeValues]: clickTypesValues,
    [actionIds.denyRequest]: clickOpensRequestForm("deny"),
    [actionIds.putQuestion]: clickOpensRequestForm("put-question"),
    [actionIds.answerQuestion]: clickOpensRequestForm("answer-question"),
    [actionIds.revoke]: clickOpensRequestForm("revoke"),
    [actionIds.breakGlass]: clickOpensRequestForm("break-glass"),
    [actionIds.settle]: clickOpensRequestForm("settle"),
    [actionIds.review]: clickOpensRequestForm("review"),
    [actionIds.showPlan]: clickShowsPlan,
    [actionIds.askAgain]: clickAsksAnew("ask-again"),
    [actionIds.undoChange]: clickAsksAnew("ask-undo"),
    [actionIds.homeService]: clickChoosesService,
    [actionIds.homeRefresh]: clickRefreshesHome,
    [actionIds.listNewer]: clickTurnsList,
    [actionIds.listOlder]: clickTurnsList,
    [actionIds.statsDays7]: clickCountsDays,
    [actionIds.statsDays30]: clickCountsDays,
    [actionIds.statsDays90]: clickCountsDays,
  },
  views: {
    declare: submitDeclare,
    update: submitIncidentModal("update"),
    severity: submitIncidentModal("severity"),
    lead: submitIncidentModal("lead"),
    roles: submitIncidentModal("roles"),
    resolve: submitIncidentModal("resolve"),
    reopen: submitIncidentModal("reopen"),
    page: submitIncidentModal("page"),
    postmortem: submitIncidentModal("postmortem"),
    evidence: submitEvidence,
    fill: submitFill,
    "ask-step": submitAskForStep,
    "ask-again": submitAskAnew("ask-again"),
    "ask-undo": submitAskAnew("ask-undo"),
    "type-values": submitValues,
    deny: submitRequestForm("deny"),
    "put-question": submitRequestForm("put-question"),
    "answer-question": submitRequestForm("answer-question"),
    revoke: submitRequestForm("revoke"),
    "break-glass": submitRequestForm("break-glass"),
    settle: submitRequestForm("settle"),
    review: submitRequestForm("review"),
  },
  events: {
    app_home_opened: answerHomeOpened,
    app_mention: hearMention,
    member_left_channel: hearLeaving,
    "message.channels": hearMessage,
    "message.groups": hearMessage,
    reaction_added: hearReaction,
    reaction_removed: hearReaction,
  },
  shortcuts: {
    "declare-incident": useDeclare,
    "declare-from-message": useDeclareFromMessage,
    "add-to-timeline": useAddToTimeline,
  },
};
