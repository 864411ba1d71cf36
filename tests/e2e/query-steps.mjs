// What a person does with the tools of the query editor. Texts are matched in German.
import assert from "node:assert/strict";
import { audit } from "./axe.mjs";
import { visit } from "./steps.mjs";

const shot = async ({ page, folder }, name) => folder && page.screenshot({ path: `${folder}/query-${name}.png` });

async function type({ page }, query) {
  await page.locator("textarea").first().fill(query);
  await page.locator("#query-status").getByText("lesbar").waitFor();
}

export async function warnings(world) {
  const { page } = world;
  await visit(world, "/queries/new");
  const list = page.getByRole("list", { name: "Was auffällt" });
  for (const [query, code] of [["rad OR rad*", "W_SWALLOWED"], ["rad -rad", "W_NEVER"], ["lang:de -lang:en", "W_IDLE_NOT"], ["a OR b c", "W_MIXED"]]) {
    await type(world, query);
    await list.getByText(code).waitFor();
  }
  await shot(world, "warnings");
  await type(world, "kranich (rad OR bremse)");
  await list.waitFor({ state: "detached" });
}

export async function explanation(world) {
  const { page } = world;
  await visit(world, "/queries/new");
  await type(world, "kranich (brems* OR akku OR rad) -gewinnspiel");
  await page.getByText(/am Tag/u).waitFor();
  const hit = page.locator("article").filter({ has: page.locator("mark") }).first();
  await hit.getByRole("button", { name: "Warum ist das hier?" }).press("Enter");
  const parts = hit.getByRole("listitem");
  await parts.first().waitFor();
  await hit.getByText("Die Suche trifft zu").waitFor();
  assert.ok((await parts.filter({ hasText: "gewinnspiel" }).innerText()).includes("gilt nicht"));
  assert.ok((await parts.filter({ has: page.locator("mark") }).count()) > 0);
  await shot(world, "explanation");
  await audit(page, "an explanation");
}

/** From the conversation of a mention to the reason it is there. */
export async function whyInTheInbox(world) {
  const { page } = world;
  await visit(world, "/inbox?view=all#first");
  const why = page.locator("aside").getByRole("button", { name: /^Warum traf/u }).first();
  await why.click();
  await page.locator("aside").getByText("Die Suche trifft zu").waitFor();
  await shot(world, "why-in-the-inbox");
  await audit(page, "an explanation in the inbox");
}

/** A tag of one's own on a post of the inbox, off again, and one that a query gives. */
export async function tags(world) {
  const { page } = world;
  await visit(world, "/inbox?view=all&q=akku#first");
  const details = page.locator("aside");
  await details.getByRole("link", { name: "Akku", exact: true }).waitFor();
  await details.getByRole("button", { name: "Etikett vergeben" }).press("Enter");
  await page.getByRole("menuitem", { name: "Für die Zeitung" }).press("Enter");
  await details.getByRole("link", { name: "Für die Zeitung" }).waitFor();
  await shot(world, "tags-of-a-post");
  await audit(page, "the tags of a post");
  await details.getByRole("button", { name: "Etikett Für die Zeitung abnehmen" }).click();
  await details.getByRole("link", { name: "Für die Zeitung" }).waitFor({ state: "detached" });
  await visit(world, "/queries");
  await page.getByText("nur von Hand").waitFor();
  await shot(world, "tags");
  await audit(page, "queries and tags");
  await page.getByRole("link", { name: "Etikett anlegen" }).click();
  await page.getByLabel("Name", { exact: true }).fill("Gabel");
  await page.getByRole("button", { name: "Speichern" }).click();
  await page.getByRole("heading", { name: "Gabel" }).waitFor();
  await shot(world, "tag-by-hand");
}

export async function lost(world) {
  const { page } = world;
  await visit(world, "/queries/new");
  await type(world, "kranich -rad -nirgendwo");
  await page.getByRole("button", { name: "Nachsehen" }).click();
  const panel = page.getByRole("region", { name: "Was geht durch NOT verloren?" });
  await panel.getByText(/von .* Beiträgen der letzten 30 Tage/u).waitFor();
  await panel.getByText("NOT nirgendwo").waitFor();
  await shot(world, "lost");
  await audit(page, "what is lost");
  await darkAndNarrow(world, "what is lost");
}

/** In the dark, and on a telephone: nothing runs off the side. */
async function darkAndNarrow(world, name) {
  const { page } = world;
  await page.emulateMedia({ colorScheme: "dark" });
  await audit(page, `${name}, dark`);
  await page.setViewportSize({ width: 360, height: 740 });
  await page.waitForTimeout(300);
  await shot(world, `${name}-360`);
  const wide = await page.evaluate(() => document.scrollingElement.scrollWidth);
  assert.ok(wide <= 360, `${name} is ${wide} px wide`);
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.emulateMedia({ colorScheme: "light" });
}

/** All by keyboard. */
export async function groups(world) {
  const { page } = world;
  await visit(world, "/queries/new");
  await type(world, "kranich (rad OR bremse)");
  await page.getByRole("radio", { name: "Gruppen" }).focus();
  await page.keyboard.press("Space");
  await page.getByRole("group", { name: "Gruppe 2" }).waitFor();
  const first = page.getByRole("group", { name: "Gruppe 1" });
  await first.getByRole("textbox").focus();
  await page.keyboard.type("lenker wackelt");
  await page.keyboard.press("Enter");
  await first.getByText('"lenker wackelt"').waitFor();
  await page.getByRole("button", { name: "Gruppe anlegen" }).press("Enter");
  const third = page.getByRole("group", { name: "Gruppe 3" });
  await third.getByRole("combobox").first().selectOption("none");
  await third.getByRole("combobox").last().selectOption("site");
  await third.getByRole("textbox").fill("radblog.example");
  await page.keyboard.press("Enter");
  await third.getByText("site:radblog.example").waitFor();
  await page.locator("#query-status").getByText("lesbar").waitFor();
  await shot(world, "groups");
  await audit(page, "groups");
  await darkAndNarrow(world, "groups");
  await first.getByRole("textbox").focus();
  await page.keyboard.press("Backspace");
  await first.getByText('"lenker wackelt"').waitFor({ state: "detached" });
  await page.getByRole("radio", { name: "Text" }).focus();
  await page.keyboard.press("Space");
  assert.equal(await page.locator("textarea").first().inputValue(), "kranich AND (rad OR bremse) AND NOT site:radblog.example");
  await type(world, "kranich OR (rad bremse)");
  await page.getByRole("radio", { name: "Gruppen" }).focus();
  await page.keyboard.press("Space");
  await page.getByText(/Als Gruppen nicht zu zeigen/u).waitFor();
  await shot(world, "groups-not");
}

export async function importForeign(world) {
  const { page } = world;
  await visit(world, "/queries/new");
  await page.getByRole("button", { name: "Aus einem anderen Werkzeug übernehmen" }).click();
  const form = page.getByRole("region", { name: "Aus einem anderen Werkzeug übernehmen" });
  await form.getByLabel("Suche von dort").fill("rad AND country:de");
  await form.getByRole("button", { name: "Übernehmen" }).click();
  await form.getByRole("alert").getByText("E_FOREIGN").waitFor();
  await form.getByText("country:de", { exact: true }).last().waitFor();
  await form.getByLabel("Suche von dort").fill('("kranich rad" OR Google+) NEAR/5f (kaputt OR defekt)');
  await form.getByRole("button", { name: "Übernehmen" }).click();
  await form.getByRole("list", { name: "Was hier anders ist" }).getByText("N_SIGN").waitFor();
  assert.equal(await page.locator("textarea").first().inputValue(), '("kranich rad" OR Google) ONEAR/5 (kaputt OR defekt)');
  await page.locator("#query-status").getByText("lesbar").waitFor();
  await shot(world, "import");
  await audit(page, "an import");
  await darkAndNarrow(world, "an import");
}

/** Saves, changes, compares, returns, locks and unlocks a query. */
export async function versionsAndLock(world) {
  const { page } = world;
  await visit(world, "/queries/new");
  await page.getByLabel("Name").first().fill("Verlauf eines Rads");
  await type(world, "kranich rad");
  await page.getByRole("button", { name: "Speichern" }).click();
  await page.waitForURL(/\/queries\/\d+/u);
  await page.getByText("Stand 1", { exact: true }).first().waitFor();
  await type(world, "kranich (rad OR velo)");
  await page.getByRole("button", { name: "Speichern" }).click();
  await page.locator("ins").first().waitFor();
  assert.deepEqual(await page.locator("ins").allInnerTexts(), ["(", " OR velo)"]);
  await shot(world, "versions");
  await audit(page, "the history of a query");
  await page.getByRole("button", { name: "Zurückholen: Stand 1" }).click();
  await page.getByText(/wie Stand 1/u).waitFor();
  assert.equal(await page.locator("textarea").first().inputValue(), "kranich rad");
  await page.getByRole("button", { name: "Sperren" }).click();
  await page.getByText(/^Gesperrt von/u).waitFor();
  await shot(world, "locked");
  await audit(page, "a locked query");
  await darkAndNarrow(world, "a locked query");
  await page.getByRole("button", { name: "Entsperren" }).click();
  await page.getByText(/^Gesperrt von/u).waitFor({ state: "detached" });
}

const save = (page) => page.getByRole("button", { name: "Speichern", exact: true });

/** A condition that is typed and not added is part of the query; leaving with unsaved text is asked. */
export async function halfTyped(world) {
  const { page } = world;
  await visit(world, "/queries/new");
  await page.getByRole("textbox", { name: "Name" }).fill("Halb getippt");
  await page.getByText("Gruppen", { exact: true }).click();
  await page.getByRole("textbox", { name: "Bedingung" }).fill("schutzblech");
  await save(page).dblclick();
  await page.waitForURL(/\/queries\/\d+$/u);
  world.half = new URL(page.url()).pathname;
  await page.getByText("Stand 1", { exact: true }).waitFor();
  await page.getByText("Text", { exact: true }).click();
  assert.equal(await page.locator("textarea").first().inputValue(), "schutzblech");
  await page.locator("textarea").first().fill("schutzblech klappert");
  await page.locator("nav").getByRole("link", { name: /^Eingang/u }).first().click();
  await page.getByRole("dialog").getByRole("button", { name: "Weiter schreiben" }).click();
  assert.equal(new URL(page.url()).pathname, world.half);
  await shot(world, "unsaved");
}

/** Two windows change one query: the second sees what the first saved, and saves its own over it. */
export async function twoWindows(world) {
  const { page } = world;
  await visit(world, world.half);
  const other = await page.context().newPage();
  await other.goto(world.half);
  await other.locator("textarea").first().fill("schutzblech wackelt");
  await other.locator("#query-status").getByText("lesbar").waitFor();
  await save(other).click();
  await other.locator("article b", { hasText: "Stand 2" }).waitFor();
  await other.close();
  await type(world, "schutzblech klappert");
  await save(page).click();
  const conflict = page.getByRole("alert").filter({ hasText: "hat inzwischen Stand 2 gespeichert" });
  await conflict.getByText("wackelt").waitFor();
  await shot(world, "conflict");
  await conflict.getByRole("button", { name: "Meine Fassung darüber speichern" }).click();
  await page.locator("article b", { hasText: "Stand 3" }).waitFor();
  assert.equal(await conflict.count(), 0);
  await page.getByRole("button", { name: "Entfernen", exact: true }).click();
  await page.waitForURL(/\/queries$/u);
}
