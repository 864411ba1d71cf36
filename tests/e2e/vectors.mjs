// Shows every case to a real browser, as the sanitiser wrote it, without any policy that would help: vectors.mjs CASES.json
// Nothing may run, load, or lead anywhere but to the web. The same cases as they came in prove that the browser would.
import http from "node:http";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const require = createRequire(new URL("../../web/package.json", import.meta.url));
const { chromium } = require("playwright-core");
const sets = JSON.parse(readFileSync(process.argv[2], "utf8"));
const PER_PAGE = 60;

const bait = `<script>
  window.ran = 0;
  for (const name of ["alert", "confirm", "prompt", "print", "x", "eval_"]) window[name] = () => { window.ran += 1; };
</script>`;

let shown = "";
const server = http.createServer((request, response) => {
  const page = request.url === "/page";
  response.writeHead(page ? 200 : 404, { "Content-Type": "text/html; charset=utf-8" });
  response.end(page ? shown : "");
});
await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
const address = `http://127.0.0.1:${server.address().port}/page`;

const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: ["--no-sandbox", "--disable-gpu"] });

/** What a reader could do: point at, click, type into everything. Then what is there that should not be. */
function look() {
  const allowed = new Set(["P", "BR", "SPAN", "A", "DEL", "PRE", "CODE", "EM", "STRONG", "B", "I", "U", "UL", "OL", "LI", "BLOCKQUOTE"]);
  const found = [];
  for (const section of document.querySelectorAll("section[data-case]")) {
    const inside = [...section.querySelectorAll("*")];
    const again = document.createElement("section");
    again.innerHTML = section.innerHTML; // as a page that moves it about would
    section.append(again);
    for (const element of [...inside, ...again.querySelectorAll("*")]) {
      for (const kind of ["mouseover", "click", "focus", "keydown", "animationstart", "toggle", "load", "error"]) {
        const event = new Event(kind, { bubbles: true, cancelable: true });
        if (kind === "click") event.preventDefault();
        element.dispatchEvent(event);
      }
      if (!allowed.has(element.tagName)) found.push(`${section.dataset.case}: element ${element.tagName}`);
      for (const attribute of element.attributes) {
        if (!["href", "rel"].includes(attribute.name)) found.push(`${section.dataset.case}: attribute ${attribute.name}`);
      }
      if (element.tagName === "A" && !/^https?:$/u.test(element.protocol)) found.push(`${section.dataset.case}: link to ${element.href}`);
    }
  }
  return found;
}

/** Everything that `key` of the cases does in the browser: {ran, requests, found}. */
async function show(cases, key) {
  const total = { ran: 0, requests: 0, found: [] };
  for (let begin = 0; begin < cases.length; begin += PER_PAGE) {
    const context = await browser.newContext();
    const page = await context.newPage();
    page.on("dialog", (dialog) => dialog.dismiss());
    page.on("popup", (popup) => popup.close());
    await page.route("**/*", (route) => {
      if (route.request().url() === address) return route.continue();
      total.requests += 1;
      return route.abort();
    });
    const sections = cases.slice(begin, begin + PER_PAGE).map((one, i) => `<section data-case="${begin + i}">${one[key]}</section>`);
    shown = `<!doctype html><meta charset="utf-8">${bait}<body onclick="event.preventDefault()">${sections.join("\n")}`;
    try {
      await page.goto(address, { waitUntil: "load", timeout: 10_000 });
      total.found.push(...(await page.evaluate(look)));
      await page.waitForTimeout(100);
      total.ran += await page.evaluate(() => window.ran);
      const sections_there = await page.locator("section[data-case]").count();
      if (key === "clean" && sections_there !== sections.length) total.found.push(`page ${begin}: ${sections_there} of ${sections.length} cases stand`);
    } catch (error) {
      if (key === "clean") total.found.push(`page ${begin}: ${error.message}`);
    }
    await context.close();
  }
  return total;
}

let bad = 0;
for (const [name, cases] of Object.entries(sets)) {
  const raw = await show(cases, "raw");
  const clean = await show(cases, "clean");
  const guilty = new Set(clean.found.map((line) => line.split(":")[0]));
  const harmless = clean.ran || clean.requests ? 0 : cases.length - guilty.size;
  console.log(`${name}, as they came: ${raw.ran} scripts ran, ${raw.requests} requests, ${raw.found.length} findings`);
  console.log(`${name}, in Chromium: ${harmless} of ${cases.length} harmless (${clean.ran} scripts ran, ${clean.requests} requests)`);
  for (const line of clean.found.slice(0, 10)) console.log(`      ${line}`);
  if (harmless !== cases.length || raw.ran === 0 || raw.found.length === 0) bad += 1;
}
await browser.close();
server.close();
process.exit(bad ? 1 : 0);
