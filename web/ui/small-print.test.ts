import { expect, test } from "vitest";
import { smallPrint } from "./small-print";

test("the detail of a program stands beside the code, unless the sentence holds it", () => {
  expect(
    smallPrint({ code: "E_HOST", detail: "blog.example: no such name" }, "Einen Server dieses Namens gibt es nicht."),
  ).toBe("E_HOST · blog.example: no such name");
  expect(smallPrint({ code: "E_VALUE", detail: "name" }, "Ein Wert fehlt oder ist falsch: name.")).toBe("E_VALUE");
  expect(smallPrint({ code: "E_AUTH" }, "Bitte melden Sie sich an.")).toBe("E_AUTH");
});
