// Walks through what run.mjs does not reach; screens.py starts it: screens.mjs SCREENSHOTS
// OPML, file import, quarantine, people and faces, wrong addresses in both languages, and what each role sees.
import assert from "node:assert/strict";
import { mkdirSync, readFileSync } from "node:fs";
import { audit } from "./axe.mjs";
import { launch } from "./browser.mjs";
import { Report } from "./report.mjs";

const world = JSON.parse(process.env.WORLD);
const folder = process.argv[2];
mkdirSync(folder, { recursive: true });

const texts = Object.fromEntries(
  ["de", "en"].map((language) => [language, JSON.parse(readFileSync(new URL(`../../web/i18n/${language}.json`, import.meta.url), "utf8"))]),
);
let language = "de";
const t = (key) => key.split(".").reduce((node, part) => node[part], texts[language]);

const report = new Report();
const browser = await launch();
const page = await browser.open(world.base);
const shot = (name) => page.screenshot({ path: `${folder}/${name}.png` });
const button = (key) => page.getByRole("button", { name: t(key), exact: true });
const alert = () => page.getByRole("alert");
const file = (name, body) => ({ name, mimeType: "application/octet-stream", buffer: Buffer.from(body) });

/** Clicks and gives a file to the chooser that opens. */
async function give(opens, ...files) {
  const [chooser] = await Promise.all([page.waitForEvent("filechooser"), opens.click()]);
  await chooser.setFiles(files);
}

async function speak(wanted) {
  language = wanted;
  await page.evaluate((value) => localStorage.setItem("resonanz-language", value), wanted);
}

async function signIn(role) {
  await page.context().clearCookies();
  await page.goto("/");
  await speak("de");
  await page.reload();
  await page.fill("input[name=username]", world.people[role].login);
  await page.fill("input[name=password]", world.people[role].password);
  await page.keyboard.press("Enter");
  await page.getByRole("navigation").waitFor();
}

/** A failure is one sentence from specs/errors.toml; what a program said stands in small print after the code. */
async function failsWith(code, where = alert()) {
  await where.first().waitFor();
  assert.equal(await where.count(), 1);
  const [sentence, small] = (await where.first().innerText()).split("\n").filter(Boolean);
  assert.equal(sentence, world.sentences[code][language]);
  assert.ok(small.startsWith(code), small);
}

await report.step("an administrator signs in to an empty house", async () => {
  await signIn("admin");
  await page.goto("/sources");
  await page.getByText(t("sources.none")).waitFor();
  await shot("sources-empty");
  await audit(page, "sources, empty");
});

for (const wanted of ["de", "en"]) {
  await report.step(`crises, ${wanted}: before the first one the screen says what it is for and offers both ways`, async () => {
    await speak(wanted);
    await page.goto("/crisis");
    await page.getByText(t("crisis.none")).waitFor();
    await shot(`crisis-empty-${wanted}`);
    await audit(page, "crises, empty");
    await page.getByRole("link", { name: t("crisis.startDrill"), exact: true }).click();
    await page.getByText(t("crisis.drillHelp")).waitFor();
    await page.goBack();
    await page.getByRole("link", { name: t("crisis.openByHand"), exact: true }).click();
    await page.getByText(t("crisis.realHelp")).waitFor();
    await audit(page, "opening a room in an empty house");
  });
  await report.step(`wizard, ${wanted}: each wrong address gets one sentence that says what to do`, async () => {
    await speak(wanted);
    for (const [code, address] of world.causes) {
      await page.goto("/sources/new");
      await page.getByRole("button", { name: "Feed" }).click();
      await page.getByRole("textbox").first().fill(address);
      await button("wizard.probe").click();
      try {
        await failsWith(code);
      } catch (error) {
        throw new Error(`${address}: ${error.message}`);
      }
      if (["E_HOST", "E_TLS", "E_REFUSED"].includes(code)) await shot(`wizard-${code}-${wanted}`);
    }
    await audit(page, "wizard with a failure");
  });
}

await report.step("a wrong password at the door is one sentence, in both languages", async () => {
  await page.context().clearCookies();
  for (const wanted of ["de", "en"]) {
    await page.goto("/");
    await speak(wanted);
    await page.reload();
    await page.fill("input[name=username]", "admin");
    await page.fill("input[name=password]", "ganz falsch geraten");
    await page.keyboard.press("Enter");
    await failsWith("E_LOGIN");
  }
  await shot("door-wrong-password");
});

await report.step("OPML: feeds are made and wait for their assessment; a broken file is refused in words", async () => {
  await signIn("admin");
  await page.goto("/sources");
  await give(button("sources.opml"), file("kaputt.opml", "<opml><body></body></opml>"));
  await failsWith("E_FEED", page.locator(".mantine-Notification-root [role=alert], .mantine-Notification-root[role=alert]"));
  await shot("opml-refused");
  await page.reload();
  const opml = `<opml version="2.0"><body><outline text="Räder"><outline text="Radblog" xmlUrl="${world.site}/feed"/>
    <outline text="Werkstatt" xmlUrl="${world.site}/feed?2"/></outline></body></opml>`;
  await give(button("sources.opml"), file("feeds.opml", opml));
  await page.getByText(t("sources.opmlDone_other").replace("{{count}}", "2")).waitFor();
  await page.getByRole("rowheader").getByRole("link", { name: "Werkstatt" }).waitFor();
  assert.equal(await page.getByText(t("state.paused"), { exact: true }).count(), 2);
  await shot("opml");
  await audit(page, "sources after OPML");
});

await report.step("a file source is made in the wizard", async () => {
  await page.goto("/sources/new?kind=import");
  await button("wizard.probe").click();
  await page.getByText(t("wizard.found")).waitFor();
  await page.getByRole("textbox", { name: t("wizard.name") }).fill("Forum-Export");
  await button("common.next").click();
  await page.getByRole("checkbox", { name: t("assessment.approve") }).check();
  await button("wizard.start").click();
  await page.getByText(t("wizard.queryText")).waitFor();
  await page.locator("textarea").first().fill("kranich*");
  await page.getByText(t("queries.readable")).waitFor();
  await button("wizard.listen").click();
  await page.getByText(t("wizard.watchText")).waitFor();
});

const posts = [
  "id,text,created_at",
  '1,"Mein Kranich quietscht",2026-11-20T10:00:00Z',
  ",ohne Kennung,2026-11-20T10:00:00Z",
  '3,"Kranich, rot\nund über zwei Zeilen",2026-11-20T10:01:00Z',
  "4,falsche Zeit,gestern",
  "5,Nur ein Rad,2026-11-20T10:02:00Z",
].join("\n");

await report.step("file import: a dry run names each row that does not fit, then the rest is read", async () => {
  await page.goto("/sources/import");
  await give(button("import.choose"), file("posts.csv", posts));
  await button("import.check").click();
  const result = page.getByRole("region", { name: t("import.result") });
  await result.waitFor();
  await result.getByText(t("import.accepted_other").replace("{{n}}", "3")).waitFor();
  assert.deepEqual(await result.locator("tbody td:first-child").allInnerTexts(), ["3", "6"]);
  assert.deepEqual(await result.locator("tbody td:last-child").allInnerTexts(), ["E_POST", "E_POST"]);
  const why = await result.locator("tbody td:nth-child(2)").first().innerText();
  assert.ok(why.startsWith(world.sentences.E_POST.de), why);
  await shot("import-checked");
  await audit(page, "import, checked");
  await button("import.run").click();
  await result.getByText(t("import.done_other").replace("{{n}}", "3")).waitFor();
  await shot("import-done");
  await page.goto("/inbox?view=all");
  await page.locator("section li a", { hasText: "quietscht" }).waitFor();
  await page.locator("section li a", { hasText: "über zwei Zeilen" }).waitFor();
});

await report.step("a damaged line goes into quarantine with its bytes; replay reads it again, discarding asks why", async () => {
  await page.goto("/sources/import");
  await give(button("import.choose"), file("posts.jsonl", '{"id":"7","text":"Kranich sieben","created_at":"2026-11-20T10:00:00Z"}\n{"id":"8","text":\n'));
  await button("import.check").click();
  await page.getByRole("region", { name: t("import.result") }).getByText("E_JSON").waitFor();
  await button("import.run").click();
  await page.goto("/sources");
  await page.getByRole("rowheader").getByRole("link", { name: "Forum-Export" }).click();
  const held = page.locator("article", { hasText: '{"id":"8"' });
  await held.waitFor();
  const before = await page.locator("article").count();
  await held.getByText(world.sentences.E_JSON.de).waitFor();
  await held.scrollIntoViewIfNeeded();
  await shot("quarantine");
  await audit(page, "quarantine");
  await held.getByRole("button", { name: t("quarantine.replay") }).click();
  await page.getByText(t("quarantine.replayed")).waitFor();
  await held.waitFor(); // it is as damaged as it was, and came back
  await held.getByRole("button", { name: t("quarantine.discard") }).click();
  await held.getByRole("textbox", { name: t("quarantine.reason") }).fill("abgeschnittene Datei");
  await shot("quarantine-discard");
  await held.getByRole("button", { name: t("quarantine.discard") }).click();
  await held.waitFor({ state: "detached" });
  assert.equal(await page.locator("article").count(), before - 1);
  assert.equal(await page.getByText(/Differenz/u).count(), 0);
});

/** A photo as a telephone makes it: large, with an Exif block that names a place. */
async function photo() {
  const jpeg = await page.evaluate(async () => {
    const canvas = new OffscreenCanvas(1600, 1200);
    const pen = canvas.getContext("2d");
    pen.fillStyle = "#2a6f6b";
    pen.fillRect(0, 0, 1600, 1200);
    pen.fillStyle = "#f2c14e";
    pen.beginPath();
    pen.arc(800, 600, 380, 0, 7);
    pen.fill();
    const blob = await canvas.convertToBlob({ type: "image/jpeg", quality: 0.9 });
    return [...new Uint8Array(await blob.arrayBuffer())];
  });
  const exif = Buffer.from("Exif\0\0MM\0*\0\0\0\b\0\0\0\0\0\0GPS 54.3233 N 10.1228 E", "latin1");
  const length = Buffer.alloc(2);
  length.writeUInt16BE(exif.length + 2);
  return Buffer.concat([Buffer.from(jpeg.slice(0, 2)), Buffer.from([0xff, 0xe1]), length, exif, Buffer.from(jpeg.slice(2))]);
}

const person = (name) => page.locator("main li", { hasText: name });

await report.step("people: somebody is added, and may something else afterwards", async () => {
  await page.goto("/people");
  await button("people.add").click();
  await page.getByRole("textbox", { name: t("signIn.login") }).fill("ida");
  await page.getByRole("textbox", { name: t("people.name"), exact: true }).fill("Ida Sommer");
  await page.getByRole("textbox", { name: t("people.title") }).fill("Kundendienst");
  await page.getByLabel(t("signIn.password")).first().fill("kurz");
  await page.getByText(t("setup.passwordShort")).waitFor();
  await page.getByLabel(t("signIn.password")).first().fill("ein langes Passwort");
  await shot("people-add");
  await audit(page, "people, adding");
  await button("common.save").click();
  await person("Ida Sommer").getByText(t("role.agent")).waitFor();
  await person("Ida Sommer").getByRole("button", { name: t("common.edit") }).click();
  await page.getByRole("combobox", { name: t("people.role") }).or(page.getByRole("textbox", { name: t("people.role") })).first().click();
  await page.getByRole("option", { name: t("role.manager") }).click();
  await button("common.save").click();
  await person("Ida Sommer").getByText(t("role.manager"), { exact: true }).waitFor();
  await shot("people");
  await audit(page, "people");
});

await report.step("the last administrator cannot lock everybody out", async () => {
  await person("Admin Muster").getByRole("button", { name: t("common.edit") }).click();
  await page.getByRole("checkbox", { name: t("people.active") }).uncheck();
  await button("common.save").click();
  await failsWith("E_LAST_ADMIN");
  await shot("people-last-admin");
});

await report.step("a face is kept as pixels only; another kind of file, a script in disguise and a huge one are refused", async () => {
  await page.goto("/people");
  const change = person("Ida Sommer").getByRole("button", { name: t("people.face") });
  await give(change, file("ich.jpg", await photo()));
  const image = person("Ida Sommer").locator("img");
  await image.waitFor();
  const kept = await page.evaluate(async (address) => {
    const reply = await fetch(address);
    const bytes = new Uint8Array(await reply.arrayBuffer());
    const bitmap = await createImageBitmap(new Blob([bytes]));
    return { type: reply.headers.get("content-type"), width: bitmap.width, height: bitmap.height, text: String.fromCharCode(...bytes) };
  }, await image.getAttribute("src"));
  assert.deepEqual([kept.type, kept.width, kept.height], ["image/webp", 256, 256]);
  assert.ok(!/GPS|Exif/u.test(kept.text));
  await shot("people-face");
  const svg = '<svg xmlns="http://www.w3.org/2000/svg" onload="parent.stolen=1"><script>parent.stolen=1</script></svg>';
  const notes = page.locator(".mantine-Notification-root");
  for (const [name, body, code] of [["boese.svg", svg, "E_VALUE"], ["boese.png", svg, "E_VALUE"], ["riesig.png", Buffer.alloc(5_000_000, 7), "E_TOO_LARGE"]]) {
    await page.reload();
    await give(change, file(name, body));
    await notes.getByText(code).waitFor();
    const said = (await notes.first().innerText()).split("\n")[0];
    assert.ok(said.startsWith(world.sentences[code].de.split("{}")[0]), said);
    if (name === "boese.png") await shot("people-face-refused");
  }
  assert.equal(await page.evaluate(() => window.stolen), undefined);
});

await report.step("data protection carries out what a person asks; the list of requests names nobody", async () => {
  await signIn("privacy");
  await page.goto("/privacy?tab=requests");
  const choose = async (label, option) => {
    await page.getByRole("combobox", { name: t(label) }).or(page.getByRole("textbox", { name: t(label) })).first().click();
    await page.getByRole("option", { name: option, exact: true }).click();
  };
  await page.getByText(t("rights.none")).waitFor();
  const carryOut = async (kind) => {
    await choose("rights.kind", t(`rights.${kind}`));
    await choose("rights.network", t("network.import"));
    await page.getByRole("textbox", { name: t("rights.person") }).fill("@gerd.jemand");
    assert.ok(await button(`rights.do.${kind}`).isDisabled(), "not before the account was checked");
    await page.getByRole("checkbox", { name: t("rights.checked") }).check();
    await audit(page, `request ${kind}`);
    await button(`rights.do.${kind}`).click();
  };
  const [copy] = await Promise.all([page.waitForEvent("download"), carryOut("export")]);
  assert.match(copy.suggestedFilename(), /^resonanz-\d+\.json$/u);
  const kept = JSON.parse(readFileSync(await copy.path(), "utf8"));
  assert.deepEqual(kept.places.mentions, [], "nobody of that name is stored");
  await page.getByRole("checkbox", { name: t("rights.checked"), checked: false }).waitFor();  // the form is fresh again
  await carryOut("erase");
  await page.getByRole("status").getByText(t("rights.notFound")).waitFor();
  await shot("privacy-requests");
  const list = page.getByRole("listitem").filter({ hasText: t("rights.erase") });
  await list.first().waitFor();
  assert.ok(!(await page.locator("main").innerText()).includes("gerd"), "no name is kept on the page");
  await page.goto("/privacy?tab=limits");
  await page.getByRole("cell", { name: "mentions", exact: true }).waitFor();
  await audit(page, "time limits");
  await shot("privacy-limits");
});

/** The pages of the navigation, by the permission that shows them (web/app/nav-items.ts). */
const pages = {
  "/inbox": "mentions_read",
  "/overview": "overview_read",
  "/alerts": "alerts_read",
  "/crisis": "crisis_read",
  "/queries": "queries_read",
  "/sources": "sources_read",
  "/people": "signed_in",
  "/privacy": "privacy_read",
  "/settings": "signed_in",
};

for (const role of ["agent", "expert", "manager", "privacy", "admin"]) {
  await report.step(`${role}: sees the pages of the role, no others, and no page asks for what is forbidden`, async () => {
    const refused = [];
    const watch = (reply) => {
      if (reply.url().includes("/api/") && reply.status() >= 400) refused.push(`${reply.status()} ${new URL(reply.url()).pathname}`);
    };
    await signIn(role);
    const session = await page.evaluate(async () => (await fetch("/api/session")).json());
    page.on("response", watch);
    for (const [path, permission] of Object.entries(pages)) {
      const may = session.permissions.includes(permission);
      assert.equal((await page.locator(`nav a[href^="${path}"]`).count()) > 0, may, `${path} in the navigation`);
      await page.goto(path);
      await page.locator("main, section").first().waitFor();
      await page.waitForLoadState("networkidle").catch(() => {});
      await page.waitForTimeout(400);
      assert.equal((await page.getByText(t("problem.notFound")).count()) > 0, !may, `${path} is shown or not`);
      if (may) await audit(page, `${role} ${path}`);
    }
    page.off("response", watch);
    assert.deepEqual([...new Set(refused)], []);
    const write = session.permissions.includes("sources_write");
    await page.goto("/sources");
    await page.getByRole("rowheader").first().waitFor();
    assert.equal(await button("sources.opml").count(), write ? 1 : 0);
    await page.goto("/people");
    await person("Ida Sommer").waitFor();
    assert.equal((await button("people.add").count()) > 0, session.permissions.includes("users_write"));
    await page.goto("/");
    await page.locator("main, section").first().waitFor();
    await page.waitForTimeout(600);
    assert.equal(await page.getByText(t("problem.notFound")).count(), 0, "the start page is one of the role's own");
    await shot(`role-${role}`);
  });
}

await report.step("a case: the expert reads and notes, but neither takes nor answers", async () => {
  await signIn("expert");
  await page.goto("/inbox?view=all");
  await page.locator("section li a").first().click();
  await page.locator("main h1").waitFor();
  await page.waitForTimeout(400);
  assert.equal(await page.locator("#take").count(), 0);
  await shot("role-expert-conversation");
  await audit(page, "expert, conversation");
});

await report.step("no script error, no request to another host", () => browser.quiet());
await browser.close();
report.end();
