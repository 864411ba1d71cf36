export const canPush = (): boolean => "serviceWorker" in navigator && "PushManager" in window;

/** Asks this browser for an address that alerts can be sent to. */
export async function subscribe(key: string): Promise<{ address: string; keys: string }> {
  await navigator.serviceWorker.register("/push.js");
  const worker = await navigator.serviceWorker.ready;
  const subscription = await worker.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: key });
  const { keys } = subscription.toJSON();
  return { address: subscription.endpoint, keys: `${keys?.p256dh ?? ""} ${keys?.auth ?? ""}` };
}
