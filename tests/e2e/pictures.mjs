// The pictures of the user guide; pictures.sh starts it: pictures.mjs FOLDER
import { launch } from "./browser.mjs";
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
await browser.close();
