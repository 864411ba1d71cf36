import { Navigate } from "@tanstack/react-router";
import { useSession } from "./session";

/** Where somebody lands who came for no page in particular: who runs the house sees how it stands, who answers sees the inbox. */
function landing(role: string): "/overview" | "/inbox" | "/privacy" {
  if (role === "manager" || role === "admin") return "/overview";
  return role === "privacy" ? "/privacy" : "/inbox";
}

export function Home() {
  return <Navigate to={landing(useSession().user.role)} replace />;
}
