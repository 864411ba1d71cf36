// A crisis from alarm to report, by three people in three browsers, on the demo company:
//   BASE_URL=… E2E_USER=mira E2E_PASSWORD=… node tests/e2e/crisis.mjs [FOLDER FOR SCREENSHOTS]
// Closing line: N passed, N failed.
import assert from "node:assert/strict";
import { mkdirSync } from "node:fs";
import { audit } from "./axe.mjs";
import { launch } from "./browser.mjs";
import * as held from "./crisis-hold-steps.mjs";
import * as lead from "./crisis-lead-steps.mjs";
import * as steps from "./crisis-steps.mjs";
import { Report } from "./report.mjs";

const { BASE_URL: base, E2E_USER: login, E2E_PASSWORD: password } = process.env;
const folder = process.argv[2] ?? "";
if (folder) mkdirSync(folder, { recursive: true });

const report = new Report();
const browser = await launch();
const open = async () => {
  const page = await browser.open(base);
  page.setDefaultTimeout(20_000);
  return page;
};
const world = { base, folder, login, password, mira: await open(), tom: await open(), selin: await open() };

/** The screen as it stands, in both themes and languages and on a narrow window: no serious fault, nothing off the side. */
async function everyWay(name, path) {
  const { mira: page } = world;
  for (const [theme, language] of [["light", "de"], ["dark", "en"], ["dark", "de"], ["light", "en"]]) {
    await page.emulateMedia({ colorScheme: theme });
    await page.evaluate((value) => localStorage.setItem("resonanz-language", value), language);
    await steps.visit(page, path);
    if (folder) await page.screenshot({ path: `${folder}/${name}-${theme}-${language}.png` });
    await audit(page, `${path} ${theme} ${language}`);
  }
  await page.emulateMedia({ colorScheme: "light" });
  await page.evaluate(() => localStorage.setItem("resonanz-language", "de"));
  // 360 px is a telephone; 320 by 256 is 1280 by 1024 at 400 %.
  for (const [width, height] of [[360, 740], [320, 256]]) {
    await page.setViewportSize({ width, height });
    await steps.visit(page, path);
    if (folder) await page.screenshot({ path: `${folder}/${name}-${width}.png` });
    const wide = await page.evaluate(() => document.scrollingElement.scrollWidth);
    assert.ok(wide <= width, `${path} is ${wide} px wide at ${width}`);
    const small = await page.evaluate(steps.smallTargets);
    assert.deepEqual(small, [], `${path}: targets under 24 px`);
  }
  await page.setViewportSize({ width: 1440, height: 900 });
}

await report.step("sign in; two colleagues get a password of their own", () => steps.team(world));
if (report.failed) {
  await browser.close();
  report.end();
  process.exit();
}
await report.step("preparation: the pool of approvers in its order, a playbook changed", () => steps.prepare(world));
await report.step("an alert is raised, and a room is opened from it", () => steps.openFromAlert(world));
await report.step("what people know raises the level at once, and more is due", () => steps.facts(world));
await report.step("checklist: done, skipped with a reason, added", () => steps.checklist(world));
await report.step("a statement is drafted, edited, and two are asked", () => steps.draft(world));
await report.step("hold: an answer on its way stays, everybody reads why", () => held.hold(world));
await report.step("the room, every way", () => everyWay("crisis-room", world.room));
await report.step("its hours as a table, every way", () => everyWay("crisis-table", `${world.room}?table=true`));
await report.step("what is held, every way", () => everyWay("crisis-held", "/crisis?tab=held"));
await report.step("one approver refuses, the text is changed, two approve", () => held.approve(world));
await report.step("answering under a hold asks first, and offers the statement", () => held.answerUnderHold(world));
await report.step("published by hand, its clock is met", () => held.publish(world));
await report.step("an entry is kept in the timeline, a colleague sees it at once", () => held.entry(world));
await report.step("a held answer is released, with confirmation; the hold is lifted; another is taken back", () => held.lift(world));
await report.step("who may not lead sees no switch", () => held.roles(world));
for (const language of ["de", "en"]) {
  await report.step(`the level is set with a reason, then derived again (${language})`, () => lead.override(world, language));
  await report.step(`all that was held is released at once, after the hold (${language})`, () => lead.releaseAll(world, language));
}
await report.step("all that is held is taken back at once, as drafts", () => lead.takeBackAll(world, "de"));
await report.step("closed with what was learned; the report on screen and as a file in both languages", () => held.close(world));
await report.step("the report, every way", () => everyWay("crisis-report", `${world.room}/report`));
for (const language of ["en", "de"])
  await report.step(`the closed room is opened again with a reason, and closed (${language})`, () => lead.reopen(world, language));
await report.step("a drill is marked as one, holds nothing, and Mod+K finds it", () => held.drill(world));
await report.step("the list, every way", () => everyWay("crisis-list", "/crisis"));
await report.step("opening a room, every way", () => everyWay("crisis-new", "/crisis/new"));
await report.step("preparation, every way", () => everyWay("crisis-settings", "/crisis?tab=settings"));
await report.step("no script error, no request to another host", () => browser.quiet());
await browser.close();
report.end();
