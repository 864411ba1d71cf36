// The pictures of the user guide; pictures.sh starts it: pictures.mjs FOLDER
import { launch } from "./browser.mjs";
import { ask } from "./crisis-steps.mjs";
import { visit } from "./steps.mjs";

const { BASE_URL, E2E_USER, E2E_PASSWORD } = process.env;
const folder = process.argv[2];
const browser = await launch();
const page = await browser.open(BASE_URL);
page.setDefaultTimeout(90_000);
await page.setViewportSize({ width: 1280, height: 800 });

async function picture(name) {
  await page.mouse.move(2, 790);
  await page.waitForTimeout(700);
  await page.screenshot({ path: `${folder}/${name}.png` });
}

await page.goto("/");
await page.evaluate(() => localStorage.setItem("resonanz-language", "de"));
await page.fill("input[name=username]", E2E_USER);
await page.fill("input[name=password]", E2E_PASSWORD);
await page.keyboard.press("Enter");
await page.getByRole("navigation").waitFor();

// A question is taken and answered; its author reacts.
await visit({ page }, "/inbox");
await page.locator("section li a", { hasText: "von 20 auf 80" }).first().click();
await page.locator("#take").click();
await page.locator("#answer").fill("Moin, mit dem mitgelieferten Ladegerät etwa zwei Stunden, mit dem schnellen eine. Unter 5 Grad dauert es länger.");
await page.getByRole("button", { name: "Senden", exact: true }).click();
await page.locator("article").getByText(/✓ sichtbar auf/u).waitFor();
await page.locator("article").nth(2).waitFor();
await page.waitForTimeout(4000); // the notice about sending is gone
await picture("inbox");
await page.locator("#answer").fill("Gern! Im Handbuch steht auf Seite 14, wie der Akku über den Winter kommt.");
await page.getByRole("button", { name: "Vorschau" }).click();
await picture("conversation");
await page.getByRole("button", { name: "Weiterschreiben" }).click();
await page.locator("#answer").fill("");

await visit({ page }, "/inbox");
await page.locator("section li a", { hasText: "Ersatzgriffe" }).first().click();
await page.locator("#take").waitFor();
await picture("sealed");

await visit({ page }, "/queries/new");
await page.getByLabel("Name").first().fill("Bremse");
await page.locator("textarea").first().fill('(kranich* OR L3) (brems* OR brake* OR "lenker wackelt"~2) -gewinnspiel');
await page.locator("article mark").first().waitFor();
await picture("query");

await page.getByRole("button", { name: "Warum ist das hier?" }).first().click();
await page.getByText("Die Suche trifft zu").waitFor();
await page.getByText("Die Suche trifft zu").scrollIntoViewIfNeeded();
await picture("query-why");
await page.getByText("Gruppen", { exact: true }).click();
await page.getByRole("group", { name: "Gruppe 3" }).waitFor();
await page.evaluate(() => document.querySelector("main").scrollTo(0, 0));
await picture("query-groups");
await page.getByRole("button", { name: "Speichern" }).click();
await page.waitForURL(/\/queries\/\d+/u);
await page.getByText("Text", { exact: true }).click();
await page.locator(".mantine-Notification-root").first().waitFor({ state: "detached" });
await page.locator("textarea").first().fill('(kranich* OR L3) (brems* OR "lenker wackelt"~2) -gewinnspiel -verkaufe');
await page.getByRole("button", { name: "Speichern" }).click();
await page.locator("ins").first().waitFor();
await page.locator("ins").first().scrollIntoViewIfNeeded();
await page.locator(".mantine-Notification-root").first().waitFor({ state: "detached" });
await picture("query-history");

await visit({ page }, "/sources");
await picture("sources");
await visit({ page }, "/sources/new");
await picture("wizard");

await visit({ page }, "/privacy?tab=requests");
await picture("privacy");

await page.emulateMedia({ colorScheme: "dark" });
await visit({ page }, "/overview");
await page.getByRole("slider").waitFor();
await picture("overview");

// The rumour as a crisis: the team has stated what it knows, drafted a statement and holds what was planned.
await page.emulateMedia({ colorScheme: "light" });
const colleagues = (await ask(page, "GET", "/api/users")).items.filter((user) => ["tom", "selin"].includes(user.login));
await ask(page, "PUT", "/api/crisis/approvers", { user_ids: colleagues.map((user) => user.id) });
const alarm = (await ask(page, "GET", "/api/alerts")).items.at(-1);
const { id } = await ask(page, "POST", "/api/crisis/rooms", { title: "Gerücht über einen Rückruf der Bremse L3", drill: false, alert_id: alarm.id, reason: "Ein Forum spricht von einem Rückruf, den es nicht gibt" });
const room = `/api/crisis/rooms/${id}`;
await ask(page, "POST", `${room}/facts`, { fact: "failure", value: "product", note: "In der Werkstatt nachgestellt" });
await ask(page, "POST", `${room}/facts`, { fact: "product_harm", value: "yes" });
await ask(page, "POST", `${room}/hold`, { reason: "Wir klären, ob die Bremse am L3 sicher ist." });
const text = "Uns erreichen Hinweise zur Bremse am L3. Wir prüfen sie seit heute Morgen in unserer Werkstatt. Einen Rückruf gibt es nicht.\n\nUm 16 Uhr melden wir uns wieder.";
const { statements } = await ask(page, "POST", `${room}/statements`, { title: "Erste Stellungnahme", text, lang: "de" });
await ask(page, "POST", `/api/crisis/statements/${statements[0].id}/request`, { version: 1 });
await page.setViewportSize({ width: 1280, height: 920 });
await visit({ page }, `/crisis/${id}`);
await page.getByRole("slider").waitFor();
await picture("crisis");
await browser.close();
