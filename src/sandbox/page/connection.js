import { change, session, toast } from "./session.js";

/** @import { PageAct, PageState } from "../slack/page-state.ts" */

/** @type {EventSource | undefined} */
let source;
/** @type {ReturnType<typeof setTimeout> | undefined} */
let reopening;
let address = "";
let lastNotice = 0;

/**
 * Listens to the state of one person looking at one conversation; says nothing new when that is already so.
 * @param {string} person
 * @param {string} conversation
 */
export function watch(person, conversation) {
  const wanted = `/page/stream?${new URLSearchParams({ person, conversation })}`;
  if (wanted === address && (reopening !== undefined || source?.readyState !== EventSource.CLOSED)) return;
  address = wanted;
  clearTimeout(reopening);
  reopening = undefined;
  source?.close();
  const opened = new EventSource(wanted);
  source = opened;
  opened.onmessage = (event) => {
    if (opened === source) receive(JSON.parse(event.data));
  };
  opened.onerror = () => {
    // A browser gives up for good when the answer was an error: then it is for us to ask again.
    if (opened.readyState === EventSource.CLOSED && opened === source) {
      reopening = setTimeout(() => {
        reopening = undefined;
        watch(person, conversation);
      }, 2000);
    }
    change({ isOnline: false });
  };
}

/** @param {PageState} state */
function receive(state) {
  if (state.notice && state.notice.id !== lastNotice) {
    lastNotice = state.notice.id;
    toast(state.notice.text);
  }
  change({ state, isOnline: true });
}

/**
 * Does one thing as the person this window is.
 * @param {PageAct} act
 * @returns {Promise<string>} the refusal, or "" when it was done
 */
export async function act(act) {
  try {
    const response = await fetch("/page/act", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ person: session.place.person, act }),
    });
    const answer = await response.json();
    return answer.ok ? "" : String(answer.error ?? "That did not work.");
  } catch {
    return "The sandbox does not answer. Is it still running?";
  }
}

/**
 * Like `act`; what was clicked is busy meanwhile, and a refusal is shown at the foot of the page.
 * @param {PageAct} wanted
 * @param {string} [busyKey]
 */
export async function actOrSay(wanted, busyKey) {
  if (busyKey) change({ busy: new Set([...session.busy, busyKey]) });
  const refusal = await act(wanted);
  if (busyKey) change({ busy: new Set([...session.busy].filter((key) => key !== busyKey)) });
  if (refusal) toast(refusal);
}
