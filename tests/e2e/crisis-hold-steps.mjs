// What the team does while publishing is on hold, and after that.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { ask, button, region, settle, shot, t, visit } from "./crisis-steps.mjs";
import { findUntaken } from "./steps.mjs";

/** Takes a post whose source takes answers, and sends one. */
async function answer(page, text) {
  await visit(page, "/inbox?view=needs_answer");
  await findUntaken({ page });
  await page.locator("#take").waitFor();
  await page.keyboard.press("t");
  await page.locator("#answer").fill(text);
  await button(page, "composer.send").click();
  await page.locator("article").getByText(text).waitFor();
  return new URL(page.url()).pathname;
}

const held = (page, text) => page.locator("article", { hasText: text }).locator("[data-state=held_by_crisis]");

export async function hold(world) {
  const { mira: page, tom } = world;
  // Long enough on its way for a hold to catch it.
  await ask(page, "PUT", "/api/settings", { ...(await ask(page, "GET", "/api/settings")), hold_s: 60 });
  world.first = await answer(page, "Kommen Sie gern zur Probefahrt vorbei.");
  world.second = await answer(page, "Danke für das schöne Foto!");
  await visit(page, world.room);
  await page.locator("body").press("h");
  const publishing = region(page, "crisis.holdTitle");
  await publishing.getByRole("textbox").fill("Wir klären, ob die Bremse sicher ist.");
  await button(publishing, "crisis.hold").click();
  await publishing.getByText("Wir klären, ob die Bremse sicher ist.").waitFor();
  await button(publishing, "crisis.lift").waitFor();
  // A colleague reads it wherever they are, without loading anything anew.
  const banner = tom.getByRole("status").filter({ hasText: t("crisis.onHold") });
  await banner.getByText("Wir klären, ob die Bremse sicher ist.").waitFor();
  await page.goto(world.first);
  await held(page, "Probefahrt").waitFor();
  await held(page, "Probefahrt").getByText(t("outbox.held_by_crisis")).waitFor();
  await shot(world, page, "held");
  await visit(page, "/crisis?tab=held");
  assert.equal(await page.locator("main ul > li").count(), 2);
}

export async function approve(world) {
  const { mira, tom, selin } = world;
  const card = (page) => region(page, "crisis.statements").locator("li", { hasText: "Erste Stellungnahme" });
  await visit(tom, "/inbox");
  await tom.getByRole("link", { name: t("crisis.toApprove_one") }).click();
  await tom.waitForURL((url) => url.pathname === world.room);
  await button(card(tom), "crisis.refuse").click();
  await card(tom).getByRole("textbox", { name: t("crisis.refuseWhy") }).fill("Die Uhrzeit fehlt, zu der wir uns wieder melden.");
  await button(card(tom), "crisis.refuse").click();
  // The one who wrote it sees that at once.
  await visit(mira, world.room);
  await card(mira).getByText("Die Uhrzeit fehlt").waitFor();
  await button(card(mira), "common.edit").click();
  const text = "Wir prüfen die Bremse am L3. Einen Rückruf gibt es nicht. Um 16 Uhr melden wir uns wieder.";
  await region(mira, "crisis.statements").getByRole("textbox", { name: t("crisis.statementText") }).fill(text);
  await button(region(mira, "crisis.statements"), "crisis.saveVersion").click();
  await button(card(mira), "crisis.request").click();
  await button(region(mira, "crisis.statements"), "crisis.request").click();
  await card(mira).getByText(t("crisis.statement.waiting"), { exact: true }).waitFor();
  assert.equal(await button(card(mira), "crisis.approve").count(), 0, "whoever wrote it does not approve it");
  await button(card(tom), "crisis.approve").click();
  await card(mira).locator("[data-filled=true]").first().waitFor();
  await shot(world, mira, "one-approval");
  await visit(selin, world.room);
  await button(card(selin), "crisis.approve").click();
  await card(mira).getByText(t("crisis.statement.approved"), { exact: true }).waitFor();
  assert.equal(await card(mira).locator("[data-filled=true]").count(), 2);
  await button(card(mira), "crisis.versions").click();
  await card(mira).getByText(t("crisis.version", { n: 1 })).waitFor();
}

export async function answerUnderHold(world) {
  const { mira: page } = world;
  await page.goto(world.first);
  const field = page.locator("#answer");
  await field.waitFor();
  await button(page, "crisis.insert").click();
  await page.getByRole("menuitem", { name: /Erste Stellungnahme/u }).click();
  await page.waitForFunction(() => document.querySelector("#answer").value.includes("Um 16 Uhr"));
  await button(page, "composer.sendHeld").click();
  const asked = page.getByRole("alert").filter({ hasText: t("crisis.onHold") });
  await asked.getByText("Wir klären, ob die Bremse sicher ist.").waitFor();
  await shot(world, page, "confirm");
  await button(asked, "crisis.notNow").click();
  assert.ok((await field.inputValue()).includes("Um 16 Uhr"), "the text stays");
  await button(page, "composer.sendHeld").click();
  await button(asked, "crisis.sendAnyway").click();
  await page.locator("article").filter({ hasText: "Um 16 Uhr" }).waitFor();
  assert.equal(await held(page, "Um 16 Uhr").count(), 0, "confirmed is not held");
}

export async function publish(world) {
  const { mira: page } = world;
  await visit(page, world.room);
  const card = region(page, "crisis.statements").locator("li", { hasText: "Erste Stellungnahme" });
  await button(card, "crisis.publish").click();
  await card.getByRole("textbox", { name: t("crisis.publishWhere") }).fill("https://kranich.example/bremse");
  await button(card, "crisis.publish").click();
  await card.getByRole("link", { name: "https://kranich.example/bremse" }).waitFor();
  await region(page, "crisis.clocks").locator("li", { hasText: t("crisis.clock.statement") }).getByText(/^✓/u).waitFor();
  await shot(world, page, "published");
}

export async function entry(world) {
  const { mira: page, tom } = world;
  await visit(tom, world.room);
  await page.locator("body").press("e");
  await page.keyboard.type("Hotline hat den Wortlaut.");
  await page.keyboard.press("Control+Enter");
  await region(page, "crisis.timeline").getByText("Hotline hat den Wortlaut.").waitFor();
  await region(tom, "crisis.timeline").getByText("Hotline hat den Wortlaut.").waitFor();
}

export async function lift(world) {
  const { mira: page, tom } = world;
  await page.goto(world.first);
  const first = held(page, "Probefahrt");
  await button(first, "crisis.release").click();
  await first.getByText(t("crisis.confirmRelease")).waitFor();
  await button(first, "crisis.sendAnyway").click();
  await first.waitFor({ state: "detached" });
  await visit(page, world.room);
  const publishing = region(page, "crisis.holdTitle");
  await button(publishing, "crisis.lift").click();
  await publishing.getByRole("textbox").fill("Die Bremse ist sicher.");
  await button(publishing, "crisis.lift").click();
  await button(publishing, "crisis.hold").waitFor();
  await tom.getByRole("status").filter({ hasText: t("crisis.onHold") }).waitFor({ state: "detached" });
  // What stayed behind is said, and taking it back makes it a draft again.
  await page.getByRole("status").getByRole("link", { name: /wartet noch/u }).click();
  await page.getByText(t("crisis.heldAfter")).waitFor();
  await shot(world, page, "after-lift");
  await page.locator("main ul > li").first().getByRole("button", { name: t("crisis.takeBack"), exact: true }).click();
  await page.getByText(t("crisis.noHeld")).waitFor();
  await page.goto(world.second);
  await page.waitForFunction(() => document.querySelector("#answer")?.value.includes("schöne Foto"));
}

export async function roles(world) {
  const { tom: page } = world;
  await visit(page, world.room);
  await region(page, "crisis.checklist").waitFor();
  for (const key of ["crisis.hold", "crisis.setLevel", "crisis.close"]) assert.equal(await button(page, key).count(), 0, key);
  await visit(page, "/crisis?tab=settings");
  assert.equal(await page.getByRole("combobox", { name: t("crisis.addApprover") }).count(), 0);
}

export async function close(world) {
  const { mira: page } = world;
  await visit(page, world.room);
  await button(page, "crisis.close").first().click();
  const form = region(page, "crisis.close");
  await form.getByRole("textbox", { name: t("crisis.closeNote") }).fill("Das Gerücht ist ausgeräumt.");
  await form.getByRole("textbox", { name: t("crisis.lessons") }).fill("Die Werkstatt gleich dazuholen.");
  await button(form, "crisis.close").click();
  await page.getByText(t("crisis.state.closed"), { exact: true }).waitFor();
  await button(page, "crisis.reopen").waitFor();
  await page.getByRole("link", { name: t("crisis.report") }).click();
  await page.getByText("Die Werkstatt gleich dazuholen.").first().waitFor();
  for (const [language, words] of [["de", "Die Werkstatt gleich dazuholen."], ["en", "Die Werkstatt gleich dazuholen."]]) {
    const [file] = await Promise.all([page.waitForEvent("download"), page.getByRole("link", { name: t(`crisis.download.${language}`) }).click()]);
    const text = readFileSync(await file.path(), "utf8");
    assert.ok(text.includes(words), text.slice(0, 400));
    assert.equal(/Stellungnahme wurde|Bericht|Schwere/u.test(text), language === "de", `${language}: ${text.slice(0, 200)}`);
  }
  // Printed, it is the page alone, as long as it is.
  await page.emulateMedia({ media: "print" });
  assert.equal(await page.locator("nav").first().isVisible(), false);
  const whole = await page.evaluate(() => document.scrollingElement.scrollHeight >= document.querySelector("#main").scrollHeight);
  assert.ok(whole, "the printed page is cut off");
  await page.emulateMedia({ media: "screen" });
}

export async function drill(world) {
  const { mira: page, tom } = world;
  // An answer on its way, for the drill to count.
  await page.goto(world.first);
  await page.locator("#answer").fill("Bis bald in der Werkstatt.");
  await button(page, "composer.send").click();
  await page.locator("article").getByText("Bis bald in der Werkstatt.").waitFor();
  await page.keyboard.press("Control+k");
  await page.getByPlaceholder(t("keys.search")).fill(t("crisis.startDrill"));
  await page.keyboard.press("Enter");
  await page.waitForURL(/\/crisis\/new/u);
  await page.getByRole("textbox", { name: t("crisis.roomTitle") }).fill("Akku brennt in der Werkstatt");
  await button(page, "crisis.startDrill").click();
  await page.waitForURL(/\/crisis\/\d+$/u);
  await page.getByText(t("crisis.drillText")).waitFor();
  const publishing = region(page, "crisis.holdTitle");
  await button(publishing, "crisis.hold").click();
  await publishing.getByRole("textbox").fill("Zur Übung");
  await button(publishing, "crisis.hold").click();
  await publishing.getByText(/wären? angehalten/u).waitFor();
  await settle(tom);
  assert.equal(await tom.getByRole("status").filter({ hasText: t("crisis.onHold") }).count(), 0, "a drill holds nothing");
  await shot(world, page, "drill");
  await page.keyboard.press("Control+k");
  await page.getByPlaceholder(t("keys.search")).fill("Akku brennt");
  await page.getByRole("option", { name: /Akku brennt/u }).or(page.locator("[data-action]", { hasText: "Akku brennt" })).first().waitFor();
  await page.keyboard.press("Escape");
}
