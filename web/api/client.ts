import createClient, { type Middleware } from "openapi-fetch";
import { i18n } from "@/i18n/i18n";
import { ApiError, asProblem } from "./problem";
import type { paths } from "./schema";

let csrf = "";

/** The session hands its token over after signing in. */
export function setCsrf(token: string): void {
  csrf = token;
}

/** Headers that every request carries, for the few that do not go through the client. */
export function requestHeaders(method: string): Record<string, string> {
  const headers: Record<string, string> = { "Accept-Language": i18n.language };
  if (method !== "GET" && csrf) headers["X-CSRF-Token"] = csrf;
  return headers;
}

const headers: Middleware = {
  onRequest({ request }) {
    for (const [name, value] of Object.entries(requestHeaders(request.method))) request.headers.set(name, value);
    return request;
  },
};

export const api = createClient<paths>({ baseUrl: "", credentials: "same-origin" });
api.use(headers);

interface Reply<T> {
  data?: T;
  error?: unknown;
  response: Response;
}

/** Gives the data or throws an ApiError. */
export async function call<T>(reply: Promise<Reply<T>>): Promise<T> {
  let result: Reply<T>;
  try {
    result = await reply;
  } catch (error) {
    if (error instanceof DOMException && error.name === "AbortError") throw error;
    throw new ApiError(asProblem(null, 0, i18n.t("problem.offline")));
  }
  if (!result.response.ok) {
    throw new ApiError(asProblem(result.error, result.response.status, i18n.t("problem.unexpected")));
  }
  return result.data as T;
}

/** Sends bytes as they are (pictures, files). */
export async function sendBody<T>(method: string, path: string, body: BodyInit, type: string): Promise<T> {
  const run = async (): Promise<Reply<T>> => {
    const response = await fetch(path, {
      method,
      body,
      credentials: "same-origin",
      headers: { ...requestHeaders(method), "Content-Type": type },
    });
    const reply: unknown = await response.json().catch(() => null);
    return response.ok ? { data: reply as T, response } : { error: reply, response };
  };
  return call(run());
}
