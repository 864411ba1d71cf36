import { createRequire } from "node:module";

const require = createRequire(new URL("../../web/package.json", import.meta.url));
const { chromium } = require("playwright-core");

const flags = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];

/** The system's own Chromium; collects whatever the console complains about. */
export async function launch() {
  const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: flags });
  const complaints = [];
  return {
    async open(base) {
      const context = await browser.newContext({ baseURL: base, viewport: { width: 1440, height: 900 }, locale: "de-DE", colorScheme: "light" });
      const page = await context.newPage();
      page.setDefaultTimeout(10_000);
      page.on("pageerror", (error) => complaints.push(error.message));
      page.on("console", (message) => {
        // A refused request (401 before signing in, 422 for a bad query) is an answer, not a fault.
        if (message.type() === "error" && !/Failed to load resource/u.test(message.text())) complaints.push(message.text());
      });
      page.on("request", (request) => {
        const url = new URL(request.url());
        if (/^https?:$/u.test(url.protocol) && url.origin !== new URL(base).origin) complaints.push(`request to another host: ${url.host}`);
      });
      return page;
    },
    quiet() {
      if (complaints.length) throw new Error([...new Set(complaints)].join("\n"));
    },
    close: () => browser.close(),
  };
}
