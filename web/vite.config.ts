import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";

// `npm run dev` passes the API on to a running server: RESONANZ_URL=http://127.0.0.1:8080 npm run dev
const server = process.env.RESONANZ_URL ?? "http://127.0.0.1:8080";

export default defineConfig({
  plugins: [react()],
  resolve: { alias: { "@": import.meta.dirname } },
  // Nothing is inlined: the content security policy allows only files from this server.
  build: { outDir: "dist", assetsInlineLimit: 0, modulePreload: { polyfill: false }, chunkSizeWarningLimit: 700 },
  // The folder api/ with our own modules is not the server's.
  server: { proxy: { "^/api/(?!.*\\.ts)": { target: server, changeOrigin: true, headers: { origin: server } } } },
  test: { include: ["{app,api,ui,i18n,features}/**/*.test.ts"], environment: "node" },
});
