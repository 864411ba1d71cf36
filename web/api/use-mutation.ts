import {
  type MutateOptions,
  type UseMutationOptions,
  type UseMutationResult,
  useMutation as useClientMutation,
} from "@tanstack/react-query";
import { useCallback, useState } from "react";
import { Once } from "./once";

type OneWay<Result> = Result extends unknown ? Omit<Result, "mutateAsync"> : never;

/** A mutation that acts once: a second click is refused in the moment it comes, not only after the button was drawn anew. */
export function useMutation<Data, Fault = Error, Input = void>(
  options: UseMutationOptions<Data, Fault, Input>,
): OneWay<UseMutationResult<Data, Fault, Input>> {
  const [once] = useState(() => new Once());
  const result = useClientMutation<Data, Fault, Input>({
    ...options,
    onSettled: (...all) => {
      once.end(all[2], all[1] === null || all[1] === undefined);
      return options.onSettled?.(...all);
    },
  });
  const send = result.mutate;
  const mutate = useCallback(
    (input: Input, then?: MutateOptions<Data, Fault, Input>) => {
      if (once.begin(input)) send(input, then);
    },
    [once, send],
  );
  return { ...result, mutate: mutate as typeof send };
}
