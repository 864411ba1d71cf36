// What a person does. Texts are matched in German, the language in which the walk begins.
import assert from "node:assert/strict";

/** The screens that are looked at in both themes and languages. */
export const screens = {
  overview: "/overview",
  "overview-table": "/overview?table=true",
  inbox: "/inbox?view=all",
  conversation: "/inbox?view=all#first",
  alerts: "/alerts",
  "alerts-rules": "/alerts?tab=rules",
  "alerts-deliveries": "/alerts?tab=deliveries",
  crisis: "/crisis",
  "crisis-new": "/crisis/new",
  "crisis-settings": "/crisis?tab=settings",
  queries: "/queries",
  editor: "/queries/new?q=bremse%20OR%20kranich",
  sources: "/sources",
  wizard: "/sources/new",
  people: "/people",
  privacy: "/privacy",
  "privacy-requests": "/privacy?tab=requests",
  "privacy-limits": "/privacy?tab=limits",
  settings: "/settings",
};

const shot = async ({ page, folder }, name) => folder && page.screenshot({ path: `${folder}/walk-${name}.png` });
const settle = (page) => page.waitForTimeout(500);

/** Opens a screen and waits until nothing is loading; "#first" opens the first conversation of the list. */
export async function visit({ page }, path) {
  await page.goto(path.replace("#first", ""));
  await page.locator("main:visible, section:visible").first().waitFor();
  await settle(page);
  if (path.endsWith("#first")) {
    await page.locator("section li a").first().click();
    await page.locator("main h1").waitFor();
    await settle(page);
  }
}

export async function door({ page }) {
  await page.goto("/");
  await page.locator("input[name=username]").waitFor();
}

export async function signIn(world) {
  const { page } = world;
  await page.fill("input[name=username]", world.login);
  await page.fill("input[name=password]", `${world.password}-falsch`);
  await page.keyboard.press("Enter");
  await page.getByRole("alert").getByText("E_LOGIN").waitFor();
  await page.fill("input[name=password]", world.password);
  await page.keyboard.press("Enter");
  await page.getByRole("navigation").waitFor();
  await page.evaluate(() => localStorage.setItem("resonanz-language", "de"));
  await settle(page);
  await shot(world, "signed-in");
}

export async function overview(world) {
  const { page } = world;
  await visit(world, "/overview");
  const chart = page.getByRole("slider");
  await chart.focus();
  await page.keyboard.press("ArrowLeft");
  const words = await chart.getAttribute("aria-valuetext");
  assert.match(words ?? "", /Erwähnung/u);
  await shot(world, "overview");
  await page.keyboard.press("v");
  await page.getByRole("region", { name: "Als Tabelle" }).getByRole("row").nth(1).waitFor();
}

export async function narrowed(world) {
  const { page } = world;
  await visit(world, "/overview");
  await page.getByRole("region", { name: /je Stunde|je Tag/u }).first().waitFor();
  await pick(page, "Wovon", "Marke");
  await page.waitForURL((url) => url.searchParams.has("query"));
  await pick(page, "Verglichen mit", "Bremse L3");
  await page.getByText(/gestrichelt: Bremse L3/u).waitFor();
  await shot(world, "overview-compared");
  await page.getByRole("link", { name: /Bremse/u }).last().waitFor();
  await page.getByRole("row", { name: /steigt|neu/u }).first().getByRole("link").click();
  await page.waitForURL((url) => url.pathname.startsWith("/inbox") && url.searchParams.has("q"));
  await page.locator("a[data-on]").first().waitFor();
}

/** Another period beside the one shown: its figures stand in the place of what was before, its line is dashed. */
export async function compared(world) {
  const { page } = world;
  await visit(world, "/overview");
  await pick(page, "Womit verglichen wird", "mit vier Wochen davor");
  await page.waitForURL((url) => url.searchParams.get("against") === "four_weeks");
  await page.getByText(/^gestrichelt: /u).waitFor();
  await pick(page, "Womit verglichen wird", "mit eigenen Tagen");
  await page.getByRole("button", { name: "Erster Tag zum Vergleich" }).waitFor();
  await page.getByText(/\d vom .* bis /u).first().waitFor();
  await shot(world, "overview-own-days");
  await pick(page, "Womit verglichen wird", "mit der Zeit davor");
  await page.waitForURL((url) => !url.searchParams.has("against"));
}

async function pick(page, label, option) {
  await page.getByRole("combobox", { name: label }).click();
  await page.getByRole("option", { name: option, exact: true }).click();
}

export async function reading(world) {
  const { page } = world;
  await visit(world, "/inbox?view=all");
  await page.keyboard.press("j");
  await page.locator("main h1").waitFor();
  const tone = page.getByRole("button", { name: /^Ton berichtigen/u });
  await tone.click();
  await page.getByRole("menuitem", { name: "negativ" }).click();
  await page.getByText("von einem Menschen gesetzt").waitFor();
  await shot(world, "reading");
  await page.getByRole("button", { name: "Wie die Modelle" }).click();
  await page.getByText("von einem Menschen gesetzt").waitFor({ state: "detached" });
}

export async function inbox(world) {
  const { page } = world;
  await visit(world, "/inbox?view=all");
  await page.keyboard.press("j");
  await page.locator("main h1").waitFor();
  const first = page.url();
  await page.keyboard.press("j");
  await page.waitForURL((url) => url.href !== first);
  await page.keyboard.press("k");
  await page.waitForURL(first);
  await shot(world, "inbox");
}

/** Finds a sealed post that nobody has, best one whose source takes replies. */
export async function findUntaken({ page }) {
  let any = "";
  for (let tries = 0; tries < 15; tries += 1) {
    await page.keyboard.press("j");
    await settle(page);
    if (!(await page.locator("#take").count())) continue;
    any ||= page.url();
    if (await page.getByText("Sie werden zuständig, und der Name öffnet sich").count()) return;
  }
  assert.ok(any, "no post that could be taken among the first 15");
  await page.goto(any);
}

export async function take(world) {
  const { page } = world;
  await visit(world, "/inbox");
  await findUntaken(world);
  await page.locator("#take").waitFor();
  assert.match(await page.locator("aside").innerText(), /Versiegelt · \w{4}/u);
  await shot(world, "sealed");
  await page.keyboard.press("t");
  await page.getByRole("region", { name: "Antworten" }).waitFor();
  await page.getByText(/hat übernommen, Name geöffnet/u).first().waitFor();
  assert.doesNotMatch(await page.locator("aside").innerText(), /Versiegelt · \w{4}/u);
  world.taken = page.url();
  await shot(world, "taken");
}

export async function note(world) {
  const { page } = world;
  await page.goto(world.taken);
  await page.getByRole("region", { name: "Antworten" }).waitFor();
  await page.keyboard.press("n");
  await page.getByLabel("Notiz für Kolleginnen und Kollegen").fill("Nur für uns: im Handbuch nachsehen.");
  await page.keyboard.press("Control+Enter");
  await page.locator("article").getByText("Nur für uns: im Handbuch nachsehen.").waitFor();
}

export async function reply(world) {
  const { page } = world;
  await page.goto(world.taken);
  await page.getByRole("region", { name: "Antworten" }).waitFor();
  await page.keyboard.press("r");
  const field = page.locator("#answer");
  if (!(await field.count())) {
    // A file or a recording takes no answers: then it must say so.
    await page.locator("[data-cannot-reply]").waitFor();
    return;
  }
  await field.fill("Moin, danke für den Hinweis. Wir sehen nach und melden uns.");
  await page.getByText(/Entwurf gesichert/u).waitFor();
  await page.getByRole("button", { name: "Vorschau" }).click();
  await shot(world, "preview");
  await page.getByRole("button", { name: "Weiterschreiben" }).click();
  await page.getByRole("button", { name: "Senden", exact: true }).click();
  await page.locator("article").getByText("Wir sehen nach und melden uns.").waitFor();
  await shot(world, "sending");
  await page.getByRole("button", { name: "Rückgängig" }).last().click();
  await page.waitForFunction(() => document.querySelector("#answer")?.value.includes("Wir sehen nach"));
}

export async function search(world) {
  const { page } = world;
  await visit(world, "/inbox?view=all");
  await page.keyboard.press("/");
  await page.keyboard.type("(kranich OR");
  await page.locator("#search-error").waitFor();
  await shot(world, "search-error");
  await page.keyboard.press("Control+a");
  await page.keyboard.type("kranich");
  await page.keyboard.press("Enter");
  await page.waitForURL(/q=kranich/u);
  await page.locator("section li mark").first().waitFor();
}

export async function editor(world) {
  const { page } = world;
  await visit(world, "/queries/new");
  const field = page.locator("textarea").first();
  await field.fill("kranich OR (");
  await page.locator("#query-status").getByText("E_SYNTAX").waitFor();
  await field.fill("kranich");
  await page.getByText(/Treffer/u).first().waitFor();
  await page.locator("article mark").first().waitFor();
  await shot(world, "editor");
}

export async function sources(world) {
  const { page } = world;
  await visit(world, "/sources");
  await page.getByRole("row").nth(1).waitFor();
  assert.equal(await page.getByText(/Differenz/u).count(), 0);
  await page.getByRole("rowheader").getByRole("link").first().click();
  await page.getByText(/Bilanz/u).first().waitFor();
  await shot(world, "source");
}

export async function keyboard(world) {
  const { page } = world;
  await visit(world, "/sources");
  await page.locator("body").press("?");
  await page.getByRole("dialog").getByText("Tastenkürzel").first().waitFor();
  await page.keyboard.press("Escape");
  await settle(page);
  await page.keyboard.press("Control+k");
  await page.getByPlaceholder("Suchen …").waitFor();
  await page.keyboard.press("Escape");
  await settle(page);
  await page.keyboard.press("g");
  await page.keyboard.press("i");
  await page.waitForURL(/\/inbox/u);
}

export async function narrow(world, name, path) {
  const { page } = world;
  await visit(world, path);
  if (world.folder) await page.screenshot({ path: `${world.folder}/${name}-360.png` });
  const wide = await page.evaluate(() => document.scrollingElement.scrollWidth);
  assert.ok(wide <= 360, `the page is ${wide} px wide`);
}
