import { Button } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { ApiError } from "@/api/problem";
import { i18n } from "@/i18n/i18n";
import { smallPrint } from "./small-print";

/** How every notice looks; its cross has a name. */
const notice = () => ({ withBorder: true, closeButtonProps: { "aria-label": i18n.t("common.close") } });

/** Says what happened. */
export function tell(message: string): void {
  notifications.show({ ...notice(), message, autoClose: 5000 });
}

/** Says what failed, with the code in small print. */
export function tellProblem(error: unknown): void {
  const known = error instanceof ApiError;
  notifications.show({
    ...notice(),
    message: (
      <>
        <div>{known ? error.problem.title : i18n.t("problem.unexpected")}</div>
        <div className="small dimmer">{known ? smallPrint(error.problem, error.problem.title) : "E_CLIENT"}</div>
      </>
    ),
    color: "orange",
    autoClose: 9000,
    role: "alert",
  });
}

/** Says what was done and offers to take it back. */
export function tellUndo(message: string, undo: () => void, seconds = 8): string {
  const id = notifications.show({
    ...notice(),
    message: (
      <div className="row">
        <span className="grow">{message}</span>
        <Button
          size="compact-sm"
          onClick={() => {
            notifications.hide(id);
            undo();
          }}
        >
          {i18n.t("common.undo")}
        </Button>
      </div>
    ),
    autoClose: seconds * 1000,
  });
  return id;
}

/** Something that cannot be taken back waits until nobody has taken it back; leaving the page does it at once. */
export function later(message: string, act: () => void, restore: () => void, seconds = 8): void {
  let open = true;
  const run = () => {
    if (!open) return;
    open = false;
    clearTimeout(timer);
    removeEventListener("pagehide", run);
    act();
  };
  const timer = setTimeout(run, seconds * 1000);
  addEventListener("pagehide", run);
  const undo = () => {
    if (!open) return;
    open = false;
    clearTimeout(timer);
    removeEventListener("pagehide", run);
    restore();
  };
  tellUndo(message, undo, seconds);
}
