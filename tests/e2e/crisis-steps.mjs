// What the team does in a crisis. Texts are taken from the German words of the screens, in which the walk goes.
import assert from "node:assert/strict";
import { speaker } from "./texts.mjs";

export const t = speaker("de");
export const settle = (page) => page.waitForTimeout(500);
export const button = (scope, key) => scope.getByRole("button", { name: t(key), exact: true });
export const region = (page, key) => page.getByRole("region", { name: t(key), exact: true });
export const shot = async ({ folder }, page, name) => folder && page.screenshot({ path: `${folder}/walk-${name}.png`, fullPage: true });

export async function visit(page, path) {
  await page.goto(path);
  await page.locator("main").first().waitFor();
  await page.waitForLoadState("networkidle").catch(() => {});
  await settle(page);
}

/** Runs in the page: what can be pressed and is smaller than 24 px, words within a sentence excepted (WCAG 2.5.8). */
export function smallTargets() {
  return [...document.querySelectorAll("main button, main a, main [role=button], main input[type=checkbox]")]
    .filter((node) => node.checkVisibility() && !node.closest("p, .small, svg"))
    .map((node) => ({ node, box: node.getBoundingClientRect() }))
    .filter(({ box }) => box.width > 0 && (box.height < 23.5 || box.width < 23.5) && box.height > 1)
    .filter(({ node }) => !(node.tagName === "INPUT" && node.labels?.length))
    .map(({ node, box }) => `${node.tagName} ${(node.getAttribute("aria-label") ?? node.textContent).slice(0, 40)} ${Math.round(box.width)}×${Math.round(box.height)}`)
    .filter((words) => !words.startsWith("INPUT"));
}

async function enter(page, login, password) {
  await page.goto("/");
  await page.evaluate(() => localStorage.setItem("resonanz-language", "de"));
  await page.reload();
  await page.fill("input[name=username]", login);
  await page.fill("input[name=password]", password);
  await page.keyboard.press("Enter");
  await page.getByRole("navigation").waitFor();
  await page.evaluate(() => localStorage.setItem("resonanz-language", "de"));
}

/** A call as the page itself makes it. */
export function ask(page, method, path, body) {
  return page.evaluate(
    async ([verb, address, value]) => {
      const session = await (await fetch("/api/session")).json();
      const reply = await fetch(address, {
        method: verb,
        headers: { "Content-Type": "application/json", "X-CSRF-Token": session.csrf },
        ...(value ? { body: JSON.stringify(value) } : {}),
      });
      if (!reply.ok) throw new Error(`${verb} ${address}: ${await reply.text()}`);
      return reply.status === 204 ? null : reply.json();
    },
    [method, path, body],
  );
}

export async function team(world) {
  const { mira, tom, selin } = world;
  await enter(mira, world.login, world.password);
  const { items } = await ask(mira, "GET", "/api/users");
  for (const [login, page] of [["tom", tom], ["selin", selin]]) {
    const user = items.find((one) => one.login === login);
    await ask(mira, "PATCH", `/api/users/${user.id}`, { password: `ein langes Passwort für ${login}` });
    await enter(page, login, `ein langes Passwort für ${login}`);
  }
}

export async function prepare(world) {
  const { mira: page } = world;
  await visit(page, "/crisis?tab=settings");
  const pool = page.locator("main ol").first().locator("li");
  await pool.filter({ hasText: "Mira Brandt" }).waitFor();
  await page.getByRole("button", { name: `${t("common.remove")}: Jule Petersen` }).click();
  await pool.filter({ hasText: "Jule Petersen" }).waitFor({ state: "detached" });
  await page.getByRole("combobox", { name: t("crisis.addApprover") }).click();
  await page.getByRole("option", { name: "Tom Ahlers" }).click();
  await pool.filter({ hasText: "Tom Ahlers" }).waitFor();
  await page.getByRole("button", { name: t("crisis.earlier", { name: "Tom Ahlers" }) }).click();
  await pool.nth(1).getByText("Tom Ahlers").waitFor();
  await page.getByRole("button", { name: new RegExp(`^${t("common.edit")}: `, "u") }).first().click();
  const last = page.getByRole("group", { name: /^Ab Stufe 2/u });
  await last.getByRole("button", { name: t("crisis.addStepTo", { n: 2 }) }).click();
  await last.getByRole("textbox", { name: t("crisis.stepText") }).last().fill("Werkstatt: Bremse am Vorführrad prüfen");
  await last.getByRole("textbox", { name: t("crisis.dueMinutes") }).last().fill("45");
  await shot(world, page, "playbook");
  await button(page, "common.save").click();
  await last.waitFor({ state: "detached" });
}

export async function openFromAlert(world) {
  const { mira: page } = world;
  await visit(page, "/alerts");
  const card = page.locator("article", { hasText: "Bremse L3: ungewöhnlich viel" }).last();
  await card.waitFor();
  await shot(world, page, "alert");
  await card.getByRole("link", { name: t("crisis.open"), exact: true }).click();
  await page.getByText(/^Alarm „Bremse L3/u).waitFor();
  assert.equal(await page.getByRole("textbox", { name: t("crisis.roomTitle") }).inputValue(), "Bremse L3");
  await page.getByRole("textbox", { name: t("crisis.roomTitle") }).fill("Gerücht über einen Rückruf");
  await page.getByRole("textbox", { name: t("crisis.why") }).fill("Ein Forum spricht von einem Rückruf, den es nicht gibt");
  // A double click opens one room.
  let opened = 0;
  const count = (request) => {
    if (request.method() === "POST" && new URL(request.url()).pathname === "/api/crisis/rooms") opened += 1;
  };
  page.on("request", count);
  await button(page, "crisis.open").dblclick();
  await page.waitForURL(/\/crisis\/\d+$/u);
  page.off("request", count);
  assert.equal(opened, 1);
  world.room = new URL(page.url()).pathname;
  await page.getByRole("heading", { name: "Gerücht über einen Rückruf" }).waitFor();
  await page.getByText("Werkstatt: Bremse am Vorführrad prüfen").waitFor();
  await shot(world, page, "opened");
  // The alert leads here now, and the navigation counts.
  await visit(page, "/alerts");
  await page.locator("article", { hasText: "Bremse L3: ungewöhnlich viel" }).last().getByRole("link", { name: t("crisis.toRoom") }).first().waitFor();
  await page.locator("nav a[href='/crisis']").getByText("1").first().waitFor();
}

const level = (page, n) => region(page, "crisis.levelTitle").locator(`li[aria-current][data-level="${n}"]`);

export async function facts(world) {
  const { mira: page } = world;
  await visit(page, world.room);
  const all = region(page, "crisis.facts");
  const state = async (fact, note) => {
    await all.getByRole("button", { name: `${t("crisis.stateFact")}: ${t(`crisis.fact.${fact}`)}`, exact: true }).click();
    await all.getByRole("textbox", { name: t("crisis.factNote") }).fill(note);
    await button(all, "crisis.recordFact").click();
    await all.getByRole("button", { name: `${t("crisis.takeBackFact")}: ${t(`crisis.fact.${fact}`)}` }).waitFor();
  };
  const before = Number(await region(page, "crisis.severity").locator("b").first().innerText());
  await state("failure", "In der Werkstatt nachgestellt");
  await page.waitForFunction(([name, points]) => Number(document.querySelector(`section[aria-label="${name}"] b`).textContent) === points, [t("crisis.severity"), before + 2]);
  await state("product_harm", "Selin am Telefon");
  await level(page, 3).waitFor();
  await region(page, "crisis.clocks").getByText(t("crisis.clock.statement")).waitFor();
  await region(page, "crisis.clocks").getByRole("timer").first().waitFor();
  const timer = region(page, "crisis.clocks").getByRole("timer").last();
  const first = await timer.innerText();
  assert.match(first, /^(\d+:)?\d\d:\d\d$/u);
  await page.waitForFunction(([node, text]) => node.innerText !== text, [await timer.elementHandle(), first]);
  await shot(world, page, "facts");
}

export async function checklist(world) {
  const { mira: page } = world;
  const list = region(page, "crisis.checklist");
  const open = list.locator("ul").first().locator("li");
  const count = await open.count();
  await open.first().getByRole("checkbox").click();
  await list.locator("summary").waitFor();
  await page.waitForFunction(([node, n]) => node.querySelectorAll("ul")[0].children.length === n, [await list.elementHandle(), count - 1]);
  const name = await open.first().getByRole("checkbox").getAttribute("aria-label");
  await open.first().getByRole("button", { name: /^Mehr zu/u }).click();
  await page.getByRole("menuitem", { name: t("crisis.skip") }).click();
  await list.getByRole("textbox", { name: t("crisis.skipWhy") }).fill("Ist schon geschehen");
  await button(list, "crisis.skip").click();
  await page.waitForFunction(([node, n]) => node.querySelectorAll("ul")[0].children.length === n, [await list.elementHandle(), count - 2]);
  await list.locator("summary").click();
  await list.getByText(`${t("common.quote", { text: "Ist schon geschehen" })}`).waitFor();
  assert.ok(name);
  await page.locator("body").press("s");
  await list.getByRole("textbox", { name: t("crisis.stepText") }).fill("Hotline: Wortlaut an alle geben");
  await list.getByRole("combobox", { name: t("crisis.owner") }).click();
  await page.getByRole("option", { name: "Tom Ahlers" }).click();
  await button(list, "common.save").click();
  await list.locator("li", { hasText: "Hotline: Wortlaut" }).getByText("Tom Ahlers").waitFor();
  await shot(world, page, "checklist");
}

export async function draft(world) {
  const { mira: page, tom } = world;
  const all = region(page, "crisis.statements");
  await button(all, "crisis.draft").click();
  await all.getByRole("textbox", { name: t("crisis.statementTitle") }).fill("Erste Stellungnahme");
  await all.getByRole("textbox", { name: t("crisis.statementText") }).fill("Wir prüfen die Bremse am L3.");
  await button(all, "crisis.saveDraft").click();
  const card = all.locator("li", { hasText: "Erste Stellungnahme" });
  await card.getByText(t("crisis.statement.draft"), { exact: true }).waitFor();
  await button(card, "common.edit").click();
  await all.getByRole("textbox", { name: t("crisis.statementText") }).fill("Wir prüfen die Bremse am L3. Einen Rückruf gibt es nicht.");
  await button(all, "crisis.saveVersion").click();
  await card.getByText(t("crisis.version", { n: 2 })).waitFor();
  await button(card, "crisis.request").click();
  await all.getByText(t("crisis.askWhom")).waitFor();
  await button(all, "crisis.request").click();
  await card.getByText(t("crisis.statement.waiting"), { exact: true }).waitFor();
  assert.equal(await card.getByText(t("crisis.asked"), { exact: true }).count(), 2);
  await card.getByRole("timer").waitFor();
  // Whoever is asked reads it wherever they are.
  await tom.getByText(t("crisis.toApprove_one")).waitFor();
  await shot(world, page, "requested");
  await shot(world, tom, "asked");
}
