// What those who lead do besides: set the level, open a closed room again, decide on all that is held at once.
// Each step goes in the language that it is given.
import assert from "node:assert/strict";
import { settle, shot, visit } from "./crisis-steps.mjs";
import { speaker } from "./texts.mjs";

/** Turns the page to the language; its words. */
async function speak(page, language) {
  await page.evaluate((value) => localStorage.setItem("resonanz-language", value), language);
  return speaker(language);
}

const button = (scope, name) => scope.getByRole("button", { name, exact: true });
const region = (page, name) => page.getByRole("region", { name, exact: true });

export async function override(world, language) {
  const { mira: page, tom } = world;
  const t = await speak(page, language);
  await visit(tom, world.room);
  await visit(page, world.room);
  const block = region(page, t("crisis.levelTitle"));
  const derived = await block.locator("li[aria-current]").getAttribute("data-level");
  const reason = `Die Werkstatt gibt Entwarnung (${language})`;
  await button(block, t("crisis.setLevel")).click();
  assert.ok(await button(block, t("crisis.setLevel")).isDisabled(), "no level is set without a reason");
  await block.getByRole("combobox", { name: t("crisis.levelTitle") }).selectOption("1");
  await block.getByRole("textbox", { name: t("crisis.reason") }).fill(reason);
  await shot(world, page, `level-form-${language}`);
  await button(block, t("crisis.setLevel")).click();
  await block.locator("li[aria-current][data-level='1']").waitFor();
  await block.getByText(t("crisis.levelSet", { by: "Mira Brandt", reason, n: derived })).waitFor();
  await region(page, t("crisis.timeline")).getByText(reason).first().waitFor();
  // A colleague sees it at once.
  await tom.locator("li[aria-current][data-level='1']").waitFor();
  await shot(world, page, `level-set-${language}`);
  await button(block, t("crisis.deriveLevel")).click();
  await block.locator(`li[aria-current][data-level='${derived}']`).waitFor();
  await button(block, t("crisis.deriveLevel")).waitFor({ state: "detached" });
  await tom.locator(`li[aria-current][data-level='${derived}']`).waitFor();
}

async function answerAgain(page, t, path, text) {
  await page.goto(path);
  await page.locator("#answer").fill(text);
  await button(page, t("composer.send")).click();
  await page.locator("article").getByText(text).waitFor();
}

const publishing = (page, t) => region(page, t("crisis.holdTitle"));

async function turn(world, t, act, next, words) {
  const { mira: page } = world;
  await visit(page, world.room);
  await button(publishing(page, t), t(act)).click();
  await publishing(page, t).getByRole("textbox").fill(words);
  await button(publishing(page, t), t(act)).click();
  await button(publishing(page, t), t(next)).waitFor();
}

/** Two answers on their way, caught by a hold; how many it holds in all (an answer that passed an earlier one may be among them). */
async function catchTwo(world, t, texts) {
  const { mira: page } = world;
  await answerAgain(page, t, world.first, texts[0]);
  await answerAgain(page, t, world.second, texts[1]);
  await turn(world, t, "crisis.hold", "crisis.lift", "Noch eine Frage ist offen.");
  await visit(page, "/crisis?tab=held");
  for (const text of texts) await page.locator("main ul > li").getByText(text).waitFor();
  return page.locator("main ul > li").count();
}

const isHeld = (page, text) => page.locator("article", { hasText: text }).locator("[data-state=held_by_crisis]");

export async function releaseAll(world, language) {
  const { mira: page } = world;
  const t = await speak(page, language);
  const texts = [`Termine zur Probefahrt gibt es noch (${language}).`, `Das Foto hängt jetzt im Laden (${language}).`];
  const count = await catchTwo(world, t, texts);
  const main = page.locator("main");
  assert.equal(await button(main, t("crisis.releaseAll")).count(), 0, "under a hold nothing goes out all at once");
  // What was pressed by mistake is taken back within seconds.
  await button(main, t("crisis.takeBackAll")).click();
  await page.getByText(t("crisis.takingBackAll")).waitFor();
  await button(page, t("common.undo")).click();
  await turn(world, t, "crisis.lift", "crisis.hold", "Sie ist beantwortet.");
  await visit(page, "/crisis?tab=held");
  await page.getByText(t("crisis.heldAfter")).waitFor();
  assert.equal(await page.locator("main ul > li").count(), count);
  await shot(world, page, `release-all-${language}`);
  await button(main, t("crisis.releaseAll")).click();
  await page.getByText(t("crisis.releasedAll_other", { count })).waitFor();
  await page.getByText(t("crisis.noHeld")).waitFor();
  await page.goto(world.first);
  await page.locator("article").getByText(texts[0]).waitFor();
  assert.equal(await isHeld(page, texts[0]).count(), 0);
}

export async function takeBackAll(world, language) {
  const { mira: page } = world;
  const t = await speak(page, language);
  const texts = [`Am Samstag haben wir offen (${language}).`, `Wir freuen uns auf das nächste Foto (${language}).`];
  const count = await catchTwo(world, t, texts);
  await button(page.locator("main"), t("crisis.takeBackAll")).click();
  await page.getByText(t("crisis.takenBackAll_other", { count })).waitFor();
  await page.getByText(t("crisis.noHeld")).waitFor();
  await turn(world, t, "crisis.lift", "crisis.hold", "Sie ist beantwortet.");
  for (const [path, text] of [[world.first, texts[0]], [world.second, texts[1]]]) {
    await page.goto(path);
    await page.waitForFunction((words) => document.querySelector("#answer")?.value === words, text);
  }
}

export async function reopen(world, language) {
  const { mira: page, tom } = world;
  const t = await speak(page, language);
  const reason = `Das Gerücht ist wieder da (${language})`;
  await visit(tom, world.room);
  await visit(page, world.room);
  const closed = page.getByText(t("crisis.state.closed"), { exact: true });
  await closed.waitFor();
  await button(page, t("crisis.reopen")).click();
  const asked = page.getByRole("dialog");
  await asked.getByText(t("crisis.reopenHelp")).waitFor();
  assert.ok(await button(asked, t("crisis.reopen")).isDisabled(), "no room is opened again without a reason");
  await asked.getByRole("textbox", { name: t("crisis.reason") }).fill(reason);
  await shot(world, page, `reopen-${language}`);
  await button(asked, t("crisis.reopen")).click();
  await closed.waitFor({ state: "detached" });
  await region(page, t("crisis.timeline")).getByText(reason).first().waitFor();
  await region(page, t("crisis.clocks")).getByRole("timer").first().waitFor();
  await region(tom, speaker("de")("crisis.timeline")).getByText(reason).first().waitFor();
  await shot(world, page, `reopened-${language}`);
  // And closed once more, with another word.
  await button(page, t("crisis.close")).click();
  const form = region(page, t("crisis.close"));
  await form.getByRole("textbox", { name: t("crisis.closeNote") }).fill(`Es hat sich wieder gelegt (${language}).`);
  await button(form, t("crisis.close")).click();
  await closed.waitFor();
  await settle(page);
}
