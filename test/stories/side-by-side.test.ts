import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { withDatabase } from "../database.ts";
import { announcements, type Company, incidentChannels, openCompany, words } from "./company.ts";

describe.each(["http", "socket"] as const)("incidents side by side, over %s", (kind) => {
  const database = withDatabase();
  let company: Company;
  beforeAll(async () => {
    company = await openCompany(database.url, kind);
  });
  afterAll(() => company.stop());

  const answerTo = (person: string, channel: string, text: RegExp) =>
    company.slack.waitFor(
      () =>
        company.slack
          .messages(channel)
          .findLast((one) => one.visibleTo === company.slack.person(person).id && text.test(words(one))),
      `an answer to ${person} that says ${text}`,
    );
  const numberOf = (said: string): string => /INC-\d+/.exec(said)?.[0] ?? "";

  test("what is open already is offered before it is declared again, and may be joined", async () => {
    await company.say("ada", "declare P2 blog-engine Comments are not shown");
    const channel = await company.channel("-comments-are-not-shown");
    expect(await company.say("ben", "declare P1 blog-engine Comments not shown at all")).toMatch(
      /may be the same as INC-\d+/,
    );
    const offer = await answerTo("ben", "general", /may be the same/);
    expect(incidentChannels(company.slack)).toHaveLength(1);
    await company.slack.as("ben").click(offer, "join-incident-1", { twice: true });
    await company.slack.waitFor(() => channel.members.includes(company.slack.person("ben").id), "Ben in the channel");
    await company.say("chioma", "declare P1 blog-engine Comments not shown at all");
    const again = await answerTo("chioma", "general", /may be the same/);
    await company.slack.as("chioma").click(again, "declare-anyway", { twice: true });
    await company.channel("-comments-not-shown-at-all");
    expect(incidentChannels(company.slack)).toHaveLength(2);
  });

  test("the form offers them too, and sending it again declares", async () => {
    await company.say("ada", "declare P2 blog-engine");
    const form = await company.slack.waitFor(() => company.slack.modalOf("ada"), "the form");
    const offered = await company.slack.as("ada").submit(form, { title: "Comments are not shown on phones" });
    expect(offered.kind).toBe("updated");
    expect(JSON.stringify(form.view)).toMatch(/may be the same.*Join INC-\d+/s);
    await company.slack.as("ada").submit(form, {});
    await company.channel("-comments-are-not-shown-on-phones");
    await company.slack.as("ada").close(form);
  });

  test("a duplicate ends, says where it goes on, and brings its people there", async () => {
    const { slack } = company;
    const into = numberOf(await company.say("ada", "declare P2 web-analytics Events are lost"));
    const goesOn = await company.channel("-events-are-lost");
    await company.say("chioma", "declare P3 web-analytics Dashboards show no data");
    const duplicate = await company.channel("-dashboards-show-no-data");
    await company.card(duplicate, /Investigating/, /Being set up/);
    expect(await company.say("chioma", `merge ${into}`, duplicate.name)).toMatch(new RegExp(`merged into ${into}`));
    await company.card(duplicate, new RegExp(`Resolved.*The same as ${into}`, "s"), /Post-mortem written/);
    await company.announcement("Dashboards show no data", new RegExp(`The same as ${into}.*${goesOn.id}`, "s"));
    await slack.waitFor(() => company.lines(goesOn).join().includes("Dashboards show no data"), "the line");
    await slack.waitFor(() => goesOn.members.includes(slack.person("chioma").id), "Chioma in the channel");
    expect(await company.say("ada", `merge ${into}`, goesOn.name)).toMatch(/into itself/);
  });

  test("a channel that is there becomes the incident's own", async () => {
    const { slack } = company;
    expect(await company.say("ada", "convert P2 web-analytics Imports are late", "web-analytics")).toMatch(
      /INC-\d+ declared/,
    );
    const channel = slack.channelByName("web-analytics");
    if (!channel) throw new Error("no channel web-analytics");
    const card = await company.card(channel, /Imports are late/, /Being set up/);
    await slack.waitFor(() => channel.pins.some(({ ts }) => ts === card.ts), "the card pinned");
    expect(channel.members).toContain(slack.botUserId);
    expect(await company.say("ben", "convert P2 web-analytics Something else", "web-analytics")).toMatch(
      /channel of INC-\d+ already/,
    );
    expect(await company.say("ben", "convert P2 web-analytics Something else", "incidents")).toMatch(
      /cannot belong to one/,
    );
    expect(await company.say("ben", "resolve caught up", "web-analytics")).toMatch(/is resolved/);
  });

  test("a drill says so everywhere, and is no duplicate of what is real", async () => {
    await company.say("ada", "declare P2 social-analytics Feed is empty");
    expect(await company.say("ben", "drill declare P2 social-analytics Feed is empty")).toMatch(/DRILL.*declared/);
    const channel = await company.channel("-feed-is-empty");
    await company.announcement("Feed is empty", /DRILL/);
    const drill = await company.slack.waitFor(
      () => incidentChannels(company.slack).find(({ name }) => name.startsWith("drill-")),
      "the drill's channel",
      10_000,
    );
    await company.card(drill, /DRILL/, /Being set up/);
    await company.slack.waitFor(() => drill.topic.includes("DRILL"), "the topic");
    expect(await company.say("ben", "timeline", drill.name)).toContain("DRILL");
    expect(await company.say("ben", "list")).toMatch(/DRILL.*Feed is empty/s);
    expect(channel.name).toMatch(/feed-is-empty/);
  });

  test("a private incident is known to its own people alone, whichever way others ask", async () => {
    const { slack } = company;
    const secret = "Payroll of everybody is public";
    const number = numberOf(await company.say("ada", `declare private P2 architect-dashboard ${secret}`));
    const channel = await company.channel("-payroll-of-everybody-is-public");
    await company.card(channel, /PRIVATE/, /Being set up/);
    expect(channel.kind).toBe("private");
    expect(await company.say("ben", `declare P1 architect-dashboard ${secret}`)).toMatch(/INC-\d+ declared/);
    const own = await slack.waitFor(
      () => incidentChannels(slack).find(({ name, kind }) => kind === "public" && name.includes("-payroll-")),
      "his own",
      10_000,
    );
    for (const text of [
      "list all",
      "stats",
      "",
      `timeline ${number}`,
      `timeline ${number} I was here`,
      `clocks ${number}`,
      `role ${number}`,
      `update ${number} hello`,
    ]) {
      expect(await company.say("ben", text)).not.toContain("PRIVATE");
    }
    expect(await company.say("ben", `merge ${number}`, own.name)).toContain(`no incident ${number} that you can see`);
    expect(await company.say("ada", `merge ${number}`, own.name)).toMatch(/private incident and a public one cannot/);
    await slack.as("ben").openHome();
    const home = await slack.waitFor(() => slack.homeOf("ben"), "his home");
    expect(JSON.stringify(home.view)).not.toContain("PRIVATE");
    expect(announcements(slack).map(words).join()).not.toContain(`${number} `);
    expect(await company.say("ada", `timeline ${number}`)).toMatch(/PRIVATE.*Timeline/);
  });
});
