// Walks through the web UI as a person would, in a real browser against a real server:
//   BASE_URL=http://127.0.0.1:8080 E2E_USER=mira E2E_PASSWORD=… node tests/e2e/run.mjs [FOLDER FOR SCREENSHOTS]
// Uses web/node_modules (playwright-core, axe-core) and the system's Chromium (CHROMIUM, /usr/bin/chromium).
// Closing line: N passed, N failed.
import { mkdirSync } from "node:fs";
import { audit } from "./axe.mjs";
import { launch } from "./browser.mjs";
import * as queries from "./query-steps.mjs";
import { Report } from "./report.mjs";
import * as steps from "./steps.mjs";

const base = process.env.BASE_URL ?? "http://127.0.0.1:8080";
const login = process.env.E2E_USER ?? "mira";
const password = process.env.E2E_PASSWORD ?? "";
const folder = process.argv[2] ?? process.env.E2E_SHOTS ?? "";
if (folder) mkdirSync(folder, { recursive: true });

const report = new Report();
const browser = await launch();
const page = await browser.open(base, report);
const world = { page, base, login, password, folder, report };

await report.step("the door has no serious accessibility fault", () => audit(page, "/", steps.door(world)));
await report.step("sign in", () => steps.signIn(world));
await report.step("overview: tiles, chart by keyboard, the same numbers as a table", () => steps.overview(world));
await report.step("inbox: list, keys j and k, a conversation", () => steps.inbox(world));
await report.step("overview: narrowed to a query, compared with another, a topic opens its posts", () => steps.narrowed(world));
await report.step("overview: compared with four weeks before and with days of one's own", () => steps.compared(world));
await report.step("what a post says: set right in place and taken back", () => steps.reading(world));
await report.step("take: the seal is closed before, the name is open after, and the thread says so", () => steps.take(world));
await report.step("note: stays inside", () => steps.note(world));
await report.step("reply: counted, sent, taken back within the hold time", () => steps.reply(world));
await report.step("search: an error shows its place, a good query filters", () => steps.search(world));
await report.step("query editor: error, hits while typing, marked words", () => steps.editor(world));
await report.step("query editor: warnings with their place while typing", () => queries.warnings(world));
await report.step("query editor: why a post is here, part by part", () => queries.explanation(world));
await report.step("inbox: why a query matched this post", () => queries.whyInTheInbox(world));
await report.step("tags: by hand and by a query, made, given, taken off", () => queries.tags(world));
await report.step("query editor: what the NOTs take away", () => queries.lost(world));
await report.step("query editor: groups by keyboard, back to text, and what groups cannot show", () => queries.groups(world));
await report.step("query editor: a query of another tool, its error and its notes", () => queries.importForeign(world));
await report.step("query: history, difference, return, lock", () => queries.versionsAndLock(world));
await report.step("query editor: what is half typed is saved, what is unsaved is asked for", () => queries.halfTyped(world));
await report.step("query editor: two windows, and neither is a dead end", () => queries.twoWindows(world));
await report.step("sources: health and a ledger that balances", () => steps.sources(world));
await report.step("keyboard: ? lists the keys, Mod+K opens the palette, g i goes to the inbox", () => steps.keyboard(world));
for (const theme of ["light", "dark"]) {
  for (const language of ["de", "en"]) {
    await page.emulateMedia({ colorScheme: theme });
    await page.evaluate((value) => localStorage.setItem("resonanz-language", value), language);
    for (const [name, path] of Object.entries(steps.screens)) {
      await report.step(`${name}, ${theme}, ${language}: no serious accessibility fault`, async () => {
        await steps.visit(world, path);
        if (folder) await page.screenshot({ path: `${folder}/${name}-${theme}-${language}.png` });
        await audit(page, path);
      });
    }
  }
}
await page.setViewportSize({ width: 360, height: 740 });
for (const [name, path] of Object.entries(steps.screens)) {
  await report.step(`${name} at 360 px: nothing runs off the side`, () => steps.narrow(world, name, path));
}
await report.step("no script error, no blocked resource", () => browser.quiet());
await browser.close();
report.end();
