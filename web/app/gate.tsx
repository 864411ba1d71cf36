import { useQuery } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { lazy, Suspense } from "react";
import { api, call } from "@/api/client";
import { Pending } from "@/ui/pending";
import { ProblemNote } from "@/ui/problem-note";
import { router } from "./router";
import { SessionProvider, useSessionState } from "./session";

const SignIn = lazy(() => import("@/features/sign-in/sign-in").then((m) => ({ default: m.SignIn })));
const FirstRun = lazy(() => import("@/features/setup/first-run").then((m) => ({ default: m.FirstRun })));

/** Decides between first set-up, sign-in and the application. */
export function Gate() {
  const session = useSessionState();
  const outside = session.data === null;
  const setup = useQuery({ queryKey: ["setup"], queryFn: () => call(api.GET("/api/setup")), enabled: outside });
  if (session.data) {
    return (
      <SessionProvider session={session.data}>
        <RouterProvider router={router} />
      </SessionProvider>
    );
  }
  const error = session.error ?? setup.error;
  if (error) {
    return (
      <div style={{ maxWidth: 480, margin: "15vh auto", padding: 16 }}>
        <ProblemNote error={error} onRetry={() => void (session.error ? session.refetch() : setup.refetch())} />
      </div>
    );
  }
  return (
    <Suspense fallback={<Pending />}>
      {!setup.data ? <Pending /> : setup.data.needed ? <FirstRun /> : <SignIn demo={setup.data.demo} />}
    </Suspense>
  );
}
