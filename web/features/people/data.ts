import { queryOptions } from "@tanstack/react-query";
import { api, call } from "@/api/client";

export const usersQuery = queryOptions({
  queryKey: ["users"],
  queryFn: async () => (await call(api.GET("/api/users"))).items,
});
