// Shows an alert or a notice that came to this browser, and opens what it is about when it is clicked.
self.addEventListener("push", (event) => {
  const { alert, notice, title, text, path } = event.data?.json() ?? {};
  if (!alert && !notice) return;
  const options = { body: text, tag: alert ?? notice, data: { path: path ?? "/alerts" } };
  event.waitUntil(self.registration.showNotification(title ?? "Resonanz", options));
});
self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  event.waitUntil(self.clients.openWindow(event.notification.data.path));
});
