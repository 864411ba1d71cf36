import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const require = createRequire(new URL("../../web/package.json", import.meta.url));
const axe = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");

/** Fails on findings that axe calls serious or critical, naming rule, element and reason. What is being fetched anew is
 * dimmed for that moment: it is waited for. */
export async function audit(page, path, ready) {
  await ready;
  await page.waitForFunction(() => !document.querySelector("[aria-busy='true']"));
  await page.evaluate(axe);
  const found = await page.evaluate(async () => {
    const result = await window.axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"], resultTypes: ["violations"] });
    return result.violations
      .filter((fault) => fault.impact === "serious" || fault.impact === "critical")
      .flatMap((fault) => fault.nodes.slice(0, 4).map((node) => `${fault.id}: ${node.target.join(" ")} – ${(node.any[0] ?? node.all[0] ?? node.none[0])?.message ?? fault.help}`));
  });
  if (found.length) throw new Error(`${path}\n${found.join("\n")}`);
}
