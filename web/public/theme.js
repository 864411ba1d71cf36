// Sets the colour scheme and language before the first paint; a file of its own, as inline scripts are forbidden here.
(() => {
  const root = document.documentElement;
  let scheme = null;
  let language = null;
  try {
    scheme = localStorage.getItem("resonanz-theme");
    language = localStorage.getItem("resonanz-language");
  } catch {
    // Storage may be blocked: the system's scheme and the browser's language apply.
  }
  const dark = scheme === "dark" || (scheme !== "light" && matchMedia("(prefers-color-scheme: dark)").matches);
  root.setAttribute("data-mantine-color-scheme", dark ? "dark" : "light");
  root.lang = language ?? (navigator.language.startsWith("en") ? "en" : "de");
})();
