import "./tokens.css";
import "@fontsource-variable/inter/wght.css";
import "@mantine/core/styles.layer.css";
import "@mantine/dates/styles.layer.css";
import "@mantine/notifications/styles.layer.css";
import "@mantine/spotlight/styles.layer.css";
import "./base.css";
import "@/i18n/i18n";
import { localStorageColorSchemeManager, MantineProvider } from "@mantine/core";
import { DatesProvider } from "@mantine/dates";
import { useMediaQuery } from "@mantine/hooks";
import { Notifications } from "@mantine/notifications";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { ApiError } from "@/api/problem";
import "dayjs/locale/de";
import { useTranslation } from "react-i18next";
import { Gate } from "./gate";
import { sessionQuery } from "./session";
import { installShortcuts } from "./shortcuts";
import { cssVariablesResolver, theme } from "./theme";

const client = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 10_000,
      // What the server refused stays refused; only a broken line is worth another try.
      retry: (count, error) => count < 2 && error instanceof ApiError && error.problem.status === 0,
    },
  },
});
// A session that ended shows the sign-in page, whatever call noticed it.
client.getQueryCache().subscribe((event) => {
  if (event.type !== "updated" || event.action.type !== "error") return;
  if (event.query.queryKey[0] === "session") return;
  const error: unknown = event.action.error;
  if (error instanceof ApiError && error.code === "E_AUTH") client.setQueryData(sessionQuery.queryKey, null);
});

const scheme = localStorageColorSchemeManager({ key: "resonanz-theme" });

function Root() {
  const { i18n } = useTranslation();
  // Never over the composer, where somebody may be writing.
  const narrow = useMediaQuery("(max-width: 860px)");
  return (
    <MantineProvider
      theme={theme}
      cssVariablesResolver={cssVariablesResolver}
      colorSchemeManager={scheme}
      defaultColorScheme="auto"
    >
      <DatesProvider settings={{ locale: i18n.language, firstDayOfWeek: 1 }}>
        <Notifications position={narrow ? "top-center" : "bottom-left"} limit={4} />
        <Gate />
      </DatesProvider>
    </MantineProvider>
  );
}

installShortcuts();
const root = document.getElementById("root");
if (root) {
  createRoot(root).render(
    <StrictMode>
      <QueryClientProvider client={client}>
        <Root />
      </QueryClientProvider>
    </StrictMode>,
  );
}
