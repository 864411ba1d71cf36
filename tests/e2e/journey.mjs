// Everything a new person does on the first day, against real networks; journey.sh starts it: journey.mjs SCREENSHOTS
// Steps build on each other; each that waits for the network says how long it took.
import assert from "node:assert/strict";
import { mkdirSync, readFileSync } from "node:fs";
import { audit } from "./axe.mjs";
import { launch } from "./browser.mjs";
import { Report } from "./report.mjs";

const { BASE_URL, CUSTOMERS, FEED_URL, WORDPRESS_URL, WORDPRESS_USER, WORDPRESS_PASSWORD, JETSTREAM_URL, PDS_URL, BLUESKY_PASSWORD } =
  process.env;
const folder = process.argv[2];
mkdirSync(folder, { recursive: true });

const texts = JSON.parse(readFileSync(new URL("../../web/i18n/de.json", import.meta.url), "utf8"));
const t = (key) => key.split(".").reduce((node, part) => node[part], texts);

const SECONDS = 20_000;
const report = new Report();
const browser = await launch();
const page = await browser.open(BASE_URL);
page.setDefaultTimeout(SECONDS);
const shot = (name) => page.screenshot({ path: `${folder}/${name}.png` });

/** What people on the networks do, and what can be seen there. */
async function customer(act, body = {}) {
  const reply = await fetch(`${CUSTOMERS}/${act}`, { method: "POST", body: JSON.stringify(body) });
  assert.equal(reply.status, 200, await reply.clone().text());
  return reply.json();
}

async function until(what, look) {
  const end = Date.now() + SECONDS;
  for (;;) {
    const found = await look();
    if (found) return found;
    assert.ok(Date.now() < end, `${what}: not within ${SECONDS / 1000} s`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

async function timed(what, act) {
  const begun = Date.now();
  const result = await act();
  console.log(`      ${what}: ${((Date.now() - begun) / 1000).toFixed(1)} s`);
  return result;
}

const button = (key) => page.getByRole("button", { name: t(key), exact: true });
const field = (label) => page.getByRole("textbox", { name: label });
const secret = () => page.locator("main input[type=password]");
const conversation = () => page.locator("main");
const row = (text) => page.locator("section li a", { hasText: text }).first();

async function choose(kind) {
  await page.goto("/sources/new");
  await page.getByRole("button", { name: kind }).click();
}

async function probe() {
  await button("wizard.probe").click();
  await page.getByText(t("wizard.found")).waitFor();
}

async function justify() {
  await button("common.next").click();
  await page.getByRole("checkbox", { name: t("assessment.approve") }).check();
  await button("wizard.start").click();
}

/** No reload: either the row is there by itself, or the list says that something new came. */
async function arrives(text) {
  const fresh = page.getByRole("button", { name: /neue[r]? Beitr/u });
  await row(text).or(fresh).first().waitFor();
  if (!(await row(text).count())) await fresh.click();
  await row(text).waitFor();
}

async function takeOpen(name) {
  assert.match(await page.locator("aside").innerText(), /Versiegelt · \w{4}|Name verschlossen/u);
  assert.ok(!(await page.locator("body").innerText()).includes(name), `${name} is readable before the case is taken`);
  await page.locator("#take").click();
  await page.locator("aside").getByText(name).first().waitFor();
  await conversation().getByText(/hat übernommen, Name geöffnet/u).first().waitFor();
}

async function answer(text) {
  await page.locator("#answer").fill(text);
  await page.getByText(t("composer.send"), { exact: true }).click();
  await conversation().locator("article").getByText(text).waitFor();
}

const asked = "Moin, bei meinem Kranich L3 quietscht die Bremse. Was kann ich tun?";
const answered = "Moin Gerd, das klingt nach verglasten Belägen. Bitte 20 × kräftig bremsen – sonst tauschen wir sie.";
const reacted = "Danke Mira, jetzt ist Ruhe!";
const question = "Hat der Kranich L3 eigentlich eine Feststellbremse?";
const reply = "Ja, Anna: der kleine Hebel links. Gruß aus Kiel, Mira";
const thanks = "Gefunden, vielen Dank!";

await report.step("the first visitor sets the house up", async () => {
  await page.goto("/");
  await page.evaluate(() => localStorage.setItem("resonanz-language", "de"));
  await page.reload();
  await page.locator("input[autocomplete=organization]").fill("Kranich");
  await page.locator("input[autocomplete=name]").fill("Mira Brandt");
  await page.locator("input[autocomplete=username]").fill("mira");
  await page.locator("input[autocomplete=new-password]").fill("kranich-im-flug");
  await shot("01-first-run");
  await audit(page, "first run");
  await button("setup.create").click();
  await page.getByText(t("wizard.welcome")).waitFor();
  await shot("02-welcome");
});

await report.step("a wrong password for the WordPress site is one clear sentence", async () => {
  await page.getByRole("button", { name: "WordPress" }).click();
  await field("Adresse der Seite").fill(WORDPRESS_URL);
  await field("Benutzername").fill(WORDPRESS_USER);
  await secret().fill("abcd efgh ijkl");
  await field("Sekunden zwischen zwei Abfragen").fill("1");
  await button("wizard.probe").click();
  const note = page.getByRole("alert");
  await note.waitFor();
  assert.equal(await note.count(), 1);
  const [sentence, code] = (await note.innerText()).split("\n");
  assert.match(sentence, /^\p{Lu}.{20,240}\.$/u);
  assert.match(code, /^E_CREDENTIALS\b/u); // what the site said stands beside it in small print
  console.log(`      ${sentence}`);
  await shot("03-wrong-password");
});

await report.step("with the right one the site is found, justified and started; the first query is saved", async () => {
  await secret().fill(WORDPRESS_PASSWORD);
  await probe();
  await page.getByText("Radblog Kiel").first().waitFor();
  await shot("04-found");
  await justify();
  await page.getByText(t("wizard.queryText")).waitFor();
  await page.locator("textarea").first().fill("kranich*");
  await page.getByText(t("queries.readable")).waitFor();
  await shot("05-first-query");
  await button("wizard.listen").click();
  await page.getByText(t("wizard.watchText")).waitFor();
  await page.getByRole("link", { name: t("wizard.toInbox") }).click();
});

await report.step("a customer's comment is in the inbox within seconds, without reload", async () => {
  await page.waitForURL(/\/inbox/u);
  await customer("comment", { name: "Gerd Petersen", text: asked });
  await timed("from the blog to the screen", () => arrives("quietscht die"));
  await shot("06-arrived");
});

await report.step("WordPress: taken, the name opens; answered in German, visible on the blog", async () => {
  await row("quietscht die").click();
  await page.locator("#take").waitFor();
  await takeOpen("Gerd Petersen");
  await shot("07-taken");
  await answer(answered);
  await shot("08-sending");
  const ours = await timed("from Senden (with ten seconds to take it back) to the blog", () =>
    until("the answer on the blog", async () => (await customer("comments")).find((c) => c.text.includes("verglasten Belägen"))),
  );
  assert.equal(ours.status, "approved");
  assert.equal(ours.text.replace(/<[^>]+>/gu, "").trim().startsWith("Moin Gerd"), true, ours.text);
  const asking = (await customer("comments")).find((c) => c.author === "Gerd Petersen");
  assert.equal(ours.parent, asking.id, "the answer stands under the question");
  await conversation().getByText(/✓ sichtbar auf/u).waitFor();
  await customer("comment", { name: "Gerd Petersen", text: reacted, parent: ours.id });
  await timed("the reaction in the same conversation", () => conversation().getByText(reacted).waitFor());
  await shot("09-reaction");
  await audit(page, "conversation");
  assert.equal((await customer("comments")).filter((c) => c.text.includes("verglasten")).length, 1, "sent once");
});

await report.step("a Bluesky account: added, and a post is in the inbox within seconds", async () => {
  await choose("Bluesky");
  await field("Ereignisstrom").first().fill(JETSTREAM_URL);
  await field("Server Ihres Kontos").fill(PDS_URL);
  await field("Handle").fill("kranich.test");
  await secret().fill(BLUESKY_PASSWORD);
  await probe();
  await justify();
  await page.getByText(t("wizard.watchText")).waitFor();
  await shot("10-bluesky");
  await page.goto("/inbox");
  await page.locator("section").first().waitFor();
  await page.waitForTimeout(1500); // the stream is open before Anna writes
  globalThis.annas = await customer("post", { text: question });
  await timed("from Bluesky to the screen", () => arrives("Feststellbremse"));
});

await report.step("Bluesky: taken, answered, visible there as a reply, and Anna's thanks come back", async () => {
  await row("Feststellbremse").click();
  await page.locator("#take").click();
  await conversation().getByText(/hat übernommen, Name geöffnet/u).first().waitFor();
  await page.locator("aside").getByText(/anna|did:plc/u).first().waitFor();
  await answer(reply);
  const record = await timed("from Senden to Bluesky", () =>
    until("the answer on Bluesky", async () => (await customer("posts")).find((r) => r.value.text.includes("kleine Hebel"))),
  );
  assert.equal(record.value.reply.parent.uri, globalThis.annas.uri);
  assert.deepEqual(record.value.langs, ["de"]);
  await customer("post", { text: thanks, reply: [globalThis.annas, record] });
  await timed("the reaction in the same conversation", () => conversation().getByText(thanks).waitFor());
  await shot("11-bluesky-conversation");
});

await report.step("a feed brings its article; it cannot be answered and says so", async () => {
  await choose("Feed");
  await field("Adresse des Feeds oder der Seite").fill(FEED_URL);
  await probe();
  await justify();
  await page.getByText(t("wizard.watchText")).waitFor();
  await page.goto("/inbox?view=all");
  await timed("from the feed to the screen", () => arrives("bremst gut"));
  await row("bremst gut").click();
  await page.getByText("Kranich L3 im Test").first().waitFor();
  await shot("12-feed");
});

await report.step("a second query with its hits while typing", async () => {
  await page.goto("/queries/new");
  await page.getByLabel(t("queries.name")).first().fill("Bremse");
  await page.locator("textarea").first().fill("brems* OR feststellbremse");
  await page.getByText(/3 Treffer/u).waitFor();
  await page.locator("article mark").first().waitFor();
  await shot("13-query");
  await button("common.save").click();
  await page.getByRole("navigation").getByText("Bremse").waitFor();
});

await report.step("a source's password is changed afterwards: a wrong one is refused, an empty one keeps the old", async () => {
  await page.goto("/sources");
  await page.getByRole("rowheader").getByRole("link", { name: "Radblog Kiel" }).click();
  const settings = page.locator("section", { has: page.getByRole("heading", { name: t("sources.settings") }) });
  await settings.getByRole("button", { name: t("common.edit") }).click();
  await secret().fill("falsch falsch");
  await button("sources.tryAndSave").click();
  await page.getByRole("alert").getByText("E_CREDENTIALS").waitFor();
  await shot("14-source-settings");
  await secret().fill("");
  await field("Sekunden zwischen zwei Abfragen").fill("2");
  await button("sources.tryAndSave").click();
  await settings.getByText(t("sources.secretSet")).waitFor();
  await settings.getByText("2", { exact: true }).waitFor();
  await customer("comment", { name: "Uwe", text: "Mein Kranich fährt und fährt." });
  await page.goto("/inbox");
  await arrives("fährt und fährt");
});

await report.step("the ledger balances, every source is healthy, the trail names the opened names", async () => {
  await page.goto("/sources");
  await page.getByText(t("ledger.balanced")).first().waitFor();
  assert.equal(await page.getByText(/Differenz/u).count(), 0);
  assert.equal(await page.getByText(t("state.failed"), { exact: true }).count(), 0);
  await shot("15-sources");
  await page.goto("/privacy");
  await page.getByText("Gerd Petersen").or(page.getByText(/Mira Brandt/u)).first().waitFor();
  await shot("16-privacy");
});

await report.step("no script error, no request to another host", () => browser.quiet());
await browser.close();
report.end();
