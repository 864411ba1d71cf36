import { queryOptions, useQuery, useQueryClient } from "@tanstack/react-query";
import { createContext, type ReactNode, useContext } from "react";
import { api, call, setCsrf } from "@/api/client";
import { codeOf } from "@/api/problem";
import type { Session } from "@/api/schema";
import { setLanguage } from "@/i18n/i18n";

const SessionContext = createContext<Session | null>(null);

/** Nobody signed in is an answer (null), not a failure. */
export const sessionQuery = queryOptions({
  queryKey: ["session"],
  queryFn: async (): Promise<Session | null> => {
    try {
      const session = await call(api.GET("/api/session"));
      setCsrf(session.csrf);
      return session;
    } catch (error) {
      if (codeOf(error) === "E_AUTH") return null;
      throw error;
    }
  },
  staleTime: 5 * 60_000,
});

/** What follows signing in: the token for later requests, the person's language. */
export function useEnter(): (session: Session) => void {
  const client = useQueryClient();
  return (session) => {
    setCsrf(session.csrf);
    setLanguage(session.user.language);
    client.setQueryData(sessionQuery.queryKey, session);
  };
}

export function useLeave(): () => Promise<void> {
  const client = useQueryClient();
  return async () => {
    await call(api.DELETE("/api/session"));
    client.clear();
    client.setQueryData(sessionQuery.queryKey, null);
  };
}

export function SessionProvider({ session, children }: { session: Session; children: ReactNode }) {
  return <SessionContext value={session}>{children}</SessionContext>;
}

export function useSession(): Session {
  const session = useContext(SessionContext);
  if (!session) throw new Error("used outside a session");
  return session;
}

/** Whether the role holds a permission; the server decides in the end. */
export function useCan(permission: string): boolean {
  return useSession().permissions.includes(permission);
}

export function useSessionState() {
  return useQuery(sessionQuery);
}
