import type { HomeView, KnownBlock } from "@slack/types";
import type { ChangeRequest } from "../../approval/request.ts";
import type { Catalog } from "../../catalog/types.ts";
import type { Incident, Instant, PersonId } from "../../incident/incident.ts";
import { actionIds } from "../action-ids.ts";
import { actions, button, context, divider, header, markdown, option, plain, section } from "../blocks.ts";
import { clamp, limits } from "../limits.ts";
import { chosenIn, type FormValues, select } from "../modals/form.ts";
import { localTime } from "../time.ts";
import { approvalsForMe } from "./approvals-for-me.ts";
import { dueForMe } from "./due-for-me.ts";
import { myRoles } from "./my-roles.ts";
import { openIncidents } from "./open-incidents.ts";

/** What somebody sees in the app's Home tab. */
export interface HomeData {
  readonly viewer: PersonId;
  /** Open incidents that they may see, newest first; one more than is shown when there are others. */
  readonly open: readonly Incident[];
  /** Open incidents they have to do with. */
  readonly mine: readonly Incident[];
  /** Incidents whose clocks ask something of them, soonest first. */
  readonly due: readonly Incident[];
  /** Requests that wait for their decision, the oldest first. */
  readonly asked?: readonly ChangeRequest[] | undefined;
  /** Key of the service they chose to look at. */
  readonly service: string | undefined;
  /** What became of the button they pressed here. */
  readonly notice: readonly KnownBlock[];
  readonly catalog: Catalog;
  readonly now: Instant;
}

const everyService = "all services";
const controls = "home-controls";

/** The service looked at travels with the view, so that it is kept from one drawing to the next. */
export const homeView = {
  view(data: HomeData): HomeView {
    const notice = data.notice.length > 0 ? [...data.notice, divider()] : [];
    const footer = context(
      markdown(`As of ${localTime(data.now)}. Redrawn whenever you open it, and after what you do.`),
    );
    const blocks = [
      controlRow(data),
      ...notice,
      ...approvalsForMe(data.asked ?? [], data.viewer),
      ...dueForMe(data.due),
      ...myRoles(data),
      header(`Open incidents${data.service ? ` of ${nameOf(data.service, data.catalog)}` : ""}`),
      ...openIncidents(data),
    ];
    return home([...blocks.slice(0, limits.homeBlocks - 1), footer], data.service);
  },
  /** For those who may not act here. */
  turnedAway(sentence: string): HomeView {
    return home([section(plain(sentence)), actions(controls, [button("Try again", actionIds.homeRefresh)])], undefined);
  },
  /** The service chosen just now; undefined for all of them. */
  chosenService(values: FormValues): string | undefined {
    const chosen = chosenIn(values, controls);
    return chosen === everyService ? undefined : chosen;
  },
};

function home(blocks: readonly KnownBlock[], service: string | undefined): HomeView {
  return { type: "home", private_metadata: service ?? "", blocks: [...blocks] };
}

function controlRow({ service, catalog }: HomeData): KnownBlock {
  const services = catalog.services.slice(0, limits.selectOptions - 1).map(({ key, name }) => option(name, key));
  const all = option("All services", everyService);
  return actions(controls, [
    button("Declare an incident", actionIds.declare, { style: "primary" }),
    select([all, ...services], service ?? everyService, actionIds.homeService),
    button("Refresh", actionIds.homeRefresh),
  ]);
}

const nameOf = (service: string, catalog: Catalog): string =>
  clamp(catalog.services.find(({ key }) => key === service)?.name ?? service, 100);
